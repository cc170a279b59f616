"""A report masks identities and hides small counts unless it is asked not to, for a reason that every file then says."""

from __future__ import annotations

import json
import os
import stat
from typing import Any

import nbformat
import pytest
from typer.testing import CliRunner

from aidkit.cli import app
from aidkit.errors import ReportError
from aidkit.report.gallery import write_index
from aidkit.report.study import Run, run_report
from aidkit.report.verification import verify
from tests.refusals import refusal
from tests.report.conftest import PARAMETERS
from tests.safety.hostile import cells, words

NUMBER, REASON = "JJ-000123", "八月入户核查 <b>household visits"
TABLE = f"""
import pandas as pd
from aidkit.masking import shortened
from aidkit.report.disclosure import hide_counts
from aidkit.report.table import Head, Table
from aidkit.report.text import Text
frame = pd.DataFrame({{"person": [shortened({NUMBER!r}), "…", "合计"], "persons": [3, 7, 10]}})
heads = (Head("person", Text("人", "Person")), Head("persons", Text("人数", "Persons"), form="count"))
Table("list", Text("名单", "List"), heads, hide_counts(frame, ["persons"], with_total=True), total=True, lang=lang)
""".strip()
RECORD = 'display({"text/plain": "", "application/vnd.aidkit.record+json": {"synthetic": True}}, raw=True)'


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("raw")
    book = nbformat.v4.new_notebook()
    cell = nbformat.v4.new_code_cell
    book.cells = [
        nbformat.v4.new_markdown_cell("# 名单 · List"), cell(PARAMETERS, metadata={"tags": ["parameters"]}),
        cell(TABLE), cell(RECORD),
    ]  # fmt: skip
    nbformat.write(book, folder / "list.ipynb")
    return {"notebook": str(folder / "list.ipynb"), "out": folder / "reports", "formats": ("html", "docx", "xlsx")}


@pytest.fixture(scope="module")
def masked(settings: dict[str, Any]) -> Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIDKIT_RAW", "left behind by somebody")  # an environment alone unmasks nothing
        return run_report("jinjiang", **settings)


@pytest.fixture(scope="module")
def raw(settings: dict[str, Any], masked: Run) -> Run:
    assert masked.folder.is_dir()
    return run_report("jinjiang", raw=True, reason=REASON, **settings)


def everything(run: Run) -> dict[str, str]:
    """Return the texts of a run's files, by name."""
    texts = {
        name: (run.folder / name).read_text(encoding="utf-8") for name in ("report.html", "notebook.ipynb", "run.json")
    }
    texts["report.docx"], texts["tables.xlsx"] = (
        words(run.folder / "report.docx"),
        "\n".join(cells(run.folder / "tables.xlsx")),
    )
    return texts


def test_without_a_reason_nobody_is_named_and_no_small_count_is_shown(masked: Run) -> None:
    assert masked.record["raw"] == ""
    for name, text in everything(masked).items():
        assert NUMBER not in text.replace("shortened('JJ-000123')", ""), name
    assert "***123" in everything(masked)["tables.xlsx"]
    assert {"<5", "*"} <= set(cells(masked.folder / "tables.xlsx"))


def test_with_a_reason_they_are_and_every_file_says_so(raw: Run, masked: Run) -> None:
    assert raw.folder.name == masked.folder.name + "-raw"  # what can be handed on is not replaced
    texts = everything(raw)
    for name in ("report.docx", "tables.xlsx"):
        assert NUMBER in texts[name]
        assert f"未脱敏，仅限内部使用，理由 NOT MASKED, for internal use only, because of: {REASON}" in texts[name]
    assert "because of: 八月入户核查 &lt;b&gt;household visits" in texts["report.html"]
    assert json.loads(texts["run.json"])["raw"] == REASON
    assert not {"<5", "*"} & set(cells(raw.folder / "tables.xlsx"))


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no modes")
def test_its_files_are_the_owner_s_alone_and_the_others_as_before(raw: Run, masked: Run) -> None:
    assert stat.S_IMODE(raw.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in raw.folder.iterdir()} == {0o600}
    assert stat.S_IMODE(raw.folder.parent.stat().st_mode) == stat.S_IMODE(masked.folder.stat().st_mode) != 0o700


def test_it_can_be_verified_and_the_index_marks_it(raw: Run, settings: dict[str, Any]) -> None:
    assert verify(raw.folder, settings["notebook"]).holds
    assert write_index(raw.study.out).read_text(encoding="utf-8").count("未脱敏") == 1


def test_a_reason_is_needed_and_needs_raw(settings: dict[str, Any]) -> None:
    assert refusal(ReportError, run_report, "jinjiang", raw=True, reason=" ", **settings) == (
        "Identities and small counts are shown whole only for a reason.\n"
        'Give it with raw, for example reason="household visits in August" (--reason on the command line).'
    )
    assert refusal(ReportError, run_report, "jinjiang", reason="visits", **settings) == (
        "A reason is given, but without raw (--raw) identities stay masked and small counts hidden.\n"
        "Give both, or neither."
    )
    assert refusal(ReportError, run_report, "jinjiang", raw=True, reason="x" * 121, **settings) == (
        "The reason has 121 characters.\nWrite one line of up to 120: it stands on every first page."
    )
    outcome = CliRunner().invoke(app, ["report", "jinjiang", "--raw", "--out", str(settings["out"])])
    assert outcome.exit_code == 2
    assert outcome.stderr.startswith("Identities and small counts are shown whole only for a reason.")
