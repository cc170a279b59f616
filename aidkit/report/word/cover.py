"""The first page and the contents of report.docx."""

from __future__ import annotations

from typing import Any

from aidkit.report.document.blocks import Document, Heading
from aidkit.report.document.words import WORDS
from aidkit.report.text import Lang, Text
from aidkit.report.word.elements import QUIET, element, field, run
from aidkit.report.word.styles import COVER_MM, RED, UPRIGHT_MM
from aidkit.report.word.tables import TWIPS

CARDS_ACROSS = 3
DIGITS = "〇一二三四五六七八九十"
AMBER, PALE = "C98A12", "FDF3DC"


def add_cover(word: Any, document: Document) -> None:
    """Write title, facts, notices, figures to remember and the answers."""
    lang = document.lang
    _titled(word, "Title", document.title, lang)
    _titled(word, "Subtitle", document.subtitle, lang)
    facts = [[[_line(label, lang, 17, QUIET)], [_line(value, lang, 19)]] for label, value in document.opening.facts]
    if facts:
        _boxes(word, [[label[0], value[0]] for label, value in facts], len(facts))
    for notice in document.opening.notices:
        _notice(word, notice, lang)
    cards = [
        [
            _line(card.label, lang, 17, QUIET),
            [run(f"{card.shown} ", half_points=28), run(card.unit.show(lang), half_points=16, colour=QUIET)],
            _line(card.basis, lang, 13 if lang == "both" else 16, QUIET),
        ]
        for card in document.opening.cards
    ]
    for start in range(0, len(cards), CARDS_ACROSS):
        _boxes(word, cards[start : start + CARDS_ACROSS], CARDS_ACROSS, lined=True)
    for question, answer in document.opening.answers:
        _answer(word, question, answer, lang)


def add_contents(word: Any, document: Document) -> None:
    """Write the contents: a field Word works out, holding the headings and, where Word counts, their pages."""
    paragraph = word.add_paragraph()
    paragraph._p.extend([run(WORDS["contents"].show(document.lang), bold=True, half_points=32)])
    headings = [block for block in document.blocks if isinstance(block, Heading) and block.level <= 2]
    start, code, parted, _, end = field('TOC \\o "1-2" \\h \\z \\u', dirty=True)
    numbers = heading_numbers(headings, document.lang)
    for place, (heading, number) in enumerate(zip(headings, numbers, strict=True)):
        entry = word.add_paragraph()
        tabs = element("tabs", element("tab", val="right", leader="dot", pos=round(UPRIGHT_MM * TWIPS)))
        entry._p.get_or_add_pPr().append(tabs)
        before = [start, code, parted] if place == 0 else []
        page = field(f"PAGEREF {anchor(place)} \\h")
        entry._p.extend([*before, run(number + heading.text.show(document.lang)), _tab(), *page])
    if headings:
        word.paragraphs[-1]._p.append(end)


def anchor(place: int) -> str:
    """Return the name of the bookmark at a heading, by its place among those of levels one and two."""
    return f"_Toc{place + 1:08}"


def heading_numbers(headings: list[Heading], lang: Lang) -> list[str]:
    """Return the numbers Word will give headings: 一、 and （一）, or 1 and 1.1."""
    chapter = section = 0
    found = []
    for heading in headings:
        chapter, section = (chapter + 1, 0) if heading.level == 1 else (chapter, section + 1)
        if lang == "en":
            found.append(f"{chapter} " if heading.level == 1 else f"{chapter}.{section} ")
        else:
            found.append(f"{chinese(chapter)}、" if heading.level == 1 else f"（{chinese(section)}）")
    return found


def chinese(number: int) -> str:
    """Return a number below a hundred in Chinese: 3 is 三, 12 is 十二, 20 is 二十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones or not tens else "")


def _titled(word: Any, style: str, text: Text, lang: Lang) -> None:
    paragraph = word.add_paragraph(style=style)
    apart = lang == "both" and text.en != text.zh and not text.joint
    shown = [text.zh, text.en] if apart else [text.show(lang)]
    paragraph._p.append(run(shown[0]))
    for more in shown[1:]:
        paragraph._p.append(run(f"\n{more}", half_points=24, colour=QUIET))


def _line(text: Text, lang: Lang, half_points: int, colour: str = "") -> list[Any]:
    return [run(text.show(lang, "\n"), half_points=half_points, colour=colour)]


def _boxes(word: Any, boxes: list[list[list[Any]]], across: int, *, lined: bool = False) -> None:
    """Write boxes side by side; each is a list of lines, each of those a list of runs."""
    width = round(COVER_MM * TWIPS / across)
    cells = []
    for lines in boxes + [[[]]] * (across - len(boxes)):
        look = element("tcPr", element("tcW", w=width, type="dxa"))
        if lined and lines != [[]]:
            look.append(element("tcBorders", element("top", val="single", sz=12, color="17508C")))
        made = [
            element("p", element("pPr", element("spacing", before=20, after=20, line=240, lineRule="auto")), *line)
            for line in lines
        ]
        cells.append(element("tc", look, *made))
    layout = element("tblPr", element("tblW", w=width * across, type="dxa"), element("tblLayout", type="fixed"))
    grid = element("tblGrid", *(element("gridCol", w=width) for _ in range(across)))
    row = element("tr", element("trPr", element("cantSplit")), *cells)
    word.element.body.insert_element_before(element("tbl", layout, grid, row), "w:sectPr")
    gap = element("p", element("pPr", element("spacing", before=0, after=0, line=120, lineRule="exact")))
    word.element.body.insert_element_before(gap, "w:sectPr")


def _notice(word: Any, text: Text, lang: Lang) -> None:
    paragraph = word.add_paragraph()
    properties = paragraph._p.get_or_add_pPr()
    properties.append(element("pBdr", element("left", val="single", sz=24, space=6, color=AMBER)))
    properties.append(element("shd", val="clear", color="auto", fill=PALE))
    properties.append(element("spacing", before=80, after=80, line=260, lineRule="exact"))
    paragraph._p.extend([run(text.show(lang, "\n"), half_points=18)])


def _answer(word: Any, question: Text, answer: Text, lang: Lang) -> None:
    line = 230 if lang == "both" else 260  # twentieths of a point; both languages have to fit the page
    asked = word.add_paragraph()
    asked._p.get_or_add_pPr().append(element("keepNext"))
    asked._p.pPr.append(element("spacing", before=40, after=0, line=line, lineRule="exact"))
    asked._p.append(run(question.show(lang), bold=True, half_points=21, colour=RED))
    said = word.add_paragraph()
    said._p.get_or_add_pPr().append(element("spacing", before=0, after=0, line=line, lineRule="exact"))
    if lang == "both":
        said._p.extend([run(answer.zh, half_points=18), run(f"\n{answer.en}", half_points=15, colour=QUIET)])
    else:
        said._p.append(run(answer.show(lang), half_points=22))


def _tab() -> Any:
    return element("r", element("tab"))
