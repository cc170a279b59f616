"""Key figures of a population under many variants of one policy, as weighted totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from aidkit.engine.run import run_passes
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.curve import with_ratios
from aidkit.whatif.figures import FIGURES, figure_graph

Totals = Callable[[Policy], dict[str, float]]


def totals_of(population: Population, policy: Policy, figures: Sequence[str]) -> Totals:
    """Return a function that gives figures' weighted totals under the policy with other parameters.

    All figures come from one plan, whichever are asked for: it is compiled once for every place, policy and question.
    Rules that do not move between variants are computed again: where many parameters move few rules stay, and a plan
    without them would have to be compiled for each place.

    Args:
        population: The population.
        policy: The policy whose rules and date the variants share.
        figures: Key figures and ratios of ``aidkit.whatif.figures``.

    Returns:
        A function from a variant to persons, households, yuan a year, or a ratio of two of them, by figure.
    """
    layout, plan = population.layout, figure_graph(policy).plan(FIGURES)
    weight = population.weight[layout.household_rows]

    def totals(variant: Policy) -> dict[str, float]:
        found = run_passes(layout, {"": plan}, {"": variant})
        sums = {name: [float(weight @ values.astype(np.float64))] for name, values in found.items()}
        row = with_ratios(pd.DataFrame(sums)).iloc[0]
        return {name: float(row[name]) for name in figures}

    return totals
