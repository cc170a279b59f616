"""`aidkit report` with a notebook of one's own: a failing cell ends with 1 and words, the other places are written."""

from typer.testing import CliRunner

from aidkit.cli import app


def test_a_failing_cell_is_named_and_the_others_finish(toy, tmp_path):
    out = tmp_path / "reports"
    asked = ("report", "jinjiang", "daye", "--notebook", toy, "--param", "fails_in=daye", "--out", out)
    outcome = CliRunner().invoke(app, [str(argument) for argument in asked])
    written, failed = out / "jinjiang" / "2021-08-24-baseline", out / "daye" / "2017-12-31-baseline"
    assert outcome.exit_code == 1
    assert outcome.stdout == f"{written}\n1 of 2 reports written; index: {out / 'index.html'}\n"
    assert outcome.stderr == (
        "daye: cell 5 of toy stopped: ValueError: no such town: <东镇>\n"
        "The cell begins: # the cell that breaks\n"
        f"The notebook as far as it ran is kept: {failed / 'notebook.partial.ipynb'}\n"
        "Open it in JupyterLab (`make lab`), mend the cause and run the report again.\n"
    )
    assert sorted(path.name for path in failed.iterdir()) == ["notebook.partial.ipynb"]
