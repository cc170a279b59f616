"""What the files of an extract look like: how each is found in the folder, and its columns.

A column is found by its name or another spelling of it, whatever spaces, line breaks or unit the head adds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

PERSON = "身份证号"
NAME = "姓名"
HOUSEHOLD = "户编号"
VILLAGE = "村居"
AREA = "城乡"

SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "身份证号码": PERSON, "公民身份号码": PERSON, "居民身份证号": PERSON, "居民身份证号码": PERSON,
        "身份证件号码": PERSON, "户号": HOUSEHOLD, "家庭编号": HOUSEHOLD, "家庭编码": HOUSEHOLD,
        "村(居)": VILLAGE, "村(社区)": VILLAGE, "村社区": VILLAGE, "村居委会": VILLAGE, "社区": VILLAGE,
        "乡镇(街道)": "乡镇", "乡镇街道": "乡镇", "镇(街道)": "乡镇", "镇街": "乡镇", "街道": "乡镇",
        "城乡类别": AREA, "残疾人证号": "残疾证号", "残疾证号码": "残疾证号", "残疾人证号码": "残疾证号",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Shape:
    """One file of the extract.

    Attributes:
        keyword: What the file's name contains.
        required: Columns without which it cannot be read.
        optional: Columns read when present.
        yearly, monthly, stocks: Which of them are money, by what their unit may say.
        fills: What stays out of the population when the file is absent.
        spellings: Column by another spelling of its name.
    """

    keyword: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    yearly: tuple[str, ...] = ()
    monthly: tuple[str, ...] = ()
    stocks: tuple[str, ...] = ()
    fills: str = ""
    spellings: Mapping[str, str] = field(default_factory=lambda: SPELLINGS, compare=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns the reader knows in this file."""
        return self.required + self.optional

    @property
    def units(self) -> dict[str, tuple[str, ...]]:
        """Units a head may state, by money column."""
        plain = ("元", "万元")
        return {
            **dict.fromkeys(self.yearly, (*plain, "元/年", "万元/年")),
            **dict.fromkeys(self.monthly, (*plain, "元/月")),
            **dict.fromkeys(self.stocks, plain),
        }


INCOMES: Mapping[str, str] = MappingProxyType(
    {
        "年工资收入": "wage_income", "年经营收入": "business_income", "年种养收入": "farm_income",
        "年财产收入": "property_income", "年转移收入": "transfer_income", "年基础养老金": "basic_pension",
        "年医疗自付": "medical_self_paid",
    }
)  # fmt: skip

ASSETS: Mapping[str, str] = MappingProxyType({"存款及有价证券": "financial_assets", "工商登记资本": "business_capital"})
COUNTS: Mapping[str, str] = MappingProxyType({"住房": "dwellings", "车辆": "vehicles"})
EXPENSES: Mapping[str, str] = MappingProxyType({"教育": "education_expense", "康复": "rehabilitation_expense"})

MEMBERS = Shape(
    "家庭成员",
    required=(HOUSEHOLD, AREA, PERSON),
    optional=("乡镇", VILLAGE, NAME, "与户主关系", "残疾证号", "健康状况", "就业状况", *INCOMES,
              "自理能力", "赡养人", "现享受待遇", "备注"),
    yearly=tuple(INCOMES),
)  # fmt: skip
PROPERTY = Shape(
    "家庭财产",
    required=(HOUSEHOLD,),
    optional=(*ASSETS, *COUNTS, *EXPENSES),
    yearly=tuple(EXPENSES),
    stocks=tuple(ASSETS),
    fills="assets, education and rehabilitation expense",
)
PAYMENTS = Shape(
    "系统导出",
    required=(HOUSEHOLD, "救助类别", "保障金额"),
    optional=(NAME, PERSON),
    monthly=("保障金额",),
    fills="previous_benefit",
)
CARDS = Shape("残联持证", required=("残疾证号", "发证日期"), optional=(NAME,), fills="disability_since")
UNEMPLOYED = Shape(
    "失业登记",
    required=(PERSON, "登记日期"),
    optional=(NAME, "是否参加失业保险"),
    fills="unemployment_insured, months_without_income",
)
DEATHS = Shape("死亡人员", required=(PERSON, "死亡日期"), optional=(NAME,), fills="who died")
PETITIONS = Shape(
    "信访", required=(NAME,), optional=(PERSON, VILLAGE, "编号", "渠道", "日期", "诉求"), fills="petitioner"
)
CALLS = Shape("热线", required=(NAME,), optional=(PERSON, VILLAGE, "来电时间", "诉求"), fills="hotline_caller")

OPTIONAL_FILES = (PROPERTY, PAYMENTS, CARDS, UNEMPLOYED, DEATHS, PETITIONS, CALLS)
