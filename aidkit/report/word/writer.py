"""Write a document as report.docx in the style of official papers, the same bytes for the same document."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from aidkit import sheets
from aidkit.report.document.blocks import Block, Document, Heading, Illustration, Listing, Paragraph
from aidkit.report.document.pages import parts
from aidkit.report.document.words import WORDS
from aidkit.report.table import Table
from aidkit.report.text import Lang, Text
from aidkit.report.word.cover import add_contents, add_cover, anchor
from aidkit.report.word.elements import CONTROL, QUIET, bookmark, element, field, run
from aidkit.report.word.styles import TURNED_MM, UPRIGHT_MM, set_page, set_up
from aidkit.report.word.tables import table_element

LONGEST_PROPERTY = 255  # characters Word keeps of a title
PAGES = {"zh": ("第 ", " 页 共 ", " 页"), "en": ("Page ", " of ", "")}


def report_docx(document: Document) -> bytes:
    """Return a document as a Word file: first page, contents, numbered headings, tables and figures."""
    import docx

    word: Any = docx.Document()
    lang = document.lang
    set_up(word, lang)
    _properties(word, document)
    _page_numbers(word.sections[0], lang)
    add_cover(word, document)
    set_page(word.add_section())
    add_contents(word, document)
    word.add_page_break()
    _Body(word, lang).write(document)
    _foot(word, document)
    made = BytesIO()
    word.save(made)
    return sheets.timeless(made)


class _Body:
    """Writes the blocks one after the other and numbers headings' bookmarks, tables and figures."""

    def __init__(self, word: Any, lang: Lang) -> None:
        self.word, self.lang, self.turned = word, lang, False
        self.numbers = {"table": 0, "figure": 0}
        self.headings = 0

    def write(self, document: Document) -> None:
        for part in parts(document.blocks):
            if part.turned != self.turned:
                self.turned = part.turned
                set_page(self.word.add_section(), turned=part.turned)
            for block, leads in part.blocks:
                self._block(block, leads)
        if self.turned:
            set_page(self.word.add_section())

    def _block(self, block: Block, leads: bool) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            _paragraph(self.word, block, leads)
        elif isinstance(block, Listing):
            listing = self.word.add_paragraph(style="macro")
            listing._p.get_or_add_pPr().append(element("shd", val="clear", color="auto", fill="F5F7F9"))
            listing._p.append(run(block.text))
        elif isinstance(block, Illustration):
            self._picture(block)
        else:
            self._table(block)

    def _heading(self, heading: Heading) -> None:
        paragraph = self.word.add_paragraph(style=f"Heading {heading.level}")
        runs = _runs(heading.text, self.lang)
        if heading.level <= 2:
            runs = bookmark(anchor(self.headings), self.headings + 1, runs)
            self.headings += 1
        paragraph._p.extend(runs)

    def _picture(self, picture: Illustration) -> None:
        from docx.shared import Mm

        paragraph = self.word.add_paragraph()
        paragraph.paragraph_format.keep_with_next, paragraph.paragraph_format.line_spacing = True, 1.0
        shape = paragraph.add_run().add_picture(BytesIO(picture.png), width=Mm(UPRIGHT_MM))
        words = shape._inline.docPr
        words.set("descr", picture.words)
        words.set("title", picture.caption)
        self._caption("figure", Text(picture.caption, picture.caption))

    def _table(self, table: Table) -> None:
        self._caption("table", table.title, kept=True)
        width = TURNED_MM if self.turned else UPRIGHT_MM
        body = self.word.element.body
        body.insert_element_before(table_element(table, width, turned=self.turned), "w:sectPr")
        for text in (table.note, table.source):
            if any(text):
                _small(self.word, text.show(self.lang))
        _small(self.word, "")

    def _caption(self, name: str, text: Text, *, kept: bool = False) -> None:
        self.numbers[name] += 1
        label = WORDS[name].en if self.lang == "en" else WORDS[name].zh
        paragraph = self.word.add_paragraph(style="Caption")
        paragraph.paragraph_format.keep_with_next = kept
        paragraph._p.append(run(f"{label} "))
        paragraph._p.extend(
            [*field(f"SEQ {label} \\* ARABIC", str(self.numbers[name])), run("　"), *_runs(text, self.lang)]
        )


def _runs(text: Text, lang: Lang) -> list[Any]:
    if lang == "both" and text.en and text.en != text.zh and not text.joint:
        return [run(text.zh), run(f" {text.en}", half_points=20, colour=QUIET)]
    return [run(text.show(lang))]


def _paragraph(word: Any, block: Paragraph, leads: bool) -> None:
    paragraph = word.add_paragraph(style="Body Text 2" if block.english else "Body Text")
    paragraph.paragraph_format.keep_with_next = leads or None
    if block.bullet:
        paragraph._p.append(run(f"{block.bullet} "))
    for span in block.spans:
        found = run(span.text, bold=span.style == "strong")
        if span.style == "code":
            found.rPr.insert(0, element("rFonts", ascii="Consolas", hAnsi="Consolas"))
        paragraph._p.append(found)


def _small(word: Any, text: str) -> None:
    paragraph = word.add_paragraph()
    paragraph._p.get_or_add_pPr().append(element("spacing", before=30, after=30, line=240, lineRule="auto"))
    if text:
        paragraph._p.append(run(text, half_points=16, colour=QUIET))


def _foot(word: Any, document: Document) -> None:
    for line in (*document.foot, document.stamp):
        if line:
            _small(word, line)


def _page_numbers(section: Any, lang: Lang) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph._p.get_or_add_pPr().append(element("jc", val="center"))
    for number, name in enumerate(("zh", "en") if lang == "both" else (lang,)):
        before, between, after = PAGES[name]
        runs = [
            run(("　" if number else "") + before),
            *field("PAGE", "1"),
            run(between),
            *field("NUMPAGES", "1"),
            run(after),
        ]
        paragraph._p.extend(runs)


def _properties(word: Any, document: Document) -> None:
    """Say what the file is; when it was made stands in its stamp alone."""
    from datetime import UTC, datetime

    fixed = datetime(1980, 1, 1, tzinfo=UTC)
    core = word.core_properties
    title = CONTROL.sub("\ufffd", document.title.show(document.lang))
    core.title, core.author, core.comments = title[:LONGEST_PROPERTY], "aidkit", ""
    core.created = core.modified = fixed
    core.language = "en-GB" if document.lang == "en" else "zh-CN"
