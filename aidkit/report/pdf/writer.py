"""Set a document as PDF with typst: one font that holds every Chinese place name, the same bytes for the same document."""

from __future__ import annotations

import json
from pathlib import Path

from aidkit.fonts import chinese_font
from aidkit.report.document.blocks import Document
from aidkit.report.pdf.contents import contents
from aidkit.temporary import Passing

TEMPLATE = Path(__file__).parent / "report.typ"
DATA = "document.json"


def report_pdf(document: Document) -> bytes:
    """Return a document as PDF: cover, contents, numbered tables and figures, ``page x of y``.

    Raises:
        ReportError: The Chinese font is not installed.
    """
    import typst

    with Passing("pdf") as place:

        def put_picture(png: bytes) -> str:
            name = f"figure-{len(list(place.glob('figure-*.png'))) + 1}.png"
            place.joinpath(name).write_bytes(png)
            return name

        data = contents(document, put_picture)
        place.joinpath(DATA).write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        main = place / TEMPLATE.name
        main.write_bytes(TEMPLATE.read_bytes())
        return bytes(
            typst.compile(str(main), root=str(place), font_paths=[str(chinese_font().parent)], ignore_system_fonts=True)
        )
