"""What a parameters cell may hold, and what a run may put into it."""

from pathlib import Path

import nbformat
import pytest

from aidkit.errors import ReportError
from aidkit.report.parameters_cell import check_parameters, parse_parameters, read_parameters

CELL = """
place: str = "jinjiang"  # 地区
households: int = 3000  # 合成户数
multiple: float | None = None  # 倍数
lang: Literal["zh", "en"] = "zh"  # 语言
overrides: dict[str, float] = {}
""".strip()


@pytest.fixture
def cell():
    return parse_parameters(CELL, "toy")


def test_reads_name_type_default_and_note(cell):
    assert list(cell) == ["place", "households", "multiple", "lang", "overrides"]
    assert cell["households"].default == 3000
    assert cell["households"].annotation == "int"
    assert cell["households"].note == "合成户数"
    assert cell["lang"].choices == ("zh", "en")


@pytest.mark.parametrize(
    ("name", "value"),
    [("place", "daye"), ("households", 1), ("multiple", 1), ("multiple", 1.5), ("multiple", None), ("lang", "en"),
     ("overrides", {"edge.multiple": 1.5})],
)  # fmt: skip
def test_accepts_values_of_the_declared_type(cell, name, value):
    check_parameters({name: value}, cell, "toy")


@pytest.mark.parametrize(
    ("name", "value"),
    [("place", 360), ("households", True), ("households", "3000"), ("households", 1.0), ("lang", "fr"), ("lang", 1)],
)
def test_refuses_values_of_another_type(cell, name, value):
    with pytest.raises(ReportError, match=f"{name}: "):
        check_parameters({name: value}, cell, "toy")


def test_names_every_fault_at_once(cell):
    with pytest.raises(ReportError) as error:
        check_parameters({"hauseholds": 5, "place": 360, "lang": "fr", "x": 1}, cell, "toy")
    assert str(error.value) == (
        "toy: 4 parameters cannot be used.\n"
        "hauseholds: not a parameter of this notebook. Did you mean 'households'?\n"
        "place: 360 is int, expected str (default 'jinjiang').\n"
        "lang: 'fr' is str, expected Literal['zh', 'en'] (default 'zh').\n"
        "x: not a parameter of this notebook. Valid names: place, households, multiple, lang, overrides."
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [("place = 'jinjiang'", "place = 'jinjiang'"), ("n: int = 1 + 1", "n: int = 1 + 1"), ("n: int = 'a'", "n: int = 'a'"),
     ("day: date = None", "day: date = None"), ("import os", "import os"), ("n: int", "n: int")],
)  # fmt: skip
def test_refuses_a_line_that_is_no_parameter(line, said):
    with pytest.raises(ReportError) as error:
        parse_parameters(line, "toy")
    assert str(error.value) == (
        f"toy, parameters cell, line 1: {said!r} is not a parameter.\n"
        "Write one a line as `name: type = default  # what it means`, with a plain literal of that type.\n"
        "Types: str, int, float, bool, list, dict, Literal[...], each with `| None` if it may be empty."
    )


def test_refuses_a_cell_that_is_no_python():
    with pytest.raises(ReportError, match=r"^toy, parameters cell, line 1: .*\.$"):
        parse_parameters("place: str = ", "toy")


def test_refuses_a_notebook_without_the_cell(tmp_path: Path):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    nbformat.write(book, tmp_path / "bare.ipynb")
    with pytest.raises(ReportError) as error:
        read_parameters(tmp_path / "bare.ipynb")
    assert str(error.value) == (
        "bare.ipynb: 0 cells tagged 'parameters', expected exactly one.\n"
        "Give the tag 'parameters' to the one cell that holds the notebook's settings."
    )
