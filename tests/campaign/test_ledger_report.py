"""What notebook and workbook say of a ledger: sums that add up, sentences to the letter, small counts hidden."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from aidkit import charts
from aidkit.campaign import CampaignDatabase, Ledger, load_taxonomy
from aidkit.report.ledger import limits, lists, low_income, progress, words
from aidkit.report.text import Text
from tests.campaign.low_income_people import people

DAYS = ["2021-06-24", "2021-07-24", "2021-08-24"]
IDENTITY = re.compile(r"[0-9]{14,21}[0-9Xx]")


@pytest.fixture(scope="module")
def ledger():
    return Ledger.replay(words.events_of(""), "jinjiang", load_taxonomy("jinjiang-2021"))


@pytest.fixture(scope="module")
def database():
    made = CampaignDatabase.temporary("jinjiang")
    made.store(people(), on="2021-06-30")
    return made


def test_the_answer_to_the_letter(ledger):
    assert progress.answer(ledger, DAYS[:2], "en").text.en == (
        "On 2021-06-24: 44 found, 5 struck off (11%), 0 overdue. On 2021-07-24: 70 found, 33 struck off (47%), 6 overdue."
    )
    assert (
        str(progress.late(ledger, DAYS[1], "en"))
        == "On 2021-07-24 6 problems overdue, in 4 towns; the longest by 10 days."
    )
    assert str(progress.late(ledger, "2021-06-10", "en")) == "On 2021-06-10 nothing is overdue."


@pytest.mark.parametrize("day", DAYS)
def test_progress_adds_up(ledger, day):
    table = progress.progress(ledger, day, "en", whole=True)
    body, total = table.frame.iloc[:-1], table.frame.iloc[-1]
    assert total["town"] == "Total"
    for head in table.heads[1:]:
        assert body[head.column].sum() == total[head.column], head.column
    assert (table.frame["found"] == table.frame["mended"] + table.frame["still_open"]).all()
    kinds = progress.kinds(ledger, day, "en").frame
    assert kinds["found"].sum() == total["found"]
    assert kinds["struck_off"].sum() == total["struck_off"]


def test_the_course_is_the_progress_of_every_day(ledger):
    course = ledger.course().set_index("day")
    for day in [*DAYS, "2021-07-01", "2021-09-20"]:
        sums = ledger.progress(day).sum(numeric_only=True)
        assert course.loc[day].tolist() == [sums["still_open"], sums["mended"] - sums["struck_off"], sums["struck_off"]]
    assert (course.sum(axis=1).diff().dropna() >= 0).all()  # nothing found is ever lost


@pytest.mark.parametrize("name", lists.LISTS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_list_speaks_one_language_and_names_nobody(ledger, name, lang):
    table = lists.listed(ledger, name, DAYS[2], lang)
    text = json.dumps([list(head.label) for head in table.heads] + list(table.rows()), ensure_ascii=False)
    assert not IDENTITY.search(text)
    shown = table.frame["state"].tolist() if "state" in table.frame else []
    assert all(bool(re.search("[\u4e00-\u9fff]", state)) == (lang == "zh") for state in shown)
    assert {head.column for head in table.heads} == set(lists.LISTS[name].columns)


def test_a_short_list_begins_with_the_undone_and_says_how_many_there_are(ledger):
    table = lists.listed(ledger, "problems", DAYS[2], "en", 8)
    assert set(table.frame["state"]) == {"open"}
    command = "aidkit campaign jinjiang ledger --out lists"
    assert table.note.en == f"8 of 90, the undone first; {command} writes all rows and columns."


def test_clues_to_the_letter(ledger):
    clues = ledger.clues(DAYS[2])
    late = (clues["reported_on"] > clues["report_due"]) | (
        clues["reported_on"].isna() & (clues["report_due"] < DAYS[2])
    )
    assert str(progress.clues_reading(ledger, DAYS[2], "en")) == (
        f"By 2021-08-24 30 clues came in, 10 proved true and 18 did not; {late.sum()} were reported after the day they were "
        "due (12 and 27 of each month)."
    )


def test_the_figure_says_what_it_found(ledger):
    axes = charts.ledger.course(
        ledger.course(), DAYS, finding=progress.finding(ledger), source=words.origin(ledger), lang="en"
    )
    assert axes.get_title(loc="left") == "91 problems found, 82 struck off by 2021-09-20"
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["open", "awaiting strike-off", "struck off"]
    assert [text.get_text() for text in axes.texts][:3] == ["06-24", "07-24", "08-24"]
    assert words.origin(ledger).en == "Source: invented: events.csv"


def test_groups_under_five_are_hidden_and_unknown_ones_are_not_nought(database):
    shown = low_income.groups(database, lang="en").frame
    assert shown["families"].tolist()[:4] == ["<5"] * 4
    assert shown["families"].iloc[-1] == 6
    given = people()
    unknown = people(families=given.families.assign(rejected_application=None))
    other = CampaignDatabase.temporary("jinjiang")
    other.store(unknown, on="2021-06-30")
    table = low_income.groups(other, lang="en")
    assert table.frame["families"].iloc[2] is None or np.isnan(table.frame["families"].iloc[2])
    assert table.note.en.endswith("No list of refused applications was handed over: that group is unknown, not empty.")


def test_families_are_masked(database):
    shown = low_income.families(database, lang="en", rows=3)
    assert shown.frame["family"].tolist() == ["***h", "***e", "***f"]
    assert shown.frame["verdict"].tolist() == ["by the rules", "by the rules", "to be checked"]
    assert shown.note.en == "6 families in all."


def test_what_moved_and_what_was_stored(database):
    assert str(low_income.moved(database, "en")) == "One day is stored; there is nothing to compare."
    stored = [database.store(people(), on="2021-06-30")] * 2
    assert str(low_income.storing(*stored, "en")) == "2021-06-30 is stored. Stored once more, nothing changed."
    assert low_income.source(database) == Text(
        "资料来源：虚构数据 invented", "Source: invented: invented", "资料来源 Source: 虚构数据 invented: invented"
    )


def test_clauses_exist(ledger, database):
    assert "The ledger is invented." in str(limits.limits(ledger, database, "en"))
    assert limits.sources("en").frame["clause"].tolist()[1] == "XZ-T"
