"""Dockerfile and docker-compose.yml, read as text (no docker here) and held against the program."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import click
import pytest
import yaml

from api.access import ALLOWED, declared
from api.app import make_app
from api.cli import main, zhize
from api.settings import VERSION, Settings
from graph.neo4j_store import connect

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
API, NEO4J = COMPOSE["services"]["api"], COMPOSE["services"]["neo4j"]
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(?::([?-])([^}]*))?\}")


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile as (instruction, rest), continued lines joined."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [
        (word, rest.strip())
        for word, _, rest in (line.strip().partition(" ") for line in joined.splitlines())
    ]


DOCKER = instructions()
FINAL = DOCKER[max(i for i, (word, _) in enumerate(DOCKER) if word == "FROM") :]


def last(word: str) -> str:
    """The last instruction of a kind in the last stage."""
    return [rest for w, rest in FINAL if w == word][-1]


def variables() -> dict[str, str]:
    return dict(pair.split("=", 1) for word, rest in FINAL if word == "ENV" for pair in shlex.split(rest))


def filled(text: Any, **given: str) -> str:
    """A compose value as docker compose fills it."""

    def value(m: re.Match[str]) -> str:
        if m[1] in given:
            return given[m[1]]
        assert m[2] == "-", f"{m[1]} must be given"
        return m[3]

    return VARIABLE.sub(value, str(text))


# -- Dockerfile ---------------------------------------------------------------------------------


def test_the_base_is_pinned_and_fits_the_project() -> None:
    bases = [rest.split()[0] for word, rest in DOCKER if word == "FROM"]
    assert len(bases) == 2
    assert len(set(bases)) == 1
    version = re.fullmatch(r"python:(3\.\d+)-slim", bases[0])
    assert version
    assert f"Programming Language :: Python :: {version[1]}" in PROJECT["project"]["classifiers"]
    lowest = re.fullmatch(r">=(3\.\d+)", PROJECT["project"]["requires-python"])
    assert lowest
    assert [int(n) for n in version[1].split(".")] >= [int(n) for n in lowest[1].split(".")]


def test_everything_installed_has_a_hash_and_the_package_is_whole() -> None:
    runs = [rest for word, rest in DOCKER if word == "RUN" and "pip install" in rest]
    assert len(runs) == 2
    assert "--require-hashes -r requirements.txt" in runs[0]
    assert {"--no-deps", "--no-build-isolation"} <= set(runs[1].split())
    pinned = (ROOT / "requirements.txt").read_text("utf-8")
    assert all(re.search(rf"^{name}==", pinned, re.MULTILINE) for name in ("hatchling", "editables"))
    copied = {s for w, rest in DOCKER if w == "COPY" and "--from" not in rest for s in rest.split()[:-1]}
    assert set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) <= copied
    assert {"pyproject.toml", PROJECT["project"]["readme"], *PROJECT["project"]["license-files"]} <= copied
    kept = [
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    ]
    for name in copied:
        assert (ROOT / name).exists(), name
        assert any(fnmatch(name, pattern) for pattern in kept), f"{name} is left out by .dockerignore"
    for secret in (".zhize", ".git", ".env", ".venv", ".cache"):
        assert not any(fnmatch(secret, pattern) for pattern in kept)


def test_what_is_copied_is_enough_to_run(tmp_path: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "graph", "ingest", "api", "viz"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for name in tracked:
        if (ROOT / name).is_file():
            target = tmp_path / "app" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((ROOT / name).read_bytes())
    code = "import api.app, sys; sys.stdout.write(api.app.__file__); api.app.make_app()"
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "app", capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith(str(tmp_path))


def test_the_image_runs_the_server_as_nobody_in_particular() -> None:
    user = last("USER")
    assert any(word == "RUN" and "useradd --uid 10001" in rest and rest.split("nologin ")[1].startswith(user)
               for word, rest in FINAL)  # fmt: skip
    assert json.loads(last("CMD")) == ["zhize", "serve"]
    known = {f"ZHIZE_{name.upper()}" for name in Settings.model_fields}
    said = {k: v for k, v in variables().items() if k.startswith("ZHIZE_")}
    assert said.keys() <= known
    settings = Settings(**{k.removeprefix("ZHIZE_").lower(): v for k, v in said.items()})  # type: ignore[arg-type]
    assert settings.exposed, "without a token it must not start"
    assert str(settings.home) == last("VOLUME") == last("WORKDIR")
    assert str(settings.port) == last("EXPOSE")


def test_the_image_has_no_secret() -> None:
    for word, rest in DOCKER:
        assert not re.search(r"password|token|secret", rest, re.IGNORECASE), (word, rest)
        assert word in {
            "FROM",
            "WORKDIR",
            "RUN",
            "COPY",
            "ENV",
            "VOLUME",
            "EXPOSE",
            "USER",
            "HEALTHCHECK",
            "CMD",
        }


def healthy(command: list[str]) -> None:
    assert command[:2] == ["python", "-c"]
    compile(command[2], "healthcheck", "exec")
    address = re.search(r"'(http://[^']+)'", command[2])
    assert address
    parts = urlsplit(address[1])
    assert (parts.hostname, str(parts.port)) == ("127.0.0.1", last("EXPOSE"))
    needs = {path: needs for method, path, needs in declared(make_app()) if method == "GET"}
    assert [str(n) for n in needs[parts.path]] == ["open"]


def test_the_health_checks_ask_a_route_for_all() -> None:
    healthy(json.loads(last("HEALTHCHECK").partition("CMD ")[2]))
    assert API["healthcheck"]["test"][0] == "CMD"
    healthy(API["healthcheck"]["test"][1:])


# -- docker-compose.yml -------------------------------------------------------------------------


def test_versions_agree() -> None:
    assert API["image"] == f"zhize:{VERSION}" == f"zhize:{PROJECT['project']['version']}"
    pom = ElementTree.parse(ROOT / "tests" / "neo4j_server" / "pom.xml")  # noqa: S314 - our own file
    tested = pom.getroot().findtext(".//{*}neo4j.version")
    assert tested
    assert NEO4J["image"] == f"neo4j:{'.'.join(tested.split('.')[:2])}-community"


def test_ports_are_bound_to_this_machine() -> None:
    for service in (API, NEO4J):
        for port in service["ports"]:
            assert re.fullmatch(r"127\.0\.0\.1:(\d+):\1", port), port
    assert API["ports"] == [f"127.0.0.1:{last('EXPOSE')}:{last('EXPOSE')}"]


def test_there_is_no_default_password() -> None:
    text = (ROOT / "docker-compose.yml").read_text("utf-8")
    found = [m for m in VARIABLE.finditer(text) if m[1] == "NEO4J_PASSWORD"]
    assert len(found) == 2
    assert all(m[2] == "?" for m in found)
    assert "neo4j/none" not in text
    assert not (ROOT / ".env").exists()


def test_the_server_finds_the_neo4j_beside_it() -> None:
    said = {k: filled(v, NEO4J_PASSWORD="Pass4711") for k, v in API["environment"].items()}
    assert said.keys() <= {f"ZHIZE_{name.upper()}" for name in Settings.model_fields}
    both = variables() | said
    settings = Settings(
        **{k.removeprefix("ZHIZE_").lower(): v for k, v in both.items() if k.startswith("ZHIZE_")}
    )  # type: ignore[arg-type]
    assert settings.named() == []
    assert settings.proxies == "127.0.0.1"
    parts = urlsplit(settings.graph)
    assert (parts.hostname, parts.username, parts.password) == ("neo4j", "neo4j", "Pass4711")
    assert filled(NEO4J["environment"]["NEO4J_AUTH"], NEO4J_PASSWORD="Pass4711") == "neo4j/Pass4711"
    assert any(port.endswith(f":{parts.port}") for port in NEO4J["ports"])
    connect(settings.graph).close()
    assert API["depends_on"]["neo4j"]["condition"] == "service_healthy"
    assert NEO4J["healthcheck"]["test"][0] == "CMD-SHELL"


def test_volumes_have_names_and_hold_what_must_last() -> None:
    used = {s: dict(v.split(":", 1) for v in COMPOSE["services"][s]["volumes"]) for s in COMPOSE["services"]}
    assert {name for mounts in used.values() for name in mounts} == set(COMPOSE["volumes"])
    assert used["api"] == {"zhize-data": last("VOLUME")}


# -- docs/howto/deploy.md -----------------------------------------------------------------------

PAGE = (ROOT / "docs" / "howto" / "deploy.md").read_text("utf-8")
LINES = [
    line.split("  #")[0].split(" #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines() if line.strip()
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_the_commands_of_the_page_exist(line: str) -> None:
    words = shlex.split(line)
    while words and re.fullmatch(r"\w+=.*", words[0]):
        assert words.pop(0).split("=")[0] in {f"ZHIZE_{n.upper()}" for n in Settings.model_fields}
    if words[0] == "docker":
        assert words[1] == "compose"
        assert words[2] in ("build", "up", "run")
        if words[2] == "run":
            assert words[words.index("zhize") - 1] == "api"
            words = words[words.index("zhize") :]
    if words[0] == "export":
        name = words[1].split("=")[0]
        assert name in {m[1] for m in VARIABLE.finditer((ROOT / "docker-compose.yml").read_text("utf-8"))}
    elif words[0] == "curl":
        assert urlsplit(words[1]).path in {path for _, path, _ in declared(make_app())}
        assert str(urlsplit(words[1]).port) == last("EXPOSE")
    elif words[0] == "zhize":
        parsed(words[1:])


def parsed(words: list[str]) -> None:
    """Take a command line apart as click does, without running it; files in a container are taken from samples."""
    with pytest.raises(SystemExit):
        main(["--version"])  # adds the commands
    command: click.Command = zhize
    context = click.Context(zhize)
    while isinstance(command, click.Group):
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found, name
        command = found
    words = [w.replace("/lists/", f"{ROOT}/samples/city/") for w in words]
    command.make_context(str(command.name), words)


def test_the_page_lists_every_role() -> None:
    assert set(re.findall(r"^\| `(\w+)`", PAGE, re.MULTILINE)) == set(ALLOWED)
    assert "parsing only" in PAGE
    for readme in ("README.md", "README.zh.md"):
        assert re.search(r"parsing only|解析检查", (ROOT / readme).read_text("utf-8"))
