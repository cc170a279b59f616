"""A notebook's document without runner, pictures and writers: its cells are run here, and what they show is read."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.formatters import DisplayFormatter
from matplotlib.figure import Figure

from aidkit.report.document.blocks import Document
from aidkit.report.document.reading import document_of
from aidkit.report.text import Lang

PARAMETERS = "parameters"  # tag of the cell whose values are set otherwise


def unwritten(notebook: Path, lang: Lang, **values: Any) -> Document:
    """Return the document a notebook would become; its figures keep their words and lose their pictures.

    Args:
        notebook: The notebook.
        lang: Language of the document, handed to the notebook with the values.
        **values: What its parameters are set to.
    """
    book = nbformat.read(notebook, as_version=4)
    known: dict[str, Any] = {}
    drawn, Figure.savefig = Figure.savefig, lambda *_, **__: None
    try:
        for cell in (cell for cell in book.cells if cell.cell_type == "code"):
            cell.outputs = _outputs(cell.source, known)
            if PARAMETERS in cell.metadata.get("tags", ()):
                known.update(values, lang=lang)
    finally:
        Figure.savefig = drawn
    return document_of(book, lang=lang)


def _outputs(source: str, known: dict[str, Any]) -> list[Any]:
    """Run a cell and return what it displays, its last expression as a notebook shows it."""
    shown: list[Any] = []

    def display(*objects: Any, raw: bool = False) -> None:
        bundles = objects if raw else (DisplayFormatter().format(each)[0] for each in objects)
        shown.extend(nbformat.v4.new_output("display_data", data=data) for data in bundles)

    known["display"] = display
    body = ast.parse(source).body
    last = body.pop() if body and isinstance(body[-1], ast.Expr) else None
    exec(compile(ast.Module(body, []), "<cell>", "exec"), known)
    if last is not None and (value := eval(compile(ast.Expression(last.value), "<cell>", "eval"), known)) is not None:
        display(value)
    return shown
