"""The lists other departments hand over for matching (核对): how each is found, its columns, what a hit is a clue of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from aidkit.data.register.shapes import NAME, PERSON, VILLAGE, Shape
from aidkit.oversight.labels import first_named, labels_in

Clue = Literal["wrong", "missed"]

CARD, KIND, DIED = "残疾证号", "车型", "死亡日期"
BORN = ("出生日期", "出生年月", "出生年份")


@dataclass(frozen=True)
class DepartmentList:
    """One kind of list.

    Attributes:
        id: Its name here.
        en, zh: What it is.
        keyword: What the file's name contains.
        names: What the column of names may be called.
        details: Columns shown with a hit, as they are written.
        amount: Column of the one amount read, in yuan unless it is a count.
        counts: Whether the amount is a count of things.
        clue: What a hit may mean: ``wrong`` or ``missed`` coverage.
        reading: What a hit means for the rules.
    """

    id: str
    en: str
    zh: str
    keyword: str
    clue: Clue
    reading: str
    names: tuple[str, ...] = (NAME,)
    details: tuple[str, ...] = ()
    amount: str = ""
    counts: bool = False
    number: str = PERSON

    def shape(self, path: Path) -> tuple[Shape, str]:
        """Return the shape of the list as the file has it, and what its column of names is called."""
        found = labels_in(path)
        name = first_named(self.names, found)
        numbered = self.number in found or self.number != PERSON
        required = (self.number,) if numbered else (name,)
        others = tuple(
            column
            for column in (name, self.number, VILLAGE, *BORN, self.amount, *self.details)
            if column and column not in required
        )
        stocks = (self.amount,) if self.amount and not self.counts else ()
        return Shape(self.keyword, required, others, stocks=stocks), name


LISTS: MappingProxyType[str, DepartmentList] = MappingProxyType(
    {
        each.id: each
        for each in (
            DepartmentList(
                "vehicles", "vehicle register", "车辆登记", "车辆", "wrong",
                "a vehicle: compare with the limit on vehicles",
                names=("所有人", "机动车所有人", "车主", NAME), details=(KIND, "登记日期"),
            ),
            DepartmentList(
                "business", "business register", "工商登记", "工商", "wrong",
                "a registered business: compare with the limit on business capital",
                names=("法定代表人", "经营者", "投资人", NAME), details=("企业名称",), amount="注册资本",
            ),
            DepartmentList(
                "real_estate", "real-estate register", "不动产登记", "不动产", "wrong",
                "dwellings: compare with the limit on dwellings",
                names=("权利人", "产权人", "所有人", NAME), details=("面积",), amount="套数", counts=True,
            ),
            DepartmentList(
                "deaths", "list of the dead", "死亡人员", "死亡", "wrong",
                "dead: payment ends with the month of death", details=(DIED,),
            ),
            DepartmentList(
                "public_employees", "public payroll", "财政供养人员", "财政供养", "wrong",
                "on the public payroll: check the income, and the filing of relatives", details=("单位",),
            ),
            DepartmentList(
                "medical", "own medical payments", "医保自付", "医保自付", "missed",
                "own medical payment: rigid expenditure, and target group 1 when over its threshold",
                amount="个人自付",
            ),
            DepartmentList(
                "disability_cards", "disability cards", "残联持证", "残联", "missed",
                "a disability card: kind and grade decide single entry, tekun and uplift",
                details=("发证日期",), number=CARD,
            ),
            DepartmentList(
                "unemployment", "registered unemployed", "失业登记", "失业", "missed",
                "registered unemployed: target group 5", details=("登记日期", "是否参加失业保险"),
            ),
            DepartmentList(
                "petition", "petitions", "信访", "信访", "missed",
                "petitioned: target group 3, to be handled by the rules and answered",
                details=("编号", "渠道", "日期", "诉求"),
            ),
            DepartmentList(
                "hotline", "help-line calls", "热线", "热线", "missed",
                "called a help line: target group 4", details=("来电时间", "诉求"),
            ),
        )
    }
)  # fmt: skip
