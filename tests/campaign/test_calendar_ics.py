"""The calendar as .ics: read back with the library, equal bytes, ids that stay."""

from datetime import date

import pytest
from icalendar import Calendar as Book

from aidkit.campaign import CampaignError, calendars, load_calendar


@pytest.mark.parametrize("campaign", calendars())
def test_every_deadline_and_stage_is_read_back(tmp_path, campaign):
    calendar = load_calendar(campaign)
    book = Book.from_ical(calendar.write_ics(tmp_path / "a.ics").read_bytes())
    entries = list(book.walk("VEVENT"))
    assert len(entries) == len(calendar.all()) + len(calendar.stages)
    assert len({str(entry["uid"]) for entry in entries}) == len(entries)
    assert [entry.decoded("dtstart") for entry in entries[len(calendar.all()) :]] == [s.first for s in calendar.stages]


def test_an_entry_says_what_who_and_by_which_clause(tmp_path):
    load_calendar("jinjiang-2021").write_ics(tmp_path / "a.ics")
    entries = {str(e["uid"]): e for e in Book.from_ical((tmp_path / "a.ics").read_bytes()).walk("VEVENT")}
    entry = entries["jinjiang-2021-progress-form-20210724@aidkit.invalid"]
    assert entry["summary"] == "盖章报送《特殊困难群体排查成效进度表》 Progress form"
    assert entry["description"] == "各镇（街道） towns and street offices\nJJ-2.3.3\n表 Form: progress"
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (date(2021, 7, 24), date(2021, 7, 25))
    stage = entries["jinjiang-2021-stage-screening@aidkit.invalid"]
    assert (stage.decoded("dtstart"), stage.decoded("dtend")) == (date(2021, 6, 11), date(2021, 9, 1))


def test_equal_calendars_give_equal_bytes(tmp_path):
    first = load_calendar("qionghai").write_ics(tmp_path / "a.ics").read_bytes()
    assert load_calendar("qionghai").write_ics(tmp_path / "b.ics").read_bytes() == first
    assert all(len(line) <= 75 for line in first.split(b"\r\n"))  # RFC 5545 folds longer lines


def test_another_kind_of_file_or_folder_is_refused(tmp_path):
    calendar = load_calendar("qionghai")
    with pytest.raises(CampaignError, match=r"^a\.txt: a calendar is written as \.ics\.\nName the file so\.$"):
        calendar.write_ics(tmp_path / "a.txt")
    with pytest.raises(CampaignError, match=r": no such folder\.\nMake it first, or name another\.$"):
        calendar.write_ics(tmp_path / "none" / "a.ics")
