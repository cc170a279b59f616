"""The elements of WordprocessingML a report needs beyond what python-docx writes by itself."""

from __future__ import annotations

import re
from typing import Any

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # what no XML may hold
QUIET = "5C6670"


def element(tag: str, *children: Any, **attributes: str | int) -> Any:
    """Return an element ``w:tag`` with attributes ``w:name`` and children."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    found = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        found.set(qn(f"w:{name}"), str(value))
    found.extend(children)
    return found


def run(text: str, *, bold: bool = False, half_points: int = 0, colour: str = "", style: str = "") -> Any:
    """Return a run of text; line breaks in it become breaks.

    Args:
        text: The text, letter by letter.
        bold: Whether it is bold.
        half_points: Its size in half points; 0 for that of its paragraph.
        colour: Six hexadecimal digits; empty for that of its paragraph.
        style: Id of a character style.
    """
    from docx.oxml.ns import qn

    properties = element("rPr")
    if style:
        properties.append(element("rStyle", val=style))
    if bold:
        properties.append(element("b"))
    if colour:
        properties.append(element("color", val=colour))
    if half_points:
        properties.extend([element("sz", val=half_points), element("szCs", val=half_points)])
    found = element("r", properties)
    for number, line in enumerate(CONTROL.sub("\ufffd", text).split("\n")):
        if number:
            found.append(element("br"))
        written = element("t")
        written.text = line
        written.set(qn("xml:space"), "preserve")
        found.append(written)
    return found


def field(code: str, shown: str = "", *, dirty: bool = False) -> list[Any]:
    """Return the runs of a field that Word works out: ``PAGE``, ``SEQ 表``, ``PAGEREF name``.

    Args:
        code: The field's instruction.
        shown: What stands there until it is worked out.
        dirty: Whether Word is to work it out when the file is opened.
    """
    from docx.oxml.ns import qn

    instruction = element("instrText")
    instruction.text = f" {code} "
    instruction.set(qn("xml:space"), "preserve")
    start = element("fldChar", fldCharType="begin", **({"dirty": "true"} if dirty else {}))
    return [
        element("r", start),
        element("r", instruction),
        element("r", element("fldChar", fldCharType="separate")),
        run(shown),
        element("r", element("fldChar", fldCharType="end")),
    ]


def bookmark(name: str, number: int, runs: list[Any]) -> list[Any]:
    """Return runs inside a bookmark other places can point to."""
    return [element("bookmarkStart", id=number, name=name), *runs, element("bookmarkEnd", id=number)]
