"""The deciding condition of a listed person in one language: a screening says it in English with the scheme in both."""

from __future__ import annotations

import re

from aidkit.report.text import Lang
from aidkit.rules import all_nodes
from aidkit.schema import LABELS_ZH

AMOUNT = r"-?[\d,]+\.\d\d"
NAMES = {
    "own income": "本人收入", "dibao_standard": "低保标准", "edge line": "低保边缘线", "income": "收入",
}  # fmt: skip
SITUATIONS = {
    "present": "正常", "dead": "死亡", "missing_declared": "宣告失踪", "severely_disabled": "重度残疾",
    "seriously_ill": "重病", "custody": "服刑或被羁押", "detox": "强制隔离戒毒", "restricted": "受限", "lost_contact": "失联",
    "capable": "有能力", "unable": "无能力", "none": "无",
}  # fmt: skip
BELOW = re.compile(rf"([a-z_][a-z_ ]*?) ({AMOUNT}) is ({AMOUNT}) below ([a-z_ ]+?) ({AMOUNT})")


def _name(name: str) -> str:
    known = NAMES.get(name) or LABELS_ZH.get(name)
    variants = all_nodes().get(name, ())
    return known or next((node.zh for node in variants if node.zh), name)


def _relief(found: re.Match[str]) -> str:
    given = "未知" if found[2] == "not known" else f"{found[2]} 元"
    return f"应得临时救助 {found[1]} 元/年，已得 {given}"


PHRASES = (
    (re.compile(r"([\u4e00-\u9fff]+) [a-z_]+: "), lambda found: f"{found[1]}："),
    (BELOW, lambda found: f"{_name(found[1])} {found[2]}，低于{_name(found[4])} {found[5]}，相差 {found[3]}"),
    (re.compile(r"no labour capacity, supporter (\w+), "), lambda found: f"无劳动能力，赡（抚）养人{SITUATIONS[found[1]]}，"),
    (re.compile(r"father (\w+), mother (\w+)"), lambda found: f"父亲{SITUATIONS[found[1]]}，母亲{SITUATIONS[found[2]]}"),
    (re.compile(r"severely disabled, "), lambda _: "重度残疾，"),
    (re.compile(r"seriously ill, "), lambda _: "重病，"),
    (re.compile(r"income over the standard for (\d+) months, exit not over"), lambda found: f"收入超过标准 {found[1]} 个月，尚在渐退期"),
    (re.compile(rf"temporary_relief 临时救助 ({AMOUNT}) yuan/year due, received ({AMOUNT}|not known)"), _relief),
    (re.compile(r"; "), lambda _: "；"),
)  # fmt: skip


def in_language(reason: str, lang: Lang) -> str:
    """Return a deciding condition in Chinese, in English, or as the screening says it where both are shown.

    Example:
        >>> in_language("低保 dibao: dibao_test_income 73.50 is 391.50 below dibao_standard 465.00", "zh")
        '低保：低保测算人均收入 73.50，低于低保标准 465.00，相差 391.50'
    """
    if lang == "both":
        return reason
    if lang == "en":
        return re.sub(r"[\u4e00-\u9fff]+ ", "", reason)
    for pattern, shown in PHRASES:
        reason = pattern.sub(shown, reason)
    return reason
