"""Temporary files hold people: they are the owner's alone, and gone after success, error, fork and kill."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest

from aidkit.campaign import CampaignDatabase, Ledger
from aidkit.report.execution import CellError, execute
from aidkit.report.forked.calls import call, possible
from aidkit.temporary import Passing, clear_left

MAKE = "from aidkit.temporary import Passing; kept = Passing('test'); print(kept.path, flush=True)"
CELLS = "from aidkit.campaign import CampaignDatabase\ndatabase = CampaignDatabase.temporary('jinjiang')"
BREAKS = "raise ValueError('here')"

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Let the process that forks for every test have its folder before any test sets another place for them."""
    if possible():
        call(os.getpid)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let temporary files lie in a folder of the test's own, here and in processes started from here."""
    with tempfile.TemporaryDirectory() as folder:  # a socket in tmp_path would have too long a name
        monkeypatch.setenv("TMPDIR", folder)
        monkeypatch.setattr(tempfile, "tempdir", None)
        yield Path(folder)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_is_private_and_ends_with_its_block_also_after_an_error(temporary: Path) -> None:
    with Passing("test") as folder:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert left(temporary) == [folder.name]
        (folder / "list.csv").write_text("1", encoding="utf-8")
    assert left(temporary) == []
    with pytest.raises(ValueError, match="here"), Passing("test"):
        raise ValueError("here")
    assert left(temporary) == []


@pytest.mark.parametrize(
    "make", [lambda: CampaignDatabase.temporary("jinjiang"), lambda: Ledger.replay([], "jinjiang")]
)
def test_a_database_to_try_things_with_ends_when_nobody_has_it(make: Callable[[], object], temporary: Path) -> None:
    made = make()
    assert len(left(temporary)) == 1
    del made
    assert left(temporary) == []


@forks
def test_a_fork_does_not_take_away_what_is_its_parent_s() -> None:
    made = Passing("test")
    child = os.fork()
    if child == 0:
        made.end()
        os._exit(0)
    os.waitpid(child, 0)
    assert made.path.is_dir()
    assert clear_left() == []  # still held
    made.end()
    assert not made.path.exists()


@forks
def test_what_a_killed_run_left_goes_when_the_next_begins(temporary: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", f"{MAKE}; input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().decode().strip())
        assert clear_left() == []  # its owner lives
        run.send_signal(signal.SIGKILL)
    assert left(temporary) == [folder.name]
    with Passing("next") as other:
        assert left(temporary) == [other.name]


@forks
def test_nothing_else_is_taken_away(temporary: Path) -> None:
    for name in ("aidkit-study", "other"):
        (temporary / name).mkdir()
    (temporary / "aidkit-passing-link").symlink_to(temporary / "other")
    with Passing("test"):
        pass
    assert left(temporary) == ["aidkit-passing-link", "aidkit-study", "other"]


@forks
@pytest.mark.parametrize("engine", ["fork", "kernel"])
@pytest.mark.parametrize("last", ["", BREAKS])
def test_a_notebook_leaves_nothing_however_it_ends(
    engine: str, last: str, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIDKIT_ENGINE", engine)
    cells = [nbformat.v4.new_code_cell(source) for source in (CELLS, last) if source]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "book.ipynb")
    if last:
        with pytest.raises(CellError, match="ValueError: here"):
            execute(tmp_path / "book.ipynb", tmp_path / "out.ipynb", {}, "test")
    else:
        execute(tmp_path / "book.ipynb", tmp_path / "out.ipynb", {}, "test")
    assert left(temporary) == []
