"""One run: what it writes, that it repeats to the byte, and what it leaves when it fails."""

import json
import re

import pytest
from openpyxl import load_workbook

from aidkit.report.execution import CellError
from aidkit.report.study import run_report

STAMP = re.compile(r'<p id="stamp">.*?</p>')


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_run_writes_page_workbook_notebook_and_record(settings):
    run = run_report("jinjiang", **settings(parameters={"factor": 2}))
    assert run.folder.parts[-2:] == ("jinjiang", "2021-08-24-baseline")
    printed = ["report.html", "report.pdf", "report.docx", "tables.xlsx"]
    assert files(run.folder) == sorted([*printed, "notebook.ipynb", "run.json"])
    record = json.loads((run.folder / "run.json").read_text(encoding="utf-8"))
    assert record["place_name"] == ["晋江市", "Jinjiang"]
    assert record["parameters"]["factor"] == 2
    assert record["parameters"]["lang"] == "both"
    assert record["files"] == [*printed, "notebook.ipynb"]
    assert set(record["hashes"]) == {"rules", "parameters", "population", "notebook"}
    assert all(len(value) == 64 for value in record["hashes"].values())
    assert set(record["stamp"]) == {"at", "seconds"}
    assert load_workbook(run.folder / "tables.xlsx")["towns"]["B6"].value == 1234


def test_equal_runs_give_equal_bytes_but_for_the_stamp(settings):
    first = run_report("jinjiang", **settings())
    kept = {name: (first.folder / name).read_bytes() for name in files(first.folder)}
    again = run_report("jinjiang", **settings())
    for name in ("notebook.ipynb", "report.pdf", "report.docx", "tables.xlsx"):
        assert (again.folder / name).read_bytes() == kept[name]
    page = (again.folder / "report.html").read_text(encoding="utf-8")
    assert STAMP.sub("", page) == STAMP.sub("", kept["report.html"].decode())
    before, after = json.loads(kept["run.json"]), json.loads((again.folder / "run.json").read_text(encoding="utf-8"))
    assert {**before, "stamp": None} == {**after, "stamp": None}


def test_a_reform_has_a_folder_of_its_own(settings):
    run = run_report("jinjiang", **settings(overrides={"edge.multiple": 1.5}, name="edge 1.5 / try"))
    assert run.folder.name == "2021-08-24-edge-1.5-try"
    unnamed = run_report("jinjiang", **settings(overrides={"edge.multiple": 1.5}))
    assert unnamed.folder.name == "2021-08-24-edge.multiple-1.5"


def test_only_what_is_asked_for_is_written_and_nothing_old_stays(settings):
    run_report("jinjiang", **settings())
    run = run_report("jinjiang", **settings(formats=("html",)))
    assert files(run.folder) == ["notebook.ipynb", "report.html", "run.json"]


def test_a_failing_cell_keeps_the_notebook_and_the_older_run(settings):
    run = run_report("jinjiang", **settings())
    kept = (run.folder / "report.html").read_bytes()
    with pytest.raises(CellError) as error:
        run_report("jinjiang", **settings(parameters={"fails_in": "jinjiang"}))
    partial = run.folder / "notebook.partial.ipynb"
    assert str(error.value) == (
        "jinjiang: cell 5 of toy stopped: ValueError: no such town: <东镇>\n"
        "The cell begins: # the cell that breaks\n"
        f"The notebook as far as it ran is kept: {partial}\n"
        "Open it in JupyterLab (`make lab`), mend the cause and run the report again."
    )
    assert "no such town" in partial.read_text(encoding="utf-8")
    assert (run.folder / "report.html").read_bytes() == kept
    run_report("jinjiang", **settings())
    assert not partial.exists()
