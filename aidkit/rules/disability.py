"""Severe disability: one name for each legal meaning, over one table of grade limits a meaning (重度残疾)."""

from __future__ import annotations

from collections.abc import Sequence

from aidkit.rules.definition import rule
from aidkit.schema import DisabilityKind


@rule("person", unit="yes/no", zh="重度残疾（单人户）", clauses=["HZ-1.3", "JJ-G2"])
def severe_for_single_entry(disability_kind: int, disability_grade: int, severe_single_entry: Sequence[float]) -> bool:
    """Severely disabled in the sense of single-person entry: grades 1–2, and 3 if intellectual or psychiatric.

    The table holds the grade limit for any kind first, then one for each kind.
    """
    limit = max(severe_single_entry[0], severe_single_entry[disability_kind])
    return disability_kind != DisabilityKind.NONE and disability_grade >= 1 and disability_grade <= limit


@rule("person", unit="yes/no", zh="重度残疾（无劳动能力）", clauses=["HZ-1.1", "HZ-1.3"])
def severe_for_labour(disability_kind: int, disability_grade: int, severe_labour: Sequence[float]) -> bool:
    """Severely disabled in the sense of having no labour capacity; the table changes on 2021-07-01."""
    limit = max(severe_labour[0], severe_labour[disability_kind])
    return disability_kind != DisabilityKind.NONE and disability_grade >= 1 and disability_grade <= limit
