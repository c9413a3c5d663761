"""Derived links, computed once at compile and so the same on every engine; in the order they build on each other."""

from graph.derive.contends import contends
from graph.derive.latest import last_acted, last_reviewed
from graph.derive.lines import answers_to
from graph.derive.members import alike_members
from graph.derive.succession import now_held_by
from graph.derive.variants import variants
from graph.derive.wording import wording

DERIVATIONS = (answers_to, now_held_by, variants, contends, wording, last_reviewed, last_acted, alike_members)

__all__ = ["DERIVATIONS"]
