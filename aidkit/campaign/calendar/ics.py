"""Write a calendar as .ics (RFC 5545), so that any calendar program can remind of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from aidkit.campaign.calendar.working_days import moved
from aidkit.campaign.errors import CampaignError
from aidkit.errors import message
from aidkit.folders import put

if TYPE_CHECKING:
    from icalendar import Event

    from aidkit.campaign.calendar.deadlines import Calendar

HOST = "aidkit.invalid"  # right-hand side of the ids; a reserved name that is nobody's
PRODUCT = "-//aidkit//campaign calendar//ZH"


def write_ics(calendar: Calendar, path: str | Path) -> Path:
    """Write a calendar's deadlines and stages as all-day entries; see ``Calendar.write_ics``.

    Ids are made of campaign, item and written day, and the stamp is the document's date, so that equal calendars give
    equal bytes and a changed file updates the entries instead of doubling them.
    """
    from icalendar import Calendar as Book

    place = Path(path)
    if place.suffix.lower() != ".ics":
        raise CampaignError(message(f"{place.name}: a calendar is written as .ics.", "Name the file so."))
    if not place.parent.is_dir():
        raise CampaignError(message(f"{place.parent}: no such folder.", "Make it first, or name another."))
    book = Book()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("x-wr-calname", f"{calendar.zh} {calendar.en}")
    stamp = datetime.combine(calendar.dated or calendar.first, time(), UTC)
    for item in calendar.items:
        forms = f"\n表 Form: {', '.join(item.forms)}" if item.forms else ""
        words = f"{item.owner.zh} {item.owner.en}\n{item.clause}{forms}"
        for day in item.dates:
            counts = moved(day, calendar.holiday)
            uid = f"{calendar.campaign}-{item.id}-{day:%Y%m%d}"
            book.add_component(_entry(uid, f"{item.zh} {item.en}", words, (counts, counts), stamp))
    for stage in calendar.stages:
        uid = f"{calendar.campaign}-stage-{stage.id}"
        book.add_component(_entry(uid, f"{stage.zh} {stage.en}", stage.clause, (stage.first, stage.last), stamp))
    return put(place, book.to_ical())


def _entry(uid: str, title: str, words: str, span: tuple[date, date], stamp: datetime) -> Event:
    """Return an all-day entry; its end is the day after its last, as the format has it."""
    from icalendar import Event

    entry = Event()
    entry.add("uid", f"{uid}@{HOST}")
    entry.add("dtstamp", stamp)
    entry.add("dtstart", span[0])
    entry.add("dtend", span[1] + timedelta(1))
    entry.add("summary", title)
    entry.add("description", words)
    entry.add("transp", "TRANSPARENT")
    return entry
