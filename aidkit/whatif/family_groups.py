"""Groups of families by which gains and losses are shown (分组)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from aidkit.errors import MeasureError, message, suggestion
from aidkit.population import Population
from aidkit.schema import LABELS_ZH, Absence, Area, category_names

Labels = np.ndarray[Any, Any]

MINOR_BELOW = 18  # years, 未成年人保护法 Art. 2
ELDERLY_FROM = 60  # years, 老年人权益保障法 Art. 2
LARGE = 5  # members; larger families are one group
UNNAMED = "(none given)"


def _members(population: Population, chosen: Labels) -> Labels:
    """Count the chosen counted members of each household, (households,)."""
    counted = chosen & (population.column("person", "absence") == Absence.NONE)
    return np.bincount(population.household_of, weights=counted, minlength=len(population.households))


def _has(population: Population, chosen: Labels) -> Labels:
    return np.where(_members(population, chosen) > 0, "yes", "no")


def _area(population: Population) -> Labels:
    names = np.array(category_names(Area), dtype=object)
    area: Labels = names[population.column("household", "area")]
    return area


def _family_size(population: Population) -> Labels:
    size = _members(population, np.ones(len(population.persons), bool)).astype(int)
    return np.where(size >= LARGE, f"{LARGE} or more", size.astype(str))


GROUPS: dict[str, tuple[str, Callable[[Population], Labels]]] = {
    "area": ("城乡", _area),
    "town": ("乡镇（街道）", lambda p: p.column("household", "town").astype(str)),
    "family_size": ("家庭人口", _family_size),
    "children": ("有未成年人", lambda p: _has(p, p.column("person", "age") < MINOR_BELOW)),
    "elderly": ("有老年人", lambda p: _has(p, p.column("person", "age") >= ELDERLY_FROM)),
    "disabled": ("有残疾人", lambda p: _has(p, p.column("person", "disability_kind") != 0)),
}


def default_groups(population: Population) -> tuple[str, ...]:
    """Return the groups shown unasked: all of them, towns only where the population names them."""
    return tuple(name for name in GROUPS if name != "town" or "town" in population.households)


def group_labels(population: Population, name: str) -> tuple[str, Labels]:
    """Return a grouping's Chinese name and each household's group.

    Args:
        population: The population.
        name: One of ``GROUPS``, or a column of the households table.

    Returns:
        The Chinese name, and (households,) group names as text in input order; an empty one reads ``(none given)``.

    Raises:
        MeasureError: Neither a grouping nor a column is called so.
    """
    if name in GROUPS:
        zh, of = GROUPS[name]
        labels = of(population)
    elif name in population.households:
        column = population.households[name]
        zh, labels = name, column.astype(object).where(column.notna(), "").astype(str).to_numpy(dtype=object)
    else:
        valid = [*GROUPS, *(str(column) for column in population.households)]
        raise MeasureError(message(f"{name!r} is no group of families.", suggestion(str(name), valid)))
    return zh, np.where(labels == "", UNNAMED, labels).astype(object)


def in_order(labels: Sequence[str]) -> list[str]:
    """Return group names once each: numbers by value, then the rest as text, those without a name last."""
    return sorted(set(labels), key=lambda label: (label == UNNAMED, not label[:1].isdigit(), len(label), label))


def label_zh(label: str) -> str:
    """Return the Chinese of a group's name where it is one of the schema's or yes or no."""
    return {"yes": "有", "no": "无", UNNAMED: "未填", f"{LARGE} or more": f"{LARGE}人及以上"}.get(
        label, LABELS_ZH.get(label, label)
    )
