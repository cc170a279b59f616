"""A parameter moved through a range, one row a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from aidkit.engine.run import simulate
from aidkit.errors import PolicyError, message
from aidkit.measures.budget import total_yuan
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.result import Result
from aidkit.rules.coverage import Coverage
from aidkit.schema import Scheme

OUTPUTS = ("entitled_scheme", "coverage", "annual_support", "missed_relief")
CASH = tuple(scheme for scheme in Scheme if scheme not in (Scheme.NONE, Scheme.EDGE))


def sweep(
    population: Population,
    policy: Policy,
    path: str,
    *,
    scale: Sequence[float] | None = None,
    values: Sequence[Any] | None = None,
) -> pd.DataFrame:
    """Run the rules at each of several values of one parameter, or of all parameters below a path.

    Args:
        population: The population.
        policy: The policy to start from; it stays as it is.
        path: A parameter path, or a group of paths such as ``dibao.standard``.
        scale: Factors to multiply the numbers at or below the path with.
        values: Values to set the path to; give either these or ``scale``.

    Returns:
        One row a point: ``factor`` or ``value``; weighted persons and families entitled to cash and to edge status;
        persons missed, wrong and unrecorded against the register; yuan a year in all.

    Raises:
        PolicyError: Neither or both of ``scale`` and ``values``, an unknown path or a value out of range.

    Example:
        >>> sweep(population, policy, "dibao.standard", scale=[0.9, 1.0, 1.1])["annual_cost"]
    """
    if (scale is None) == (values is None):
        raise PolicyError(message(f"{path}: give either scale=[…] or values=[…].", "scale multiplies, values set."))
    points = (
        [("factor", factor) for factor in scale] if scale is not None else [("value", value) for value in values or ()]
    )
    if not points:
        raise PolicyError(message(f"{path}: no point to run.", "Give at least one factor or value."))
    rows = []
    for name, point in points:
        reformed = policy.scale({path: point}) if name == "factor" else policy.reform({path: point})
        rows.append({name: point, **key_figures(simulate(population, reformed, OUTPUTS))})
    return pd.DataFrame(rows)


def key_figures(result: Result) -> dict[str, float]:
    """Return the figures a threshold moves: people and families covered, register errors, yuan a year.

    Args:
        result: A result with at least the columns ``entitled_scheme``, ``coverage``, ``annual_support`` and
            ``missed_relief``.

    Returns:
        Weighted counts of persons and households, and yuan a year exact to the fen.
    """
    weight, household_of = result.population.weight, result.population.household_of
    person_weight = weight[household_of]
    entitled, coverage = result.values("entitled_scheme"), result.values("coverage")
    cash = np.isin(entitled, [int(scheme) for scheme in CASH])
    edge = entitled == Scheme.EDGE
    return {
        "cash_persons": float(person_weight[cash].sum()),
        "cash_households": float(weight[np.unique(household_of[cash])].sum()),
        "edge_persons": float(person_weight[edge].sum()),
        "missed_persons": float(person_weight[coverage == Coverage.MISSED].sum()),
        "wrong_persons": float(person_weight[coverage == Coverage.WRONG].sum()),
        "unrecorded_persons": float(person_weight[coverage == Coverage.UNRECORDED].sum()),
        "missed_relief_households": float(weight[result.values("missed_relief")].sum()),
        "annual_cost": total_yuan(result.values("annual_support"), weight),
    }
