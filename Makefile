# zhize: everything one does with this repository. `make help` lists it.
PYTHON ?= python3
SERVE  ?= 1
export PYTHON

.PHONY: help run test check fix docs lock bench clean venv venv-test test-deps
.DEFAULT_GOAL := help

help:  ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 12

run: venv  ## load the sample city and show it in a browser (SERVE=0: only load it)
	@.venv/bin/zhize demo $(if $(filter 0,$(SERVE)),--no-serve)

test: venv-test test-deps  ## all tests, on both engines and in a browser (ARGS=... goes to pytest)
	@.venv/bin/pytest -n auto --dist worksteal $(ARGS)

check: venv-test  ## format, lint, types, generated docs
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/zhize docs --check

fix: venv-test  ## format, and mend what ruff can
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

docs: venv  ## write the generated docs anew
	@.venv/bin/zhize docs

lock:  ## pin the requirements again (ARGS=--upgrade: to the newest allowed)
	@scripts/lock.sh $(ARGS)

bench: venv-test test-deps  ## measure both engines, the server and the reading of lists
	@bench/run $(ARGS)
	@bench/serve
	@bench/ingest

clean:  ## remove what make made; your own data stays
	@rm -rf .venv .cache out dist .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

venv:
	@scripts/venv.sh

venv-test:
	@scripts/venv.sh test

test-deps:  ## Java, Chromium, a Chinese font, LibreOffice, Neo4j's jars
	@scripts/test-deps.sh
