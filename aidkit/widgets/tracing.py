"""The exact curve along one dial, all others where they stand: traced by one compiled walk that serves every dial.

A walk is compiled for what may move. Here every dial may, and all but one stand still, so that a single walk, kept on
disk after its first use, answers for all dials, settings and places.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from aidkit.engine.graph import Graph
from aidkit.engine.walk import Line, follow_sum
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.curve import PAST, Curve, summed
from aidkit.whatif.lever import Lever
from aidkit.widgets.counts import Counts
from aidkit.widgets.dials import Dial

TRACED = ("annual_cost", "cash_persons", "missed_persons")
POINTS = 25  # runs that stand in for a curve until the walk is compiled
DRAWN = 401  # positions of an exact curve in a picture: more than it has pixels to tell apart


def trace(graph: Graph, population: Population, policy: Policy, dials: Sequence[Dial], dial: Dial) -> Curve:
    """Follow the figures along a dial, exactly.

    Args:
        graph: The rules with their figures; the same for all settings, so that the walk is made once.
        population: The population.
        policy: The setting; the dial's own position in it plays no part.
        dials: All dials of the panel.
        dial: The one that moves.

    Returns:
        The curve of ``TRACED`` from the dial's lowest to its highest position.
    """
    still = {path: (float(policy[path]), 0.0) for one in dials for path in one.paths}
    line = Line({**still, **dict.fromkeys(dial.paths, (0.0, 1.0))}, {})
    layout = population.layout
    ends = (dial.low, dial.high + PAST * max(1.0, abs(dial.high)))
    weight = population.weight[layout.household_rows]
    changes = follow_sum(graph, layout, policy, line, TRACED, ends, weight)
    return summed(changes, Lever(dial.path, "value"), dial.low, dial.high)


def sampled(counts: Callable[[Policy], Counts], policy: Policy, dial: Dial, points: int = POINTS) -> pd.DataFrame:
    """Run the rules at some positions of a dial: what can be drawn until the walk is compiled.

    Args:
        counts: Counts the population under a policy.
        policy: The setting.
        dial: The dial that moves.
        points: How many positions, ends included.

    Returns:
        One row a position: ``x`` and the figures of ``TRACED``.
    """
    rows = []
    for x in np.linspace(dial.low, dial.high, points):
        figures = counts(policy.reform(dict.fromkeys(dial.paths, float(x)))).figures
        rows.append({"x": x, **{name: figures[name] for name in TRACED}})
    return pd.DataFrame(rows)


def drawn(curve: Curve, points: int = DRAWN) -> pd.DataFrame:
    """Read a curve off at as many positions as a picture can show: ``x`` and the figures of ``TRACED``."""
    table = curve.at(np.linspace(curve.low, curve.high, points))
    return table.rename(columns={curve.lever.way: "x"})[["x", *TRACED]]
