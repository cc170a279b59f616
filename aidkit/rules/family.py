"""Who belongs to the family and to the unit whose means are tested (共同生活家庭成员)."""

from __future__ import annotations

from aidkit.rules.definition import Count, rule
from aidkit.schema import Absence


@rule("person", unit="yes/no", zh="计入共同生活家庭成员", clauses=["HZ-1.1", "QH-2"])
def counted(absence: int) -> bool:
    """Member counted in the family.

    Prisoners, persons in compulsory detoxification, declared missing and clergy long away are not.
    """
    return absence == Absence.NONE


@rule("person", unit="yes/no", zh="计入低保测算人口", clauses=["HZ-1.1", "JJ-2.2.4–6"])
def in_unit(counted: bool, is_tekun: bool, is_orphan: bool) -> bool:
    """Member of the unit whose means are tested.

    Tekun persons and orphans are provided for on their own.
    """
    return counted and not is_tekun and not is_orphan


family_size = Count(
    where="counted",
    unit="persons",
    en="Members counted in the family",
    zh="共同生活家庭成员人数",
    clauses=("HZ-1.1",),
)
unit_size = Count(
    where="in_unit", unit="persons", en="Members of the unit whose means are tested", zh="低保测算人口数",
    clauses=("HZ-1.1",),
)  # fmt: skip
