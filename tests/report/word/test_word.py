"""report.docx read back: official typefaces, fields, repeated heads, alt text, equal bytes."""

import time
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from aidkit.report.document.reading import document_of
from aidkit.report.text import Text
from aidkit.report.word.cover import chinese
from aidkit.report.word.writer import report_docx
from tests.report.document.samples import notebook


@pytest.fixture(scope="module")
def made(drawn):
    return report_docx(document_of(notebook(4, drawn), lang="zh", subtitle=Text("晋江市", "Jinjiang")))


@pytest.fixture(scope="module")
def word(made):
    return docx.Document(BytesIO(made))


def test_typefaces_are_those_of_official_papers_with_stand_ins(made, word):
    faces = {
        name: word.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Title", "Heading 1", "Heading 2", "Normal")
    }
    assert faces == {
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Heading 2": "楷体_GB2312",
        "Normal": "仿宋_GB2312",
    }
    table = next(part for part in word.part.package.iter_parts() if "fontTable" in part.partname)
    assert '<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>' in table.blob.decode()


def test_headings_are_numbered_by_word_in_the_official_way(word):
    levels = [
        level for level in word.part.numbering_part.element.iter(qn("w:lvl")) if level.find(qn("w:pStyle")) is not None
    ]
    official = [
        level.find(qn("w:lvlText")).get(qn("w:val"))
        for level in levels
        if level.find(qn("w:pStyle")).get(qn("w:val")).startswith("Heading")
    ]
    assert official == ["%1、", "（%2）", "%3."]
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 1"] == ["谁符合条件"]


def test_contents_pages_and_captions_are_fields(word):
    codes = [code.text.strip() for code in word.element.iter(qn("w:instrText"))]
    assert codes[0] == 'TOC \\o "1-2" \\h \\z \\u'
    assert {"PAGEREF _Toc00000001 \\h", "SEQ 表 \\* ARABIC", "SEQ 图 \\* ARABIC"} <= set(codes)
    foot = word.sections[0].footer.paragraphs[0]
    assert [code.text.strip() for code in foot._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert "一、谁符合条件" in "\n".join(p.text for p in word.paragraphs)


def test_heads_repeat_rows_are_not_cut_and_text_stays_text(word):
    table = word.tables[-1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.rows[1].cells[0].text == "#甲*_$@<b>0"


def test_figures_say_in_words_what_they_show(word):
    assert word.inline_shapes[0]._inline.docPr.get("descr") == "漏保最多的是甲 — 人"


def test_pages_are_a4(word):
    assert {(round(s.page_width.mm), round(s.page_height.mm)) for s in word.sections} == {(210, 297)}


def test_equal_documents_give_equal_bytes(made, drawn):
    time.sleep(2.1)  # a zip's times count in steps of two seconds
    assert report_docx(document_of(notebook(4, drawn), lang="zh", subtitle=Text("晋江市", "Jinjiang"))) == made


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (31, "三十一")])
def test_numbers_in_chinese(number, text):
    assert chinese(number) == text
