"""Every input column once: its level, kind, unit, range, default, categories and labels in two languages.

Nothing else in the kit spells out a column's range or default; readers, checks, the engine, templates and
documentation all read this table. Money is yuan, a year's flow unless the unit says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Literal

import numpy as np

Level = Literal["household", "person"]
Kind = Literal["key", "category", "text", "amount", "count", "integer", "bool", "date", "weight"]


class Area(IntEnum):
    """Which standard applies (城乡)."""

    URBAN = 0
    RURAL = 1


class Shock(IntEnum):
    """An emergency in the last twelve months (急难情形)."""

    NONE = 0
    FIRE = 1
    ACCIDENT = 2
    ILLNESS = 3
    DISASTER = 4
    EPIDEMIC = 5
    OTHER = 6


class Sex(IntEnum):
    """Sex as registered (性别)."""

    MALE = 0
    FEMALE = 1
    UNKNOWN = 2


class Absence(IntEnum):
    """Why a member is not counted in the family (不计入共同生活家庭成员的情形)."""

    NONE = 0
    PRISON = 1
    DETOX = 2
    MISSING = 3
    CLERGY = 4


class DisabilityKind(IntEnum):
    """Kind on the disability card (残疾类别); the numbers are the card's own."""

    NONE = 0
    VISUAL = 1
    HEARING = 2
    SPEECH = 3
    PHYSICAL = 4
    INTELLECTUAL = 5
    PSYCHIATRIC = 6
    MULTIPLE = 7


class Supporter(IntEnum):
    """Legal supporters (法定赡养、抚养、扶养义务人)."""

    CAPABLE = 0
    UNABLE = 1
    NONE = 2


class Parent(IntEnum):
    """A parent's situation, for minors (父母状况)."""

    PRESENT = 0
    DEAD = 1
    MISSING_DECLARED = 2
    SEVERELY_DISABLED = 3
    SERIOUSLY_ILL = 4
    CUSTODY = 5
    DETOX = 6
    RESTRICTED = 7
    LOST_CONTACT = 8


class Scheme(IntEnum):
    """The scheme a person is on, or entitled to (救助类别). Only rules give GRADUAL_EXIT; a register says dibao."""

    NONE = 0
    EDGE = 1
    DIBAO = 2
    DIBAO_SINGLE = 3
    TEKUN = 4
    ORPHAN = 5
    UNSUPPORTED_CHILD = 6
    GRADUAL_EXIT = 7


def category_names(categories: type[IntEnum]) -> tuple[str, ...]:
    """Return the names users write for an enumeration, in code order: ``("urban", "rural")``."""
    return tuple(member.name.lower() for member in categories)


