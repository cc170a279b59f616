"""Orphans and children nobody in fact looks after (孤儿 · 事实无人抚养儿童)."""

from __future__ import annotations

from aidkit.rules.definition import rule
from aidkit.schema import Parent


@rule("person", unit="yes/no", zh="孤儿", clauses=["JJ-G7", "JJ-2.2.4–6"])
def is_orphan(counted: bool, age: int, father: int, mother: int) -> bool:
    """Orphan: a minor whose parents are both dead or declared missing."""
    father_gone = father in (Parent.DEAD, Parent.MISSING_DECLARED)
    mother_gone = mother in (Parent.DEAD, Parent.MISSING_DECLARED)
    return counted and age < 18 and father_gone and mother_gone


@rule("person", unit="yes/no", zh="事实无人抚养儿童", clauses=["JJ-G7", "JJ-2.2.4–6"])
def is_unsupported_child(counted: bool, age: int, is_orphan: bool, father: int, mother: int) -> bool:
    """De-facto unsupported child: neither parent is there or able, and at least one still lives.

    Every situation but ``present`` counts: dead, declared missing, severely disabled, seriously ill, in custody,
    in compulsory detoxification, otherwise not at liberty, or out of contact.
    """
    return counted and age < 18 and not is_orphan and father != Parent.PRESENT and mother != Parent.PRESENT


@rule("person", unit="yuan/month", zh="儿童基本生活费", clauses=["JJ-G7", "JJ-2.2.4–6"])
def child_allowance(
    is_orphan: bool,
    is_unsupported_child: bool,
    in_institution: bool,
    dibao_benefit: float,
    unit_size: int,
    children_orphan_standard_institution: float,
    children_orphan_standard_scattered: float,
    children_deduct_dibao: bool,
) -> float:
    """Orphan standard; for an unsupported child topped up over the child's share of the family's dibao."""
    standard = children_orphan_standard_institution if in_institution else children_orphan_standard_scattered
    if is_orphan:
        return standard
    if not is_unsupported_child:
        return 0.0
    if children_deduct_dibao and unit_size > 0:
        return max(0.0, standard - dibao_benefit / unit_size)
    return standard
