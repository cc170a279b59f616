"""Every parameter path once: its kind, unit, range, what null means, and its labels in two languages.

The values live in ``params/*.yaml``; this table says what a value must look like. A rule names a path with its
dots written as underscores: ``edge.multiple`` is the argument ``edge_multiple``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from aidkit.schema import DisabilityKind, category_names

ParameterKind = Literal["number", "bool", "category", "grades", "grade_limits"]

MAX_GRADES = 12  # more steps than any published schedule has; a longer list is refused, not cut


class DibaoMode(IntEnum):
    """How dibao is paid (低保金计发方式): the difference to the standard, or fixed grades."""

    DIFFERENCE = 0
    GRADED = 1


class SingleEntryMode(IntEnum):
    """What a single-person entrant receives (单人户计发方式)."""

    FULL = 0
    GAP = 1


class UpliftCombine(IntEnum):
    """How several uplift categories of one person combine (分类施保叠加方式)."""

    MAX = 0
    SUM = 1


class UpliftBase(IntEnum):
    """What an uplift rate applies to (分类施保基数)."""

    STANDARD = 0
    OWN_BASE = 1


@dataclass(frozen=True)
class Spec:
    """What one parameter path must hold.

    Attributes:
        path: Dotted path, as in ``policy["dibao.standard.rural"]``.
        kind: Shape of the value.
        unit: Unit the rules use; a yearly notice is converted once (÷ 12).
        low: Smallest value allowed.
        high: Largest value allowed.
        null: What the engine reads when the value is null, or None where null is refused.
        positive: Whether zero is refused, as for standards.
        en: English label.
        zh: Chinese label.
        categories: Names allowed for a category.
    """

    path: str
    kind: ParameterKind
    unit: str
    en: str
    zh: str
    low: float = 0.0
    high: float = math.inf
    null: float | None = None
    positive: bool = False
    categories: type[IntEnum] | None = field(default=None)

    @property
    def argument(self) -> str:
        """The rule argument that reads this path."""
        return self.path.replace(".", "_")

    @property
    def width(self) -> int:
        """How many numbers the value takes in the engine's parameter row."""
        return {"grades": 2 * MAX_GRADES, "grade_limits": len(DisabilityKind)}.get(self.kind, 1)

    @property
    def allowed(self) -> str:
        """The allowed values in words, for messages and tables."""
        if self.kind == "bool":
            return "true or false"
        if self.categories is not None:
            return " or ".join(category_names(self.categories))
        if self.kind == "grade_limits":
            return f"a grade 0 to 4 (or null) for each of {', '.join(GRADE_LIMIT_KEYS)}"
        if self.kind == "grades":
            return "a list of {up_to_ratio, amount}, ascending, the last up_to_ratio 1.0, or null"
        low = "above 0" if self.positive else f"at least {self.low:g}"
        high = "" if math.isinf(self.high) else f", at most {self.high:g}"
        return f"a number {low}{high}{' (or null)' if self.null is not None else ''}"


GRADE_LIMIT_KEYS = ("any", *category_names(DisabilityKind)[1:])

_AREAS = (("urban", "urban", "城镇"), ("rural", "rural", "农村"))
_TIERS = (("dibao", "dibao", "低保"), ("edge", "edge", "低保边缘"))
_CARE = (
    ("full", "full self-care", "全自理"),
    ("partial", "partial self-care", "半护理"),
    ("none", "no self-care", "全护理"),
)
_MEDICAL = (("tekun", "tekun and children", "特困与儿童"), ("dibao", "dibao", "低保"),
            ("edge", "edge", "低保边缘"), ("expenditure", "expenditure hardship", "支出型困难"))  # fmt: skip
_UPLIFTS = (
    ("severe_disability", "severe disability", "重度残疾"), ("serious_illness", "serious illness", "重病"),
    ("elder", "elders", "老年人"), ("elder_alone", "elders living alone", "独居老人"),
    ("minor", "minors", "未成年人"), ("single_parent_minor", "minors of a single parent", "单亲家庭未成年人"),
)  # fmt: skip

INF = math.inf
MONEY, YEARLY, FACTOR, SHARE = "yuan/month", "yuan/year", "factor", "share"


