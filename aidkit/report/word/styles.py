"""Page, paragraph styles and heading numbers of official papers: A4, 一、（一）1. in Chinese, 1 1.1 1.1.1 in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aidkit.report.text import Lang
from aidkit.report.word.elements import element
from aidkit.report.word.fonts import BODY, HEADING, SECTION, TABLE, TITLE, Face, declare_faces, set_face

INK, RED = "1D2329", "9E1B1E"
LEVELS = {
    "zh": (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")),
    "en": (("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")),
}
NUMBERING, NUMBER = 90, 90  # ids that no list of the template has
UPRIGHT_MM, TURNED_MM, COVER_MM = 156, 225, 170  # between the margins


@dataclass(frozen=True)
class Sizes:
    """Sizes of type in points; 16 is 三号, the size official papers are written in."""

    title: float
    heading: float
    body: float
    line: float
    small: float


SIZES: dict[Lang, Sizes] = {
    "zh": Sizes(title=22, heading=16, body=16, line=28, small=10.5),
    "both": Sizes(title=22, heading=16, body=14, line=24, small=10.5),
    "en": Sizes(title=20, heading=14, body=11, line=16, small=9.5),
}


def set_up(document: Any, lang: Lang) -> None:
    """Give an empty document its page, its styles, its heading numbers and its typefaces."""
    sizes = SIZES[lang]
    _paragraphs(document, sizes, indented=lang != "en")
    _headings(document, sizes)
    _numbers(document, "en" if lang == "en" else "zh")
    set_page(document.sections[0], cover=True)
    declare_faces(document)


def set_page(section: Any, *, turned: bool = False, cover: bool = False) -> None:
    """Set a section's page: A4 with the margins of GB/T 9704, upright or turned on its side; a cover's are narrow."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if turned else (Mm(210), Mm(297))
    margins = (28, 26, 37, 35) if turned else (18, 22, 20, 20) if cover else (37, 35, 28, 26)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, margins)
    section.footer_distance, section.header_distance = Mm(10 if cover else 18), Mm(15)


def _paragraphs(document: Any, sizes: Sizes, *, indented: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    normal = _styled(document, "Normal", BODY, sizes.body, INK)
    normal.paragraph_format.line_spacing = _points(sizes.line)
    normal.paragraph_format.space_after = _points(0 if indented else 6)
    normal.paragraph_format.widow_control = True
    normal.element.rPr.append(element("lang", val="en-GB", eastAsia="zh-CN"))
    body = _styled(document, "Body Text", BODY, sizes.body, INK)
    body.paragraph_format.space_after = _points(0 if indented else 6)
    if indented:
        body.paragraph_format.first_line_indent = _points(2 * sizes.body)
    english = _styled(document, "Body Text 2", BODY, sizes.small, "5C6670")
    english.paragraph_format.line_spacing, english.paragraph_format.space_after = _points(15), _points(6)
    for name, face, size in (("Title", TITLE, sizes.title), ("Subtitle", SECTION, sizes.body)):
        style = _styled(document, name, face, size, RED if name == "Title" else INK)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        style.paragraph_format.line_spacing, style.paragraph_format.space_after = 1.15, _points(8)
        for border in style.element.pPr.findall(style.element.pPr.tag.replace("pPr", "pBdr")):
            style.element.pPr.remove(border)
    caption = _styled(document, "Caption", HEADING, 10.5, INK)
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.line_spacing = 1.2
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = _points(10), _points(4)
    quote = _styled(document, "macro", TABLE, 8.5, INK, latin="Consolas")
    quote.paragraph_format.line_spacing = 1.1


def _headings(document: Any, sizes: Sizes) -> None:
    for level, face in enumerate((HEADING, SECTION, BODY), 1):
        style = _styled(document, f"Heading {level}", face, sizes.heading if level < 3 else sizes.body, INK)
        style.paragraph_format.line_spacing = _points(sizes.line)
        style.paragraph_format.space_before, style.paragraph_format.space_after = _points(12), _points(4)
        number = style.element.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val, number.get_or_add_numId().val = level - 1, NUMBER


def _styled(document: Any, name: str, face: Face, size: float, colour: str, latin: str = "Times New Roman") -> Any:
    from docx.shared import Pt, RGBColor

    style = document.styles[name]
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor.from_string(colour)
    set_face(style.element.get_or_add_rPr(), face, latin)
    return style


def _numbers(document: Any, lang: str) -> None:
    levels = [
        element(
            "lvl",
            element("start", val=1),
            element("numFmt", val=form),
            element("pStyle", val=f"Heading{number + 1}"),
            element("suff", val="nothing" if lang == "zh" else "space"),
            element("lvlText", val=text),
            ilvl=number,
        )
        for number, (form, text) in enumerate(LEVELS[lang])
    ]
    table = document.part.numbering_part.element
    kind = element("abstractNum", element("multiLevelType", val="multilevel"), *levels, abstractNumId=NUMBERING)
    first = table.find(table.tag.replace("numbering", "num"))
    first.addprevious(kind)
    table.append(element("num", element("abstractNumId", val=NUMBERING), numId=NUMBER))


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)
