"""More for members in special hardship: the category uplift (分类施保)."""

from __future__ import annotations

from aidkit.parameters import UpliftBase, UpliftCombine
from aidkit.rules.definition import rule


@rule("person", unit="share", zh="分类施保增发比例", clauses=["HS-3.2"])
def uplift_rate(
    in_unit: bool,
    severe_for_single_entry: bool,
    serious_illness: bool,
    age: int,
    family_size: int,
    only_parent: bool,
    uplift_elder_age: float,
    uplift_rates_severe_disability: float,
    uplift_rates_serious_illness: float,
    uplift_rates_elder: float,
    uplift_rates_elder_alone: float,
    uplift_rates_minor: float,
    uplift_rates_single_parent_minor: float,
    uplift_combine: int,
    uplift_sum_cap: float,
) -> float:
    """Uplift rate over the categories that fit a person: the largest, or the capped sum."""
    if not in_unit:
        return 0.0
    elder = age >= uplift_elder_age
    minor = age < 18
    severe = uplift_rates_severe_disability if severe_for_single_entry else 0.0
    ill = uplift_rates_serious_illness if serious_illness else 0.0
    old = uplift_rates_elder if elder else 0.0
    alone = uplift_rates_elder_alone if elder and family_size == 1 else 0.0
    young = uplift_rates_minor if minor else 0.0
    single_parent = uplift_rates_single_parent_minor if minor and only_parent else 0.0
    if uplift_combine == UpliftCombine.MAX:
        return max(severe, ill, old, alone, young, single_parent)
    return min(uplift_sum_cap, severe + ill + old + alone + young + single_parent)


@rule("person", unit="yuan/month", zh="分类施保增发额", clauses=["HS-3.2"])
def uplift(
    in_unit: bool,
    is_dibao: bool,
    uplift_rate: float,
    dibao_standard: float,
    dibao_base: float,
    unit_size: int,
    uplift_base: int,
) -> float:
    """Uplift of a member of a dibao family, on the standard or on the family's own base a head."""
    if not (in_unit and is_dibao):
        return 0.0
    if uplift_base == UpliftBase.STANDARD:
        return uplift_rate * dibao_standard
    return uplift_rate * dibao_base / unit_size
