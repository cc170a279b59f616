"""What a campaign writes beside its results holds no identity: logs, caches, notebooks; its files are the owner's alone."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from aidkit.campaign import Ledger
from aidkit.engine.cache import cache_folder
from aidkit.report.ledger.words import events_of
from tests.data.extract_builder import members, number, person, write

ONE, TWO = number(), number(order="002")
MAIN = "from aidkit.cli import main; main()"


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    folder = tmp_path / "extract"
    folder.mkdir()
    write(folder / "家庭成员.csv", members(person(), person(身份证号=TWO, 与户主关系="配偶")), "utf-8")
    return folder


def ran(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command whose home and settings lie in a folder of their own."""
    own = {name: str(folder / "home") for name in ("HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR")}
    return subprocess.run(
        [sys.executable, "-c", MAIN, *arguments],
        cwd=folder, env={**os.environ, **own, "AIDKIT_CACHE": str(cache_folder())},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def contents(path: Path) -> bytes:
    """Return what a file holds; of an office file, what its parts hold."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


@pytest.mark.slow
def test_no_number_is_said_cached_or_written(extract: Path, tmp_path: Path) -> None:
    started = time.time()
    asked = ("jinjiang", "--population", str(extract), "--formats", "html,docx,xlsx", "--jobs", "1")
    for command in (("report", *asked), ("report", *asked, "--param", "households=x"), ("check", str(extract))):
        run = ran(tmp_path, *command)
        assert "Traceback" not in run.stderr
        assert ONE not in run.stdout + run.stderr
    assert (tmp_path / "reports" / "jinjiang" / "2021-08-24-baseline" / "run.json").is_file()
    cached = (path for path in cache_folder().rglob("*") if path.is_file() and path.stat().st_mtime > started)
    written = (path for path in tmp_path.rglob("*") if path.is_file() and extract not in path.parents)
    for path in (*cached, *written):
        for one in (ONE, TWO):
            assert one.encode() not in contents(path), path


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no modes")
def test_a_database_is_private_and_its_folder_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "campaign"
    folder.mkdir()
    folder.chmod(0o750)
    before = os.umask(0)
    try:
        Ledger(folder / "campaign.duckdb", "jinjiang").append(events_of(""))
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        "campaign.duckdb": 0o600,
        ".campaign.duckdb.lock": 0o600,
    }
