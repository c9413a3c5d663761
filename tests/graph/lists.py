"""Small lists and small cities for the tests of the graph: batches as a reader would give them, without reading files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graph.compile import edition_hash
from graph.example import expand
from graph.judge import Finding
from graph.record import Edition, Record
from graph.statement import Batch, Mention, Source, Statement, dumps

DAY = "2026-06-30"
LIST = "list:boundary"
RULES = frozenset({"r"})


def batch(
    lines: Iterable[str | Statement],
    list_id: str = LIST,
    file: str = "清单.xlsx",
    above: int = 1,
    cue: str = "牵头",
) -> Batch:
    """One whole list that says these lines (see graph.example), one a row, with `above` rows over the first."""
    said = list(lines)
    texts = [line for line in said if isinstance(line, str)]
    made = [*expand(texts), *(s for s in said if isinstance(s, Statement))]
    content = dumps([above, *(f"{s.id}{s.digest}" for s in made)]).encode()
    source = Source(file, hashlib.sha256(content).hexdigest(), "application/test", content)
    mentions = [
        Mention(s, list_id, file, source.sha256, "表1", f"A{above + i}", text=s.kind, cue=cue)
        for i, s in enumerate(made, start=1)
    ]
    return Batch([source], [list_id], mentions)


def together(*batches: Batch) -> Batch:
    """Several lists loaded at once."""
    return Batch(
        [s for b in batches for s in b.sources],
        [x for b in batches for x in b.lists],
        [m for b in batches for m in b.mentions],
    )


def new_record(folder: Path) -> Record:
    """An empty record."""
    return Record(f"sqlite:///{folder / 'record.sqlite'}")


def publish(
    record: Record,
    loaded: Batch,
    found: Sequence[Finding] = (),
    rules: frozenset[str] = RULES,
    as_of: str = DAY,
) -> Edition:
    """Draft and publish a batch straight into the record, with findings made by hand."""
    draft = record.draft(loaded)
    assert draft is not None, "the batch changes nothing"
    return publish_draft(record, draft, found, rules, as_of)


def publish_draft(
    record: Record,
    draft: int,
    found: Sequence[Finding] = (),
    rules: frozenset[str] = RULES,
    as_of: str = DAY,
) -> Edition:
    """Publish a kept draft."""
    _, statements = record.drafted(draft)
    subjects = {s.id: s for s in statements if s.is_node}
    hash = edition_hash(statements, "test")
    return record.publish(draft, as_of, hash, list(found), rules, subjects, "test")


def finding(subject: str, rule: str = "r", severity: str = "high") -> Finding:
    """A finding of a made-up rule about one thing."""
    return Finding(
        f"{rule}-{subject}", rule, "T01", "试", "gap", severity, subject, {"id": subject}, (subject,), (), 1
    )


def moved(record: Record, older: int, newer: int) -> dict[str, set[str]]:
    """Statements that two editions do not share: `gone` and `new`, each as id + digest."""
    before, after = ({s.id + s.digest: s.id for s in record.statements(no)} for no in (older, newer))
    return {
        "gone": {before[k] for k in before.keys() - after.keys()},
        "new": {after[k] for k in after.keys() - before.keys()},
    }


def places(record: Record, no: int) -> Mapping[str, list[tuple[str, str, str]]]:
    """Where each statement of an edition is said: (list, file, cell)."""
    facts = [s.id for s in record.statements(no)]
    return {
        k: sorted((m["list_id"], m["file"], m["cell"]) for m in v)
        for k, v in record.mentions(no, facts).items()
    }
