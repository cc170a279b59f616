"""Assumed values varied, as tables: figures at the ends of every range, and over joint draws of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from aidkit.policy import Policy
from aidkit.whatif.assumptions import Assumption
from aidkit.whatif.latin_hypercube import latin_hypercube
from aidkit.whatif.rank_correlation import rank_correlation
from aidkit.whatif.totals import Totals

STRONGEST = 10  # assumptions a figure that print
LABELS = ["path", "zh", "en", "unit", "value", "lowest", "highest"]


def one_at_a_time(
    assumptions: Sequence[Assumption], policy: Policy, totals: Totals, today: Mapping[str, float]
) -> pd.DataFrame:
    """Set every assumption to each end of its range, the others as they stand.

    Args:
        assumptions: What to vary.
        policy: The policy as it stands.
        totals: Gives the figures under a variant.
        today: The figures as it stands.

    Returns:
        One row a figure and assumption it rests on, the largest swing first; a swing counts from the least of the ends
        and today's figure to the most.
    """
    rows = []
    for assumption in assumptions:
        path, value = assumption.entry.path, assumption.entry.value
        found = [today if end == value else totals(policy.reform({path: end})) for end in assumption.ends]
        for figure in assumption.moves:
            at = [row[figure] for row in found]
            swing = float(np.ptp([today[figure], *at]))
            rows.append((figure, *_labels(assumption), at[0], at[-1], swing, assumption.entry.source))
    columns = ["figure", *LABELS, "at_lowest", "at_highest", "swing", "source"]
    return _strongest_first(pd.DataFrame(rows, columns=columns), "swing", list(today))


def drawn(assumptions: Sequence[Assumption], policy: Policy, totals: Totals, samples: int, seed: int) -> pd.DataFrame:
    """Draw all assumptions at once, each evenly over its range and independently of the others, and run each draw.

    Returns:
        One row a draw: the values by path, then the figures.
    """
    shares = latin_hypercube(samples, len(assumptions), seed)
    rows = []
    for point in shares:
        values = {a.entry.path: a.at(float(share)) for a, share in zip(assumptions, point, strict=True)}
        variant = policy.reform(values, name="one draw") if values else policy
        rows.append({**values, **totals(variant)})
    return pd.DataFrame(rows)


def correlated(assumptions: Sequence[Assumption], draws: pd.DataFrame, figures: Sequence[str]) -> pd.DataFrame:
    """Return one row a figure and assumption it rests on: how the ranks of both go together, the closest first."""
    rows = []
    for assumption in assumptions:
        position = np.array([assumption.position(value) for value in draws[assumption.entry.path]])
        for figure in assumption.moves:
            together = rank_correlation(position, draws[figure].to_numpy())
            rows.append((figure, *_labels(assumption), together, assumption.entry.source))
    table = pd.DataFrame(rows, columns=["figure", *LABELS, "rank_correlation", "source"])
    return _strongest_first(table, "rank_correlation", list(figures))


def intervals(draws: pd.DataFrame, figures: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return one row a figure: its value today, the median of the draws, and the ends of their middle ``level``."""
    tail = (1 - level) / 2
    quantiles = {name: draws[name].quantile([0.5, tail, 1 - tail]).to_numpy() for name in figures["figure"]}
    return figures.assign(**{
        label: [float(quantiles[name][place]) for name in figures["figure"]]
        for place, label in enumerate(("median", "low", "high"))
    })  # fmt: skip


def reached_ends(table: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return one row a figure: its value today, and the least and most that any single assumption makes of it.

    A ratio that is 0/0 at one end counts at the others.
    """
    ends = {name: [now] for name, now in zip(figures["figure"], figures["today"], strict=True)}
    for row in table.to_dict("records"):
        ends[row["figure"]] += [row["at_lowest"], row["at_highest"]]
    low, high = ([float(end.reduce(of_one)) for of_one in ends.values()] for end in (np.fmin, np.fmax))
    return figures.assign(low=low, high=high)


def in_print(table: pd.DataFrame) -> pd.DataFrame:
    """Return the strongest assumptions of each figure, every number as text in the unit it counts in."""
    head = table.groupby("figure", sort=False).head(STRONGEST)
    numbers = [name for name in ("at_lowest", "at_highest", "swing") if name in head]
    shown = {
        "figure": head["figure"],
        "参数": head["zh"],
        "path": head["path"],
        "value": head["value"].map(brief),
        "range": [f"{brief(low)} – {brief(high)}" for low, high in zip(head["lowest"], head["highest"], strict=True)],
        **{
            name: head[name].map(lambda number: f"{number:,.4g}" if abs(number) < 10 else f"{number:,.0f}")
            for name in numbers
        },
    }
    if "rank_correlation" in head:
        shown["rank_correlation"] = head["rank_correlation"].map("{:+.2f}".format)
    return pd.DataFrame(shown, dtype=object)


def brief(value: Any) -> str:
    """Write a parameter's value as short as it can be read."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.6g}" if isinstance(value, (int, float)) else str(value)


def _labels(assumption: Assumption) -> tuple[Any, ...]:
    spec, ends = assumption.spec, assumption.ends
    return (spec.path, spec.zh, spec.en, spec.unit, assumption.entry.value, ends[0], ends[-1])


def _strongest_first(table: pd.DataFrame, by: str, figures: list[str]) -> pd.DataFrame:
    """Sort by figure as asked for, then by strength; what does not move comes last, in the order of the parameters."""
    strength = -table[by].abs().fillna(0.0)
    order = pd.DataFrame({"figure": table["figure"].map(figures.index), "strength": strength})
    return table.loc[order.sort_values(["figure", "strength"], kind="stable").index].reset_index(drop=True)
