"""What each yuan can buy: cost against the poverty gap over a set of levers, dominated points marked."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from aidkit.engine.run import simulate
from aidkit.errors import PolicyError, listed, message
from aidkit.measures.poverty import fgt
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.poverty_change import poverty_line

MOST = 2_000  # combinations; more is a mistake in the levers, not a question
_OUTPUTS = ("annual_support", "income_after", "family_size", "dibao_standard")


def frontier(
    population: Population,
    policy: Policy,
    levers: Mapping[str, Sequence[Any]] | None = None,
    *,
    scale: Mapping[str, Sequence[float]] | None = None,
    alpha: float = 1.0,
    line: ArrayLike | None = None,
) -> pd.DataFrame:
    """Run every combination of the levers' values and mark those that another beats.

    Args:
        population: The population.
        policy: The policy to start from.
        levers: By parameter path, the values to try.
        scale: By parameter path or group such as ``dibao.standard``, the factors to try.
        alpha: Which FGT measure to hold cost against; 1 is the poverty gap.
        line: Poverty line throughout, yuan a month a head, one number or one a household; today's dibao standards when left out.

    Returns:
        One row a combination, cheapest first: the levers, ``annual_cost`` in yuan, ``poverty`` after the cash due, and
        ``dominated``: whether another combination costs no more and leaves less poverty, or costs less and leaves no
        more.

    Raises:
        PolicyError: No lever, one given twice, an unknown path, a value out of range, or too many combinations.
        MeasureError: The line cannot be used.
    """
    combinations = _combinations(levers or {}, scale or {})
    today = simulate(population, policy, _OUTPUTS)
    yardstick = poverty_line(today, line)
    people = population.weight * today.values("family_size")
    rows = []
    for values, factors in combinations:
        reform = policy.reform(values) if values else policy
        result = simulate(population, reform.scale(factors) if factors else reform, _OUTPUTS)
        cost = float(population.weight @ result.values("annual_support"))
        gap = fgt(result.values("income_after"), yardstick, weight=people, alpha=alpha)
        rows.append({**values, **factors, "annual_cost": cost, "poverty": gap})
    table = pd.DataFrame(rows).sort_values(["annual_cost", "poverty"], kind="stable", ignore_index=True)
    return table.assign(dominated=_dominated(table["annual_cost"].to_numpy(), table["poverty"].to_numpy()))


def _combinations(
    levers: Mapping[str, Sequence[Any]], scale: Mapping[str, Sequence[float]]
) -> list[tuple[dict[str, Any], dict[str, float]]]:
    """Return every combination: values to set and factors to multiply with."""
    every = {**levers, **scale}
    if not every or any(len(values) == 0 for values in every.values()):
        raise PolicyError(
            message("frontier: no lever to move.", 'Give values by path, e.g. {"edge.multiple": [1.5, 2.0]}.')
        )
    twice = [path for path in levers if path in scale]
    if twice:
        raise PolicyError(message(f"frontier: {listed(twice)} is both set and scaled.", "Give it once."))
    number = math.prod(len(values) for values in every.values())
    if number > MOST:
        raise PolicyError(message(f"frontier: {number:,} combinations.", f"At most {MOST:,}; try fewer values."))
    return [
        (dict(zip(levers, values[: len(levers)], strict=True)), dict(zip(scale, values[len(levers) :], strict=True)))
        for values in itertools.product(*every.values())
    ]


def _dominated(cost: np.ndarray[Any, Any], poverty: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return which points another point beats; ``cost`` ascending, ties by poverty. Equal points share their fate."""
    least = np.minimum.accumulate(poverty)
    before = np.concatenate([[np.inf], least[:-1]])
    repeats = np.concatenate([[False], (cost[1:] == cost[:-1]) & (poverty[1:] == poverty[:-1])])
    first_of_equals = np.maximum.accumulate(np.where(repeats, 0, np.arange(len(cost))))
    beaten: np.ndarray[Any, Any] = (poverty >= before)[first_of_equals]
    return beaten