@dataclass(frozen=True)
class Column:
    """One input column as the rulebook defines it."""

    name: str
    level: Level
    kind: Kind
    unit: str
    default: Any
    en: str
    zh: str
    low: float | None = None
    high: float | None = None
    categories: type[IntEnum] | None = None
    excluded: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether a population without this column is refused."""
        return self.default is REQUIRED

    @property
    def lowest(self) -> float | None:
        """Smallest value allowed: a signed amount may be as far below 0 as above."""
        return -self.high if self.low is None and self.high is not None else self.low

    @property
    def allowed(self) -> tuple[str, ...]:
        """Category names a user may write in this column."""
        if self.categories is None:
            return ()
        return tuple(name for name in category_names(self.categories) if name not in self.excluded)

    def allowed_code(self, name: str) -> int:
        """Return the code of a category name."""
        assert self.categories is not None
        return category_names(self.categories).index(name)

    @property
    def dtype(self) -> np.dtype[Any]:
        """How the engine stores the column: as narrow as its range allows."""
        return np.dtype(_DTYPES[self.kind])


REQUIRED = object()

_DTYPES: dict[Kind, str] = {
    "key": "O", "text": "O", "date": "datetime64[s]", "category": "int8", "bool": "bool",
    "amount": "float64", "weight": "float64", "count": "int32", "integer": "int16",
}  # fmt: skip


def _amount(name: str, level: Level, unit: str, en: str, zh: str, *, signed: bool = False) -> Column:
    return Column(name, level, "amount", unit, 0.0, en, zh, low=None if signed else 0.0, high=MUCH)


def _category(
    name: str,
    level: Level,
    categories: type[IntEnum],
    default: Any,
    en: str,
    zh: str,
    excluded: tuple[str, ...] = (),
) -> Column:
    return Column(name, level, "category", "", default, en, zh, categories=categories, excluded=excluded)


def _integer(name: str, level: Level, kind: Kind, unit: str, default: Any, en: str, zh: str, high: int) -> Column:
    return Column(name, level, kind, unit, default, en, zh, low=0, high=high)


def _flag(name: str, level: Level, default: bool, en: str, zh: str) -> Column:
    return Column(name, level, "bool", "", default, en, zh)


MUCH = 1e12  # keeps a mistyped identity number out of an amount, and every sum countable in single fen
MANY = 1_000_000  # an upper bound for counts that only keeps a mistyped identity number out of a count column
MONTHS = 1_200

HOUSEHOLD_COLUMNS: tuple[Column, ...] = (
    Column("household_id", "household", "key", "", REQUIRED, "Household", "户编号"),
    _category("area", "household", Area, REQUIRED, "Urban or rural standard", "城乡"),
    Column("place", "household", "text", "", "", "Place whose rules apply", "适用地区"),
    Column("town", "household", "text", "", "", "Town or street", "乡镇（街道）"),
    Column("village", "household", "text", "", "", "Village or community", "村（社区）"),
    _amount("other_income", "household", "yuan/year", "Household income not of one person", "其他家庭收入", signed=True),
    _amount("financial_assets", "household", "yuan", "Financial assets", "金融资产"),
    _integer("dwellings", "household", "count", "dwellings", 0, "Dwellings owned", "房产套数", MANY),
    _integer("vehicles", "household", "count", "vehicles", 0, "Motor vehicles owned", "机动车辆数", MANY),
    _amount("business_capital", "household", "yuan", "Registered business capital owned", "工商注册资本"),
    _amount("education_expense", "household", "yuan/year", "Education expense", "教育支出"),
    _amount("rehabilitation_expense", "household", "yuan/year", "Rehabilitation expense", "残疾康复支出"),
    _flag("local", "household", True, "Local hukou or residence permit", "本地户籍或居住证"),
    _integer("months_above_standard", "household", "integer", "months", 0,
             "Months since income rose above the standard", "收入超过标准的月数", MONTHS),
    _amount("previous_benefit", "household", "yuan/month", "Dibao paid now", "现领低保金"),
    _category("shock", "household", Shock, "none", "Emergency in the last 12 months", "近12个月急难情形"),
    _amount("relief_received", "household", "yuan", "Temporary assistance received in the last 12 months",
            "近12个月已获临时救助"),
    Column("weight", "household", "weight", "households", 1.0, "Households represented", "户权重", low=0.0, high=MUCH),
)  # fmt: skip

PERSON_COLUMNS: tuple[Column, ...] = (
    Column("person_id", "person", "key", "", REQUIRED, "Person", "人员编号"),
    Column("household_id", "person", "key", "", REQUIRED, "Household", "户编号"),
    _integer("age", "person", "integer", "years", REQUIRED, "Age in completed years", "年龄", 130),
    _category("sex", "person", Sex, "unknown", "Sex", "性别"),
    _category("absence", "person", Absence, "none", "Why not counted in the family", "不计入家庭成员的情形"),
    _amount("wage_income", "person", "yuan/year", "Wage income", "工资性收入"),
    _amount("business_income", "person", "yuan/year", "Business income", "经营净收入", signed=True),
    _amount("farm_income", "person", "yuan/year", "Farm income", "种养收入", signed=True),
    _amount("property_income", "person", "yuan/year", "Property income", "财产净收入"),
    _amount("transfer_income", "person", "yuan/year", "Counted transfer income", "转移净收入"),
    _amount("basic_pension", "person", "yuan/year", "Resident-scheme pension", "城乡居民养老金"),
    _amount("exempt_income", "person", "yuan/year", "Income that is never counted", "不计入收入的款项"),
    _flag("employed", "person", False, "Employed", "就业"),
    _flag("registered_unemployed", "person", False, "Registered unemployed", "登记失业"),
    _flag("unemployment_insured", "person", False, "Insured against unemployment", "参加失业保险"),
    _integer("months_without_income", "person", "integer", "months", 0, "Months without income", "无收入月数", MONTHS),
    _category("disability_kind", "person", DisabilityKind, "none", "Disability kind", "残疾类别"),
    _integer("disability_grade", "person", "integer", "grade", 0, "Disability grade, 1 heaviest", "残疾等级", 4),
    _flag("serious_illness", "person", False, "Illness on the local catalogue", "重大疾病"),
    _amount("medical_self_paid", "person", "yuan/year", "Own medical payment", "个人自付医疗费用"),
    _integer("self_care_failed", "person", "integer", "items", 0, "Self-care items failed, of six", "自理能力失能项数", 6),
    _category("supporter", "person", Supporter, "capable", "Legal supporters", "法定义务人"),
    _flag("in_institution", "person", False, "Lives in a support institution", "集中供养"),
    _category("father", "person", Parent, "present", "Father's situation", "父亲状况"),
    _category("mother", "person", Parent, "present", "Mother's situation", "母亲状况"),
    _flag("only_parent", "person", False, "Minor raised by a single parent", "单亲家庭未成年人"),
    _flag("petitioner", "person", False, "Petitioned for assistance", "社会救助信访人"),
    _flag("hotline_caller", "person", False, "Asked for help by telephone", "热线求助人"),
    Column("disability_since", "person", "date", "", None, "Disability certified on", "残疾证发证日期"),
    Column("covered_since", "person", "date", "", None, "Current cover began on", "现享受待遇起始日期"),
    _category("current_scheme", "person", Scheme, "none", "Scheme in the register today", "现享受待遇",
              excluded=("gradual_exit",)),
)  # fmt: skip

COLUMNS: dict[Level, dict[str, Column]] = {
    "household": {column.name: column for column in HOUSEHOLD_COLUMNS},
    "person": {column.name: column for column in PERSON_COLUMNS},
}

LABELS_ZH: dict[str, str] = {
    "urban": "城镇", "rural": "农村", "none": "无", "edge": "低保边缘", "dibao": "低保", "dibao_single": "单人保",
    "tekun": "特困", "orphan": "孤儿", "unsupported_child": "事实无人抚养儿童", "gradual_exit": "渐退",
    "missed": "漏保", "wrong": "错保", "mismatched": "类别不符", "unrecorded": "未建档", "stale": "应清理",
    "outside": "不涉及", "right": "相符", "full": "全自理", "partial": "半护理",
}  # fmt: skip
