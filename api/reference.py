"""docs/reference, made from the program itself: nothing in it is kept by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click
from pydantic import BaseModel

from api import reference_rules, reference_stats, schema, schema_stats
from api.settings import Settings
from graph.ontology import Property, load
from graph.rule import catalogue

_NOTE = "<!-- Made by `make docs` from the program; do not edit. -->\n"


def pages(program: click.Group) -> dict[str, str]:
    """Every reference page: path below docs/reference -> text; `program` is the command line to describe."""
    made = {
        "README.md": _index(), "ontology.md": ontology(), "commands.md": commands(program), "settings.md": settings(),
        "routes.md": routes(), "answers.md": answers(), "openapi.json": openapi(),
        "rules/README.md": _NOTE + reference_rules.index(), "numbers.md": _NOTE + "\n" + reference_stats.page(),
    }  # fmt: skip
    for rule in catalogue():
        made[f"rules/{rule.code}-{rule.id}.md"] = _NOTE + reference_rules.page(rule)
    return made


def _table(columns: list[str], rows: list[list[Any]]) -> str:
    def cell(value: Any) -> str:
        return str("" if value is None else value).replace("|", "\\|").replace("\n", " ")

    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell(c) for c in line) + " |" for line in lines) + "\n"


def _index() -> str:
    entries = [
        ("ontology.md", "kinds of things and links"), ("rules/README.md", "rules, with queries and examples"),
        ("numbers.md", "numbers of the ledger, with their queries"),
        ("commands.md", "the command line"), ("routes.md", "HTTP routes"), ("answers.md", "fields of JSON answers"),
        ("settings.md", "settings"), ("openapi.json", "the OpenAPI description"),
    ]  # fmt: skip
    return _NOTE + "\n# Reference\n\n" + "".join(f"- [{what}]({name})\n" for name, what in entries)


def ontology() -> str:
    """The page of kinds and links."""

    def properties(found: list[Property]) -> str:
        rows = [
            [f"`{p.name}`", p.zh, p.type + (", required" if p.required else ""), p.means,
             ", ".join(f"{v} {zh}" for v, zh in (p.values or {}).items())]
            for p in found
        ]  # fmt: skip
        return _table(["property", "中文", "type", "means", "values"], rows)

    text = [
        _NOTE,
        "# Kinds and links",
        "",
        f"Digest of the declaration: `{load().digest}`.",
        "",
        "## Things",
        "",
    ]
    for kind in load().nodes.values():
        text += [f"### {kind.name} {kind.zh}", "", f"{kind.means} Standard term: {kind.standard}.", ""]
        text += [f"Id: `{kind.prefix}:` + slug + hash of {', '.join(kind.identity)}.", ""]
        text += [properties(list(kind.properties.values()))]
    text += ["## Links", ""]
    for link in load().links.values():
        text += [f"### {link.name} {link.zh}", "", link.means, ""]
        ends = f"{', '.join(link.sources)} → {', '.join(link.targets)}."
        same = f" The same link: both ends and {', '.join(link.identity)}." if link.identity else ""
        text += [ends + same + (" Derived at compile." if link.derived else ""), ""]
        text += [properties(list(link.properties.values()))]
    return "\n".join(text)


def commands(program: click.Group) -> str:
    """The page of commands, from their own help."""
    text = [_NOTE, "# Commands", ""]
    for name, command in _commands(program, "zhize"):
        context = click.Context(command, info_name=name, max_content_width=100)
        context.terminal_width = 100
        text += [f"## {name}", "", "```text", command.get_help(context), "```", ""]
    text += ["Exit codes: 0 fine, 1 findings at or above `--fail-on`, 2 could not run.", ""]
    text += ["Fields of `--format json`: [answers.md](answers.md).", ""]
    return "\n".join(text)


def _commands(group: click.Group, above: str) -> Iterator[tuple[str, click.Command]]:
    for command in group.commands.values():
        yield f"{above} {command.name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above} {command.name}")


def settings() -> str:
    """The page of settings."""
    rows = [
        [f"`ZHIZE_{name.upper()}`", f"`{field.default}`" if str(field.default) else "", field.description]
        for name, field in Settings.model_fields.items()
    ]
    return (
        _NOTE + "\n# Settings\n\nEnvironment variables.\n\n" + _table(["variable", "default", "means"], rows)
    )


def _app_schema() -> dict[str, Any]:
    from api.app import make_app

    return make_app().openapi()


def routes() -> str:
    """The page of HTTP routes."""
    rows = []
    for path, methods in sorted(_app_schema()["paths"].items()):
        for method, said in methods.items():
            asked = ", ".join(f"`{p['name']}`" for p in said.get("parameters", []))
            roles = said["x-roles"]
            who = roles if isinstance(roles, str) else ", ".join(roles)
            rows.append(
                [f"{method.upper()} `{path}`", said.get("description") or said.get("summary"), asked, who]
            )
    about = (
        "Errors are `application/problem+json` (RFC 9457). Answers carry an `ETag` of edition, last audit number, "
        "program version, language and role; send it back as `If-None-Match` for a 304. "
        "Where tokens are in use, send `Authorization: Bearer …`; without a valid one every route but those for all "
        "answers 401, with a role that is not listed 403. "
        "Whole description: [openapi.json](openapi.json).\n\n"
    )
    return _NOTE + "\n# HTTP routes\n\n" + about + _table(["route", "what", "asks", "roles"], rows)


def openapi() -> str:
    """The OpenAPI description, as served."""
    return json.dumps(_app_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


_CHECK = """## check

