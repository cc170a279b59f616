"""Read a campaign's ``calendar.yaml``: every fault is named with its line before anything is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.campaign.calendar.deadlines import Calendar
from aidkit.campaign.calendar.evidence import SHOWN
from aidkit.campaign.calendar.items import Item, Office, Stage
from aidkit.campaign.calendar.rhythm import KINDS, days_of
from aidkit.campaign.calendar.working_days import HOLIDAY_CHOICES
from aidkit.campaign.clauses.files import clause_ids
from aidkit.campaign.days import read_date
from aidkit.campaign.errors import CampaignError
from aidkit.campaign.faults import Faults
from aidkit.campaign.forms.files import form_ids
from aidkit.errors import message, suggestion
from aidkit.parameter_yaml import load_yaml
from aidkit.shipped import shipped

if TYPE_CHECKING:
    from aidkit.campaign.plan.campaign import Campaign

FILE = "calendar.yaml"
HEAD = ("zh", "en", "first", "last", "holiday", "holiday_source")
ITEM = ("clause", "zh", "en", "owner")
STAGE = ("clause", "zh", "en", "first", "last")
OFFICE = ("zh", "en")
EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)
LONGEST = timedelta(days=3_653)  # ten years; every week of ten centuries would be a deadline otherwise


def calendars() -> tuple[str, ...]:
    """Return the ids of the campaigns that have a calendar, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in (shipped("params") / "campaigns").glob(f"*/{FILE}")))


def load_calendar(campaign: str | Path | Campaign) -> Calendar:
    """Read the calendar of a campaign: every deadline of its document as dated items.

    Args:
        campaign: Id of the campaign, a folder of ``params/campaigns`` with a ``calendar.yaml``; or a folder of one's own
            with such a file; or a campaign.

    Returns:
        The calendar.

    Raises:
        CampaignError: No such campaign, or its file has faults: a date that does not exist, two owners for one
            deadline, an unknown form or clause; each is named with its line and what is allowed.

    Example:
        >>> load_calendar("jinjiang-2021").between("2021-07-20", "2021-07-31")["item"].tolist()
        ['progress-form', 'clue-report', 'inspected', 'clue-summary']
    """
    if not isinstance(campaign, str):
        folder = campaign if isinstance(campaign, Path) else campaign.folder
        if not (folder / FILE).is_file():
            raise CampaignError(
                message(f"{folder}: there is no {FILE}.", "A campaign's folder holds its deadlines there.")
            )
        return read_calendar(folder / FILE)
    if campaign not in calendars():
        raise CampaignError(message(f"No campaign {campaign!r} has a calendar.", suggestion(campaign, calendars())))
    return read_calendar(shipped("params") / "campaigns" / campaign / FILE)


def read_calendar(path: Path) -> Calendar:
    """Read a calendar from a file; the folder it stands in names the campaign.

    Args:
        path: A file as ``params/campaigns/<id>/calendar.yaml``.

    Returns:
        The calendar.

    Raises:
        CampaignError: The file has faults.
        ParameterFileError: It is no YAML, or a key stands in it twice.
    """
    campaign = path.parent.name
    shown = f"params/campaigns/{campaign}/{FILE}"
    content = load_yaml(path, shown, "calendar")
    faults = Faults(path, shown)
    parts: dict[str, Any] = {"calendar": {}, "owners": {}, "stages": {}, "items": {}}
    if faults.mapping((), content, required=("calendar", "owners", "items"), optional=("stages",)):
        parts |= {key: value for key, value in content.items() if faults.mapping((key,), value)}
    faults.refuse()
    head = _head(parts["calendar"], faults)
    offices = {
        key: Office(key, given["zh"], given["en"])
        for key, given in parts["owners"].items()
        if faults.mapping(("owners", key), given, required=OFFICE) and _texts(("owners", key), given, OFFICE, faults)
    }
    stages = tuple(_stages(parts["stages"], faults))
    items = tuple(_items(parts["items"], head, offices, faults))
    _check_owners(items, faults)
    faults.refuse()
    return Calendar(campaign=campaign, offices=offices, items=items, stages=stages, **head)


