"""The tables of a comparison that are counts and money: who gains, where people move, cost, cover."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from aidkit.measures.budget import to_fen
from aidkit.measures.money import FEN, total_yuan
from aidkit.measures.sample import ratio
from aidkit.result import Result
from aidkit.rules import all_nodes
from aidkit.rules.coverage import Coverage
from aidkit.rules.definition import EQUAL
from aidkit.schema import LABELS_ZH, Scheme, category_names
from aidkit.summary import cost_by_scheme
from aidkit.whatif.family_groups import group_labels, in_order, label_zh

Values = np.ndarray[Any, Any]
ALL = "all"


def gains(before: Result, after: Result) -> Values:
    """Return what each household gains, (households,) yuan a year; a loss is negative, less than 1e-6 yuan nothing."""
    gain = after.values("annual_support") - before.values("annual_support")
    return np.where(np.abs(gain) <= EQUAL, 0.0, gain)


def winners(gain: Values, weight: Values, members: Values, bands: Sequence[float]) -> pd.DataFrame:
    """Count households and persons by what they gain or lose in a year.

    Args:
        gain: (households,) yuan a year.
        weight: (households,) households represented.
        members: (households,) members counted in the family.
        bands: Upper ends of the bands, yuan a year, ascending; the last band is open.

    Returns:
        One row a band from the largest loss to the largest gain: labels, its ends (``from`` open, ``to`` included, counted
        away from 0), households, persons, share of persons, and the yuan a year gained in it.
    """
    ends = np.array([0.0, *bands, math.inf])
    # An amount on a band's end belongs to the band below, whatever the order of the arithmetic.
    steps = np.where(gain == 0, 0, 1 + np.searchsorted(ends[1:-1], np.abs(gain) - EQUAL))
    band = np.sign(gain).astype(int) * steps
    rows = []
    for number in range(-len(bands) - 1, len(bands) + 2):
        inside = band == number
        low, high = (ends[abs(number) - 1], ends[abs(number)]) if number else (0.0, 0.0)
        people = float((weight * members)[inside].sum())
        rows.append(
            {
                "band": _band(number, low, high),
                "变动": _band_zh(number, low, high),
                "from_yuan_a_year": low if number >= 0 else -low,
                "to_yuan_a_year": high if number >= 0 else -high,
                "households": float(weight[inside].sum()),
                "persons": people,
                "share_of_persons": ratio(people, float((weight * members).sum())),
                "gain_yuan_a_year": total_yuan(gain[inside], weight[inside]),
            }
        )
    return pd.DataFrame(rows)


def _band(number: int, low: float, high: float) -> str:
    verb = "gains" if number > 0 else "loses"
    if number == 0:
        return "no change"
    if math.isinf(high):
        return f"{verb} more than {low:,.0f}"
    return f"{verb} up to {high:,.0f}" if low == 0 else f"{verb} {low:,.0f} to {high:,.0f}"


def _band_zh(number: int, low: float, high: float) -> str:
    verb = "增加" if number > 0 else "减少"
    if number == 0:
        return "不变"
    if math.isinf(high):
        return f"{verb}{low:,.0f}元以上"
    return f"{verb}{high:,.0f}元及以下" if low == 0 else f"{verb}{low:,.0f}—{high:,.0f}元"


def by_group(result: Result, gain: Values, weight: Values, names: Sequence[str]) -> pd.DataFrame:
    """Count who gains and loses in each group of families, all families first.

    Args:
        result: Either of the results, for the population and the members counted.
        gain: (households,) yuan a year.
        weight: (households,) households represented.
        names: Groupings, as in ``family_groups``.

    Returns:
        One row a group: households, persons, households gaining and losing and their shares, yuan a year gained in all and
        on average a household.
    """
    groupings: list[tuple[str, str, Values]] = [(ALL, "全部", np.full(len(gain), ALL, object))]
    groupings += [(name, *group_labels(result.population, name)) for name in names]
    people = weight * result.values("family_size")
    rows = []
    for name, zh, labels in groupings:
        for label in in_order(labels.tolist()):
            inside = labels == label
            homes, gained = float(weight[inside].sum()), total_yuan(gain[inside], weight[inside])
            up, down = (float(weight[inside & side].sum()) for side in (gain > 0, gain < 0))
            rows.append(
                {
                    "group": name,
                    "分组": zh,
                    "value": label,
                    "值": "全部" if label == ALL else label_zh(label),
                    "households": homes,
                    "persons": float(people[inside].sum()),
                    "gaining_households": up,
                    "losing_households": down,
                    "gaining_share": up / homes,
                    "losing_share": down / homes,
                    "gain_yuan_a_year": gained,
                    "mean_gain_yuan_a_year": gained / homes,
                }
            )
    return pd.DataFrame(rows)


def transitions(before: Result, after: Result, person_weight: Values) -> pd.DataFrame:
    """Count persons by the scheme they are entitled to before and after; one row a pair that occurs."""
    size, names = len(Scheme), category_names(Scheme)
    pair = before.values("entitled_scheme").astype(int) * size + after.values("entitled_scheme")
    persons = np.bincount(pair, weights=person_weight, minlength=size * size)
    occurs = np.bincount(pair, minlength=size * size) > 0
    rows = [
        (names[a], LABELS_ZH[names[a]], names[b], LABELS_ZH[names[b]], float(persons[a * size + b]))
        for a in range(size)
        for b in range(size)
        if occurs[a * size + b]
    ]
    return pd.DataFrame(rows, columns=["before", "原类别", "after", "现类别", "persons"])


def crossed(moves: pd.DataFrame) -> pd.DataFrame:
    """Arrange transitions as a square for the page: schemes before down, after across, persons."""
    order = category_names(Scheme)
    square = moves.pivot_table(index="before", columns="after", values="persons", fill_value=0.0, sort=False)
    square = square.reindex(
        index=[n for n in order if n in square.index], columns=[n for n in order if n in square.columns]
    )
    return square.rename_axis(index=None, columns=None).reset_index(names="before ↓ after →")


def cost(before: Result, after: Result) -> pd.DataFrame:
    """Return yuan a year by scheme before, after and their difference, whole fen; the total is the sum of its rows."""
    fen = [{name: int(to_fen([yuan])[0]) for name, yuan in cost_by_scheme(one).items()} for one in (before, after)]
    rows = [(name, _cost_label(name), old, fen[1][name]) for name, old in fen[0].items()]
    rows.append(("total", "合计", sum(fen[0].values()), sum(fen[1].values())))
    table = pd.DataFrame(rows, columns=["scheme", "类别", "before_fen", "after_fen"])
    table["difference_fen"] = table["after_fen"] - table["before_fen"]
    yuan = {f"{name}_yuan_a_year": table[f"{name}_fen"] / FEN for name in ("before", "after", "difference")}
    return table.assign(**yuan)


def _cost_label(name: str) -> str:
    return LABELS_ZH[name] if name in LABELS_ZH else all_nodes()[name][0].zh


def coverage(before: Result, after: Result, weight: Values, person_weight: Values) -> pd.DataFrame:
    """Count persons by how the register stands to the rules, and families with missed relief, before and after."""
    rows = []
    for code, name in enumerate(category_names(Coverage)):
        counts = [float(person_weight[one.values("coverage") == code].sum()) for one in (before, after)]
        rows.append((name, LABELS_ZH[name], "persons", *counts, counts[1] - counts[0]))
    counts = [float(weight[one.values("missed_relief")].sum()) for one in (before, after)]
    rows.append(("missed_relief", "漏救", "households", *counts, counts[1] - counts[0]))
    return pd.DataFrame(rows, columns=["class", "类别", "unit", "before", "after", "difference"])
