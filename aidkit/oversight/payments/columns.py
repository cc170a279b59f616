"""The columns of payment files: what is due (系统导出) and what was paid (发放花名册), however they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from aidkit.data.register.shapes import HOUSEHOLD, PERSON, Shape
from aidkit.oversight.labels import first_named, labels_in

_LABELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "scheme": ("救助类别", "类别", "保障类别", "救助项目", "补助类别", "资金类别", "待遇类别"),
        "name": ("姓名", "救助对象", "救助对象姓名", "保障对象", "保障对象姓名", "领取人", "对象姓名"),
        "holder": ("开户姓名", "开户人", "开户人姓名", "户名", "开户名", "账户姓名", "账户名", "持卡人"),
        "month": ("月份", "发放月份", "所属月份", "保障月份", "年月"),
        "town": ("乡镇",),
        "household": (HOUSEHOLD,),
    }
)
NUMBERING = "序号"  # read only because totals like to stand in it


@dataclass(frozen=True)
class Side:
    """One of the two files.

    Attributes:
        id: ``export`` or ``roster``.
        en, zh: What it is.
        amounts: Names of the column of money, the one that counts first.
    """

    id: str
    en: str
    zh: str
    amounts: tuple[str, ...]


EXPORT = Side(
    "export",
    "system export",
    "系统导出",
    ("保障金额", "应发金额", "月保障金额", "救助金额", "补助金额", "金额", "发放金额"),
)
ROSTER = Side(
    "roster",
    "payment roster",
    "发放花名册",
    ("实发金额", "发放金额", "金额", "补助金额", "救助金额", "应发金额", "保障金额"),
)


@dataclass(frozen=True)
class Columns:
    """The shape of a payment file, and the name of each column in it by what it means."""

    shape: Shape
    scheme: str
    amount: str
    name: str
    holder: str
    month: str
    town: str
    household: str


def find_columns(path: Path, side: Side) -> Columns:
    """Choose, for each thing a payment file may say, the first of its usual names that stands in the file."""
    found = labels_in(path)
    named = {meaning: first_named(labels, found) for meaning, labels in _LABELS.items()}
    amount = first_named(side.amounts, found)
    optional = (*(named[meaning] for meaning in ("name", "holder", "month", "town", "household")), NUMBERING)
    shape = Shape(side.zh, (PERSON, named["scheme"], amount), optional, monthly=(amount,))
    return Columns(shape, amount=amount, **named)
