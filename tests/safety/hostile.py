"""Names made to run, and a look into Excel and Word files for any that did."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
from lxml import etree

NAMES = (
    "=cmd|' /C calc'!A0",
    "../../x",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "@SUM(1+1)",
    "{{7*7}}",
    "+1+1",
    "-2+3",
    '"&HYPERLINK("http://x")',
    "甲镇\x07",
)
FIELDS = {"PAGE", "NUMPAGES", "PAGEREF", "TOC", "SEQ", "REF"}  # what a document of ours computes
STARTS = "=+-@"  # how a formula begins in a spreadsheet


def shown(name: str) -> str:
    """Return a name as a file can hold it: XML has no control characters."""
    return name.replace("\x07", "")


def cells(path: Path) -> list[str]:
    """Return the texts of a workbook; fail for a formula, or for a text that would be one once it is edited."""
    found = []
    for sheet in openpyxl.load_workbook(path):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            assert cell.data_type != "f", cell.value
            assert cell.hyperlink is None or not cell.hyperlink.target  # to a sheet of the same book
            if cell.data_type == "s":
                assert cell.quotePrefix or cell.value[0] not in STARTS, cell.value
                found.append(cell.value)
    with zipfile.ZipFile(path) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name or "vba" in name.lower()]
    return found


def words(path: Path) -> str:
    """Return the text of a Word file; fail for a field, a link, or a part that is no well-formed XML."""
    with zipfile.ZipFile(path) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(parts.read(name))
        assert b'TargetMode="External"' not in b"".join(parts.read(n) for n in parts.namelist() if n.endswith(".rels"))
        document = etree.fromstring(parts.read("word/document.xml"))
    texts = [node.text or "" for node in document.iter("{*}t")]
    fields = {(node.text or "").split()[0] for node in document.iter("{*}instrText")}
    assert fields <= FIELDS
    return "\n".join(texts)
