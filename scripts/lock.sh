#!/bin/sh
# Pin what pyproject.toml and requirements*.in ask for, with hashes, for every Python and system:  scripts/lock.sh [--upgrade]
set -eu
cd "$(dirname "$0")/.."

uv=.cache/uv
"$uv/bin/uv" --version >/dev/null 2>&1 || "${PYTHON:-python3}" -m venv "$uv"
"$uv/bin/python" -m pip --quiet --disable-pip-version-check install uv==0.13.9

lock() {
    "$uv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command "make lock" pyproject.toml "$@"
}
lock requirements.in --output-file requirements.txt "$@"
lock requirements-test.in --extra test --output-file requirements-test.txt "$@"
