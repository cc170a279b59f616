"""A policy: one place's parameters and rules on one date, and reforms laid over it without touching it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from dataclasses import replace as with_changes
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aidkit.errors import PolicyError, listed, message
from aidkit.parameter_files import NATIONAL, Entry, Place, national_file, parameter_file, places
from aidkit.parameter_values import checked, resolve
from aidkit.parameters import SPECS, Spec
from aidkit.reform_values import scaled, spread

if TYPE_CHECKING:
    import pandas as pd

Change = tuple[str, Any, Any]
BASELINE = "baseline"


@dataclass(frozen=True, eq=False)
class Policy:
    """A place's parameters on a date, immutable and hashable; make one with ``load_policy``.

    Attributes:
        place: The place.
        date: The policy date.
        entries: By path, the entry in force on the date, or the one a reform put in its place.
        name: ``baseline``, or the reform's name.
        changes: What reforms changed: path, value before, value after, in the order they were made.
        rules: Rule functions a reform put in place of, or beside, those of the package.
    """

    place: Place
    date: date
    entries: Mapping[str, Entry]
    name: str = BASELINE
    changes: tuple[Change, ...] = ()
    rules: tuple[Callable[..., Any], ...] = field(default=())

    def __getitem__(self, path: str) -> Any:
        """Return a value in the rules' unit; a path below a grade table returns that kind's limit.

        Raises:
            PolicyError: The path is unknown; the message names the nearest.
        """
        spec, row = resolve(path)
        value = deepcopy(self.entries[spec.path].value)
        if row is not None:
            return value.get(row, 0)
        return list(value) if isinstance(value, tuple) else value

    def entry(self, path: str) -> Entry:
        """Return the whole record of a path: value, unit, first day in force, status, source, range.

        Raises:
            PolicyError: The path is unknown; the message names the nearest.
        """
        return deepcopy(self.entries[resolve(path)[0].path])

    def provenance(self) -> pd.DataFrame:
        """Return a table of every parameter in force: one row a path, with labels, unit, date, status and source."""
        import pandas as pd

        rows = [
            {
                "path": spec.path,
                "en": spec.en,
                "zh": spec.zh,
                "value": e.value,
                "unit": e.unit,
                "since": e.since,
                "status": e.status,
                "source": e.source,
                "address": e.address,
                "low": e.low,
                "high": e.high,
                "note": e.note,
                "origin": e.origin,
            }
            for spec in SPECS
            for e in [self.entry(spec.path)]
        ]
        return pd.DataFrame(rows).astype({"low": "float64", "high": "float64"})

    def reform(
        self,
        changes: Mapping[str, Any] | None = None,
        *,
        name: str | None = None,
        rules: Callable[..., Any] | Sequence[Callable[..., Any]] = (),
    ) -> Policy:
        """Return a new policy with values or rules changed; a later change of a path wins, the others stay.

        Args:
            changes: By path, the new value in the rules' unit; a group path takes a mapping of what lies below.
            name: What to call the reform in tables and reports.
            rules: Functions declared with ``aidkit.rule``; those named like a rule replace it.

        Returns:
            The reformed policy; this one stays as it is.

        Raises:
            PolicyError: A path is unknown, a value is outside its range, two rules share a name, or nothing is changed.

        Example:
            >>> policy = load_policy("jinjiang")
            >>> policy.reform({"edge.multiple": 1.5}).changes
            (('edge.multiple', 2.0, 1.5),)
        """
        from aidkit.rules.definition import rule_of

        given = (rules,) if callable(rules) else tuple(rules)
        new = spread({} if changes is None else changes)
        if not new and not given:
            raise PolicyError(
                message("The reform changes nothing.", 'Give a path and a value, e.g. {"edge.multiple": 1.5}.')
            )
        result = self
        for path, value in new:
            result = result._changed(path, value)
        names = tuple(rule_of(function).name for function in given)
        double = [name for name, times in Counter(names).items() if times > 1]
        if double:
            raise PolicyError(message(f"The reform gives more than one rule called {listed(double)}.", "Keep one."))
        kept = tuple(f for f in self.rules if rule_of(f).name not in names)
        return result._named(name or _default_name(self, new, names), kept + given)

    def scale(self, factors: Mapping[str, float], *, name: str | None = None) -> Policy:
        """Return a new policy with every number at or below each path multiplied; null stays null.

        Args:
            factors: By path or group of paths, the factor.
            name: What to call the reform.

        Raises:
            PolicyError: A path is unknown or holds no numbers, a factor is no positive number, or a scaled value is
                outside its range.

        Example:
            >>> load_policy("jinjiang").scale({"dibao.standard": 1.1})["dibao.standard.urban"]
            852.5000000000001
        """
        changes = scaled({path: entry.value for path, entry in self.entries.items()}, factors)
        default = "; ".join(f"{path} × {factor:g}" for path, factor in factors.items())
        return self.reform(changes, name=name or (default if self.name == BASELINE else f"{self.name}; {default}"))

    def _changed(self, path: str, value: Any) -> Policy:
        spec, row = resolve(path)
        old = self.entries[spec.path]
        new = checked(spec, {**old.value, row: value} if row is not None else value)
        entry = Entry(spec.path, new, spec.unit, self.date, "reform", f"in place of {old.value} ({old.source})")
        entries = MappingProxyType({**self.entries, spec.path: entry})
        return with_changes(self, entries=entries, changes=(*self.changes, deepcopy((spec.path, old.value, new))))

    def _named(self, name: str, rules: tuple[Callable[..., Any], ...]) -> Policy:
        changed = {path for path, _, _ in self.changes}
        entries = {
            path: with_changes(entry, origin=name) if path in changed and entry.status == "reform" else entry
            for path, entry in self.entries.items()
        }
        return with_changes(self, entries=MappingProxyType(entries), name=name, rules=rules)

    @cached_property
    def _key(self) -> tuple[Any, ...]:
        values = tuple((path, _hashable(entry.value)) for path, entry in self.entries.items())
        return (self.place.id, self.date, values, self.rules)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Policy) and self._key == other._key

    def __reduce__(self) -> tuple[Any, ...]:
        plain = (self.place, self.date, dict(self.entries), self.name, self.changes, self.rules)
        return _restored, plain

    def __repr__(self) -> str:
        return f"Policy({self.place.id}, {self.date}, {self.name})"


def _restored(place: Place, day: date, entries: dict[str, Entry], *rest: Any) -> Policy:
    """Make a policy again from what a pickle holds, for runs in several processes."""
    return Policy(place, day, MappingProxyType(entries), *rest)


def load_policy(place: str, date: date | str | None = None) -> Policy:
    """Load a place's parameters as in force on a date.

    Args:
        place: Id of the place, one of ``aidkit.places()``.
        date: Policy date, a date or ``"YYYY-MM-DD"``; the place's campaign date when left out.

    Returns:
        The policy; national values hold where the place has none of its own.

    Raises:
        PolicyError: The place is unknown, the date is no date, or a parameter has no value yet on it.

    Example:
        >>> load_policy("jinjiang", date="2021-08-24")["edge.multiple"]
        2.0
    """
    if place == NATIONAL:
        raise PolicyError(message("'national' holds defaults and is no place.", f"Places: {', '.join(places())}."))
    own, nation = parameter_file(place), national_file()
    day = _policy_date(date, own.place)
    entries = {spec.path: _in_force(own.entries, spec, day) or _in_force(nation.entries, spec, day) for spec in SPECS}
    missing = [path for path, entry in entries.items() if entry is None]
    if missing:
        raise PolicyError(_too_early(own.place, day, missing, [own.entries, nation.entries]))
    found = {path: entry for path, entry in entries.items() if entry is not None}
    return Policy(own.place, day, MappingProxyType(found))


def _policy_date(day: date | str | None, place: Place) -> date:
    if day is None:
        assert place.campaign_date is not None
        return place.campaign_date
    try:
        found = date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        found = None
    if not isinstance(found, date) or found != found:  # noqa: PLR0124 - pandas' NaT is a date too
        raise PolicyError(message(f"{day!r} is not a date.", 'Write it as YYYY-MM-DD, e.g. "2021-08-24".'))
    return found.date() if isinstance(found, datetime) else found


def _in_force(entries: Mapping[str, tuple[Entry, ...]], spec: Spec, day: date) -> Entry | None:
    valid = [entry for entry in entries.get(spec.path, ()) if entry.since <= day]
    return valid[-1] if valid else None


def _too_early(place: Place, day: date, missing: list[str], files: list[dict[str, tuple[Entry, ...]]]) -> str:
    first = [min(e[path][0].since for e in files if e.get(path)) for path in missing if any(e.get(path) for e in files)]
    nowhere = [path for path in missing if not any(entries.get(path) for entries in files)]
    if nowhere:
        return message(f"{place.id}: no value at all for {listed(nowhere)}.", f"Write one in params/{place.id}.yaml.")
    return message(
        f"{place.id} on {day}: {len(missing)} of {len(SPECS)} parameters have no value yet: {listed(missing)}.",
        f"Choose a date from {max(first)} on, or add earlier values to params/{place.id}.yaml.",
    )


def _default_name(policy: Policy, changes: list[tuple[str, Any]], rules: tuple[str, ...]) -> str:
    parts = [f"{path} = {value}" for path, value in changes] + [f"rule {name}" for name in rules]
    return "; ".join([policy.name, *parts] if policy.name != BASELINE else parts)


def _hashable(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple(sorted(value.items()))
    return tuple(_hashable(step) for step in value) if isinstance(value, tuple) else value


__all__ = ["Entry", "Place", "Policy", "load_policy", "places"]
