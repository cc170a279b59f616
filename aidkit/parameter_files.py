"""Reading ``params/*.yaml``: every fault of a file at once, nothing read past a doubt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from aidkit.errors import ParameterFileError, PolicyError, counted, message, suggestion
from aidkit.parameter_faults import Faults, Keys
from aidkit.parameter_values import TWINS, checked, in_rules_unit, resolve
from aidkit.parameter_yaml import DATE_ADVICE, MAX_FAULTS, load_yaml, shape_faults
from aidkit.parameters import SPECS, Spec
from aidkit.remembering import until_changed
from aidkit.shipped import shipped

NATIONAL = "national"


@dataclass(frozen=True)
class Place:
    """A place whose rules can be run.

    Attributes:
        id: Name of its file, e.g. ``jinjiang``.
        en: English name.
        zh: Chinese name.
        code: Division code.
        campaign_date: The date taken when none is given; None for the national file.
        note: What a reader should know of the file.
    """

    id: str
    en: str
    zh: str
    code: str
    campaign_date: date | None
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """One value of one path from its first day in force, in the rules' unit, with where it comes from.

    Attributes:
        path: Parameter path.
        value: Value in the rules' unit.
        unit: The rules' unit.
        since: First day in force.
        status: ``seed``, ``published``, ``assumed`` or ``reform``.
        source: Document and clause, notice, or the reason for an assumption.
        address: Where a published source was seen.
        low: Lowest plausible value of an assumed number.
        high: Highest plausible value of an assumed number.
        note: What a reader should know of the value.
        alternatives: Other values an assumed choice may take.
        origin: File it comes from (``national`` or the place), or the reform's name.
    """

    path: str
    value: Any
    unit: str
    since: date
    status: str
    source: str
    address: str = ""
    low: float | None = None
    high: float | None = None
    note: str = ""
    origin: str = ""
    alternatives: tuple[Any, ...] = ()


@dataclass(frozen=True)
class ParameterFile:
    """One parsed file: its place and, by path, the dated entries oldest first."""

    place: Place
    entries: dict[str, tuple[Entry, ...]]


def places() -> tuple[str, ...]:
    """Return the ids of the places that can be loaded, in alphabetical order."""
    return tuple(sorted(path.stem for path in shipped("params").glob("*.yaml") if path.stem != NATIONAL))


def read_parameter_file(path: Path) -> ParameterFile:
    """Read and check one file of parameters.

    Args:
        path: The YAML file.

    Returns:
        Its place and dated entries, values in the rules' units.

    Raises:
        ParameterFileError: The file breaks YAML, the schema or the rules of values; all faults are listed.
    """
    return _read(path)


def check_place(path: Path) -> ParameterFile:
    """Read a place's file and make sure that a report can run on it: no path without a value on the campaign's date.

    Args:
        path: The YAML file, in a folder with ``national.yaml``.

    Raises:
        ParameterFileError: The file cannot be used, or lacks what no national rule gives; each with its line.
    """
    own, nation = read_parameter_file(path), read_parameter_file(path.with_name(f"{NATIONAL}.yaml"))
    day, faults = own.place.campaign_date, Faults(None)
    for spec in SPECS:
        keys = ("parameters", *spec.path.split("."))
        entries = own.entries.get(spec.path, ()) + nation.entries.get(spec.path, ())
        if not entries:
            faults.add(keys, f"missing, and no national rule gives it. Write {spec.zh} {spec.en} in {spec.unit}.")
        elif day and (first := min(entry.since for entry in entries)) > day:
            what = f"in force too late for the campaign_date {day}. Add the value before, too."
            faults.add((*keys, "values", str(first)), what)
    _refuse(faults, path)
    return own


def _refuse(faults: Faults, path: Path) -> None:
    if faults.found:
        texts = faults.texts(path)
        head = f"params/{path.name} cannot be used; {counted(len(texts), 'fault')}:"
        raise ParameterFileError(message(head, *(f"- {text}" for text in texts)))


@until_changed
def _read(path: Path) -> ParameterFile:
    content = load_yaml(path)
    faults = Faults(content)
    for keys, what in shape_faults(content, path.parent, f"params/{path.name}"):
        faults.add(keys, what)
    misshapen = set(faults.found)
    unsound = {keys[:length] for keys in misshapen for length in range(len(keys) + 1)}
    entries: dict[str, tuple[Entry, ...]] = {}
    place = None
    if isinstance(content, dict):
        if ("place",) not in unsound and "place" in content:
            place = _place(content["place"], path.stem, faults)
        for keys, leaf in _leaves(content.get("parameters"), ("parameters",)):
            if len(faults.found) > MAX_FAULTS:  # whoever has so many mends these first
                break
            below = any(keys[:length] in misshapen for length in range(2, len(keys)))  # of a group of no known shape
            if keys not in unsound and not below:
                entries[".".join(keys[1:])] = _entries(keys, leaf, path.stem, faults)
    _refuse(faults, path)
    assert place is not None  # the schema asks for it
    return ParameterFile(place, entries)


# What follows adds to `faults` and goes on, so that one reading of a file finds them all.


def _leaves(tree: Any, above: Keys) -> Iterator[tuple[Keys, dict[str, Any]]]:
    for key, value in tree.items() if isinstance(tree, dict) else ():
        if isinstance(value, dict) and "values" in value:
            yield (*above, str(key)), value
        else:
            yield from _leaves(value, (*above, str(key)))


def _place(block: dict[str, Any], stem: str, faults: Faults) -> Place:
    if block["id"] != stem:
        what = f"{block['id']!r} is not the name of the file. Write {stem!r}, or rename the file."
        faults.add(("place", "id"), what)
    campaign = block.get("campaign_date")
    day = _day(campaign, ("place", "campaign_date"), f"{campaign}: not a date. {DATE_ADVICE}", faults)
    return Place(block["id"], block["en"], block["zh"], block.get("code", ""), day, block.get("note", ""))


def _day(text: str | None, keys: Keys, what: str, faults: Faults) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults.add(keys, what)
        return None


def _entries(keys: Keys, leaf: dict[str, Any], origin: str, faults: Faults) -> tuple[Entry, ...]:
    try:
        spec, row = resolve(".".join(keys[1:]))
    except PolicyError as error:
        faults.add(keys, _one_line(error))
        return ()
    if row is not None:
        faults.add(keys, f"one row of the table {spec.path}. Give the whole table.")
        return ()
    units = [spec.unit, TWINS[spec.unit]] if spec.unit in TWINS else [spec.unit]
    if leaf["unit"] not in units:
        what = f"{leaf['unit']!r} is not this parameter's unit. Allowed: {' or '.join(units)}."
        faults.add((*keys, "unit"), what)
        return ()
    found: list[Entry] = []
    for text, record in leaf["values"].items():
        here = (*keys, "values", text)
        since = _day(text, here, f"not a date. {DATE_ADVICE}", faults)
        if since is None:
            continue
        if found and since <= found[-1].since:
            faults.add(here, f"stands after {found[-1].since}. {DATE_ADVICE}")
        try:
            found.append(_entry(spec, record, since, leaf["unit"], origin))
        except PolicyError as error:
            faults.add(here, _one_line(error).removeprefix(f"{spec.path}: "))
    return tuple(found)


def _one_line(error: PolicyError) -> str:
    return " ".join(str(error).splitlines())


def _entry(spec: Spec, record: dict[str, Any], since: date, unit: str, origin: str) -> Entry:
    def converted(value: Any) -> Any:
        return in_rules_unit(spec, checked(spec, value), unit)

    value = converted(record["value"])
    alternatives = tuple(converted(alternative) for alternative in record.get("alternatives", ()))
    low, high = (converted(record[key]) if key in record else None for key in ("low", "high"))
    bounded = low is not None and high is not None and value is not None and low <= value <= high
    if not bounded and (low is not None or high is not None):
        raise PolicyError(message("an assumed number needs low ≤ value ≤ high.", "Give the range you hold possible."))
    source = record["source"]
    return Entry(
        path=spec.path,
        value=value,
        unit=spec.unit,
        since=since,
        status=record["status"],
        source=_citation(source),
        address=source.get("address", ""),
        low=low,
        high=high,
        note=record.get("note", ""),
        origin=origin,
        alternatives=alternatives,
    )


def _citation(source: dict[str, Any]) -> str:
    if "document" in source:
        return f"{source['document']} {source['clause']}"
    if "notice" in source:
        return " ".join(str(source[key]) for key in ("notice", "article", "clause") if key in source)
    return str(source["reason"])


def parameter_file(place: str) -> ParameterFile:
    """Return the file of a place by its id.

    Raises:
        PolicyError: No such place; the message names the nearest or all.
    """
    if place not in places():
        raise PolicyError(message(f"{place!r} is not a place aidkit knows.", suggestion(str(place), places())))
    return read_parameter_file(shipped("params") / f"{place}.yaml")


def national_file() -> ParameterFile:
    """Return the national defaults."""
    return read_parameter_file(shipped("params") / f"{NATIONAL}.yaml")
