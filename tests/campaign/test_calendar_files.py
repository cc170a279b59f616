"""A calendar's file: every fault with its line and what is allowed."""

from pathlib import Path

import pytest

from aidkit.campaign import CampaignError, calendars, load_calendar
from aidkit.campaign.calendar.loading import read_calendar
from aidkit.errors import ParameterFileError

GOOD = """\
calendar:
  zh: 某地时间表
  en: Somewhere
  dated: 2021-07-13
  dating: signed
  first: 2021-06-01
  last: 2021-09-30
  holiday: stands
  holiday_source: assumed.
owners:
  towns: {zh: 各镇, en: towns}
  bureau: {zh: 民政局, en: bureau}
stages:
  plan: {clause: JJ-3, zh: 部署, en: Plan, first: 2021-06-01, last: 2021-06-10}
items:
  form:
    clause: JJ-2.3.3
    zh: 报表
    en: Form
    owner: towns
    to: bureau
    form: progress
    dates: [2021-06-24]
  clues:
    clause: JJ-2.3.5
    zh: 线索
    en: Clues
    owner: towns
    monthly: [12, last]
    last: 2021-06-30
"""


def written(folder: Path, text: str) -> Path:
    place = folder / "somewhere"
    place.mkdir()
    (place / "calendar.yaml").write_text(text, encoding="utf-8")
    return place / "calendar.yaml"


def test_a_good_file_is_read(tmp_path):
    table = read_calendar(written(tmp_path, GOOD)).all()
    assert [str(day) for day in table["due"]] == ["2021-06-12", "2021-06-24", "2021-06-30"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "    owner: towns\n    to: bureau",
            "    owner: [towns, bureau]",
            "line 20, items.form.owner: towns and bureau: a deadline has one owner. Name the one that answers for it.",
        ),
        (
            "[2021-06-24]",
            "[2021-06-31]",
            "line 23, items.form.dates: '2021-06-31' does not exist: June 2021 has 30 days. "
            "Write a day that exists as YYYY-MM-DD.",
        ),
        (
            "form: progress",
            "form: progres",
            "line 22, items.form.form: 'progres' is no form. Did you mean 'progress'?",
        ),
        (
            "clause: JJ-2.3.5",
            "clause: JJ-2.3.55",
            "line 25, items.clues.clause: 'JJ-2.3.55' is no clause. Did you mean 'JJ-2.3.5'?",
        ),
        (
            "to: bureau",
            "to: office",
            "line 21, items.form.to: 'office' is no office of this file. Valid names: towns, bureau.",
        ),
        (
            "monthly: [12, last]",
            "monthly: [31]",
            "line 29, items.clues.monthly: 31 is not a day of every month. Allowed: 1 to 28, or last.",
        ),
        (
            "monthly: [12, last]",
            "weekly: sonday",
            "line 29, items.clues.weekly: 'sonday' is no day of the week. Allowed: monday, tuesday, wednesday, thursday, "
            "friday, saturday, sunday.",
        ),
        (
            "    monthly: [12, last]\n",
            "",
            "line 24, items.clues: no days given. Allowed: one of dates, monthly, weekly.",
        ),
        (
            "last: 2021-06-30",
            "last: 2021-06-10",
            "line 29, items.clues.monthly: no day of it lies from 2021-06-01 to 2021-06-10.",
        ),
        (
            "holiday: stands",
            "holiday: moves",
            "line 8, calendar.holiday: 'moves' is no choice for days off. Valid names: stands, before, after.",
        ),
        (
            "last: 2021-06-10}",
            "last: 2021-05-31}",
            "line 14, stages.plan.last: 2021-05-31 lies before first, 2021-06-01.",
        ),
        (
            "    en: Form\n",
            "    enn: Form\n",
            "line 16, items.form: en missing. Needed: clause, zh, en, owner.\n"
            "  line 19, items.form.enn: 'enn' is no key of this place. Did you mean 'en'?",
        ),
        (
            "    to: bureau\n    form: progress\n    dates: [2021-06-24]\n",
            "    form: progress\n    dates: [2021-06-24]\n"
            "  again: {clause: JJ-2.3.3, zh: 再报, en: Again, owner: bureau, form: progress, dates: [2021-06-24]}\n",
            "line 23, items.again.owner: bureau answers on 2021-06-24 for what items.form lays on towns. "
            "A deadline has one owner.",
        ),
    ],
)
def test_a_fault_is_named_with_its_line_and_what_is_allowed(tmp_path, old, new, said):
    assert old in GOOD
    with pytest.raises(CampaignError) as raised:
        read_calendar(written(tmp_path, GOOD.replace(old, new)))
    number = "2 faults" if "\n" in said else "1 fault"
    assert str(raised.value) == f"params/campaigns/somewhere/calendar.yaml has {number}.\n  {said}"


def test_all_faults_are_named_at_once_in_the_order_of_the_file(tmp_path):
    text = GOOD.replace("first: 2021-06-01\n", "first: 2021-13-01\n").replace("form: progress", "form: none")
    with pytest.raises(CampaignError) as raised:
        read_calendar(written(tmp_path, text))
    assert str(raised.value).splitlines()[:2] == [
        "params/campaigns/somewhere/calendar.yaml has 2 faults.",
        "  line 6, calendar.first: '2021-13-01' is not a date. Write a day that exists as YYYY-MM-DD.",
    ]
    assert "line 22, items.form.form: 'none' is no form." in str(raised.value)


def test_an_owner_named_twice_is_refused_as_a_key_that_stands_twice(tmp_path):
    with pytest.raises(ParameterFileError, match="line 21: the key 'owner' stands here a second time"):
        read_calendar(written(tmp_path, GOOD.replace("    to: bureau", "    owner: bureau")))


@pytest.mark.parametrize("text", ["", "[]", "calendar: 3\nowners: {}\nitems: {}\n"])
def test_what_is_no_calendar_is_refused(tmp_path, text):
    with pytest.raises(CampaignError, match=r"^params/campaigns/somewhere/calendar\.yaml has 1 fault\.\n  line "):
        read_calendar(written(tmp_path, text))


@pytest.mark.parametrize("campaign", calendars())
def test_every_choice_for_days_off_has_its_reason(campaign):
    calendar = load_calendar(campaign)
    assert calendar.holiday_source.startswith(("assumed", "seed", "published"))
    assert all(item.zh and item.en for item in calendar.items)
