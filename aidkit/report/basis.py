"""The tables of a report that say what its figures rest on: values used, assumptions, faults in the data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.errors import listed
from aidkit.report.citations import cited
from aidkit.report.faults import HEADS, fault_rows
from aidkit.report.labels import as_shown
from aidkit.report.table import MISSING, Head, Table
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population

STATUS = {
    "seed": Text("原文", "document"), "published": Text("公开", "published"),
    "assumed": Text("假定", "assumed"), "reform": Text("方案改动", "changed here"),
}  # fmt: skip
UNITS_ZH = {
    "yuan/month": "元/月", "yuan/year": "元/年", "yuan": "元", "factor": "倍", "share": "比例", "months": "月",
    "years": "岁", "dwellings": "套", "vehicles": "辆", "grade": "级", "choice": "选项", "yes/no": "是/否",
    "persons": "人", "households": "户", "share of minimum wage": "最低工资比例", "% on the year": "同比%",
}  # fmt: skip
WORDS = {True: Text("是", "yes"), False: Text("否", "no")}
DEFAULTS = {
    "True": WORDS[True], "False": WORDS[False], "empty": Text("空", "empty"), "none": Text("无", "none"),
    "no date": Text("无日期", "no date"), "unknown": Text("不详", "unknown"), "capable": Text("有能力", "capable"),
    "present": Text("在", "present"),
}  # fmt: skip
CHOICES = {
    "difference": "按差额", "graded": "分档", "gap": "补差", "full": "全额", "share": "按比例", "any": "任何一类",
    "visual": "视力", "hearing": "听力", "speech": "言语", "physical": "肢体", "intellectual": "智力", "psychiatric": "精神",
    "multiple": "多重", "max": "取最高", "sum": "累加", "own_base": "本人待遇", "standard": "低保标准",
}  # fmt: skip
REPLACES = re.compile(r"in place of (.*?) \((.*)\)", re.DOTALL)  # how a reform names the value before it
INVENTED = re.compile(
    r"invented: ([\d,]+) families of .*? on ([\d-]+), seed (\d+), raked to (\d+) of (\d+) margins; "
    r"weights ([\d.]+) to ([\d.]+) times their mean, effective sample size ([\d,]+) families"
)
IDENTITY = re.compile(r"[0-9]{6,}[0-9Xx]*")  # long runs of digits in a fault's text may name a person
TOUCHED = 8  # result columns named for each assumed input before the rest are counted

VALUE_HEADS = (
    Head("label", Text("参数", "Parameter")),
    Head("path", Text("参数路径", "Path"), form="below"),
    Head("value", Text("数值", "Value"), form="factor"),
    Head("unit", Text("单位", "Unit"), form="below"),
    Head("since", Text("执行日期", "In force since"), form="date"),
    Head("status", Text("来源类别", "Status")),
)
SOURCE_HEADS = (
    Head("source", Text("出处", "Source")),
    Head("address", Text("网址", "Address"), form="below"),
)


def values_in_force(policy: Policy, lang: Lang = "both") -> Table:
    """Return every parameter of a policy: value, unit, since when, status and source."""
    rows = policy.provenance()
    frame = pd.DataFrame(
        {
            "label": as_shown(rows["zh"], rows["en"], lang),
            "path": rows["path"],
            "value": [_figure(value, lang) for value in rows["value"]],
            "unit": [unit_text(unit, lang) for unit in rows["unit"]],
            "since": rows["since"],
            "status": [STATUS[status].show(lang) for status in rows["status"]],
            "source": [_source(text, lang) for text in rows["source"]],
            "address": rows["address"],
        }
    )
    heads = (*VALUE_HEADS, *SOURCE_HEADS)
    title = Text(f"{policy.place.zh} {policy.date} 所用参数", f"Values used for {policy.place.en} on {policy.date}")
    return Table("values", title, heads, frame, lang=lang)


def assumed_values(policy: Policy, lang: Lang = "both") -> Table:
    """Return the parameters nobody published: the value taken, its range and the reason."""
    rows = policy.provenance()
    rows = rows[rows["status"] == "assumed"]
    frame = pd.DataFrame(
        {
            "label": as_shown(rows["zh"], rows["en"], lang),
            "path": rows["path"],
            "value": [_figure(value, lang) for value in rows["value"]],
            "unit": [unit_text(unit, lang) for unit in rows["unit"]],
            "low": rows["low"],
            "high": rows["high"],
            "source": [_source(text, lang) for text in rows["source"]],
            "note": [cited(text, lang) for text in rows["note"]],
        }
    )
    heads = (
        Head("label", Text("参数", "Parameter")),
        Head("path", Text("参数路径", "Path"), form="below"),
        Head("value", Text("假定值", "Assumed"), form="factor"),
        Head("unit", Text("单位", "Unit"), form="below"),
        Head("low", Text("下限", "Low"), form="factor"),
        Head("high", Text("上限", "High"), form="factor"),
        Head("source", Text("理由", "Reason")),
        Head("note", Text("说明", "Note"), form="below"),
    )
    title = Text(f"假定的参数（{len(frame)} 项）", f"Assumed parameters ({len(frame)})")
    return Table("assumed_values", title, heads, frame, lang=lang)


def assumed_inputs(population: Population, lang: Lang = "both") -> Table:
    """Return the columns the data lack, the default taken and the results it touches."""
    rows = population.assumed
    frame = pd.DataFrame(
        {
            "label": as_shown(rows["zh"], rows["en"], lang),
            "column": [f"{table}.{column}" for table, column in zip(rows["table"], rows["column"], strict=True)],
            "default": [default_text(default, lang) for default in rows["default"]],
            "touches": [_touched(str(names), lang) if names else MISSING for names in rows["touches"]],
        }
    )
    heads = (
        Head("label", Text("缺少的数据项", "Absent from the data")),
        Head("column", Text("字段", "Column"), form="below"),
        Head("default", Text("取值", "Taken as")),
        Head("touches", Text("影响的结果", "Results it touches")),
    )
    title = Text(
        f"数据中没有、按默认值处理的项目（{len(frame)} 项）", f"Absent from the data, taken by default ({len(frame)})"
    )
    return Table("assumed_inputs", title, heads, frame, lang=lang)


def default_text(default: str, lang: Lang = "both") -> str:
    """Return what an absent column is taken as, in words; a number stays one."""
    return DEFAULTS[default].show(lang) if default in DEFAULTS else default


def _touched(names: str, lang: Lang) -> str:
    """Return the first results a default touches, and how many there are."""
    every = names.split(", ")
    if lang != "zh" or len(every) <= TOUCHED:
        return listed(every, TOUCHED)
    return f"{', '.join(every[:TOUCHED])} 等 {len(every)} 项"


def data_quality(population: Population, lang: Lang = "both") -> Table:
    """Return the faults of data that were read, or how far an invented population meets the published margins."""
    return fit(population, lang) if population.fit is not None else faults(population, lang)


def fit(population: Population, lang: Lang = "both") -> Table:
    """Return the margins an invented population was fitted to: published, reached, difference, source."""
    rows = population.fit if population.fit is not None else pd.DataFrame()
    frame = pd.DataFrame(
        {
            "label": as_shown(rows["zh"], rows["margin"], lang),
            "target": rows["target"],
            "unit": [unit_text(unit, lang) for unit in rows["unit"]],
            "after": rows["after"],
            "error": rows["relative_error"],
            "used": [WORDS[bool(used)].show(lang) for used in rows["used"]],
            "status": [STATUS[status].show(lang) for status in rows["status"]],
            "source": [_source(text, lang) for text in rows["source"]],
            "address": rows["address"],
        }
    )
    heads = (
        Head("label", Text("指标", "Margin")),
        Head("target", Text("公布数", "Published"), form="factor"),
        Head("unit", Text("单位", "Unit"), form="below"),
        Head("after", Text("合成数据", "Invented"), form="factor"),
        Head("error", Text("相差", "Difference"), form="share"),
        Head("used", Text("参与拟合", "Fitted")),
        Head("status", Text("来源类别", "Status")),
        *SOURCE_HEADS,
    )
    title = Text("合成数据与公布数的吻合程度", "How the invented data meet the published margins")
    return Table("fit", title, heads, frame, note=_made(population.source), lang=lang)


def faults(population: Population, lang: Lang = "both") -> Table:
    """Return the faults found while reading a register: file, row, column, what was found, what was done."""
    rows = (
        population.faults
        if population.faults is not None
        else pd.DataFrame(columns=["file", "row", "column", "fault", "done"])
    )
    frame = fault_rows(rows, lambda done: IDENTITY.sub("***", done), lang)
    title = Text(f"数据问题（{len(frame)} 处）", f"Faults in the data ({len(frame)})")
    note = Text("证件号码、姓名不予显示。", "Identity numbers and names are not shown.") if len(frame) else NOTHING
    return Table("faults", title, HEADS, frame, note=note, lang=lang)


def value_text(value: Any, lang: Lang = "both") -> str:
    """Return a parameter's value in words: null as a dash, a list of grades and a table of limits in one line."""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return WORDS[value].show(lang)
    if isinstance(value, (int, float)):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"
    if isinstance(value, dict):
        return "; ".join(f"{_choice(key, lang)} {number}" for key, number in value.items())
    if isinstance(value, (list, tuple)):
        return "; ".join(f"≤ {step['up_to_ratio']:g}: {step['amount']:,g}" for step in value)
    return _choice(str(value), lang)


