"""Write the reference: rules.html, parameters.html and a workbook of each, the same bytes for the same code."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from aidkit.errors import ReportError, message, suggestion
from aidkit.report.export import page_html
from aidkit.report.markup import table_html
from aidkit.report.prose import two_languages
from aidkit.report.reference.parameters import parameter_tables
from aidkit.report.reference.rules import rule_tables
from aidkit.report.table import Table
from aidkit.report.text import LANGS, Lang, Text
from aidkit.report.workbook import workbook_bytes

RULES = Text("规则一览", "The rules")
PARAMETERS = Text("参数一览", "The parameters")
MADE = {
    "rules": Text(
        "本页由程序自动生成：公式就是实际计算所用的代码。", "Made from the code: each formula is what is computed."
    ),
    "parameters": Text(
        "本页由参数文件自动生成：每个数值的执行日期、来源类别和出处。",
        "Made from the parameter files: each value with its first day, status and source.",
    ),
}


def write_reference(out: Path, lang: str = "both") -> list[Path]:
    """Write the pages and workbooks of rules and parameters.

    Args:
        out: Folder to write to; it is made.
        lang: ``zh``, ``en`` or ``both``.

    Returns:
        The files written.

    Raises:
        ReportError: The language is unknown.
    """
    known = next((name for name in LANGS if name == lang), None)
    if known is None:
        raise ReportError(message(f"{lang!r} is not a language of the pages.", suggestion(lang, LANGS)))
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for name, title, tables in (
        ("rules", RULES, list(rule_tables(known))),
        ("parameters", PARAMETERS, list(parameter_tables(known))),
    ):
        page, book = out / f"{name}.html", out / f"{name}.xlsx"
        page.write_text(reference_html(title, MADE[name], tables, known), encoding="utf-8")
        book.write_bytes(workbook_bytes(tables))
        written += [page, book]
    return written


def reference_html(title: Text, made: Text, tables: Iterable[Table], lang: Lang) -> str:
    """Return a page of tables with its contents."""
    listed = list(tables)
    links = "".join(
        f'<li><a href="#table-{escape(table.name)}">{two_languages(table.title, lang)}</a></li>' for table in listed
    )
    label = escape(Text("目录", "Contents").show(lang))
    contents = f'<nav class="contents" aria-label="{label}"><p>{label}</p><ol>{links}</ol></nav>'
    body = f"<p>{two_languages(made, lang)}</p>{contents}" + "\n".join(table_html(table) for table in listed)
    return page_html(title, body, lang, kind="reference")
