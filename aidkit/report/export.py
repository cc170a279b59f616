"""Export an executed notebook as one HTML file: code hidden, no network, fit for print and phone."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from aidkit.report.prose import CONTENTS_HERE, Prose, two_languages
from aidkit.report.text import NOTHING, Lang, Text

TEMPLATES = Path(__file__).parent / "templates"
CONTENTS = Text("目录", "Contents")
LANGUAGE_CODES: dict[Lang, str] = {"zh": "zh-CN", "en": "en", "both": "zh-CN"}


def report_html(notebook: Any, *, lang: Lang, subtitle: Text = NOTHING, footer: str = "", stamp: str = "") -> str:
    """Return an executed notebook as a report.

    Args:
        notebook: The executed notebook; it is not changed.
        lang: Language of headings and paragraphs; tables and figures speak the one they were made in.
        subtitle: What stands under the title, e.g. place and date.
        footer: HTML under the report, e.g. versions and hashes.
        stamp: The one text that differs between equal runs: when it was made, how long it took.
    """
    from nbconvert import HTMLExporter

    prose = Prose(lang, subtitle)
    rendered = _with_html(notebook, prose)
    page = {
        "title": " — ".join(text.show(lang) for text in (subtitle, prose.title) if any(text)),
        "language": LANGUAGE_CODES[lang],
        "style": style(),
        "footer": footer,
        "stamp": stamp,
    }
    exporter = HTMLExporter(  # type: ignore[no-untyped-call]
        template_name="report", extra_template_basedirs=[str(TEMPLATES)]
    )
    html, _ = exporter.from_notebook_node(rendered, resources={"page": page})
    return str(html).replace(CONTENTS_HERE, _contents(prose)) + "\n"


def _contents(prose: Prose) -> str:
    label = escape(CONTENTS.show(prose.lang))
    links = "".join(
        f'<li><a href="#{anchor}">{two_languages(text, prose.lang)}</a></li>\n' for anchor, text in prose.sections
    )
    return f'<nav class="contents" aria-label="{label}">\n<p>{label}</p>\n<ol>\n{links}</ol>\n</nav>\n'


def page_html(title: Text, body: str, lang: Lang, kind: str = "index") -> str:
    """Return a page that is no notebook, such as the index of all runs, in the look of the reports.

    Args:
        title: Its heading.
        body: HTML below the heading.
        lang: Language of the heading.
        kind: Class of the page; an ``index`` has no contents at its side.
    """
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE_CODES[lang]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title.show(lang))}</title>\n<style>\n{style()}\n</style>\n</head>\n"
        f'<body class="{kind}">\n<main>\n<h1>{two_languages(title, lang)}</h1>\n{body}\n</main>\n'
        "</body>\n</html>\n"
    )


@cache
def style() -> str:
    """Return the style sheet every page carries within it."""
    return (TEMPLATES / "style.css").read_text(encoding="utf-8")


def _with_html(notebook: Any, prose: Prose) -> Any:
    """Return a copy in which all Markdown, of cells and of outputs, is HTML in the language shown."""
    copy = deepcopy(notebook)
    for cell in copy.cells:
        if cell.cell_type == "markdown":
            cell.source = prose.html(cell.source)
        for output in cell.get("outputs", ()):
            markdown = output.get("data", {}).pop("text/markdown", None)
            if markdown is not None:
                output.data["text/html"] = prose.html(markdown)
    return copy
