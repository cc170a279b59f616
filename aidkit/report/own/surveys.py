"""The surveys a mapping ships for: what each gives, and what it lacks."""

from __future__ import annotations

import pandas as pd

from aidkit.data.survey import mappings, read_mapping
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text


def mapped(lang: Lang = "both") -> Table:
    """Return a line a survey: its title, how many columns of aidkit it gives, and which it is known to lack."""
    plans = [read_mapping(name) for name in mappings()]
    frame = pd.DataFrame(
        {
            "id": [plan.id for plan in plans],
            "title": [Text(plan.zh, plan.en).show(lang) for plan in plans],
            "given": [len(plan.columns) for plan in plans],
            "lacks": [", ".join(plan.lacks) for plan in plans],
        }
    )
    heads = (
        Head("id", Text("对照名", "Mapping"), form="code"),
        Head("title", Text("调查", "Survey")),
        Head("given", Text("可用项目", "Columns it gives"), form="count"),
        Head("lacks", Text("没有的项目", "What it lacks"), form="code"),
    )
    note = Text(
        "数据不随附，须向发布单位申请；对照只在虚构的同格式数据上试过（后两个外国调查除外）。",
        "No data ship; ask their publishers. The mappings were tried on invented rows of the surveys' form, but for the two foreign ones at the end.",
    )
    return Table("surveys", Text("可读取的调查", "Surveys that can be read"), heads, frame, note=note, lang=lang)
