"""A kept run verified, and two runs compared: nothing moved, one thing moved, and no run at all."""

import json
import shutil

import pytest
from typer.testing import CliRunner

from aidkit.cli import app
from aidkit.errors import ReportError
from aidkit.report.differences import inputs_moved, numbers_moved
from aidkit.report.kept import open_run, study_behind
from aidkit.report.study import run_report
from aidkit.report.verification import verify


@pytest.fixture(scope="module")
def kept(toy, tmp_path_factory):
    """A run of the toy notebook."""
    out = tmp_path_factory.mktemp("kept")
    overrides, parameters = {"edge.multiple": 1.5}, {"factor": 2.5}
    return run_report("jinjiang", notebook=toy, out=out, overrides=overrides, parameters=parameters).folder


@pytest.fixture
def copy(kept, tmp_path):
    return shutil.copytree(kept, tmp_path / "copy")


def changed(folder, **entries):
    """Rewrite entries of a run's record; a mapping is merged into the entry there is."""
    path = folder / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    for name, value in entries.items():
        record[name] = {**record[name], **value} if isinstance(value, dict) else value
    path.write_text(json.dumps(record), encoding="utf-8")
    return folder


def told(found):
    return [str(difference) for difference in found]


def spoken(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def test_a_run_just_made_holds_to_the_byte(kept, toy):
    found = verify(kept, toy)
    assert found.holds, (found.inputs, found.numbers, found.files)


def test_verify_says_which_package_and_value_moved_and_exits_1(copy, toy):
    changed(copy, versions={"numpy": "1.0"}, values={"edge.multiple": 9.0})
    code, text = spoken("verify", copy, "--notebook", toy)
    assert code == 1
    assert "│ package │ numpy" in text
    assert "│ value   │ edge.multiple │ 9" in text
    assert "No figure moved." in text


def test_the_study_behind_a_run_asks_for_the_same(kept, tmp_path):
    study = study_behind(open_run(kept), tmp_path)
    assert (study.place, study.date, study.overrides, study.name) == (
        "jinjiang", "2021-08-24", {"edge.multiple": 1.5}, "edge.multiple = 1.5",
    )  # fmt: skip
    assert study.formats == ("html", "pdf", "docx", "xlsx")
    assert study.parameters == {"factor": 2.5}


@pytest.mark.parametrize(
    ("entries", "difference"),
    [
        ({"versions": {"pandas": "2.0"}}, "package pandas: {pandas} → 2.0"),
        ({"rules": {"dibao": "abc"}}, "rules dibao: {dibao} → abc"),
        ({"values": {"edge.multiple": 2.0}}, "value edge.multiple: 1.5 → 2"),
        ({"parameters": {"factor": 3.0}}, "setting factor: 2.5 → 3.0"),
        ({"hashes": {"notebook": "0" * 64}}, "notebook {path}: {notebook} → 000000000000"),
        ({"hashes": {"population": "0" * 64}}, "population population: ffffffffffff → 000000000000"),
    ],
)
def test_what_went_in_is_named(kept, copy, entries, difference):
    before, after = open_run(kept), open_run(changed(copy, **entries))
    record = before.record
    names = {
        "pandas": record["versions"]["pandas"], "dibao": record["rules"]["dibao"], "path": record["notebook"],
        "notebook": record["hashes"]["notebook"][:12],
    }  # fmt: skip
    assert told(inputs_moved(before, after)) == [difference.format(**names)]
    assert numbers_moved(before, after) == []


def test_key_figures_and_cells_of_tables_are_compared(kept, copy):
    notebook = copy / "notebook.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8").replace("1237", "1300"), encoding="utf-8")
    figures = json.loads((copy / "run.json").read_text(encoding="utf-8"))["key_figures"]
    changed(copy, key_figures=[{**figures[0], "shown": "2,000"}])
    assert told(numbers_moved(open_run(kept), open_run(copy))) == [
        "figure 漏保 Missed (persons): 1,234 → 2,000",
        "table towns · 合计 · persons: 1,237 → 1,300",
    ]


def test_compare_runs_prints_both_and_says_when_there_is_nothing(kept, copy):
    assert spoken("compare-runs", kept, copy) == (0, "The two runs say the same.\n")
    code, text = spoken("compare-runs", kept, changed(copy, values={"edge.multiple": 2.0}))
    assert code == 0
    assert "What went in" in text
    assert "edge.multiple" in text


def test_a_run_of_a_notebook_that_does_not_ship_asks_for_it(kept):
    code, text = spoken("verify", kept)
    assert code == 2
    assert text.startswith("'toy' is no notebook.\nValid names: ")


@pytest.mark.parametrize("elsewhere", ["/etc/other.ipynb", "../../other", "other.ipynb", "a\\b"])
def test_a_record_cannot_have_a_notebook_run_from_elsewhere(kept, copy, elsewhere):
    assert spoken("verify", changed(copy, notebook=elsewhere)) == (
        2,
        f"{copy}: not the folder of a run: its run.json has entries of another shape: notebook.\nRun the report again.\n",
    )


def test_a_folder_without_a_run_is_refused(tmp_path):
    assert spoken("verify", tmp_path) == (
        2,
        f"{tmp_path}: not the folder of a run: there is no run.json.\n"
        "A run's folder holds run.json and notebook.ipynb, e.g. reports/jinjiang/2021-08-24-baseline.\n",
    )


def test_a_record_that_lacks_entries_is_refused(tmp_path):
    (tmp_path / "run.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ReportError) as error:
        open_run(tmp_path)
    assert str(error.value).startswith(
        f"{tmp_path}: not the folder of a run: its run.json lacks place, date, name, notebook, parameters, asked"
    )
