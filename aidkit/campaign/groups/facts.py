"""Facts a target group turns on that a register may not hold: each with the values between which it is open.

Where a fact is not known of a person, the group's condition is computed twice, with the value least and the value
most likely to let the person in. Where the two differ the person is *not known*, and listed so; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from aidkit.schema import Level, Parent, Shock

LONG_AGO, FAR_AHEAD = -1e6, 1e6  # days from 1970: before and after every day a list can hold
NO_PAYMENT, ANY_PAYMENT = 0.0, 1e12


@dataclass(frozen=True)
class Fact:
    """One fact of a person.

    Attributes:
        name: The name a condition asks for it by.
        en, zh: What it is.
        source: Where it comes from, for whoever is to find it out.
        result: Type of its value.
        out: The value that least lets a person into a group.
        into: The value that most does.
        column: Input column of the population that holds it, and its level; empty where only a list can.
    """

    name: str
    en: str
    zh: str
    source: str
    result: type
    out: Any
    into: Any
    column: str = ""
    level: Level = "person"


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        fact.name: fact
        for fact in (
            Fact("own_payment", "own medical payment of the year", "年度个人自付医疗费用", "医保局 medical insurance",
                 float, NO_PAYMENT, ANY_PAYMENT, "medical_self_paid"),
            Fact("certified_day", "day the disability was certified", "残疾证发证日期", "残联 disabled persons' federation",
                 float, LONG_AGO, FAR_AHEAD, "disability_since"),
            Fact("petitioned_day", "day of the petition", "信访日期", "信访局 petition office",
                 float, LONG_AGO, FAR_AHEAD, "petitioner"),
            Fact("has_called", "call to a help line", "热线求助", "12349、12345",
                 bool, False, True, "hotline_caller"),
            Fact("is_unemployed", "registration as unemployed", "失业登记", "人社局 human resources",
                 bool, False, True, "registered_unemployed"),
            Fact("emergency", "emergency of the family", "急难情形", "应急局 emergency bureau",
                 int, int(Shock.NONE), int(Shock.DISASTER), "shock", "household"),
            Fact("father_situation", "situation of the father", "父亲状况", "民政局 civil affairs",
                 int, int(Parent.PRESENT), int(Parent.DEAD), "father"),
            Fact("mother_situation", "situation of the mother", "母亲状况", "民政局 civil affairs",
                 int, int(Parent.PRESENT), int(Parent.DEAD), "mother"),
            Fact("lives_in_institution", "home or institution", "分散或集中供养", "民政局 civil affairs",
                 bool, True, False, "in_institution"),
            Fact("watched_for_relapse", "monitoring against a relapse into poverty", "防止返贫监测", "乡村振兴局 rural revitalisation",
                 bool, False, True),
        )
    }
)  # fmt: skip
