"""A fork of the warm process gives byte for byte what a kernel gives, and what it cannot run goes to a kernel."""

from __future__ import annotations

import os

import nbformat
import pytest

from aidkit.errors import ReportError
from aidkit.report.execution import CellError, chosen_engine, execute
from aidkit.report.export import report_html
from aidkit.report.forked.calls import possible
from aidkit.report.forked.engine import runs_in_fork
from aidkit.shipped import shipped

REPORT = shipped("notebooks") / "10_campaign_report.ipynb"
PROBES = [
    "print('out'); import sys; print('err', file=sys.stderr); 1 + 1",
    "import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()",
    "from IPython.display import display, Markdown; shown = display(Markdown('a'), display_id='x'); 0",
    "shown.update(Markdown('b'))",
    "import pandas as pd; pd.DataFrame({'a': [1, 2]})",
    "%%capture kept\nprint('kept')",
    "from IPython.display import clear_output; print('gone'); clear_output(wait=True); print('stays')",
    "_, In[1]",
]

pytestmark = pytest.mark.skipif(not possible(), reason="this system cannot fork")


@pytest.fixture
def book(tmp_path):
    """Return a function that writes code cells to a notebook."""

    def written(*sources):
        path = tmp_path / "book.ipynb"
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources]), path)
        return path

    return written


def both(notebook, folder, monkeypatch, **parameters):
    outcomes = []
    for engine in ("kernel", "fork"):
        monkeypatch.setenv("AIDKIT_ENGINE", engine)
        outcomes.append(execute(notebook, folder / f"{engine}.ipynb", parameters, "both"))
    return outcomes


@pytest.mark.slow
def test_the_campaign_report_is_the_same_to_the_byte(tmp_path, monkeypatch):
    kernel, fork = both(REPORT, tmp_path, monkeypatch, households=400)
    assert nbformat.writes(kernel) == nbformat.writes(fork)  # the pictures' bytes among it
    pages = [report_html(book, lang="both", stamp="") for book in (kernel, fork)]
    assert pages[0] == pages[1]
    assert "data:image/png;base64," in pages[0]


def test_every_kind_of_output_is_the_same(book, tmp_path, monkeypatch):
    kernel, fork = both(book(*PROBES), tmp_path, monkeypatch)
    for one, other in zip(kernel.cells, fork.cells, strict=True):
        assert one.outputs == other.outputs, one.source
        assert one.execution_count == other.execution_count
    assert kernel.metadata == fork.metadata


def test_nothing_of_one_notebook_reaches_the_next(book, tmp_path, monkeypatch):
    monkeypatch.setenv("AIDKIT_ENGINE", "fork")
    execute(book("import os, aidkit; aidkit.left = os.environ['LEFT'] = 'here'"), tmp_path / "a.ipynb", {}, "a")
    after = execute(
        book("import os, aidkit; hasattr(aidkit, 'left') or 'LEFT' in os.environ"), tmp_path / "b.ipynb", {}, "b"
    )
    assert after.cells[0].outputs[0].data["text/plain"] == "False"


def test_a_fork_stands_where_its_caller_does(book, tmp_path, monkeypatch):
    monkeypatch.setenv("AIDKIT_ENGINE", "fork")
    monkeypatch.setenv("ASKED", "today")
    monkeypatch.chdir(tmp_path)
    ran = execute(book("import os; os.getcwd()", "os.environ['ASKED']"), tmp_path / "a.ipynb", {}, "a")
    assert [cell.outputs[0].data["text/plain"] for cell in ran.cells] == [repr(str(tmp_path)), repr("today")]
    assert os.environ.get("IPYTHONDIR") is None


def test_a_failing_cell_is_told_as_from_a_kernel(book, tmp_path, monkeypatch):
    told = []
    for engine in ("kernel", "fork"):
        monkeypatch.setenv("AIDKIT_ENGINE", engine)
        with pytest.raises(CellError) as failed:
            execute(book("x = 1", "x / 0", "print('never')"), tmp_path / "out.ipynb", {}, "here")
        told.append(str(failed.value))
        kept = nbformat.read(tmp_path / "out.ipynb", as_version=4)
        assert kept.cells[-1].outputs == []
    assert told[0] == told[1]
    assert told[0].startswith("here: cell 2 of book stopped: ZeroDivisionError: division by zero\n")


def test_a_fork_that_dies_is_told_in_words(book, tmp_path, monkeypatch):
    monkeypatch.setenv("AIDKIT_ENGINE", "fork")
    with pytest.raises(CellError) as failed:
        execute(book("import os; os._exit(9)"), tmp_path / "out.ipynb", {}, "here")
    assert str(failed.value) == (
        "here: the kernel running book stopped: its process ended without an answer; it was killed, or memory ran out"
    )


def test_a_notebook_that_waits_goes_to_a_kernel(book, tmp_path, monkeypatch):
    monkeypatch.setenv("AIDKIT_ENGINE", "fork")
    waits = book("import asyncio", "await asyncio.sleep(0, 'waited')")
    assert not runs_in_fork(nbformat.read(waits, as_version=4))
    ran = execute(waits, tmp_path / "out.ipynb", {}, "here")
    assert ran.cells[1].outputs[0].data["text/plain"] == "'waited'"


def test_an_unknown_engine_is_refused(monkeypatch):
    monkeypatch.setenv("AIDKIT_ENGINE", "spoon")
    with pytest.raises(ReportError) as refused:
        chosen_engine()
    assert str(refused.value) == "AIDKIT_ENGINE=spoon: no engine is called so.\nValid names: fork, kernel."
