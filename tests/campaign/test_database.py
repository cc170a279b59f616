"""The low-income database: the three groups first, by hand; stored twice nothing changes; history is kept."""

from __future__ import annotations

import pandas as pd
import pytest

from aidkit.campaign import CampaignDatabase, CampaignError
from tests.campaign.low_income_people import people
from tests.refusals import refusal

JUNE, JULY, AUGUST = "2021-06-30", "2021-07-24", "2021-08-24"


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    database = CampaignDatabase(tmp_path_factory.mktemp("database") / "campaign.duckdb", "jinjiang")
    database.store(people(), on=JUNE)
    return database


@pytest.fixture
def fresh(tmp_path):
    return CampaignDatabase(tmp_path / "campaign.duckdb", "jinjiang")


def without(*families):
    given = people()
    return people(
        families=given.families[~given.families["family_id"].isin(families)],
        members=given.members[~given.members["family_id"].isin(families)],
        findings=given.findings[~given.findings["family_id"].isin(families)],
    )


def test_the_list_is_that_of_a_careful_clerk(stored):
    found = stored.low_income()[["family_id", "priority", "to_record", "low_income"]].values.tolist()
    assert found == [
        ["wish", 1, 1, True],  # 310 of 1,550 comes before 620 of 1,550
        ["single", 1, 2, True],
        ["relief", 2, 1, False],
        ["refused", 3, 1, False],
        ["covered", pd.NA, 1, True],
        ["plain", pd.NA, 1, True],
    ]


def test_what_nobody_knows_stays_unknown(stored):
    known = stored.low_income().set_index("family_id")["rejected_family"]
    assert known.isna().sum() == 2
    assert known.isna()[["relief", "plain"]].all()


def test_shares_of_the_line_are_after_rigid_expenditure(stored):
    shares = stored.low_income().set_index("family_id")["share_of_line"]
    assert shares[["wish", "single", "plain"]].round(6).tolist() == [0.2, 0.4, 1.0]


def test_towns_add_up(stored):
    (row,) = stored.towns().to_dict("records")
    counts = {name: row[name] for name in ("families", "persons", "priority_1", "priority_2", "priority_3", "others")}
    assert counts == {"families": 6, "persons": 7, "priority_1": 2, "priority_2": 1, "priority_3": 1, "others": 2}
    assert row["to_be_checked"] == 2


def test_the_same_again_changes_nothing(fresh):
    first, again = fresh.store(people(), on=JUNE), fresh.store(people(), on=JUNE)
    shuffled = people(members=people().members.sample(frac=1, random_state=3))
    assert [str(first), str(again), str(fresh.store(shuffled, on=JUNE))] == [
        "2021-06-30: stored.",
        *["2021-06-30: there already, nothing changed."] * 2,
    ]
    assert len(fresh.snapshots()) == 1
    assert len(fresh.query("FROM families")) == 8


def test_another_day_is_another_snapshot_and_the_first_stays(fresh):
    fresh.store(people(), on=JUNE)
    fresh.store(without("wish"), on=JULY)
    fresh.store(people(), on=AUGUST)
    listed = {day: set(fresh.low_income(day)["family_id"]) for day in (JUNE, "2021-07-23", JULY, AUGUST, "2022-01-01")}
    everybody = {"wish", "single", "relief", "refused", "covered", "plain"}
    assert listed[JUNE] == listed["2021-07-23"] == listed[AUGUST] == listed["2022-01-01"] == everybody
    assert listed[JULY] == everybody - {"wish"}
    assert fresh.low_income("2021-06-29").empty
    changes = fresh.changes()
    moved = changes.loc[changes["change"] != "stayed", ["day", "family_id", "change"]]
    assert moved.astype(str).values.tolist() == [[JULY, "wish", "left"], [AUGUST, "wish", "entered"]]
    assert len(changes) == 6 + 6


def test_a_snapshot_of_an_earlier_day_may_come_later(fresh):
    fresh.store(people(), on=AUGUST)
    fresh.store(without("plain"), on=JUNE)
    assert len(fresh.low_income(JUNE)) == 5
    assert len(fresh.low_income()) == 6


def test_a_day_is_corrected_with_a_reason_only_and_what_it_was_stays(fresh):
    fresh.store(people(), on=JUNE)
    assert refusal(CampaignError, fresh.store, without("plain"), on=JUNE) == (
        "The database holds another snapshot of 2021-06-30.\n"
        "  families: 0 rows new or changed, 1 gone or changed.\n"
        "  members: 0 rows new or changed, 1 gone or changed.\n"
        "  findings: 0 rows new or changed, 0 gone or changed.\n"
        'Store it on its own day, or say why the day is corrected (correction="…"); what was stored then stays as a revision.'
    )
    assert len(fresh.low_income()) == 6
    assert str(fresh.store(without("plain"), on=JUNE, correction="moved away")) == "2021-06-30, correction 1: stored."
    assert len(fresh.low_income()) == 5
    kept = fresh.snapshots()[["revision", "families", "correction"]].fillna("")
    assert kept.values.tolist() == [[0, 8, ""], [1, 7, "moved away"]]
    assert len(fresh.query("FROM families WHERE revision = 0")) == 8


def test_a_changed_threshold_alone_is_another_snapshot(fresh):
    fresh.store(people(), on=JUNE)
    with pytest.raises(CampaignError, match="another snapshot"):
        fresh.store(people(large_relief=4_000.0), on=JUNE)
    fresh.store(people(large_relief=4_000.0), on=JULY)
    assert fresh.low_income().set_index("family_id")["priority"]["refused"] == 2


def test_every_column_says_in_both_languages_what_it_holds(stored):
    comments = stored.query("FROM dictionary").set_index(["table_name", "column_name"])["comment"]
    assert comments.str.contains("[\u4e00-\u9fff].* [a-z0-9]").all()
    assert comments["families", "persons"] == "家庭人口 members counted (persons)"
    assert comments["low_income", "day"] == "快照日期 day of the snapshot"


def test_a_researcher_asks_in_sql(stored):
    sql = "SELECT coverage, count(*) AS n FROM members_now GROUP BY coverage ORDER BY n DESC, coverage"
    assert stored.query(sql).values.tolist() == [["right", 4], ["outside", 3], ["unrecorded", 3], ["missed", 2]]
    found = stored.query("SELECT result, amount_due FROM findings_on(DATE '2021-07-01')").values.tolist()
    assert found == [["missed", 775.0]]
