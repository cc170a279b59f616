"""A toy notebook for the runner, breakable on demand, and families whose report can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import aidkit

PARAMETERS = """
place: str = "jinjiang"  # 地区
date: str = ""  # 政策日期
population: str = "synthetic"  # 人口数据
overrides: dict = {}  # 参数改动
reform: str = ""  # 方案
lang: str = "both"  # 语言
factor: float = 1.5  # 倍数
fails_in: str = ""  # 在哪个地区出错
""".strip()

TABLE = """
import pandas as pd
from aidkit.report.table import Head, Table
from aidkit.report.text import Text
frame = pd.DataFrame({"town": ["=1+1", "<b>东镇</b>", "合计"], "persons": ["<5", 1234, 1237]})
heads = (Head("town", Text("乡镇", "Town")), Head("persons", Text("人数", "Persons"), Text("人", "persons"), "count"))
Table("towns", Text("各乡镇人数", "Persons by town"), heads, frame, total=True, lang=lang)
""".strip()

RECORD = """
figures = [{"name": "missed", "label": ["漏保", "Missed"], "unit": ["人", "persons"], "shown": "1,234"}]
record = {"synthetic": True, "population": {"fingerprint": "f" * 64}, "key_figures": figures}
display({"text/plain": "", "application/vnd.aidkit.record+json": record}, raw=True)
""".strip()

BREAKS = """
# the cell that breaks
if place == fails_in:
    raise ValueError("no such town: <东镇>")
""".strip()


def write_toy(folder: Path) -> str:
    """Write the toy notebook and return its path."""
    book = nbformat.v4.new_notebook()
    book.cells = [
        nbformat.v4.new_markdown_cell("# 漏保排查 · Campaign report\n\n谁应当享受？\n\nWho is due?"),
        nbformat.v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}),
        nbformat.v4.new_markdown_cell("## 一、各乡镇 · By town\n\n下表列出人数。\n\nThe table lists persons (漏保)."),
        *(nbformat.v4.new_code_cell(source) for source in (TABLE, RECORD, BREAKS)),
    ]
    path = folder / "toy.ipynb"
    nbformat.write(book, path)
    return str(path)


@pytest.fixture(scope="session")
def toy(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write_toy(tmp_path_factory.mktemp("toy"))


@pytest.fixture
def settings(toy: str, tmp_path: Path) -> Callable[..., dict[str, object]]:
    """Return what a run of the toy notebook into a fresh folder is asked with."""

    def asked(**more: object) -> dict[str, object]:
        return {"notebook": toy, "out": tmp_path / "reports", **more}

    return asked


FIXED = {"dibao.standard.urban": 775.0, "edge.multiple": 2.0, "relief.emergency_months": 2.0}
# town, families, members each, income a member and year, scheme in the register, emergency
FAMILIES = [
    ("甲", 6, 1, 0.0, "none", "none"),  # on dibao by the rules, covered by nothing: 6 missed
    ("乙", 5, 1, 100_000.0, "dibao", "none"),  # far above every line, on dibao: 5 wrong
    ("丙", 3, 2, 14_400.0, "none", "none"),  # 1,200 a month, between 775 and 1,550: low-income, not recorded
    ("丙", 3, 1, 200_000.0, "none", "fire"),  # not poor, but due emergency relief and given none: 3 missed relief
]


def hand_made_population(*, weight: float | None = None, town: bool = True) -> aidkit.Population:
    """Return 17 families, weighted or not, with or without their towns."""
    households, persons = [], []
    for name, number, members, income, scheme, shock in FAMILIES:
        for _ in range(number):
            home = f"HH-{len(households) + 1:04}"
            households.append({"household_id": home, "area": "urban", "town": name, "shock": shock})
            persons += [
                {"household_id": home, "age": 40, "transfer_income": income, "current_scheme": scheme}
                for _ in range(members)
            ]
    homes = pd.DataFrame(households).assign(months_above_standard=99)
    homes = homes if weight is None else homes.assign(weight=weight)
    people = pd.DataFrame(persons).assign(person_id=[f"P{n}" for n in range(len(persons))])
    return aidkit.Population(homes if town else homes.drop(columns="town"), people, source="hand-made families")


@pytest.fixture(scope="session")
def hand_made() -> Callable[..., object]:
    """Return a function that applies Jinjiang's rules, with the values above, to the hand-made families."""
    policy = aidkit.load_policy("jinjiang", "2021-08-24").reform(FIXED, name="by hand")
    return lambda **settings: aidkit.simulate(hand_made_population(**settings), policy)


@pytest.fixture(scope="session")
def drawn() -> bytes:
    """Return a drawn picture, as a notebook's figure hands it over."""
    from matplotlib.figure import Figure

    made = BytesIO()
    Figure(figsize=(2, 1)).savefig(made, format="png")
    return made.getvalue()
