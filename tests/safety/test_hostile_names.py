"""Towns and scenarios with names made to run go through report, workbook and index as what they are: text."""

from __future__ import annotations

import csv
import json
from html import unescape
from pathlib import Path

import pytest

import aidkit
from aidkit.data.files import write_population
from aidkit.errors import AidkitError
from aidkit.report.gallery import write_index
from aidkit.report.study import Run
from tests.refusals import refusal
from tests.safety.hostile import NAMES, cells, words

ROOT = Path(__file__).parents[2]
TOWNS = NAMES[:6]
SCENARIO = "<b onmouseover=alert(1)>../../=1+1\x07" + "长" * 300


@pytest.fixture(scope="module")
def people() -> aidkit.Population:
    known = aidkit.read_population(ROOT / "data" / "populations" / "jinjiang")
    towns = [TOWNS[row % len(TOWNS)] for row in range(len(known.households))]
    households = known.households.assign(town=towns, village=towns)
    return aidkit.Population(households, known.persons, synthetic=True, source="<script>alert(2)</script>")


@pytest.fixture(scope="module")
def run(people: aidkit.Population, tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("hostile")
    source = write_population(people, folder / "people")
    settings = {
        "population": str(source),
        "overrides": {"edge.multiple": 1.5},
        "name": SCENARIO,
        "formats": ("html", "docx", "xlsx"),
    }
    return aidkit.run_report("jinjiang", out=folder / "out", **settings)


def test_no_name_is_markup(run: Run) -> None:
    page = (run.folder / "report.html").read_text(encoding="utf-8")
    index = write_index(run.study.out).read_text(encoding="utf-8")
    for text in (page, index):
        for name in ("<img src=x", "<script>alert", "<b onmouseover"):
            assert name not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert SCENARIO in unescape(index)


def test_no_name_is_a_path(run: Run) -> None:
    out = run.study.out
    written = {path.relative_to(out.parent).parts[0] for path in out.parent.rglob("*")}
    assert written == {"out", "people"}
    assert run.folder.parent == out / "jinjiang"
    assert json.loads((run.folder / "run.json").read_text(encoding="utf-8"))["name"] == SCENARIO


def test_no_name_is_a_formula_or_a_field(run: Run) -> None:
    assert set(cells(run.folder / "tables.xlsx")) >= set(TOWNS)
    assert all(town in words(run.folder / "report.docx") for town in TOWNS)


def test_a_written_population_holds_no_formula_and_comes_back_the_same(
    people: aidkit.Population, tmp_path: Path
) -> None:
    folder = write_population(people, tmp_path / "people")
    with (folder / "households.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["town"] for row in rows} == {f"'{town}" if town[0] in "=@" else town for town in TOWNS}
    assert aidkit.read_population(folder).households["town"].tolist() == people.households["town"].tolist()


@pytest.mark.parametrize(
    "place", ["../../x", "/etc/passwd", "jinjiang/../national", "", "national", "<script>", "=1+1"]
)
def test_a_place_is_one_of_those_known(place: str) -> None:
    with pytest.raises(AidkitError):
        aidkit.load_policy(place)
    with pytest.raises(AidkitError):
        aidkit.run_report(place)


@pytest.mark.parametrize("value", ["__import__('os').system('id')", "1; import os", "{{7*7}}", "lambda: 0"])
def test_a_parameter_of_a_notebook_is_a_literal(value: str, tmp_path: Path) -> None:
    with pytest.raises(AidkitError, match="expected int"):
        aidkit.run_report("jinjiang", parameters={"households": value}, out=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_the_folder_of_reports_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "jinjiang").symlink_to(tmp_path / "elsewhere")
    target = tmp_path / "out" / "jinjiang" / "2021-08-24-baseline"
    assert refusal(AidkitError, aidkit.run_report, "jinjiang", out=tmp_path / "out") == (
        f"{target} leads to {target.resolve()}, out of {tmp_path / 'out'}.\nTake the link away, or name another folder."
    )
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_link_left_where_a_file_is_staged_is_not_followed(people: aidkit.Population, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "people").mkdir()
    for name in (".persons.csv", "persons.csv", "SYNTHETIC"):
        (tmp_path / "people" / name).symlink_to(tmp_path / "mine.txt")
    write_population(people, tmp_path / "people")
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert not any(path.is_symlink() for path in (tmp_path / "people").iterdir())