def _head(given: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    """Return what the calendar as a whole says: titles, span, date of the document, what a day off does."""
    optional = ("dated", "dating", "note")
    if not faults.mapping(("calendar",), given, required=HEAD, optional=optional):
        return {}
    for key in ("zh", "en", "holiday_source", "dating", "note"):
        faults.text(("calendar", key), given.get(key, ""))
    faults.one_of(("calendar", "holiday"), given["holiday"], HOLIDAY_CHOICES, "choice for days off")
    days = {key: faults.day(("calendar", key), given[key]) for key in ("first", "last")}
    days["dated"] = faults.day(("calendar", "dated"), given["dated"]) if "dated" in given else None
    if ("dated" in given) != ("dating" in given):
        faults.add(
            ("calendar",), "dated and dating go together: the day, and whether it was signed, posted, published."
        )
    if days["first"] and days["last"] and days["last"] < days["first"]:
        faults.add(("calendar", "last"), f"{days['last']} lies before first, {days['first']}.")
    words = {key: given.get(key, "") for key in ("zh", "en", "holiday", "holiday_source", "dating", "note")}
    return {**words, **days}


def _stages(given: Mapping[str, Any], faults: Faults) -> Iterator[Stage]:
    for key, stage in given.items():
        where = ("stages", key)
        if not faults.mapping(where, stage, required=STAGE) or not _texts(where, stage, ("zh", "en"), faults):
            continue
        faults.one_of((*where, "clause"), stage["clause"], clause_ids(), "clause")
        first, last = (faults.day((*where, end), stage[end]) for end in ("first", "last"))
        if first and last and last < first:
            faults.add((*where, "last"), f"{last} lies before first, {first}.")
        elif first and last:
            yield Stage(key, stage["clause"], stage["zh"], stage["en"], first, last)


def _items(
    given: Mapping[str, Any], head: Mapping[str, Any], offices: Mapping[str, Office], faults: Faults
) -> Iterator[Item]:
    for key, item in given.items():
        where = ("items", key)
        optional = ("to", "form", "note", "first", "last", "met_by", *KINDS)
        if not faults.mapping(where, item, required=ITEM, optional=optional):
            continue
        before = len(faults.found)
        _texts(where, item, ("zh", "en", "note"), faults)
        faults.one_of((*where, "clause"), item["clause"], clause_ids(), "clause")
        forms = item.get("form", [])
        forms = forms if isinstance(forms, list) else [forms]
        for form in forms:
            faults.one_of((*where, "form"), form, form_ids(), "form")
        if "met_by" in item:
            faults.one_of((*where, "met_by"), item["met_by"], tuple(SHOWN), "thing the ledger shows")
        for role in ("owner", "to"):
            _check_office((*where, role), item.get(role), offices, faults)
        days, rhythm = _days(where, item, head, faults)
        if len(faults.found) == before:
            owner, to = offices[item["owner"]], offices.get(item.get("to", ""))
            words = (item["clause"], item["zh"], item["en"])
            yield Item(key, *words, owner, to, tuple(forms), days, rhythm, item.get("note", ""), item.get("met_by", ""))


def _texts(where: tuple[str, ...], given: Mapping[str, Any], names: tuple[str, ...], faults: Faults) -> bool:
    """Tell whether what is named is text; an optional one that is not there is."""
    sound = [faults.text((*where, name), given.get(name, "")) for name in names]
    return all(sound)


def _check_office(where: tuple[str, ...], given: Any, offices: Mapping[str, Office], faults: Faults) -> None:
    """Hold an owner or receiver against the offices of the file; a list of owners is two owners for one deadline."""
    if isinstance(given, list):
        faults.add(
            where, f"{' and '.join(map(str, given))}: a deadline has one owner. Name the one that answers for it."
        )
    elif given is not None:
        faults.one_of(where, given, tuple(offices), "office of this file")


def _days(where: tuple[str, ...], item: Mapping[str, Any], head: Mapping[str, Any], faults: Faults) -> tuple[Any, str]:
    """Return the days of an item and its rhythm; nothing where they cannot be read."""
    kinds = [kind for kind in KINDS if kind in item]
    if len(kinds) != 1:
        faults.add(where, f"{' and '.join(kinds) or 'no days'} given. Allowed: one of {', '.join(KINDS)}.")
        return (), ""
    if kinds[0] != "weekly" and not isinstance(item[kinds[0]], list):
        faults.add((*where, kinds[0]), f"{item[kinds[0]]!r} is no list. Write [{item[kinds[0]]}].")
        return (), ""
    try:
        first, last = (read_date(item[end]) if end in item else head.get(end) for end in ("first", "last"))
        if first is None or last is None:
            return (), ""  # the head's own fault is already named
        if first < EARLIEST or last > LATEST or last - first > LONGEST:
            raise ValueError(f"from {first} to {last} is no span of a campaign. Allowed: ten years from {EARLIEST} on.")
        days, rhythm = days_of(item, first, last)
        if days and not EARLIEST <= days[0] <= days[-1] <= LATEST:
            raise ValueError(f"{days[0]} to {days[-1]}: days of a campaign lie from {EARLIEST} to {LATEST}.")
    except ValueError as error:
        faults.add((*where, kinds[0]), str(error))
        return (), ""
    if not days:
        faults.add((*where, kinds[0]), f"no day of it lies from {first} to {last}.")
    elif len(set(days)) < len(days):
        faults.add((*where, kinds[0]), "a day stands here twice.")
    return days, rhythm


def _check_owners(items: tuple[Item, ...], faults: Faults) -> None:
    """Refuse two items that make different offices answer for one form, or one clause's one task, on one day."""
    seen: dict[tuple[Any, ...], Item] = {}
    for item in items:
        tasks = [(day, thing) for day in item.dates for thing in (*item.forms, (item.clause, item.zh))]
        for task in tasks:
            other = seen.setdefault(task, item)
            if other is not item and other.owner != item.owner:
                faults.add(
                    ("items", item.id, "owner"),
                    f"{item.owner.id} answers on {task[0]} for what items.{other.id} lays on {other.owner.id}. "
                    "A deadline has one owner.",
                )
                break
