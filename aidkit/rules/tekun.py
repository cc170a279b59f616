"""Support for persons in extreme hardship, decided person by person before the family (特困人员救助供养)."""

from __future__ import annotations

from enum import IntEnum

from aidkit.rules.definition import below, rule
from aidkit.schema import Area, Supporter


class SelfCare(IntEnum):
    """Self-care level from six items (生活自理能力)."""

    FULL = 0
    PARTIAL = 1
    NONE = 2


@rule("person", unit="yes/no", zh="无劳动能力", clauses=["HZ-1.1"])
def lacks_labour_capacity(age: int, severe_for_labour: bool, tekun_elder_age: float, tekun_minor_age: float) -> bool:
    """Without labour capacity: old, minor or severely disabled."""
    return age >= tekun_elder_age or age < tekun_minor_age or severe_for_labour


@rule("person", unit="yes/no", zh="特困人员", clauses=["HZ-1.1", "HZ-1.6", "JJ-G8"])
def is_tekun(
    counted: bool,
    lacks_labour_capacity: bool,
    supporter: int,
    countable_income: float,
    dibao_standard: float,
    within_assets_dibao: bool,
    local: bool,
    is_orphan: bool,
    is_unsupported_child: bool,
) -> bool:
    """Person in extreme hardship: no labour capacity, no income, no capable supporter.

    The child schemes take precedence.
    """
    return (
        counted
        and lacks_labour_capacity
        and supporter != Supporter.CAPABLE
        and below(countable_income / 12, dibao_standard)
        and within_assets_dibao
        and local
        and not is_orphan
        and not is_unsupported_child
    )


@rule("person", unit="level", zh="生活自理能力等级", clauses=["HZ-2.1", "XZ-2"])
def self_care_level(self_care_failed: int) -> SelfCare:
    """Self-care level: no item failed is full, one to three partial, four or more none."""
    if self_care_failed == 0:
        return SelfCare.FULL
    if self_care_failed <= 3:
        return SelfCare.PARTIAL
    return SelfCare.NONE


@rule("person", unit="yuan/month", zh="特困基本生活费", clauses=["HZ-2.1", "HS-3.1"])
def tekun_basic(
    is_tekun: bool,
    area: int,
    in_institution: bool,
    dibao_standard: float,
    tekun_multiple: float,
    tekun_basic_published_urban: float,
    tekun_basic_published_rural: float,
    tekun_institution_factor: float,
) -> float:
    """Basic living of a tekun person: a multiple of the dibao standard, or the published amount if higher."""
    if not is_tekun:
        return 0.0
    published = tekun_basic_published_urban if area == Area.URBAN else tekun_basic_published_rural
    factor = tekun_institution_factor if in_institution else 1.0
    return factor * max(tekun_multiple * dibao_standard, published)


@rule("person", unit="yuan/month", zh="特困照料护理费", clauses=["HZ-2.1", "XZ-2"])
def tekun_care(
    is_tekun: bool,
    self_care_level: int,
    in_institution: bool,
    minimum_wage: float,
    tekun_care_share_full: float,
    tekun_care_share_partial: float,
    tekun_care_share_none: float,
    tekun_care_published_full: float,
    tekun_care_published_partial: float,
    tekun_care_published_none: float,
    tekun_institution_factor: float,
) -> float:
    """Care allowance of a tekun person: a share of the minimum wage by self-care level, or the published amount."""
    if not is_tekun:
        return 0.0
    share, published = tekun_care_share_none, tekun_care_published_none
    if self_care_level == SelfCare.FULL:
        share, published = tekun_care_share_full, tekun_care_published_full
    elif self_care_level == SelfCare.PARTIAL:
        share, published = tekun_care_share_partial, tekun_care_published_partial
    factor = tekun_institution_factor if in_institution else 1.0
    return factor * max(share * minimum_wage, published)
