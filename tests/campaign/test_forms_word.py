"""Forms as Word, read back: the same figures as in Excel, heads on every page, A4, fonts, equal bytes."""

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from aidkit.campaign import CampaignError, fill_form, form_ids, load_form
from aidkit.campaign.forms.grid import depth, shown_as
from tests.campaign.form_tables import TOWNS, table_for


@pytest.mark.parametrize("name", form_ids())
def test_every_table_is_read_back_as_it_was_filled(tmp_path, name):
    filled = fill_form(name, table_for(load_form(name), 2), towns=TOWNS, place="某市")
    book = docx.Document(filled.write_word(tmp_path / "a.docx"))
    assert len(book.tables) == len(filled.tables)
    for table, grid in zip(filled.tables, book.tables, strict=True):
        heads = depth(table.layout.heads)
        read = [[cell.text for cell in row.cells] for row in grid.rows[heads:]]
        assert read == [
            [shown_as(column, value) for column, value in zip(table.layout.columns, row, strict=True)]
            for row in (*table.rows, table.total)
        ]
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in grid.rows]
        assert repeated == [True] * heads + [False] * (len(grid.rows) - heads)
    assert book.paragraphs[0].text.startswith(filled.title)


def test_the_page_is_a4_across_and_the_fonts_are_named_with_others_to_fall_back_on(tmp_path):
    book = docx.Document(fill_form("progress").write_word(tmp_path / "a.docx"))
    section = book.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)
    fonts = [run._element.rPr.rFonts.get(qn("w:eastAsia")) for p in book.paragraphs for run in p.runs]
    assert (fonts[0], fonts[1]) == ("方正小标宋简体", "仿宋")
    assert book.tables[0].cell(0, 0).paragraphs[0].runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    table = next(part for part in book.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    for name, other in {"方正小标宋简体": "SimSun", "仿宋": "FangSong", "黑体": "SimHei"}.items():
        assert f'w:name="{name}"' in table.blob.decode()
        assert other in table.blob.decode()


@pytest.mark.parametrize("name", form_ids())
def test_no_table_is_wider_than_the_page(tmp_path, name):
    book = docx.Document(fill_form(name, table_for(load_form(name))).write_word(tmp_path / "a.docx"))
    section = book.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert all(sum(column.width for column in grid.columns) <= room + Cm(0.05) for grid in book.tables)


def test_equal_forms_give_equal_bytes_and_a_wrong_name_is_refused(tmp_path):
    table = table_for(load_form("progress"))
    paths = [fill_form("progress", table).write_word(tmp_path / f"{number}.docx") for number in (1, 2)]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with pytest.raises(CampaignError, match=r"^a\.doc: this is written as \.docx\.\nName the file so\.$"):
        fill_form("progress").write_word(tmp_path / "a.doc")
