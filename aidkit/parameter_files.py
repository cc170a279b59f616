"""Reading ``params/*.yaml``: every fault of a file at once, nothing read past a doubt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from aidkit.errors import ParameterFileError, PolicyError, message, suggestion
from aidkit.parameter_values import TWINS, checked, in_rules_unit, resolve
from aidkit.parameters import Spec
from aidkit.shipped import shipped

NATIONAL = "national"
MAX_BYTES = 2_000_000  # a city's file is some 40 kB; anything near this is no parameter file
DATE_ADVICE = "Write the first day the value is in force as YYYY-MM-DD, oldest first."


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
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _stamp: int) -> ParameterFile:
    content = _load_yaml(path)
    faults = [f"{where}: {what}" for where, what in _schema_faults(content)]
    if faults:
        raise ParameterFileError(_faults_message(path, faults))
    place = _place(content["place"])
    entries: dict[str, tuple[Entry, ...]] = {}
    for name, leaf in _leaves(content["parameters"]):
        try:
            spec, row = resolve(name)
            if row is not None:
                raise PolicyError(f"{name} is one row of the table {spec.path}; give the whole table.")
            entries[name] = tuple(_entries(spec, leaf, place.id))
        except PolicyError as error:
            faults.append(f"{name}, {error}")
    if faults:
        raise ParameterFileError(_faults_message(path, faults))
    return ParameterFile(place, entries)


def _faults_message(path: Path, faults: list[str]) -> str:
    head = f"params/{path.name} cannot be used; {len(faults)} fault{'' if len(faults) == 1 else 's'}:"
    return message(head, *(f"- {fault}" for fault in faults))


# --------------------------------------------------------------------------------------------- YAML


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe YAML that refuses two equal keys and leaves dates as text for our own check."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own shape
        key: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.YAMLError(f"line {key_node.start_mark.line + 1}: the key {key!r} stands here a second time")
            seen.add(key)
        return super().construct_mapping(node, deep)  # type: ignore[no-any-return]


def _load_yaml(path: Path) -> Any:
    if path.stat().st_size > MAX_BYTES:
        raise ParameterFileError(
            message(f"params/{path.name} is larger than {MAX_BYTES:,} bytes.", "Is it a parameter file?")
        )
    try:
        text = path.read_text(encoding="utf-8")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Loader)):
            raise yaml.YAMLError("aliases (*name) are not allowed in parameter files")
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ParameterFileError(
            message(
                f"params/{path.name} is not readable YAML: {' '.join(str(error).split())}.",
                "Keys stand once, indented by two spaces, the file in UTF-8.",
            )
        ) from None


# ------------------------------------------------------------------------------------------- checks


@cache
def _validator() -> Any:
    from jsonschema import Draft202012Validator

    schema = shipped("params") / "schema.json"
    return Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def _schema_faults(content: Any) -> Iterator[tuple[str, str]]:
    for error in sorted(_validator().iter_errors(content), key=lambda e: [str(part) for part in e.absolute_path]):
        where = ".".join(str(part) for part in error.absolute_path) or "the file"
        yield where.removeprefix("parameters."), error.message


def _leaves(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in tree.items():
        name = f"{prefix}{key}"
        if "values" in value:
            yield name, value
        else:
            yield from _leaves(value, f"{name}.")


def _place(block: dict[str, Any]) -> Place:
    day = block.get("campaign_date")
    return Place(
        block["id"],
        block["en"],
        block["zh"],
        str(block.get("code", "")),
        _day(str(day), "place.campaign_date") if day else None,
        block.get("note", ""),
    )


def _day(text: str, where: str = "") -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PolicyError(message(f"{where + ', ' if where else ''}{text}: not a date.", DATE_ADVICE)) from None


def _entries(spec: Spec, leaf: dict[str, Any], origin: str) -> Iterator[Entry]:
    units = [spec.unit, TWINS[spec.unit][0]] if spec.unit in TWINS else [spec.unit]
    if leaf["unit"] not in units:
        raise PolicyError(
            message(f"unit {leaf['unit']!r}: not this parameter's unit.", f"Allowed: {' or '.join(units)}.")
        )
    earlier: date | None = None
    for text, record in leaf["values"].items():
        since = _day(str(text))
        if earlier is not None and since <= earlier:
            raise PolicyError(message(f"{since}: stands after {earlier}.", DATE_ADVICE))
        earlier = since
        yield _entry(spec, record, since, leaf["unit"], origin)


def _entry(spec: Spec, record: dict[str, Any], since: date, unit: str, origin: str) -> Entry:
    def converted(key: str) -> Any:
        return in_rules_unit(spec, checked(spec, record[key]), unit) if record.get(key) is not None else None

    source = record["source"]
    low, high, value = converted("low"), converted("high"), converted("value")
    needs_range = spec.kind == "number" and record["status"] == "assumed" and value is not None
    if needs_range and (low is None or high is None or not low <= value <= high):
        raise PolicyError(
            message(
                f"{since}: an assumed number needs low ≤ value ≤ high.",
                "Give the range you hold possible.",
            )
        )
    if value is None:
        checked(spec, None)
    return Entry(
        spec.path,
        value,
        spec.unit,
        since,
        record["status"],
        _citation(source),
        source.get("address", ""),
        low,
        high,
        record.get("note", ""),
        origin,
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