def _number(path: str, unit: str, en: str, zh: str, **limits: float | bool) -> Spec:
    return Spec(path, "number", unit, en, zh, **limits)  # type: ignore[arg-type]


def _share(path: str, en: str, zh: str) -> Spec:
    return Spec(path, "number", SHARE, en, zh, high=1.0)


def _flag(path: str, en: str, zh: str) -> Spec:
    return Spec(path, "bool", "yes/no", en, zh)


def _choice(path: str, categories: type[IntEnum], en: str, zh: str) -> Spec:
    return Spec(path, "category", "choice", en, zh, categories=categories)


def _percent(path: str, en: str, zh: str, *, low: float, high: float, null: float) -> Spec:
    return Spec(path, "number", "% on the year", en, zh, low=low, high=high, null=null)


SPECS: tuple[Spec, ...] = (
    *(_number(f"dibao.standard.{a}", MONEY, f"Dibao standard, {en}", f"{zh}低保标准", positive=True) for a, en, zh in _AREAS),
    _number("minimum_wage", MONEY, "Minimum wage", "最低工资标准"),
    *(_choice(f"dibao.mode.{a}", DibaoMode, f"Dibao payment mode, {en}", f"{zh}低保计发方式") for a, en, zh in _AREAS),
    *(Spec(f"dibao.grades.{a}", "grades", MONEY, f"Dibao grades, {en}", f"{zh}低保分档", null=0.0) for a, en, zh in _AREAS),
    _flag("dibao.deduct_rigid", "Dibao tested after rigid expenditure", "低保扣减刚性支出"),
    _flag("edge.deduct_rigid", "Edge tested after rigid expenditure", "低保边缘扣减刚性支出"),
    _flag("edge.inclusive", "Edge line itself included", "低保边缘线含本数"),
    _number("dibao.gradual_exit.months", "months", "Gradual exit", "渐退期", high=120),
    _share("dibao.gradual_exit.share", "Share of dibao paid in gradual exit", "渐退期发放比例"),
    _flag("dibao.single_entry.enabled", "Single-person entry allowed", "允许单人户纳入"),
    _choice("dibao.single_entry.mode", SingleEntryMode, "Single-person payment mode", "单人户计发方式"),
    _number("dibao.single_entry.share", FACTOR, "Single-person share of the standard", "单人户发放比例", high=10),
    _flag("dibao.single_entry.uplift", "Single-person entrants receive uplift", "单人户分类施保"),
    _number("edge.multiple", FACTOR, "Edge line as a multiple of the standard", "低保边缘倍数", high=20),
    _share("income.work_cost.rate", "Work-cost deduction, share of wage", "就业成本扣减比例"),
    _number("income.work_cost.monthly_cap", MONEY, "Work-cost deduction, cap", "就业成本扣减上限"),
    _number("income.central_basic_pension", MONEY, "Central basic pension not counted", "不计入收入的中央基础养老金"),
    _number("income.local_disposable_annual", YEARLY, "Local disposable income per head", "当地人均可支配收入", null=INF),
    _number("rigid.medical_floor", YEARLY, "Rigid expenditure, medical floor", "刚性支出医疗起算额"),
    _number("rigid.annual_cap", YEARLY, "Rigid expenditure, cap a household", "刚性支出扣减上限", null=INF),
    _share("rigid.education_share", "Education expense counted", "教育支出扣减比例"),
    _share("rigid.rehabilitation_share", "Rehabilitation expense counted", "康复支出扣减比例"),
    *(
        _number(f"assets.{t}.{name}", unit, f"{label}, {en}", f"{zh}{zh_label}", null=INF)
        for t, en, zh in _TIERS
        for name, unit, label, zh_label in (
            ("financial_multiple", FACTOR, "Financial assets limit, × yearly standard per head", "金融资产限额（年标准倍数）"),
            ("dwellings", "dwellings", "Dwellings limit", "房产套数限额"),
            ("vehicles", "vehicles", "Vehicles limit", "机动车限额"),
            ("business_capital", "yuan", "Business capital limit", "工商资本限额"),
        )
    ),
    Spec("severe.single_entry", "grade_limits", "grade", "Severe disability for single entry", "单人户重度残疾等级"),
    Spec("severe.labour", "grade_limits", "grade", "Severe disability without labour capacity", "无劳动能力残疾等级"),
    _number("tekun.elder_age", "years", "Tekun age, elders", "特困老年人年龄", high=130),
    _number("tekun.minor_age", "years", "Tekun age, minors", "特困未成年人年龄", high=130),
    _number("tekun.multiple", FACTOR, "Tekun basic living, × dibao", "特困基本生活标准倍数", high=20),
    _number("tekun.institution_factor", FACTOR, "Tekun factor in an institution", "集中供养系数", high=20),
    *(_number(f"tekun.basic_published.{a}", MONEY, f"Tekun basic living published, {en} (0 = none)", f"公布的{zh}特困基本生活标准")
      for a, en, zh in _AREAS),
    *(_number(f"tekun.care_published.{c}", MONEY, f"Tekun care published, {en} (0 = none)", f"公布的特困照料护理标准（{zh}）")
      for c, en, zh in _CARE),
    *(_number(f"tekun.care_share.{c}", "share of minimum wage", f"Tekun care, {en}", f"特困照料护理比例（{zh}）", high=5)
      for c, en, zh in _CARE),
    _number("children.orphan_standard.institution", MONEY, "Orphan standard, institution", "孤儿集中养育标准", positive=True),
    _number("children.orphan_standard.scattered", MONEY, "Orphan standard, scattered", "孤儿分散养育标准", positive=True),
    _flag("children.deduct_dibao", "Child allowance tops up dibao", "儿童保障补差发放"),
    *(_share(f"uplift.rates.{u}", f"Uplift, {en}", f"分类施保增发比例（{zh}）") for u, en, zh in _UPLIFTS),
    _number("uplift.elder_age", "years", "Uplift age, elders", "分类施保老年人年龄", high=130),
    _choice("uplift.combine", UpliftCombine, "Several uplifts of one person", "分类施保叠加方式"),
    _number("uplift.sum_cap", FACTOR, "Cap on summed uplift rates", "分类施保叠加上限", null=INF),
    _choice("uplift.base", UpliftBase, "What uplift rates apply to", "分类施保基数"),
    _number("relief.emergency_months", "months", "Emergency relief, months of standard", "急难型救助月数", high=120),
    _number("relief.expenditure_months", "months", "Expenditure relief, months of standard", "支出型救助月数", high=120),
    _number("relief.line_multiple", FACTOR, "Expenditure hardship line, × standard", "支出型困难线倍数", high=20),
    _number("relief.unemployment_multiple", FACTOR, "Unemployment relief, × standard", "失业一次性救助倍数", high=120),
    _number("relief.annual_cap", YEARLY, "Temporary assistance, yearly cap", "临时救助年度封顶线", null=INF),
    *(_share(f"medical.ratio.{m}", f"Medical relief ratio, {en}", f"医疗救助比例（{zh}）") for m, en, zh in _MEDICAL),
    *(_number(f"medical.deductible.{m}", YEARLY, f"Medical relief deductible, {en}", f"医疗救助起付线（{zh}）") for m, en, zh in _MEDICAL),
    _number("medical.annual_cap", YEARLY, "Medical relief cap a person", "医疗救助年度封顶线", null=INF),
    _percent("price_link.cpi_trigger", "Price link trigger, CPI", "物价联动启动：CPI", low=0, high=50, null=INF),
    _percent("price_link.food_trigger", "Price link trigger, food", "物价联动启动：食品", low=0, high=50, null=INF),
    _number("price_link.floor", MONEY, "Price subsidy, floor a person", "价格临时补贴下限"),
    _flag("price_link.round_to_yuan", "Price subsidy rounded to the yuan", "价格补贴取整到元"),
    _number("price_link.months_a_year", "months", "Months a year the price subsidy is paid", "每年发放价格补贴月数", high=12),
    _percent("price_index.cpi", "CPI on the year", "CPI同比涨幅", low=-20, high=50, null=-INF),
    _percent("price_index.food", "Food CPI on the year", "食品价格同比涨幅", low=-20, high=50, null=-INF),
    _percent("price_index.low_income", "Low-income CPI on the year", "低收入居民CPI同比涨幅", low=-20, high=50, null=0.0),
)  # fmt: skip

BY_PATH: dict[str, Spec] = {spec.path: spec for spec in SPECS}
BY_ARGUMENT: dict[str, Spec] = {spec.argument: spec for spec in SPECS}
