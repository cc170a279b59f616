"""Medical relief by class of person (医疗救助)."""

from __future__ import annotations

from enum import IntEnum

from aidkit.rules.definition import rule


class MedicalClass(IntEnum):
    """Class of person in medical relief (医疗救助对象类别)."""

    NONE = 0
    TEKUN = 1
    DIBAO = 2
    EDGE = 3
    EXPENDITURE = 4


@rule("person", unit="class", zh="医疗救助对象类别", clauses=["HS-3.3"], step=True)
def medical_class(
    counted: bool,
    in_unit: bool,
    is_tekun: bool,
    is_orphan: bool,
    is_unsupported_child: bool,
    is_dibao: bool,
    in_gradual_exit: bool,
    is_single_entry: bool,
    is_edge: bool,
    is_expenditure_hardship: bool,
) -> MedicalClass:
    """Class in which a counted person receives medical relief; the first that holds."""
    if not counted:
        return MedicalClass.NONE
    if is_tekun or is_orphan or is_unsupported_child:
        return MedicalClass.TEKUN
    if (in_unit and (is_dibao or in_gradual_exit)) or is_single_entry:
        return MedicalClass.DIBAO
    if in_unit and is_edge:
        return MedicalClass.EDGE
    if is_expenditure_hardship:
        return MedicalClass.EXPENDITURE
    return MedicalClass.NONE


@rule("person", unit="yuan/year", zh="医疗救助", clauses=["HS-3.3"])
def medical_relief(
    medical_class: int,
    medical_self_paid: float,
    medical_ratio_tekun: float,
    medical_ratio_dibao: float,
    medical_ratio_edge: float,
    medical_ratio_expenditure: float,
    medical_deductible_tekun: float,
    medical_deductible_dibao: float,
    medical_deductible_edge: float,
    medical_deductible_expenditure: float,
    medical_annual_cap: float,
) -> float:
    """Medical relief: a share of the own payment above the deductible of the person's class, up to a cap."""
    if medical_class == MedicalClass.NONE:
        return 0.0
    ratio, deductible = medical_ratio_expenditure, medical_deductible_expenditure
    if medical_class == MedicalClass.TEKUN:
        ratio, deductible = medical_ratio_tekun, medical_deductible_tekun
    elif medical_class == MedicalClass.DIBAO:
        ratio, deductible = medical_ratio_dibao, medical_deductible_dibao
    elif medical_class == MedicalClass.EDGE:
        ratio, deductible = medical_ratio_edge, medical_deductible_edge
    return min(medical_annual_cap, ratio * max(0.0, medical_self_paid - deductible))
