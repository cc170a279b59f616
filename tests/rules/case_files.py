"""The YAML cases as data: rule cases for one function, family cases for the whole rulebook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from aidkit.engine.plain import parameter_value
from aidkit.parameter_values import checked
from aidkit.parameters import BY_ARGUMENT
from aidkit.rules import all_nodes
from aidkit.rules.definition import Rule
from aidkit.schema import COLUMNS, HOUSEHOLD_COLUMNS, PERSON_COLUMNS, category_names

CASES = Path(__file__).parents[1] / "cases"
HOUSEHOLD_ID = "family"
TOLERANCE = 1e-9  # yuan, and relative: the order of additions may differ, nothing else


@dataclass(frozen=True)
class RuleCase:
    """One call of one rule: its arguments by name and its value, categories by name."""

    rule: str
    name: str
    source: str
    given: Mapping[str, Any]
    expect: Any


@dataclass(frozen=True)
class FamilyCase:
    """One family under the base parameters and a few of its own, and some of its result columns."""

    file: str
    name: str
    source: str
    household: Mapping[str, Any]
    persons: Mapping[str, Mapping[str, Any]]
    parameters: Mapping[str, Any]
    expect_household: Mapping[str, Any]
    expect_persons: Mapping[str, Mapping[str, Any]]

    def tables(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Return the two tables; a column that one member names takes its default for the others."""
        row = {"household_id": HOUSEHOLD_ID, "area": "urban", **self.household}
        named = {column for member in self.persons.values() for column in member}
        defaults = {name: COLUMNS["person"][name].default for name in named}
        persons = [
            {"person_id": person, "household_id": HOUSEHOLD_ID, **defaults, **member}
            for person, member in self.persons.items()
        ]
        return pd.DataFrame([row]), pd.DataFrame(persons)


class _Strict(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML that refuses a key written twice instead of keeping the last; read by libyaml where it is at hand."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    double = {key for key in keys if keys.count(key) > 1}
    if double:
        raise ValueError(f"{node.start_mark}: written twice: {double}")
    return loader.construct_mapping(node, deep=True)


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(path: Path) -> Any:
    """Read one YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), _Strict)


@cache
def base_parameters() -> dict[str, Any]:
    """Return the parameters every family case starts from."""
    return dict(read(CASES / "base_parameters.yaml"))


@cache
def rule_cases() -> tuple[RuleCase, ...]:
    """Read every case of a single rule; what a group calls usual holds where a case says nothing else."""
    return tuple(_rule_cases())


@cache
def family_cases() -> tuple[FamilyCase, ...]:
    """Read every case of a whole family."""
    return tuple(_family_cases())


def _rule_cases() -> Iterator[RuleCase]:
    for path in sorted((CASES / "rules").glob("*.yaml")):
        for group in read(path):
            for case in group["cases"]:
                given = {**group.get("usual", {}), **case["given"]}
                yield RuleCase(group["rule"], case["name"], group["source"], given, case["expect"])


def _family_cases() -> Iterator[FamilyCase]:
    for path in sorted((CASES / "families").glob("*.yaml")):
        for case in read(path):
            unknown = set(case) - {"name", "source", "households", "persons", "parameters", "expect"}
            assert not unknown, f"{path.name}, {case['name']}: unknown {unknown}"
            yield FamilyCase(
                file=path.stem,
                name=case["name"],
                source=case["source"],
                household=case.get("households", {}),
                persons=case["persons"],
                parameters=case.get("parameters", {}),
                expect_household=case["expect"].get("household", {}),
                expect_persons=case["expect"].get("persons", {}),
            )


@cache
def rules() -> dict[str, Rule]:
    """Return every rule by name."""
    return {name: node for name, (node, *_) in all_nodes().items() if isinstance(node, Rule)}


def argument(name: str, value: Any) -> Any:
    """Turn a value as a case writes it into what a rule receives: categories and parameters as numbers."""
    if name in BY_ARGUMENT:
        spec = BY_ARGUMENT[name]
        return parameter_value(spec, checked(spec, value))
    columns = {column.name: column for column in (*HOUSEHOLD_COLUMNS, *PERSON_COLUMNS)}
    known = columns.get(name) or rules().get(name)
    categories = known.categories if known is not None else None
    return value if categories is None else category_names(categories).index(value)
