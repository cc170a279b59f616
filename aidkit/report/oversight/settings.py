"""The settings an oversight question turns on: value, unit, range where assumed, and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from aidkit.errors import listed
from aidkit.oversight.settings import Setting, load_settings
from aidkit.report.basis import STATUS
from aidkit.report.questions.words import joined
from aidkit.report.readings import MOVES, NO_EVIDENCE, Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

UNITS_ZH: Mapping[str, str] = MappingProxyType(
    {
        "0 or 1": "0 或 1", "cases a month": "件/月", "clues": "条", "day of the month": "日", "days": "天", "due": "是否应有",
        "hours": "小时", "households": "户", "inhabitants": "人", "minutes": "分钟", "months": "月", "persons": "人",
        "problems": "个", "records": "条", "share": "比例", "share a month": "比例/月", "share a year": "比例/年",
        "visits a month": "次/月", "visits a week": "次/周", "windows": "个", "words": "字样", "working days": "工作日",
        "x dibao standard": "倍低保标准", "years": "岁、年", "yuan": "元", "yuan a year": "元/年",
    }
)  # fmt: skip
DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "huangshi-2018": "黄石市民政局工作总结（2018）", "hanzhong-2021": "汉民发〔2021〕52号",
        "jinjiang-2021": "晋江市专项排查方案（2021）", "qionghai-2022": "海府办函〔2022〕23号",
    }
)  # fmt: skip
NAMED = 3  # settings named beside a source before the rest are counted


def at_the_ends(topic: str, names: Sequence[str]) -> list[tuple[Text, dict[str, float]]]:
    """Return settings to try, each with what to call it: as assumed, then each of some at either end of its range.

    Args:
        topic: A file of ``params/oversight``.
        names: Its settings to move, one at a time; each is assumed and has a range.

    Raises:
        PolicyError: There is no such topic or setting.
    """
    settings = load_settings(topic)
    moved = [(name, settings[name], end) for name in names for end in (settings[name].low, settings[name].high)]
    cases = [(Text(f"{one.zh} {end:g}", f"{one.en}: {end:g}"), {name: float(end or 0)}) for name, one, end in moved]
    return [(Text("现取值", "as assumed"), {}), *cases]


def in_force(topics: Mapping[str, Sequence[str]], lang: Lang = "both") -> Table:
    """Return the settings a question turns on: value, unit, status, and the range of what is assumed.

    Args:
        topics: By topic, a file of ``params/oversight``: the names of its settings; none for all of them.
        lang: Language of the labels.

    Raises:
        PolicyError: There is no such topic or setting.
    """
    rows = [
        {
            "label": Text(setting.zh, setting.en).show(lang),
            "name": f"{topic}.{setting.name}",
            "value": _shown(setting),
            "unit": Text(UNITS_ZH.get(setting.unit, setting.unit), setting.unit).show(lang),
            "status": STATUS[setting.status].show(lang),
            "low": setting.low,
            "high": setting.high,
        }
        for topic, setting in _settings(topics)
    ]
    heads = (
        Head("label", Text("设定", "Setting")),
        Head("name", Text("名称", "Name"), form="below"),
        Head("value", Text("取值", "Value"), form="factor"),
        Head("unit", Text("单位", "Unit"), form="below"),
        Head("status", Text("来源类别", "Status")),
        Head("low", Text("下限", "Low"), form="factor"),
        Head("high", Text("上限", "High"), form="factor"),
    )
    title = Text("本题所用的设定", "Settings this question turns on")
    note = Text("上下限只列假定值。", "Ranges are given for what is assumed.")
    return Table("settings", title, heads, pd.DataFrame(rows), note=note, lang=lang)


def sources(topics: Mapping[str, Sequence[str]], lang: Lang = "both") -> Table:
    """Return where those settings come from, one row a source: document and clause, notice and article, or the reason."""
    rows = pd.DataFrame(
        {
            "source": _source(setting, lang),
            "address": setting.address,
            "status": STATUS[setting.status].show(lang),
            "gives": Text(setting.zh, setting.en).show(lang),
        }
        for _, setting in _settings(topics)
    )
    by_source = rows.groupby(["source", "address", "status"], sort=False)["gives"]
    frame = by_source.agg(lambda names: listed(dict.fromkeys(names), NAMED)).reset_index()
    heads = (
        Head("source", Text("出处", "Source")),
        Head("address", Text("网址", "Address"), form="below"),
        Head("status", Text("来源类别", "Status")),
        Head("gives", Text("用于", "Gives")),
    )
    return Table("sources", Text("资料来源", "Sources"), heads, frame, lang=lang)


def limits(*, invented: bool, lang: Lang = "both") -> Reading:
    """Say what the data and the settings are: invented where they are, assumed in part."""
    return Reading(joined(NO_EVIDENCE, MOVES) if invented else MOVES, lang)


def _settings(topics: Mapping[str, Sequence[str]]) -> list[tuple[str, Setting]]:
    found = []
    for topic, names in topics.items():
        settings = load_settings(topic)
        found += [(topic, settings[name]) for name in (names or settings)]
    return found


def _shown(setting: Setting) -> Any:
    if isinstance(setting.value, list):
        return "、".join(map(str, setting.value))
    return setting.value


def _source(setting: Setting, lang: Lang) -> str:
    document, _, clause = setting.source.partition(" ")
    if document in DOCUMENTS:
        return Text(f"{DOCUMENTS[document]} {clause}", setting.source, f"{DOCUMENTS[document]} {setting.source}").show(
            lang
        )
    return setting.source
