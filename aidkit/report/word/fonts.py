"""The typefaces of official papers (GB/T 9704-2012) by name, and what stands in where one is not installed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LATIN = "Times New Roman"
MONO = "Consolas"


@dataclass(frozen=True)
class Face:
    """A typeface of official papers: its name, and the names a program may take in its place."""

    name: str
    fallback: str


TITLE = Face("方正小标宋简体", "宋体")
HEADING = Face("黑体", "SimHei")
SECTION = Face("楷体_GB2312", "楷体")
BODY = Face("仿宋_GB2312", "仿宋")
TABLE = Face("宋体", "SimSun")
FACES = (TITLE, HEADING, SECTION, BODY, TABLE)


def set_face(run_properties: Any, face: Face, latin: str = LATIN) -> None:
    """Set the typeface of a run's or a style's properties: Chinese letters in one, Latin ones in another.

    Args:
        run_properties: The ``w:rPr`` element.
        face: Typeface of Chinese letters.
        latin: Typeface of Latin ones.
    """
    from docx.oxml.ns import qn

    fonts = run_properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for part, name in (("ascii", latin), ("hAnsi", latin), ("cs", latin), ("eastAsia", face.name)):
        fonts.set(qn(f"w:{part}"), name)


def declare_faces(document: Any) -> None:
    """Name the stand-ins of the typefaces in the document's font table, where Word and LibreOffice look them up."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import qn

    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(part.blob)
    for face in FACES:
        font, stand_in = OxmlElement("w:font"), OxmlElement("w:altName")
        font.set(qn("w:name"), face.name)
        stand_in.set(qn("w:val"), face.fallback)
        charset = OxmlElement("w:charset")
        charset.set(qn("w:val"), "86")  # GB 2312: a Chinese face is chosen where neither is installed
        font.extend([stand_in, charset])
        table.append(font)
    part._blob = serialize_part_xml(table)
