"""Read a plan: every fault of the file at once, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.plan.campaign import Campaign, Check, Day, Department, Group, Source, Threshold
from aidkit.campaign.plan.lines import Keys, line_of, lines_of
from aidkit.campaign.plan.vocabulary import ANSWERS, CONDITIONS, SETTINGS, THRESHOLDS, Meaning
from aidkit.errors import counted, listed, message, suggestion
from aidkit.parameter_files import places
from aidkit.parameter_yaml import MAX_FAULTS, load_yaml, shape_faults
from aidkit.shipped import shipped

SCHEMA = "campaigns"  # folder below params that holds the schema


def read_plan(path: Path) -> Campaign:
    """Read a plan.

    Args:
        path: The YAML file; its folder is named like the campaign.

    Raises:
        CampaignError: The plan breaks its schema, names what is not there, or a date is none; with lines.
        ParameterFileError: It is not readable YAML.
    """
    shown = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
    content = load_yaml(path, shown, "campaign's plan")
    faults = [
        (keys, _shape(keys, said, content)) for keys, said in shape_faults(content, shipped("params") / SCHEMA, shown)
    ]
    campaign = None
    if not faults:
        reading = _Reading(content)
        campaign = reading.campaign(path.parent)
        faults = reading.faults
    if faults or campaign is None:
        lines = lines_of(path)
        said = sorted((line_of(lines, keys), ".".join(keys) or "the file", what) for keys, what in faults)
        raise CampaignError(
            message(
                f"{shown} cannot be used; {counted(len(faults), 'fault')}:",
                *(f"- line {line}, {where}: {what}" for line, where, what in said),
            )
        )
    return campaign


def _shape(keys: Keys, said: str, content: Any) -> str:
    """Say what breaks the schema; of an owner that is a list, that there can be only one."""
    if keys[-1:] == ("owner",):
        value = content
        for key in keys:  # a key of the file may be a number, here it is a text
            value = {str(own): below for own, below in _below(value)}[key]
        if isinstance(value, list):
            return f"{counted(len(value), 'owner')} ({listed(value)}). One department answers for a group's list; the others stand in `by` of its checks."
    return said


def _below(value: Any) -> Iterable[tuple[Any, Any]]:
    return value.items() if isinstance(value, Mapping) else enumerate(value)


@dataclass
class _Reading:
    """A plan whose shape is right, on the way to a campaign; what cannot be used is added to the faults."""

    content: Mapping[str, Any]
    faults: list[tuple[Keys, str]] = field(default_factory=list)

    def campaign(self, folder: Path) -> Campaign:
        head = self.content["campaign"]
        if head["id"] != folder.name:
            self._fault(("campaign", "id"), f"{head['id']!r} is not the name of the folder, {folder.name!r}.")
        known = places()
        for number, place in enumerate(head["places"]):
            self._known(("campaign", "places", str(number)), place, known, "a place aidkit knows")
        start, end = (self._day(("campaign", key), head[key]) for key in ("start", "end"))
        if start and end and end < start:
            self._fault(("campaign", "end"), f"{end} lies before the start, {start}.")
        departments = {
            key: Department(key, office["en"], office["zh"]) for key, office in self.content["departments"].items()
        }
        checks = dict(self._checks(departments))
        return Campaign(
            id=head["id"], en=head["en"], zh=head["zh"], places=tuple(head["places"]),
            document=Source(**head["document"]), start=start or date.min, end=end or date.max,
            dates=dict(self._dates()), departments=departments,
            checks=checks, groups=dict(self._groups(departments, checks)),
            widenings=dict(self._widenings()),
            settings=self._values(("settings",), self.content.get("settings", {}), SETTINGS),
            folder=folder, note=head.get("note", ""),
        )  # fmt: skip

    def _dates(self) -> Iterator[tuple[str, Day]]:
        for key, given in self.content.get("dates", {}).items():
            day = self._day(("dates", key, "day"), given["day"])
            yield key, Day(key, day or date.min, given["en"], given["zh"], given["clause"])

    def _checks(self, departments: Mapping[str, Department]) -> Iterator[tuple[str, Check]]:
        for key, given in self.content.get("checks", {}).items():
            for number, name in enumerate(given["by"]):
                self._known(("checks", key, "by", str(number)), name, departments, "a department of this plan")
            self._known(("checks", key, "answer"), given["answer"], ANSWERS, "an answer a screening gives")
            by = tuple(departments[name] for name in given["by"] if name in departments)
            yield key, Check(key, given["en"], given["zh"], given["clause"], by, given["answer"])

    def _groups(
        self, departments: Mapping[str, Department], checks: Mapping[str, Check]
    ) -> Iterator[tuple[str, Group]]:
        for key, given in self.content.get("groups", {}).items():
            at = ("groups", key)
            self._known((*at, "owner"), given["owner"], departments, "a department of this plan")
            for number, name in enumerate(given["checks"]):
                self._known((*at, "checks", str(number)), name, checks, "a check of this plan")
            condition = given.get("condition", "")
            thresholds = self._values((*at, "thresholds"), given.get("thresholds", {}), THRESHOLDS)
            if condition:
                self._condition(at, condition, given.get("thresholds", {}))
            short = given.get("short", given)
            yield key, Group(
                id=key, en=given["en"], zh=given["zh"], clause=given["clause"], condition=condition,
                thresholds=thresholds, owner=departments.get(given["owner"], _NOBODY),
                checks=tuple(checks[name] for name in given["checks"] if name in checks), note=given.get("note", ""),
                short_en=short["en"], short_zh=short["zh"],
            )  # fmt: skip

    def _condition(self, at: Keys, condition: str, thresholds: Mapping[str, Any]) -> None:
        self._known((*at, "condition"), condition, CONDITIONS, "a condition aidkit has")
        if condition not in CONDITIONS:
            return
        needed = CONDITIONS[condition]
        missing = [name for name in needed if name not in thresholds]
        idle = [name for name in thresholds if name in THRESHOLDS and name not in needed]
        if missing:
            self._fault(at, f"{condition} asks for {listed(missing)}, and the group gives none.")
        if idle:
            said = f"It asks for {listed(needed)}." if needed else "It asks for none."
            self._fault((*at, "thresholds", idle[0]), f"{condition} does not ask for {listed(idle)}. {said}")

    def _widenings(self) -> Iterator[tuple[str, Mapping[str, Mapping[str, Threshold]]]]:
        groups = self.content.get("groups", {})
        for town, given in self.content.get("widenings", {}).items():
            wider = {}
            for key, values in given.items():
                at = ("widenings", town, key)
                self._known(at, key, groups, "a group of this plan")
                wider[key] = self._values(at, values, THRESHOLDS)
                for name, value in wider[key].items():
                    self._wider((*at, name), value, groups.get(key, {}).get("thresholds", {}).get(name))
            yield town, wider

    def _wider(self, at: Keys, value: Threshold, given: Mapping[str, Any] | None) -> None:
        """A town may look at more people than the city's list, never at fewer (JJ-2.1)."""
        if given is None:
            self._fault(at, "the group has no such threshold to widen.")
            return
        city = _number(given["value"])
        if city is None or value.number == city or (value.number > city) == THRESHOLDS[value.name].wider_above:
            return
        self._fault(at, f"{value.value} is narrower than the city's {given['value']}. A town may only widen a list.")

    def _values(self, at: Keys, given: Mapping[str, Any], known: Mapping[str, Meaning]) -> dict[str, Threshold]:
        found = {}
        for name, one in given.items():
            here = (*at, name)
            if not self._known(here, name, known, "a threshold aidkit knows"):
                continue
            unit = known[name].unit
            if one["unit"] != unit:
                self._fault((*here, "unit"), f"{one['unit']!r} is not the unit of {name}. Allowed: {unit}.")
            value = one["value"]
            if (unit == "date") != isinstance(value, str):
                self._fault((*here, "value"), f"{value!r} is not {'a day' if unit == 'date' else 'a number'}.")
                continue
            value = self._day((*here, "value"), value) if isinstance(value, str) else value
            low, high = one.get("low"), one.get("high")
            if low is not None and high is not None and not low <= value <= high:
                self._fault(here, "an assumed number needs low ≤ value ≤ high.")
            found[name] = Threshold(name, value or 0, one["unit"], one["status"], Source(**one["source"]), low, high)
        return found

    def _known(self, at: Keys, name: str, valid: Any, what: str) -> bool:
        if name not in valid and len(self.faults) <= MAX_FAULTS:
            self._fault(at, f"{name!r} is not {what}. {suggestion(name, list(valid))}")
        return name in valid

    def _day(self, at: Keys, text: str) -> date | None:
        try:
            return date.fromisoformat(text)
        except ValueError:
            self._fault(at, f"{text}: not a date. Write a day there is as YYYY-MM-DD.")
            return None

    def _fault(self, at: Keys, said: str) -> None:
        self.faults.append((at, said))


_NOBODY = Department("", "", "")


def _number(value: Any) -> float | None:
    """Return a value of the file as a number to compare with; None where it is no day."""
    if not isinstance(value, str):
        return float(value)
    try:
        return Threshold("", date.fromisoformat(value), "date", "", Source()).number
    except ValueError:
        return None
