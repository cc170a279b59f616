"""Whether events may follow one another (台账逻辑): nothing mended before it was found, struck off without evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.ledger.columns import WRITTEN
from aidkit.campaign.ledger.events import Event
from aidkit.campaign.ledger.steps import ALWAYS, ORIGIN, STATES, SYSTEM
from aidkit.campaign.ledger.taxonomy import Taxonomy
from aidkit.errors import SHOWN, counted, listed, message

TITLES = {column.name: f"{column.zh} ({column.name})" for column in WRITTEN}


@dataclass
class Item:
    """Where a problem, clue or system stands after its last event."""

    first: Event
    last: Event
    state: str
    owner: str = ""
    due: date | None = None
    evidenced: bool = False

    def follow(self, event: Event) -> None:
        """Take in one event more."""
        self.last, self.state = event, event.step.into or self.state
        self.owner = event.owner if event.event == "assigned" else self.owner
        self.due = event.due or self.due
        self.evidenced = event.event != "reopened" and (self.evidenced or event.event == "evidence_attached")


@dataclass
class Fold:
    """Events taken in one by one; those that may not follow are kept as faults, and their items left where they are.

    Attributes:
        taxonomy: The words events may use.
        items: By number, where each problem, clue and system stands.
        faults: Row and sentence of each event refused.
        skipped: Later events of the same items, which were not looked at.
    """

    taxonomy: Taxonomy
    items: dict[str, Item] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    skipped: int = 0
    _stored: set[Event] = field(default_factory=set)

    def known(self, events: Iterable[Event]) -> int:
        """Take in events that were checked when they were stored, and return how many."""
        for event in events:
            self._stored.add(event)
            self._follow(event)
        return len(self._stored)

    def check(self, events: list[Event]) -> list[Event]:
        """Take in events, and keep what is wrong with them in ``faults``.

        Args:
            events: As read, in the order of their rows.

        Returns:
            Those that are new and may stand.
        """
        opened = {event.item: event for event in reversed(events) if not event.step.after}
        rows: dict[Event, int] = {}
        wrong: set[str] = set()
        new = []
        for event in events:
            first = rows.setdefault(event, event.row)
            if event.item in wrong:
                self.skipped += 1
                continue
            if event in self._stored and first == event.row:
                continue
            twice = f"the same event as in row {first}." if first != event.row else ""
            fault = twice or self._fault(event, opened)
            if fault:
                wrong.add(event.item)
                self.faults.append(f"row {event.row}, {event.item}: {fault}")
                continue
            self._follow(event)
            new.append(event)
        return new

    def refuse(self, name: str) -> None:
        """Raise what was found wrong, if anything was.

        Raises:
            CampaignError: Events that may not follow one another; each of the first five is named.
        """
        if not self.faults:
            return
        more = len(self.faults) - SHOWN
        later = f"{counted(self.skipped, 'later row')} of the same items not looked at." if self.skipped else ""
        raise CampaignError(
            message(
                f"{name}: {counted(len(self.faults), 'row')} cannot stand in the ledger (台账).",
                *(f"  {fault}" for fault in self.faults[:SHOWN]),
                f"  and {more} more." if more > 0 else "",
                f"  {later}" if later else "",
                "Nothing was stored. Mend the rows and read the file again.",
            )
        )

    def _follow(self, event: Event) -> None:
        item = self.items.get(event.item)
        if item is None:
            self.items[event.item] = Item(event, event, event.step.into)
        else:
            item.follow(event)

    def _fault(self, event: Event, opened: Mapping[str, Event]) -> str:
        """Say the first thing wrong with an event, or nothing."""
        item = self.items.get(event.item)
        place = _begun_twice(event, item) if not event.step.after else _out_of_place(event, item, opened)
        return place or self._misspoken(event, item) or (_unready(event, item) if item else "")

    def _misspoken(self, event: Event, item: Item | None) -> str:
        """Say what an event lacks, says in vain, or says in words or numbers nobody knows."""
        step = event.step
        missing = [TITLES[name] for name in step.needs if not event.says(name)]
        if missing:
            return f"{event.shown} without {listed(missing)}."
        origin = {name: getattr(item.first, name) for name in ORIGIN} if item else {}
        for name in (name for name in TITLES if event.says(name) and name not in (*ALWAYS, *step.needs, *step.takes)):
            if name not in origin:
                return f"{event.shown} says {TITLES[name]}, which it does not take; leave the cell empty."
            if getattr(event, name) != origin[name]:
                return f"{event.shown} says {TITLES[name]} {getattr(event, name)!r}; at first it was {origin[name]!r}."
        return self._unknown(event, item)

    def _unknown(self, event: Event, item: Item | None) -> str:
        known = self.taxonomy.systems if event.step.subject == SYSTEM else self.taxonomy.problems
        if event.kind and event.kind not in known:
            return f"the kind {event.kind!r} is not one of {event.step.subject}s; allowed: {listed(known, shown=4)}."
        town = item.first.town if item else event.town
        if event.owner and event.owner not in (*self.taxonomy.owners, town):
            names = listed((word.zh for word in self.taxonomy.owners.values()), shown=20)
            return f"unknown owner (责任单位) {event.owner!r}; allowed: {town} itself, {names}."
        if event.basis and event.basis not in self.items:
            return f"follows from {event.basis!r}, which is not in the ledger; enter that first."
        if event.due and event.due < event.day:
            return f"{event.shown} is due on {event.due}, before it was said."
        return ""


def _begun_twice(event: Event, item: Item | None) -> str:
    return f"{event.shown} a second time: the number is taken since {item.first.day}." if item else ""


def _out_of_place(event: Event, item: Item | None, opened: Mapping[str, Event]) -> str:
    """Say why an event cannot come now: its item is not there, is something else, is later, or stands elsewhere."""
    if item is None:
        later = opened.get(event.item)
        if later is None:
            return f"{event.shown}, but no row says that it was found."
        when = "before it was found" if event.day < later.day else "but entered before the row that says it was found"
        return f"{event.shown}, {when}: row {later.row}, {later.day}."
    if item.first.step.subject != event.step.subject:
        return f"{event.shown} is said of a {event.step.subject}; {event.item} is a {item.first.step.subject}."
    if event.day < item.last.day:
        begun = item.last is item.first
        return f"{event.shown}, before {'it was found' if begun else f'its last event, {item.last.step.en}'} on {item.last.day}."
    if item.state not in event.step.after:
        zh, en = STATES[item.state]
        due = " or ".join("{1} ({0})".format(*STATES[state]) for state in event.step.after)
        return f"{event.shown}, but it is {en} ({zh}); it must be {due}."
    return ""


def _unready(event: Event, item: Item) -> str:
    """Say what must have happened to a problem before this."""
    if event.event == "fixed" and not item.owner:
        return f"{event.shown}, but nobody answers for it; give it an owner first (交办)."
    if event.event == "due_moved" and item.due is None:
        return f"{event.shown}, but it has no time limit; plan a measure first (制定措施)."
    if event.event == "struck_off" and not item.evidenced:
        return f"{event.shown} without evidence (佐证材料) since it was last open; attach it first (附佐证)."
    return ""
