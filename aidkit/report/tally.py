"""Counting a result by scheme or town: weighted figures, and the records behind each, so that few can be hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.report.disclosure import hide_small
from aidkit.report.prose import CHINESE
from aidkit.report.text import Text
from aidkit.schema import LABELS_ZH, Scheme

if TYPE_CHECKING:
    from aidkit.population import Population
    from aidkit.result import Result

TOTAL, UNNAMED = Text("合计", "Total"), Text("（未填）", "(not given)")
SCHEMES = ("dibao", "dibao_single", "gradual_exit", "tekun", "orphan", "unsupported_child", "edge")
SCHEMES_EN = {
    "dibao": "Dibao", "dibao_single": "Single-person dibao", "gradual_exit": "Gradual exit from dibao",
    "tekun": "Tekun", "orphan": "Orphans", "unsupported_child": "Unsupported children", "edge": "Low-income (edge)",
    "temporary_relief": "Temporary assistance", "medical_relief": "Medical assistance",
    "price_subsidy": "Price subsidy",
}  # fmt: skip
INVENTED_TOWN = re.compile("示例([一二三四五六七八九十]+)(镇|乡|街道)")
KINDS_OF_TOWN = {"镇": "town", "乡": "township", "街道": "subdistrict"}
DIGITS = "〇一二三四五六七八九"
RELIEF_ZH = {"temporary_relief": "临时救助", "medical_relief": "医疗救助", "price_subsidy": "价格临时补贴"}


def scheme_label(name: str) -> Text:
    """Return a scheme's or a kind of relief's name in both languages."""
    return Text({**LABELS_ZH, **RELIEF_ZH}[name], SCHEMES_EN[name])


def town_label(name: str) -> Text:
    """Return a town's name: in Chinese as it is, in English in brackets, behind a translation where it is invented."""
    if not name:
        return UNNAMED
    invented = INVENTED_TOWN.fullmatch(name)
    if invented:
        tens, _, ones = invented[1].rpartition("十")
        number = (10 * max(1, DIGITS.index(tens or "〇")) if "十" in invented[1] else 0) + DIGITS.index(ones or "〇")
        return Text(name, f"Example {KINDS_OF_TOWN[invented[2]]} {number} ({name})", name)
    return Text(name, f"({name})" if CHINESE.search(name) else name, name)


def people(result: Result) -> pd.DataFrame:
    """Return one row a person: town, scheme due, scheme in the register, class of cover, weight."""
    population = result.population
    homes = population.household_of
    return pd.DataFrame(
        {
            "town": population.column("household", "town")[homes],
            "due": result.persons["entitled_scheme"].to_numpy(str),
            "registered": _names(population.column("person", "current_scheme")),
            "cover": result.persons["coverage"].to_numpy(str),
            "weight": population.weight[homes],
            "home": homes,
        }
    )


def families(result: Result) -> pd.DataFrame:
    """Return one row a household: town, weight, and whether it is low-income or was missed by relief."""
    return pd.DataFrame(
        {
            "town": result.population.column("household", "town"),
            "weight": result.population.weight,
            "edge": result.values("is_edge"),
            "missed_relief": result.values("missed_relief"),
        }
    )


def counted(
    rows: pd.DataFrame, groups: Mapping[str, str], names: list[str], flags: Mapping[str, pd.Series]
) -> pd.DataFrame:
    """Count rows by group.

    Args:
        rows: One row a person or a household, with ``weight``.
        groups: For each flag, the column of ``rows`` that says which group it counts in.
        names: The groups, in the order of the table.
        flags: By column of the table, which rows count.

    Returns:
        One row a group and a last row for all: for each flag its weighted count, and as ``<flag>_records`` the rows.
    """
    columns = {}
    for flag, chosen in flags.items():
        taken = rows[chosen.to_numpy(bool)]
        grouped = taken.groupby(groups[flag], observed=True)["weight"]
        columns[flag] = [*grouped.sum().reindex(names, fill_value=0.0), taken["weight"].sum()]
        columns[f"{flag}_records"] = [*grouped.size().reindex(names, fill_value=0), len(taken)]
    return pd.DataFrame(columns)


def shown(
    counts: pd.DataFrame, population: Population, carried: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """Hide what rests on few records in a table whose last row is the total.

    Args:
        counts: From ``counted``, possibly with further columns.
        population: Says whether the figures are weighted.
        carried: By flag, further columns that rest on the same people and are hidden with them.
    """
    hidden = {
        name: [name.removesuffix("_records"), *(carried or {}).get(name.removesuffix("_records"), ())]
        for name in counts.columns
        if name.endswith("_records")
    }
    return hide_small(counts, hidden, weighted=is_weighted(population), with_total=True)


def is_weighted(population: Population) -> bool:
    """Whether households stand for others, so that counts are estimates."""
    return bool((population.weight != 1).any())


def towns(who: pd.DataFrame, schemes: Sequence[str]) -> list[str]:
    """Return the towns of ``people``, those with most people entitled to the schemes first."""
    due = who["weight"].where(who["due"].isin(schemes), 0.0).groupby(who["town"]).sum()
    return [str(town) for town in due.sort_index().sort_values(ascending=False, kind="stable").index]


def _names(codes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    names: np.ndarray[Any, Any] = np.array([scheme.name.lower() for scheme in Scheme])[codes]
    return names
