"""A small executed notebook with one of everything a report shows."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import nbformat
import pandas as pd

from aidkit.report.document.blocks import Card, Opening
from aidkit.report.outputs import OPENING_MIME
from aidkit.report.table import MIME, Head, Table
from aidkit.report.text import Lang, Text

OPENING = Opening(
    facts=((Text("地区", "Place"), Text("晋江市", "Jinjiang")),),
    cards=(Card(Text("漏保", "Missed"), "1,234", Text("人", "persons"), Text("样本 99 人", "99 persons")),),
    answers=((Text("漏了多少？", "How many?"), Text("1,234 人。", "1,234 persons.")),),
    notices=(Text("数据是虚构的。", "The data are invented."),),
)
ZH = "# 排查报告 · Report\n\n谁应当享受？\n\nWho is **due**?"


def table(rows: int = 2, lang: Lang = "both", name: str = "towns") -> Table:
    """Return a table of towns whose names would be markup in typst, Word or HTML."""
    names = [f"#甲*_$@<b>{number}" for number in range(rows)]
    frame = pd.DataFrame({"town": names, "persons": list(range(1000, 1000 + rows))})
    heads = (
        Head("town", Text("乡镇", "Town")),
        Head("persons", Text("人数", "Persons"), Text("人", "persons"), "count"),
    )
    return Table(name, Text("各乡镇", "By town"), heads, frame, Text("来源", "Source"), total=True, lang=lang)


def notebook(rows: int = 2, png: bytes = b"\x89PNG", lang: Lang = "both") -> Any:
    """Return the notebook, executed."""
    v4 = nbformat.v4
    opening = v4.new_output("display_data", {"text/plain": "漏保", OPENING_MIME: OPENING.payload()})
    shown = v4.new_output("display_data", {"text/plain": "towns", MIME: table(rows, lang).payload()})
    picture = {"text/plain": "漏保最多的是甲 — 人", "image/png": b64encode(png).decode()}
    command = v4.new_output("display_data", {"text/plain": "x", "text/markdown": "```shell\naidkit report\n```"})
    book = v4.new_notebook()
    book.cells = [
        v4.new_markdown_cell(ZH),
        v4.new_code_cell("page", outputs=[opening]),
        v4.new_markdown_cell("## 一、谁符合条件 · Who qualifies\n\n- 甲\n- 乙 `aidkit`\n\n### （一）按乡镇 · By town"),
        v4.new_code_cell("table", outputs=[shown, v4.new_output("display_data", picture), command]),
        v4.new_code_cell("print", outputs=[v4.new_output("stream", name="stdout", text="\x1b[31msaid\x1b[0m aloud\n")]),
    ]
    return book
