"""Derived links, computed once at compile and so the same on every engine; in the order they build on each other."""

from graph.derive.contends import contends
from graph.derive.lines import answers_to
from graph.derive.succession import now_held_by
from graph.derive.variants import variants

DERIVATIONS = (answers_to, now_held_by, variants, contends)

__all__ = ["DERIVATIONS"]
