"""The register held against the rules: missed, wrong and mismatched cover (漏保 · 错保)."""

from __future__ import annotations

from enum import IntEnum

from aidkit.rules.definition import rule
from aidkit.schema import Scheme


class Coverage(IntEnum):
    """How the register stands to the rules for one person (登记与规则比对)."""

    RIGHT = 0
    OUTSIDE = 1
    MISSED = 2
    WRONG = 3
    MISMATCHED = 4
    UNRECORDED = 5
    STALE = 6


@rule("person", unit="class", zh="登记与规则比对", clauses=["JJ-2.2.1", "JJ-2.2.4–6", "XZ-1", "HS-5"])
def coverage(entitled_scheme: int, current_scheme: int) -> Coverage:
    """Register against rules: missed, wrong, mismatched, unrecorded, stale, outside or right."""
    due = entitled_scheme not in (Scheme.NONE, Scheme.EDGE)
    paid = current_scheme not in (Scheme.NONE, Scheme.EDGE)
    if due and not paid:
        return Coverage.MISSED
    if paid and not due:
        return Coverage.WRONG
    if paid and due:
        leaving = entitled_scheme == Scheme.GRADUAL_EXIT and current_scheme in (
            Scheme.DIBAO,
            Scheme.DIBAO_SINGLE,
        )
        return Coverage.RIGHT if leaving or entitled_scheme == current_scheme else Coverage.MISMATCHED
    if entitled_scheme == Scheme.EDGE:
        return Coverage.UNRECORDED if current_scheme == Scheme.NONE else Coverage.RIGHT
    return Coverage.OUTSIDE if current_scheme == Scheme.NONE else Coverage.STALE
