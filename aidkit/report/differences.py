"""What differs between two runs: first what went in, then what came out, each with its value before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aidkit.report.basis import value_text
from aidkit.report.kept import Kept
from aidkit.report.table import MISSING, Table, written

INPUT_TABLES = ("values", "assumed_values", "assumed_inputs")  # their figures are compared as inputs
SETTINGS = ("lang", "date", "overrides", "reform", "place")  # compared under their own names, or with the values


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same.

    Attributes:
        kind: ``setting``, ``package``, ``rules``, ``value``, ``population`` or ``notebook`` for what went in;
            ``figure``, ``table`` or ``file`` for what came out.
        what: Its name: a parameter's path, a package, a cell of a table.
        before: Its value in the first run.
        after: Its value in the second.
    """

    kind: str
    what: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.kind} {self.what}: {self.before} → {self.after}"


def inputs_moved(before: Kept, after: Kept) -> list[Difference]:
    """Return what differs of what went into two runs: settings, packages, rules, values, population, notebook."""
    one, other = before.record, after.record
    found = [
        *_entries("setting", _settings(one), _settings(other)),
        *_entries("package", one["versions"], other["versions"]),
        *_entries("rules", one.get("rules", {}), other.get("rules", {})),
        *_entries("value", _values(one), _values(other)),
    ]
    for name in ("population", "notebook", "parameters", "rules"):
        was, now = (record["hashes"].get(name, "") for record in (one, other))
        told = {"parameters": "value", "rules": "rules"}.get(name)
        if was != now and not any(difference.kind == told for difference in found):
            found.append(Difference(told or name, _described(name, one), was[:12], now[:12]))
    return found


def numbers_moved(before: Kept, after: Kept) -> list[Difference]:
    """Return what differs of what came out of two runs: key figures, then tables cell by cell."""
    figures = (_figures(before.record), _figures(after.record))
    found = list(_entries("figure", *figures))
    for name in dict.fromkeys([*before.tables, *after.tables]):
        if name not in INPUT_TABLES:
            cells = [_cells(run.tables[name]) if name in run.tables else {} for run in (before, after)]
            found += _entries("table", *cells)
    return found


def _entries(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys([*before, *after]):
        was, now = before.get(name, MISSING), after.get(name, MISSING)
        if was != now:
            yield Difference(kind, name, str(was), str(now))


def _settings(record: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in record["parameters"].items() if name not in SETTINGS}
    return {"place": record["place"], "date": record["date"], "scenario": record["name"], **given}


def _values(record: Mapping[str, Any]) -> dict[str, str]:
    return {path: value_text(value, "en") for path, value in record.get("values", {}).items()}


def _figures(record: Mapping[str, Any]) -> dict[str, str]:
    """Return the key figures as text, by their labels in both languages."""
    return {
        f"{' '.join(figure['label'])} ({figure['unit'][-1]})": figure["shown"]
        for figure in record.get("key_figures", ())
    }


def _cells(table: Table) -> dict[str, str]:
    """Return a table's figures as text, by table, row and column; rows of one label are numbered."""
    first, *rest = table.heads
    times: Counter[str] = Counter()
    found = {}
    for row in table.rows():
        label = str(row[0])
        times[label] += 1
        line = label if times[label] == 1 else f"{label} #{times[label]}"
        for value, head in zip(row[1:], rest, strict=True):
            if head.form != "below":
                found[f"{table.name} · {line} · {head.column}"] = written(value, head.form)
    return found if rest else {first.column: str(len(table.frame))}


def _described(name: str, record: Mapping[str, Any]) -> str:
    """Say which population or notebook is meant."""
    if name == "population":
        return str(record.get("population", {}).get("source", "population"))
    return str(record["notebook"]) if name == "notebook" else name
