"""Working days against the State Council's own notice for 2021 (国办发明电〔2020〕27号), typed in by hand."""

from datetime import date, timedelta

import pytest

from aidkit.campaign import CampaignError
from aidkit.campaign.calendar.working_days import (
    add_working_days,
    holiday_name,
    is_working_day,
    moved,
    working_days_between,
)

HOLIDAYS = [("01-01", 3), ("02-11", 7), ("04-03", 3), ("05-01", 5), ("06-12", 3), ("09-19", 3), ("10-01", 7)]
WORKED = {"02-07", "02-20", "04-25", "05-08", "09-18", "09-26", "10-09"}  # weekends worked in exchange
YEAR = [date(2021, 1, 1) + timedelta(number) for number in range(365)]
OFF = {date.fromisoformat(f"2021-{first}") + timedelta(n) for first, days in HOLIDAYS for n in range(days)}
WORKING = [day for day in YEAR if f"{day:%m-%d}" in WORKED or (day.weekday() < 5 and day not in OFF)]


def test_every_day_of_2021_is_as_the_notice_has_it():
    assert [day for day in YEAR if is_working_day(day)] == WORKING
    assert len(WORKING) == 250


@pytest.mark.parametrize("start", [date(2021, 2, 5), date(2021, 6, 11), date(2021, 9, 17), date(2021, 9, 25)])
@pytest.mark.parametrize("count", [1, 3, 10, 30])
def test_counting_ahead_lands_on_the_nth_working_day_after(start, count):
    after = [day for day in WORKING if day > start]
    before = [day for day in WORKING if day < start]
    assert add_working_days(start, count) == after[count - 1]
    assert working_days_between(start, after[count - 1]) == count
    if count <= 10:
        assert add_working_days(start, -count) == before[-count]


def test_a_day_off_counts_from_the_next_working_day():
    assert add_working_days(date(2021, 10, 1), 0) == date(2021, 10, 8)
    assert working_days_between(date(2021, 10, 1), date(2021, 10, 7)) == 0
    assert holiday_name(date(2021, 10, 1)) == "国庆节"


def test_what_a_deadline_on_a_day_off_does_is_a_choice():
    midautumn = date(2021, 9, 20)
    assert [moved(midautumn, choice) for choice in ("stands", "before", "after")] == [
        midautumn, date(2021, 9, 18), date(2021, 9, 22),
    ]  # fmt: skip
    assert moved(date(2021, 9, 18), "before") == date(2021, 9, 18)


def test_a_year_nobody_has_announced_is_refused():
    from aidkit.campaign.calendar.working_days import known_years

    first, last = known_years()
    assert (first, last >= 2024) == (2004, True)
    with pytest.raises(CampaignError) as raised:
        is_working_day(date(last + 1, 1, 4))
    assert str(raised.value) == (
        f"{last + 1}-01-04: the public holidays of {last + 1} are not known, only those of 2004 to {last}.\n"
        "The State Council announces a year's holidays in the autumn before; install a newer chinesecalendar."
    )
