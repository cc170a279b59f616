"""Every committed notebook: settings in one cell, no logic in the others, executed in order, fit for other settings."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest

from aidkit.report import inputs
from aidkit.report.execution import TIMING
from aidkit.report.parameters_cell import TAG, read_parameters
from aidkit.shipped import shipped

NOTEBOOKS = sorted(shipped("notebooks").glob("*.ipynb"))
SMALL = (0, 1, 2)  # positions and digits to round to; any other number belongs into the parameters cell
LOGIC = (ast.FunctionDef, ast.ClassDef, ast.For, ast.While, ast.If, ast.Try, ast.ListComp, ast.DictComp, ast.Lambda)

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@pytest.fixture
def book(path):
    return nbformat.read(path, as_version=4)


def code(book, *, parameters=False):
    cells = [cell for cell in book.cells if cell.cell_type == "code"]
    return [cell for cell in cells if parameters or TAG not in cell.metadata.get("tags", ())]


def is_rule(node):
    """Whether a function is a rule of the user's own, which is what one notebook is about."""
    return isinstance(node, ast.FunctionDef) and "aidkit.rule(" in "".join(map(ast.unparse, node.decorator_list))


def test_settings_stand_in_one_cell_with_a_note_each(path):
    assert all(parameter.note for parameter in read_parameters(path).values())


def test_cells_were_run_in_order_without_warning_or_error(book):
    cells = code(book, parameters=True)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert [o for o in outputs if o.output_type == "error" or o.get("name") == "stderr"] == []


def test_cells_are_few_short_and_without_logic(book, path):
    cells = code(book, parameters=True)
    assert 8 <= len(cells) <= (24 if path.stem == "10_campaign_report" else 15)  # the report has thirteen sections
    for cell in code(book):
        assert len(cell.source.splitlines()) <= 8, cell.source
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, LOGIC) or is_rule(node), cell.source
            if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
                assert node.value in SMALL, cell.source
        assert "http" not in cell.source


def test_a_sentence_stands_before_each_cell(book):
    for before, cell in zip(book.cells, book.cells[1:], strict=False):
        tags = before.metadata.get("tags", ())
        assert cell.cell_type == "markdown" or before.cell_type == "markdown" or TAG in tags, cell.source


def test_nothing_of_this_machine_stays(book, path):
    text = path.read_text(encoding="utf-8")
    assert not any(place in text for place in (str(Path.home()) + "/", "/tmp/", str(path.parents[1])))
    assert book.metadata.kernelspec.name == "python3"
    assert not any(key in cell.metadata for cell in book.cells for key in TIMING)


def test_defaults_are_those_of_the_command_line(path):
    parameters = read_parameters(path)
    if path.stem == "10_campaign_report":
        assert parameters["households"].default == inputs.HOUSEHOLDS
        assert parameters["seed"].default == inputs.SEED
        assert parameters["population"].default == inputs.SYNTHETIC
