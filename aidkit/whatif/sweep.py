"""A parameter moved through a range, one row a point; and two together, one cell a pair."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from aidkit.engine.run import run_passes, simulate
from aidkit.errors import OutputError, message, suggestion
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.result import Result
from aidkit.whatif.curve import curve, refuse_idle, upstream, with_ratios
from aidkit.whatif.figures import FIGURES, RATIOS, figure_graph
from aidkit.whatif.lever import Lever, Way, lever_and_points

MANY_POINTS = 8  # from here on one exact curve is cheaper than a run a point
Measure = Callable[[Result], float]


def sweep(
    population: Population,
    policy: Policy,
    path: str,
    *,
    scale: Sequence[float] | None = None,
    values: Sequence[Any] | None = None,
    measures: Sequence[str] | Mapping[str, Measure] = FIGURES,
    exact: bool | None = None,
) -> pd.DataFrame:
    """Run the rules at each of several values of one parameter, or of all parameters below a path.

    Args:
        population: The population.
        policy: The policy to start from; it stays as it is.
        path: A parameter path, or a group of paths such as ``dibao.standard``.
        scale: Factors to multiply the numbers at or below the path with.
        values: Values to set the path to; give either these or ``scale``.
        measures: Names of key figures (``aidkit.whatif.figures``), or functions of a whole result by name.
        exact: True to read the points off one exact curve, False to run each; None decides by their number.

    Returns:
        One row a point: ``factor`` or ``value``, then the measures as weighted totals: persons, households, yuan a
        year (not rounded to the fen), and the ratios between them.

    Raises:
        PolicyError: Neither or both of ``scale`` and ``values``, an unknown path or a value out of range.
        OutputError: An unknown measure, or one that does not depend on the path.

    Example:
        >>> sweep(population, policy, "dibao.standard", scale=[0.9, 1.0, 1.1])["annual_cost"]
    """
    lever, points = lever_and_points(path, scale, values)
    if isinstance(measures, Mapping):
        rows = [{lever.way: x, **_measured(population, lever.set(policy, x), measures)} for x in points]
        return pd.DataFrame(rows)
    figures = _figures(measures)
    refuse_idle(policy, lever, figures)
    straight = lever.straight(policy) is not None and all(isinstance(x, (int, float)) for x in points)
    if exact or (exact is None and straight and len(points) >= MANY_POINTS):
        low, high = min(points), max(points)
        top = high if high > low else low + 1.0
        table = curve(population, policy, path, low, top, way=lever.way, figures=figures).at(points)
    else:
        table = _run_points(population, policy, lever, points, figures)
    return table[[lever.way, *dict.fromkeys(measures)]] if set(measures) & set(RATIOS) else table


def grid(
    population: Population,
    policy: Policy,
    rows: tuple[str, Sequence[float]],
    columns: tuple[str, Sequence[float]],
    *,
    measure: str = "annual_cost",
    way: Way = "factor",
) -> pd.DataFrame:
    """Run the rules at every pair of positions of two levers.

    Args:
        population: The population.
        policy: The policy to start from.
        rows: Path and positions of the first lever.
        columns: Path and positions of the second.
        measure: Key figure or ratio to show.
        way: ``factor`` multiplies, ``value`` sets.

    Returns:
        One row a position of the first lever, one column a position of the second.

    Raises:
        PolicyError: An unknown path or a position out of range.
        OutputError: An unknown measure.
    """
    first, points = Lever(rows[0], way), list(columns[1])
    scale, values = (points, None) if way == "factor" else (None, points)
    cells = {
        x: sweep(population, first.set(policy, x), columns[0], scale=scale, values=values, measures=(measure,))[measure]
        for x in rows[1]
    }
    table = pd.DataFrame(cells).T.set_axis(list(columns[1]), axis=1)
    return table.rename_axis(index=rows[0], columns=columns[0])


def _figures(measures: Sequence[str]) -> tuple[str, ...]:
    names = [measures] if isinstance(measures, str) else list(measures)
    wanted = dict.fromkeys(part for name in names for part in RATIOS.get(name, (name,)))
    for name in wanted:
        if name not in FIGURES:
            raise OutputError(message(f"{name!r} is not a measure of a sweep.", suggestion(name, [*FIGURES, *RATIOS])))
    return tuple(wanted)


def _run_points(
    population: Population, policy: Policy, lever: Lever, points: list[Any], figures: tuple[str, ...]
) -> pd.DataFrame:
    """Run the rules downstream of the lever at each point; what lies upstream is computed once."""
    layout, graph = population.layout, figure_graph(policy)
    given = upstream(policy, layout, lever, figures)
    moving = [name for name in figures if name not in given]
    plan = graph.plan(moving, given)
    weight = population.weight[layout.household_rows]
    still = {name: float(weight @ given[name]) for name in figures if name in given}
    rows = []
    for point in points:
        found = run_passes(layout, {"": plan}, {"": lever.set(policy, point)}, given=given)
        totals = {name: float(weight @ found[name].astype(np.float64, copy=False)) for name in moving}
        rows.append({lever.way: point, **{name: {**still, **totals}[name] for name in figures}})
    return with_ratios(pd.DataFrame(rows))


def _measured(population: Population, policy: Policy, measures: Mapping[str, Measure]) -> dict[str, float]:
    result = simulate(population, policy)
    return {name: measure(result) for name, measure in measures.items()}
