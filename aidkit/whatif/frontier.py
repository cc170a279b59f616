"""What each yuan can buy: cost against the poverty gap over a set of levers, dominated points marked."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from aidkit.engine.run import simulate
from aidkit.errors import PolicyError, message
from aidkit.measures.poverty import fgt
from aidkit.policy import Policy
from aidkit.population import Population

MOST = 2_000  # combinations; more is a mistake in the levers, not a question
_OUTPUTS = ("annual_support", "income_after", "family_size")


def frontier(
    population: Population, policy: Policy, levers: Mapping[str, Sequence[Any]], *, alpha: float = 1.0
) -> pd.DataFrame:
    """Run every combination of the levers' values and mark those that another beats.

    Args:
        population: The population.
        policy: The policy to start from; its dibao standards are the poverty lines throughout.
        levers: By parameter path, the values to try.
        alpha: Which FGT measure to hold cost against; 1 is the poverty gap.

    Returns:
        One row a combination, cheapest first: the levers, ``annual_cost`` in yuan, ``poverty`` after the cash due, and
        ``dominated``: whether another combination costs no more and leaves less poverty, or costs less and leaves no
        more.

    Raises:
        PolicyError: No lever, an unknown path, a value out of range, or too many combinations.
    """
    if not levers or any(len(values) == 0 for values in levers.values()):
        raise PolicyError(
            message("frontier: no lever to move.", 'Give values by path, e.g. {"edge.multiple": [1.5, 2.0]}.')
        )
    combinations = list(itertools.product(*levers.values()))
    if len(combinations) > MOST:
        raise PolicyError(
            message(f"frontier: {len(combinations):,} combinations.", f"At most {MOST:,}; try fewer values.")
        )
    line = simulate(population, policy, ["dibao_standard"]).values("dibao_standard")
    rows = []
    for values in combinations:
        changes = dict(zip(levers, values, strict=True))
        result = simulate(population, policy.reform(changes), _OUTPUTS)
        people = population.weight * result.values("family_size")
        cost = float(population.weight @ result.values("annual_support"))
        rows.append(
            {
                **changes,
                "annual_cost": cost,
                "poverty": fgt(result.values("income_after"), line, weight=people, alpha=alpha),
            }
        )
    table = pd.DataFrame(rows).sort_values(["annual_cost", "poverty"], kind="stable", ignore_index=True)
    return table.assign(dominated=_dominated(table["annual_cost"].to_numpy(), table["poverty"].to_numpy()))


def _dominated(cost: np.ndarray[Any, Any], poverty: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return which points another point beats; ``cost`` ascending, ties by poverty."""
    least = np.minimum.accumulate(poverty)
    before = np.concatenate([[np.inf], least[:-1]])
    same = np.concatenate([[False], (cost[1:] == cost[:-1]) & (poverty[1:] == poverty[:-1])])
    beaten: np.ndarray[Any, Any] = (poverty >= before) & ~same
    return beaten
