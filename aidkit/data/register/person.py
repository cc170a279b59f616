"""Read one member of the members' list (家庭成员): age and sex, incomes, health, scheme, remarks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from aidkit.data import identity
from aidkit.data.register import faults
from aidkit.data.register.faults import Findings
from aidkit.data.register.shapes import HOUSEHOLD, INCOMES, PERSON
from aidkit.data.register.tables import Row
from aidkit.data.register.values import Values
from aidkit.data.tables import plain
from aidkit.masking import mask
from aidkit.schema import COLUMNS

_WORKS = MappingProxyType({"就业": "employed", "登记失业": "registered_unemployed", "无": "", "在校": ""})
_WORDS: Mapping[str, tuple[str, Mapping[str, object]]] = MappingProxyType(
    {
        "健康状况": ("serious_illness", {"健康": False, "重病": True}),
        "自理能力": ("self_care_failed", {"全自理": 0, "半护理": 3, "全护理": 6}),
        "赡养人": ("supporter", {"有能力": "capable", "无能力": "unable", "无": "none"}),
        "现享受待遇": (
            "current_scheme",
            {"无": "none", "低保": "dibao", "单人保": "dibao_single", "特困": "tekun", "孤儿": "orphan",
             "事实无人抚养儿童": "unsupported_child", "低保边缘": "edge"},
        ),
    }
)  # fmt: skip
_REMARKS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "单亲": {"only_parent": True},
        "父母双亡": {"father": "dead", "mother": "dead"},
        "未参加失业保险": {},  # says what is the default; the list of the unemployed says who is insured
    }
)
_UNREMARKED: Mapping[str, object] = MappingProxyType({"only_parent": False, "father": "present", "mother": "present"})


def read_person(row: Row, number: identity.Identity, on: date, columns: set[str], values: Values) -> dict[str, Any]:
    """Read a row of the members' list into the schema's columns, as far as the list has them.

    Args:
        row: The row.
        number: Its identity number, read.
        on: Policy date; the age is the years completed by it.
        columns: Columns the list holds.
        values: Reads cells, lists faults.
    """
    person: dict[str, Any] = {"person_id": number.number, "household_id": values.code(row, HOUSEHOLD)}
    person |= {"age": _age(row, number, on, values.findings), "sex": number.sex}
    for column, name in INCOMES.items():
        if column in columns:
            person[name] = values.amount(row, column, signed=COLUMNS["person"][name].low is None)
    for column, (name, words) in _WORDS.items():
        if column in columns:
            person[name] = values.word(row, column, words, COLUMNS["person"][name].default)
    if "就业状况" in columns:
        work = values.word(row, "就业状况", _WORKS, "")
        person |= {name: work == name for name in ("employed", "registered_unemployed")}
    if "残疾证号" in columns:
        person |= _disability(row, number, values)
    if "备注" in columns:
        person |= _remarks(row, values.findings)
    return person


def _age(row: Row, number: identity.Identity, on: date, findings: Findings) -> int:
    """Count the years completed by the date; a number without a birth date is refused."""
    cell, shown = row.cell(PERSON), mask(number.number)
    if number.birth is None:
        why = "is not an identity number (15 or 18 digits)"
        if number.reason != identity.NOT_A_NUMBER:
            why = "holds no birth date in its digits 7 to 14"
        findings.refuse(cell, shown, why)
        return 0
    age = on.year - number.birth.year - ((on.month, on.day) < (number.birth.month, number.birth.day))
    highest = int(COLUMNS["person"]["age"].high or 0)
    if not 0 <= age <= highest:
        findings.refuse(cell, shown, f"gives an age of {age} on {on}; allowed are 0 to {highest}")
    return age


def _disability(row: Row, number: identity.Identity, values: Values) -> dict[str, object]:
    """Read kind and grade off the card; a card of another number is listed and read all the same."""
    raw = row["残疾证号"]
    if not raw.strip():
        return {"disability_kind": "none", "disability_grade": 0}
    cell, card = row.cell("残疾证号"), identity.parse_card(values.code(row, "残疾证号"))
    if card.kind == "none":
        values.findings.refuse(cell, mask(card.number), f"is not a card number: {card.reason}")
    elif card.holder.number != number.number:
        done = "kind and grade read off it; which of the two numbers is right is not decided"
        values.findings.note(cell, raw, faults.CARD_DIFFERS, done)
    return {"disability_kind": card.kind, "disability_grade": card.grade}


def _remarks(row: Row, findings: Findings) -> dict[str, object]:
    """Read the remarks with a use; others are listed."""
    found = dict(_UNREMARKED)
    for remark in filter(None, plain(row["备注"]).replace(",", "、").replace(";", "、").split("、")):
        if remark in _REMARKS:
            found.update(_REMARKS[remark])
        else:
            findings.note(row.cell("备注"), row["备注"], faults.REMARK, f"{remark} has no use here")
    return found
