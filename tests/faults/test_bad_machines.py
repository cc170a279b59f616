"""A full disk, no right to write, no home, another run, an early clock, a bare locale: a clear outcome each."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import aidkit
from aidkit.data.files import write_population
from aidkit.engine.cache import cache_folder
from aidkit.errors import AidkitError, PopulationError
from aidkit.folders import alone
from aidkit.parameter_files import check_place
from aidkit.studies import begin_city, begin_study, new_city
from tests.data.extract_builder import members, person, write
from tests.refusals import refusal

ROOT = Path(__file__).parents[2]
PEOPLE = ROOT / "data" / "populations" / "jinjiang"
AIDKIT = (sys.executable, "-c", "from aidkit.cli import main; main()")
HOUSEHOLD = {"household_id": ["a"], "area": ["urban"]}
PERSON = {"person_id": ["1"], "household_id": ["a"], "age": [72]}

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel for the fault")


def said(*arguments: object, cwd: Path, **environment: str) -> tuple[int, str]:
    """Run a command with nothing in its environment but what is given and the passes compiled already.

    Returns:
        Its exit code, and all it says.
    """
    given = {"PATH": os.environ["PATH"], "AIDKIT_CACHE": str(cache_folder()), **environment}
    run = subprocess.run(
        [*AIDKIT, *map(str, arguments)],
        cwd=cwd,
        env=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return run.returncode, run.stdout + run.stderr


@linux
def test_a_full_disk_leaves_the_old_files_whole(tmp_path: Path) -> None:
    population = aidkit.read_population(PEOPLE)
    folder = write_population(population, tmp_path / "people")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))  # no file may grow beyond one block
        try:
            write_population(population, folder)
        except OSError:
            os._exit(7)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@linux
@pytest.mark.parametrize(
    "command", [("synthesize", "jinjiang", "--households", "20", "--out"), ("init",), ("new-city", "x", "--zh", "市", "--out")]
)  # fmt: skip
def test_a_folder_nobody_can_write_is_named_without_a_traceback(tmp_path: Path, command: tuple[str, ...]) -> None:
    code, text = said(*command, "/proc/aidkit/x", cwd=tmp_path, HOME=str(tmp_path))
    assert code in (1, 2)
    assert "/proc/aidkit" in text
    assert "Traceback" not in text


def test_no_home_and_a_bare_locale(tmp_path: Path) -> None:
    code, text = said("explain", "jinjiang", "--household", "S000001", "--population", PEOPLE, cwd=tmp_path, LC_ALL="C")
    assert code == 0, text
    assert "共同生活家庭成员人数" in text


def test_a_terminal_that_knows_no_chinese_reads_the_rest(tmp_path: Path) -> None:
    code, text = said("check", PEOPLE, cwd=tmp_path, HOME=str(tmp_path), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert code == 0, text
    assert "400 households" in text


def test_two_runs_in_one_folder(tmp_path: Path) -> None:
    population = aidkit.read_population(PEOPLE)
    with alone(tmp_path):
        assert refusal(AidkitError, write_population, population, tmp_path) == (
            f"{tmp_path}: another run is writing here.\nWait until it has ended, or name another folder."
        )
    write_population(population, tmp_path)


def test_two_reports_in_one_folder(tmp_path: Path) -> None:
    folder = tmp_path / "jinjiang" / "2021-08-24-baseline"
    with alone(folder):
        assert refusal(AidkitError, aidkit.run_report, "jinjiang", out=tmp_path) == (
            f"{folder}: another run is writing here.\nWait until it has ended, or name another folder."
        )
    assert list(folder.iterdir()) == []


def test_a_clock_before_2000_and_files_older_than_any_zip(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Early(date):
        @classmethod
        def today(cls) -> Early:
            return cls(1999, 12, 31)

    monkeypatch.setattr(new_city, "date", Early)
    study = begin_study(tmp_path / "study")
    path, _ = begin_city("my-city", zh="我的市", out=study / "params")
    for file in (path, study / "params" / "national.yaml"):
        os.utime(file, (0, 0))
    assert "campaign_date: '1999-12-31'" in path.read_text(encoding="utf-8")
    with pytest.raises(AidkitError, match=r"line 18, dibao\.standard\.urban, 1999-01-01: still LOOK-UP"):
        check_place(path)


def test_windows_newlines_change_nothing(tmp_path: Path, params_folder: Path) -> None:
    for name in ("households", "persons"):
        text = (PEOPLE / f"{name}.csv").read_bytes()
        (tmp_path / f"{name}.csv").write_bytes(text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    again, known = aidkit.read_population(tmp_path), aidkit.read_population(PEOPLE)
    pd.testing.assert_frame_equal(again.persons, known.persons)
    before = aidkit.load_policy("daye").provenance()
    path = params_folder / "daye.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    pd.testing.assert_frame_equal(aidkit.load_policy("daye").provenance(), before)


def test_chinese_names_of_files_and_folders(tmp_path: Path) -> None:
    folder = tmp_path / "二〇二一年 排查（终稿）" / "人口"
    write_population(aidkit.read_population(PEOPLE), folder)
    assert len(aidkit.read_population(folder).households) == 400
    town = tmp_path / "乙镇 台账"
    town.mkdir()
    write(town / "乙镇家庭成员（2021年8月）.csv", members(person()))
    assert len(aidkit.read_register(town).persons) == 1


def test_a_population_of_nobody(tmp_path: Path) -> None:
    for name, table in (("households", HOUSEHOLD), ("persons", PERSON)):
        pd.DataFrame(table).head(0).to_csv(tmp_path / f"{name}.csv", index=False)
    with pytest.raises(PopulationError) as caught:
        aidkit.read_population(tmp_path)
    assert "no rows" in str(caught.value)
    code, text = said("report", "jinjiang", "--population", tmp_path, "--out", "out", cwd=tmp_path, HOME=str(tmp_path))
    assert code == 2
    assert "no rows" in text
    assert not (tmp_path / "out").exists()


def test_a_population_of_one(tmp_path: Path) -> None:
    one = aidkit.Population(pd.DataFrame(HOUSEHOLD), pd.DataFrame(PERSON))
    again = aidkit.read_population(write_population(one, tmp_path))
    policy = aidkit.load_policy("jinjiang")
    assert aidkit.simulate(again, policy).households["is_dibao"].tolist() == [True]  # no income at all


@pytest.mark.slow
def test_a_report_of_one_in_a_bare_locale_without_a_home(tmp_path: Path) -> None:
    folder = tmp_path / "二〇二一年 排查（终稿）"
    write_population(aidkit.Population(pd.DataFrame(HOUSEHOLD), pd.DataFrame(PERSON)), folder / "人口")
    asked = ("--population", folder / "人口", "--formats", "html", "--jobs", "1", "--out", folder / "报告")
    code, text = said("report", "jinjiang", *asked, cwd=tmp_path, LC_ALL="C")
    assert code == 0, text
    page = folder / "报告" / "jinjiang" / "2021-08-24-baseline" / "report.html"
    assert "晋江市" in page.read_text(encoding="utf-8")
