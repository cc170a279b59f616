"""``aidkit campaign PLACE screen`` on the command line: what it prints, writes and refuses, whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from aidkit.campaign import CampaignDatabase, refer
from aidkit.cli import app
from tests.campaign.register_screening import REGISTER, screening


def ran(*arguments: object) -> tuple[int, str, str]:
    """Run a subcommand; return exit code, what it printed, what it complained of."""
    outcome = CliRunner().invoke(app, ["campaign", *map(str, arguments)])
    return outcome.exit_code, outcome.stdout, outcome.stderr


def test_it_prints_the_screening_a_notebook_would_show_and_writes_the_workbook(tmp_path: Path) -> None:
    code, printed, _ = ran("jinjiang", "screen", "--population", REGISTER, "--out", tmp_path / "lists")
    path = tmp_path / "lists" / "screening-jinjiang-2021.xlsx"
    assert code == 0
    assert printed == f"{screening()}\n{path}\n"
    assert path.read_bytes() == screening().to_workbook(tmp_path / "again.xlsx").read_bytes()


def test_what_it_prints_is_whole() -> None:
    assert str(screening()) == (
        "晋江市困难群众“漏保”“漏救”问题点题整治 Jinjiang 2021, families missed by cover and relief · 晋江市 Jinjiang · 2021-08-24\n"
        "Invented: nobody in it exists (合成数据，其中没有真人).\n"
        "排查 listed: 47 persons of 46 families, 50 rows of 9 groups\n"
        "  已落实 already right: 10\n"
        "  漏保 missed by cover: 13\n"
        "  类别不符 on another scheme than the one due: 2\n"
        "  错保 wrong: covered without entitlement: 12\n"
        "  救助待核 relief due, not known whether given: 4\n"
        "  备案监测 not eligible, filed and monitored: 5\n"
        "  死亡待核 on the list of the dead, to be verified: 1\n"
        "应补 to be enrolled: 15 persons, 9,916.13 yuan a month\n"
        "低收入 low-income list: 24 families, 5 of the priority groups\n"
        "  G6 not known: 急难情形 emergency of the family, 247 persons; ask 应急局 emergency bureau\n"
        "  G8 not known: 分散或集中供养 home or institution, 5 persons; ask 民政局 civil affairs"
    )


def test_it_explains_one_person_as_a_notebook_would() -> None:
    person = "999999196801311745"
    code, printed, _ = ran("jinjiang", "screen", "--population", REGISTER, "--person", person)
    assert (code, printed) == (0, f"{screening().explain(person)}\n")


def test_it_stores_everybody_in_the_low_income_database(tmp_path: Path) -> None:
    db = tmp_path / "campaign.duckdb"
    code, printed, _ = ran("jinjiang", "screen", "--population", REGISTER, "--db", db)
    assert (code, printed) == (0, f"{screening()}\n低收入对象数据库 {db}, 2021-08-24: stored.\n")
    assert ran("jinjiang", "screen", "--population", REGISTER, "--db", db)[1].endswith(
        f"{db}, 2021-08-24: there already, nothing changed.\n"
    )
    held, listed = CampaignDatabase(db), screening().low_income
    assert len(held.members()) == len(screening().population.persons)
    assert len(held.findings()) == len(screening().persons)
    groups = ("single_entry_family", "large_relief_family", "rejected_family")
    table = held.low_income()
    assert set(listed.loc[listed["meets"], "household_id"]) == set(table.loc[table["low_income"], "family_id"])
    assert table[list(groups)].any(axis=1).sum() == 5  # those of the three priority groups that it prints


def test_a_day_stored_otherwise_takes_a_reason(tmp_path: Path) -> None:
    db = tmp_path / "campaign.duckdb"
    stored = ("jinjiang", "screen", "--population", REGISTER, "--db", db)
    assert ran(*stored)[0] == 0
    empty = tmp_path / "lists"
    empty.mkdir()
    code, printed, said = ran(*stored, "--lists", empty)
    assert (code, printed) == (2, "")
    assert said.splitlines()[0] == "The database holds another snapshot of 2021-08-24."
    corrected = ran(*stored, "--lists", empty, "--correction", "名单撤回")
    assert corrected[1].endswith(f"{db}, 2021-08-24, correction 1: stored.\n")
    assert list(CampaignDatabase(db).snapshots()["correction"].fillna("")) == ["", "名单撤回"]


def test_it_refers_a_family_as_a_notebook_would() -> None:
    code, printed, _ = ran("jinjiang", "refer", "--household", "HH20210078", "--population", REGISTER)
    assert code == 0
    assert printed == f"{refer(screening().population, screening().policy, 'HH20210078')}\n"
    told = ran("jinjiang", "refer", "--household", "HH2021007", "--population", REGISTER)
    assert told == (2, "", "No household has the id 'HH2021007'.\nDid you mean 'HH20210107'?\n")


def test_the_repeat_of_2022_runs_on_its_own_day() -> None:
    code, printed, _ = ran("jinjiang", "screen", "--campaign", "houlong-2022", "--population", REGISTER)
    assert code == 0
    assert printed.startswith(
        "后龙镇2022年特殊困难群体排查 Houlong 2022, the check repeated a year later · 晋江市 Jinjiang · 2022-08-30\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("jinjang", "screen"), "'jinjang' is not a place aidkit knows.\nDid you mean 'jinjiang'?\n"),
        (
            ("daye", "screen", "--campaign", "jinjiang-2021"),
            "jinjiang-2021 runs on the rules of jinjiang, not on those of daye.\nCampaigns on those of daye: huangshi.\n",
        ),
        (
            ("jinjiang", "screen", "--campaign", "jinjiang-2O21"),
            "There is no campaign 'jinjiang-2O21'.\nDid you mean 'jinjiang-2021'?\n",
        ),
        (
            ("jinjiang", "screen", "--population", REGISTER, "--lists", "nowhere"),
            "nowhere: no such folder.\nGive the folder of the departments' lists.\n",
        ),
        (
            ("jinjiang", "screen", "--correction", "x"),
            "--correction is about a database, and none is given.\nGive --db FILE too.\n",
        ),
    ],
)
def test_what_cannot_be_used_is_refused(arguments: tuple[object, ...], said: str) -> None:
    assert ran(*arguments) == (2, "", said)


@pytest.mark.parametrize("command", ["screen", "refer"])
def test_help_gives_an_example_and_exit_codes(command: str) -> None:
    text = " ".join(ran("jinjiang", command, "--help")[1].split())
    assert f"Example: aidkit campaign jinjiang {command}" in text
    assert "Exit codes: 0 done, 1 the work failed, 2 a name or a value cannot be used." in text