def _choice(word: str, lang: Lang) -> str:
    return Text(CHOICES.get(word, word), word.replace("_", " ")).show(lang)


def _source(text: str, lang: Lang) -> str:
    """Return where a value comes from; a reform's names the value it replaces and where that came from."""
    replaced = REPLACES.fullmatch(text)
    if replaced is None:
        return cited(text, lang)
    old = Text(f"替代 {replaced[1]}", f"in place of {replaced[1]}").show(lang)
    return f"{old} ({cited(replaced[2], lang)})"


def _made(source: str) -> Text:
    """Return how an invented population was made, in both languages."""
    found = INVENTED.match(source)
    if found is None:
        return Text(source, source)
    homes, day, seed, used, margins, low, high, effective = found.groups()
    zh = (
        f"合成（虚构）：{homes} 户，{day}，随机种子 {seed}，按 {margins} 项公布数中的 {used} 项拟合；"
        f"权数为平均数的 {low} 至 {high} 倍，有效样本 {effective} 户。"
    )
    return Text(zh, source)


def _figure(value: Any, lang: Lang) -> Any:
    """Leave a number a number, so that a workbook can count with it; anything else becomes text."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else value_text(value, lang)


def unit_text(unit: str, lang: Lang) -> str:
    """Return a unit in the language asked for."""
    return Text(UNITS_ZH.get(unit, unit), unit).show(lang)
