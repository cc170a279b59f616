"""Parts of a Word file that python-docx has no words for: East-Asian fonts, repeated heads, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidkit.campaign.forms.wording import BODY_FONT, HEAD_FONT, TITLE_FONT

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.shared import Length
    from docx.table import Table, _Row
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

FALLBACKS = {
    TITLE_FONT: "FZXiaoBiaoSong-B05S;小标宋;SimSun;宋体;Noto Serif CJK SC",
    BODY_FONT: "仿宋_GB2312;FangSong;STFangsong;Noto Serif CJK SC",
    HEAD_FONT: "SimHei;STHeiti;Noto Sans CJK SC",
}  # names of the same face, then what may stand for it
CELL_MARGIN = "40"  # twentieths of a point, left and right in a cell
DIGITS = "Times New Roman"  # of Latin letters and figures, as official papers set them


def spell(run: Run, font: str, size: float) -> None:
    """Set a run in a Chinese font, its figures in Times New Roman."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.name, run.font.size = DIGITS, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def repeat(row: _Row) -> None:
    """Repeat a row at the top of every page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def squeeze(table: Table, height: Length) -> None:
    """Keep every row on one page and at least so high, and little room beside the text of a cell."""
    for row in table.rows:
        row.height = height
        row._tr.get_or_add_trPr().append(_element("w:cantSplit"))
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=CELL_MARGIN, type="dxa"))
    table._tbl.tblPr.append(margins)


def page_number(paragraph: Paragraph, font: str, size: float) -> None:
    """Write the page and the number of pages, which Word counts itself."""
    for text, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        spell(paragraph.add_run(text), font, size)
        for kind in ("begin", "", "end") if field else ():
            run = paragraph.add_run()
            spell(run, font, size)
            if kind:
                run._element.append(_element("w:fldChar", fldCharType=kind))
            else:
                code = _element("w:instrText")
                code.text = field
                run._element.append(code)


def fallback_fonts(book: Document) -> None:
    """Write into the font table which fonts may stand for the official ones where they are not installed."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import parse_xml

    part = book.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = parse_xml(part.blob)
    for name, others in FALLBACKS.items():
        font = _element("w:font", name=name)
        font.append(_element("w:altName", val=others.replace(";", ",")))
        font.append(_element("w:charset", val="86"))  # GB2312
        font.append(_element("w:family", val="auto"))
        fonts.append(font)
    part._blob = serialize_part_xml(fonts)


def speak_chinese(book: Document) -> None:
    """Say that the text is simplified Chinese, so that signs take their mainland shapes."""
    from docx.oxml.ns import qn

    for language in book.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element
