"""Whom each kind of help fits, as rules on what the rulebook computes; one door in, the right office out (HS-4)."""

from __future__ import annotations

from aidkit.rules.definition import at_most, below, rule
from aidkit.schema import Scheme, Shock


@rule("person", unit="yes/no", zh="可申请最低生活保障", clauses=["HS-4", "HZ-1.1"])
def fits_dibao(entitled_scheme: int) -> bool:
    """Due dibao, with the family or as a single person."""
    return entitled_scheme in (Scheme.DIBAO, Scheme.DIBAO_SINGLE)


@rule("person", unit="yes/no", zh="可申请特困人员供养", clauses=["HS-4", "HZ-2.1"])
def fits_tekun(is_tekun: bool) -> bool:
    """Person in extreme hardship."""
    return is_tekun


@rule("person", unit="yes/no", zh="可申请受灾人员救助", clauses=["HS-4"])
def fits_disaster_relief(shock: int) -> bool:
    """Member of a family hit by a natural disaster."""
    return shock == Shock.DISASTER


@rule("person", unit="yes/no", zh="可申请医疗救助", clauses=["HS-4", "HS-3.3"])
def fits_medical_relief(medical_relief: float) -> bool:
    """Person to whom a part of the own medical payment is due."""
    return below(0.0, medical_relief)


@rule("person", unit="yes/no", zh="可申请教育救助", clauses=["HS-4"])
def fits_education_aid(age: int, school_from: float, school_below: float, entitled_scheme: int) -> bool:
    """Child of school age due dibao or support of its own (649号令第三十三条)."""
    poor = entitled_scheme not in (Scheme.NONE, Scheme.EDGE)
    return poor and age >= school_from and age < school_below


@rule("person", unit="yes/no", zh="可申请住房救助", clauses=["HS-4"])
def fits_housing_aid(dwellings: int, in_institution: bool, entitled_scheme: int) -> bool:
    """Person due dibao or tekun, not in an institution, whose family owns no dwelling (649号令第三十七条)."""
    due = entitled_scheme in (Scheme.DIBAO, Scheme.DIBAO_SINGLE, Scheme.TEKUN)
    return due and dwellings == 0 and not in_institution


@rule("person", unit="yes/no", zh="可申请就业救助", clauses=["HS-4", "JJ-2.2.3"])
def fits_employment_aid(registered_unemployed: bool, severe_for_labour: bool, entitled_scheme: int) -> bool:
    """Unemployed member of a dibao family who can work (649号令第四十二条)."""
    return entitled_scheme == Scheme.DIBAO and registered_unemployed and not severe_for_labour


@rule("person", unit="yes/no", zh="可申请临时救助", clauses=["HS-4", "HZ-6"])
def fits_temporary_assistance(temporary_relief: float, counted: bool) -> bool:
    """Member of a family to which temporary assistance is due."""
    return counted and below(0.0, temporary_relief)


@rule("person", unit="yes/no", zh="可转介社会力量", clauses=["HS-4"])
def fits_charity(
    serious_illness: bool,
    counted: bool,
    per_capita_income_after_rigid: float,
    dibao_standard: float,
    edge_multiple: float,
) -> bool:
    """Seriously ill member of a family still within the low-income line after rigid expenditure.

    Huangshi's own fund helps families of the seriously ill whom state help leaves in need.
    """
    return counted and serious_illness and at_most(per_capita_income_after_rigid, edge_multiple * dibao_standard)