`{"files": [{"file", "profile", "sidecar", "sure", "mapping", "first_rows", "rows", "counts", "statements": [...],
"problems": [...], "resolutions": [...], "unresolved": [...], "non_data_rows": [...]}]}`

`sidecar`: name of the `.zhize.yaml` beside the file, or null. `sure` (null where no profile fits): `level` (`high`,
`medium`, `low`), `why` (texts), `score` (`required`, `known`, `rows`: shares of required columns found, of headings
known, of rows that make sense; `total`). `mapping`, one a data sheet: `sheet`, `shape`, `list_kind`, `header_rows`,
`columns` (`column`, `heading`, `field`, `meaning`, `need`: `required`, `one_of` a few, or `optional`,
`guessed`: whether its heading was only understood by its words), `unread` (`column`,
`heading`, `like`: a known heading it resembles, or null; nothing is read by it). `first_rows`: `row`, `fields` (text by
field), `said` (`role`, `organization`, `thing`).

`counts`: `rows` = `statement_rows` + `problem_rows` + `non_data_rows`. A statement has `role` (link kind),
`organization` (resolved full name, or null), `organization_text` (as written), `thing`, `kind`, `scope`, `basis`,
`cell` (`sheet!A1`), `text` (raw), `cue` (words that gave the role), `inferred` (null, `first_listed` or `sole_named`), `how`
(how the name was resolved), `confidence`: `low` where the role was inferred or no body is named, `high` where the
cell and the register say body and role outright, else `medium`. A problem has `code`, `severity` (`error` stops a
load), `cell`, `message`, `todo`, and `candidates` where it is about a name. `resolutions` are names not written in
full (`text`, `organization`, `how`, `count`, `cells`), `unresolved` those that stand for no one body (`text`, `reason`,
`candidates`, `count`, `cells`). A non-data row has `row` and `why`. Over HTTP `?hand_back=true` adds `handed_back`
(`file`, `name`, `content` in base64, `losses`).

## load

`published` (`edition`, `as_of`, `hash`, `new`, `statements`, `findings`; null when there were errors), and `files`
as in check.

## export (jsonl)

One object a line: `{"node": kind, "id": …, properties…}` then `{"link": kind, "from": …, "to": …, properties…,
"facts": [{"file", "sheet", "cell", "text"}]}`. Properties stand beside the other keys; absent ones are left out.

"""


def answers() -> str:
    """The page of fields, from the schemas that the HTTP door checks its answers with."""
    text = [
        _NOTE,
        "# Fields of JSON answers",
        "",
        "The command line (`--format json`) and HTTP give the same.",
        "",
        _CHECK,
    ]
    shapes: list[tuple[str, type[BaseModel]]] = [
        ("who", schema.Who), ("chain", schema.Chain), ("step of a chain", schema.Step), ("party", schema.Party),
        ("written (a place in a file)", schema.Written), ("basis", schema.Basis), ("transfer", schema.Moved),
        ("findings (HTTP page)", schema.FindingPage), ("finding", schema.Finding), ("path", schema.Path),
        ("neighbourhood", schema.Neighbourhood), ("edition", schema.EditionOut),
        ("stats", schema_stats.Ledger), ("table of stats", schema_stats.LedgerTable),
        ("number of stats", schema_stats.LedgerNumber), ("row of stats", schema_stats.LedgerRow),
    ]  # fmt: skip
    for title, model in shapes:
        rows = [
            [f"`{field.alias or name}`", _type(field.annotation), field.description]
            for name, field in model.model_fields.items()
        ]
        text += [f"## {title}", "", model.__doc__ or "", "", _table(["field", "type", "means"], rows)]
    return "\n".join(text)


def _type(annotation: Any) -> str:
    if isinstance(annotation, type):
        return annotation.__name__
    return str(annotation).replace("typing.", "").replace("api.schema.", "")
