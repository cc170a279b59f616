"""Write a filled form as Word: merged heads repeated on every page, A4, official fonts with others to fall back on."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.campaign.forms import wording
from aidkit.campaign.forms.filled import FilledForm, FilledTable
from aidkit.campaign.forms.grid import depth, head_cells, shown_as, widths
from aidkit.campaign.forms.target import checked_target
from aidkit.campaign.forms.word_parts import fallback_fonts, page_number, repeat, speak_chinese, spell, squeeze
from aidkit.folders import put
from aidkit.masking import masked_typed
from aidkit.sheets import CONTROL, timeless

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

LONG, SHORT, MARGIN = 29.7, 21.0, 1.5  # centimetres: A4 and what stays white around it
TITLE_SIZE, LINE_SIZE, SMALL_SIZE = 20, 10.5, 9  # points
PLACE = 0.19  # centimetres a place takes at LINE_SIZE
SMALLEST = 7.0  # points
AIR = 2  # places beside what a column needs
ROOM = 0.92  # letters are set a little smaller than would just fit: other fonts may be wider
WIDENED = 1.3  # narrow tables are spread at most so much
ROW_HEIGHT = 0.66  # centimetres, at least
LONGEST_PROPERTY = 255  # characters Word keeps of a title or an author


def write_word(form: FilledForm, path: str | Path) -> Path:
    """Write a filled form, a section a table; see ``FilledForm.write_word``."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    place = checked_target(path, ".docx")
    book = docx.Document()
    _page(book, form)
    for number, table in enumerate(form.tables):
        title = _paragraph(book, form.title + wording.table_title(form, table), wording.TITLE_FONT, TITLE_SIZE)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.page_break_before = number > 0
        _info(book, form)
        _table(book, form, table)
        foot = _paragraph(book, wording.signing(form), wording.BODY_FONT, LINE_SIZE)
        foot.paragraph_format.space_before = 76_200  # 6 points
        if said := wording.notes(table):
            _paragraph(book, said, wording.BODY_FONT, SMALL_SIZE)
    fallback_fonts(book)
    speak_chinese(book)
    made = BytesIO()
    book.save(made)
    return put(place, timeless(made))


def _page(book: Document, form: FilledForm) -> None:
    """Set up A4 with page numbers at the foot."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    section = book.sections[0]
    across = form.form.landscape
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(LONG), Cm(SHORT)) if across else (Cm(SHORT), Cm(LONG))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
    foot = section.footer.paragraphs[0]
    foot.alignment = 1
    page_number(foot, wording.BODY_FONT, SMALL_SIZE)
    for name, text in (("title", form.title), ("author", form.signature.unit)):
        setattr(book.core_properties, name, CONTROL.sub("\ufffd", text)[:LONGEST_PROPERTY])


def _paragraph(book: Document, text: str, font: str, size: float) -> Paragraph:
    paragraph = book.add_paragraph()
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = 0
    spell(paragraph.add_run(CONTROL.sub("\ufffd", text)), font, size)
    return paragraph


def _info(book: Document, form: FilledForm) -> None:
    """Write unit, date and unit line on one line: left, middle and right."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    texts = (wording.reporting(form), wording.reported_on(form), wording.unit(form))
    line = _paragraph(book, "\t".join(texts), wording.BODY_FONT, LINE_SIZE)
    wide = _text_width(form)
    line.paragraph_format.tab_stops.add_tab_stop(Cm(wide / 2), WD_TAB_ALIGNMENT.CENTER)
    line.paragraph_format.tab_stops.add_tab_stop(Cm(wide), WD_TAB_ALIGNMENT.RIGHT)
    line.paragraph_format.space_after = 38_100  # 3 points


def _text_width(form: FilledForm) -> float:
    return (LONG if form.form.landscape else SHORT) - 2 * MARGIN


def _table(book: Document, form: FilledForm, filled: FilledTable) -> None:
    from docx.shared import Cm
    from docx.table import _Cell

    wide = [width + AIR for width in widths(filled, form.lang)]
    scale = _text_width(form) / (sum(wide) * PLACE)
    size = max(SMALLEST, round(2 * LINE_SIZE * min(1.0, ROOM * scale)) / 2)
    heads = depth(filled.layout.heads)
    body = (*filled.rows, filled.total)
    grid = book.add_table(heads + len(body), len(wide), style="Table Grid")
    grid.autofit, grid.alignment = False, 1
    squeeze(grid, Cm(ROW_HEIGHT))
    cells = [[_Cell(part, grid) for part in line._tr.tc_lst] for line in grid.rows]  # row.cells is slow on long tables
    for position, width in enumerate(wide):
        grid.columns[position].width = Cm(width * PLACE * min(scale, WIDENED))
        for line in cells:
            line[position].width = Cm(width * PLACE * min(scale, WIDENED))
    _heads(grid, cells, form, filled, size)
    for row, values in enumerate(body, heads):
        is_total = row == heads + len(body) - 1
        font = wording.HEAD_FONT if is_total else wording.BODY_FONT
        for cell, column, value in zip(cells[row], filled.layout.columns, values, strict=True):
            left = column.kind == "text" and bool(column.width) and not is_total
            shown = shown_as(column, value)
            _write(cell, masked_typed(shown) if column.kind == "text" else shown, font, size, 0 if left else 1)


def _heads(grid: Table, cells: list[list[_Cell]], form: FilledForm, filled: FilledTable, size: float) -> None:
    rows = depth(filled.layout.heads)
    for head in head_cells(filled.layout.heads, form.lang, rows):
        cell = cells[head.row][head.column]
        if head.rows > 1 or head.columns > 1:
            cell = cell.merge(cells[head.row + head.rows - 1][head.column + head.columns - 1])
        _write(cell, head.text, wording.HEAD_FONT, size, 1)
    for row in list(grid.rows)[:rows]:
        repeat(row)


def _write(cell: _Cell, text: str, font: str, size: float, side: Any) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = side
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = 0
    if text:
        spell(paragraph.add_run(CONTROL.sub("\ufffd", text)), font, size)
