"""An extract before anything is computed: what was read, what is in doubt, what is assumed, and what that may move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.errors import counted
from aidkit.report.basis import default_text
from aidkit.report.disclosure import SMALL, SMALLEST
from aidkit.report.faults import DONE, FAULT, FILE, in_both
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.data.register import Quality
    from aidkit.population import Population
    from aidkit.result import Result

MASKED = Text("证件号码不予显示。", "Identity numbers are not shown.")
TIMES = Head("times", Text("次数", "Times"), form="count")
FIGURES = {
    "is_dibao": Text("符合低保条件的户数", "Families due dibao"),
    "is_edge": Text("低保边缘户数", "Families at the edge"),
    "dibao_benefit": Text("每月应发低保金（元）", "Dibao due a month (yuan)"),
}


def answer(quality: Quality, lang: Lang = "both") -> Reading:
    """Say whether an extract can be used, and how much of it is in doubt."""
    doubts, refused = int(quality.doubtful["times"].sum()), len(quality.refused)
    if quality.extract is None:
        zh = f"这份数据还不能用：{refused} 个单元格读不出，另有 {doubts} 处存疑。"
        en = f"The extract cannot be used yet: {counted(refused, 'cell')} cannot be read, {counted(doubts, 'more is', 'more are')} in doubt."
        return Reading(Text(zh, en), lang)
    homes, people = len(quality.extract.households), len(quality.extract.persons)
    zh = f"读出 {homes} 户 {people} 人，没有读不出的单元格；{doubts} 处写法存疑，已逐条列出读成了什么。"
    en = (
        f"{counted(homes, 'family', 'families')} and {counted(people, 'person')} were read, and no cell was refused; "
        f"{counted(doubts, 'spelling is', 'spellings are')} in doubt, each listed with what it was read as."
    )
    return Reading(Text(zh, en), lang)


def files(quality: Quality, lang: Lang = "both") -> Table:
    """Return a line a file: how much of it is in doubt, how much was refused."""
    heads = (
        FILE,
        Head("doubtful", Text("存疑", "In doubt"), form="count"),
        Head("refused", Text("读不出", "Refused"), form="count"),
    )
    return Table("files", Text("逐个文件", "File by file"), heads, quality.read, note=MASKED, lang=lang)


def doubtful(quality: Quality, lang: Lang = "both") -> Table:
    """Return a line a kind of doubt: how often, where first, and what was done."""
    heads = (FAULT, TIMES, Head("first", Text("最先见于", "First met in")), DONE)
    title = Text(f"存疑之处（{len(quality.doubtful)} 类）", f"What is in doubt ({len(quality.doubtful)} kinds)")
    return Table("doubtful", title, heads, _spoken(quality.doubtful, lang), note=MASKED, lang=lang)


def unread(quality: Quality, lang: Lang = "both") -> Table:
    """Return the files, sheets and columns nobody read, which a user may have another name for."""
    from aidkit.data.register import faults

    kinds = [faults.FILE_NOT_READ, faults.SHEET_NOT_READ, faults.COLUMN_NOT_READ, faults.NO_FILE]
    found = quality.extract.faults if quality.extract is not None else pd.DataFrame(columns=list(faults.COLUMNS))
    left = found[found["fault"].isin(kinds)]
    heads = (FILE, Head("column", Text("列", "Column")), FAULT, DONE)
    title = Text("没有读到的文件和列", "Files and columns that were not read")
    return Table("unread", title, heads, _spoken(left.reset_index(drop=True), lang), note=MASKED, lang=lang)


def _spoken(found: pd.DataFrame, lang: Lang) -> pd.DataFrame:
    """Put what was odd and what was done into the reader's language."""
    told = {name: [in_both(str(text)).show(lang) for text in found[name]] for name in ("fault", "done")}
    return found.assign(**told)


def assumed(population: Population, lang: Lang = "both") -> Table:
    """Return the columns an extract does not give, with what is assumed and how many results that touches."""
    absent = population.assumed
    taken = [default_text(default, lang) for default in absent["default"]]
    frame = absent.assign(
        default=taken, results=[len([name for name in text.split(", ") if name]) for text in absent["touches"]]
    )
    heads = (
        Head("zh", Text("项目", "Item")),
        Head("en", Text("英文", "In English")),
        Head("default", Text("按此处理", "Taken as")),
        Head("results", Text("影响的结果", "Results it touches"), Text("项", "columns"), "count"),
    )
    title = Text(f"数据没有给出的项目（{len(frame)} 项）", f"What the extract does not give ({len(frame)} items)")
    return Table("assumed_columns", title, heads, frame, lang=lang)


def with_and_without(kept: Result, left_out: Result, lang: Lang = "both") -> Table:
    """Return what the rules give with members on the list of the dead kept, and with them left out."""
    rows = [(text.show(lang), _shown(kept, name), _shown(left_out, name)) for name, text in FIGURES.items()]
    frame = pd.DataFrame(rows, columns=["figure", "kept", "left_out"])
    heads = (
        Head("figure", Text("结果", "Result")),
        Head("kept", Text("按登记", "As registered"), form="count"),
        Head("left_out", Text("去掉死亡名单上的人", "Without members on the list of the dead"), form="count"),
    )
    return Table("dead", Text("死亡名单影响多大", "What the list of the dead moves"), heads, frame, lang=lang)


def _shown(result: Result, name: str) -> float | str:
    """Return a total, or that few records stand behind it."""
    values = result.values(name)
    return SMALL if 0 < (values > 0).sum() < SMALLEST else float(values.sum())
