"""The figures of the panel under any setting of its dials: one compiled pass, the same for every place and setting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from aidkit.engine.run import run_passes
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.report.disclosure import FEW_RECORDS, SMALL, marks
from aidkit.report.tally import SCHEMES
from aidkit.schema import Scheme
from aidkit.whatif.figures import FIGURES, figure_graph

Array = np.ndarray[Any, Any]
SCHEME_OF = "entitled_scheme"
CASH = tuple(name for name in SCHEMES if name != "edge")
SHOWN = ("annual_cost", "cash_persons", "missed_persons", "wrong_persons")


@dataclass(frozen=True)
class Counts:
    """What the rules say under one setting; all figures are weighted.

    Attributes:
        figures: Key figures of ``aidkit.whatif.figures``: persons, households, yuan a year.
        persons: By scheme, persons entitled to it.
        families: By scheme, families with somebody entitled to it; a family may stand in several.
        hidden: What is printed in place of a figure that rests on fewer than five records: by scheme, or key figure.
    """

    figures: Mapping[str, float]
    persons: Mapping[str, float]
    families: Mapping[str, float]
    hidden: Mapping[str, str]


def counts_of(population: Population, policy: Policy) -> Callable[[Policy], Counts]:
    """Return a function that counts the population under a policy with other values: one plan, compiled once.

    Args:
        population: The population, laid out once for all the calls.
        policy: The policy whose rules and date the others share.
    """
    plan = figure_graph(policy).plan((*FIGURES, SCHEME_OF))
    layout = population.layout
    weight = population.weight[layout.household_rows]
    place = np.empty(len(layout.household_rows), dtype=np.int64)
    place[layout.household_rows] = np.arange(len(place))
    home = place[population.household_of[layout.person_rows]]
    person_weight = weight[home]

    def counts(variant: Policy) -> Counts:
        found = run_passes(layout, {"": plan}, {"": variant})
        entitled = found[SCHEME_OF]
        sums = np.bincount(entitled, person_weight, len(Scheme))
        records = np.bincount(entitled, minlength=len(Scheme))
        codes = {name: Scheme[name.upper()] for name in SCHEMES}
        return Counts(
            figures={name: float((weight * found[name]).sum()) for name in FIGURES},
            persons={name: float(sums[code]) for name, code in codes.items()},
            families={name: _families(entitled == code, home, weight) for name, code in codes.items()},
            hidden=_hidden(
                {name: int(records[code]) for name, code in codes.items()},
                {name: int(found[name].sum()) for name in ("missed_persons", "wrong_persons")},
                weighted=bool((weight != 1).any()),
            ),
        )

    return counts


def _families(chosen: Array, home: Array, weight: Array) -> float:
    concerned = np.zeros(len(weight), dtype=bool)
    concerned[home[chosen]] = True
    return float(weight[concerned].sum())


def _hidden(schemes: Mapping[str, int], figures: Mapping[str, int], *, weighted: bool) -> dict[str, str]:
    """Return the marks of small figures; a scheme's could be found from the total, so the next smallest goes too."""
    small = FEW_RECORDS if weighted else SMALL
    cash = marks([schemes[name] for name in CASH], small=small, with_total=not weighted)
    others = {"edge": schemes["edge"], **figures}
    found = {
        **dict(zip(CASH, cash, strict=True)),
        **dict(zip(others, marks([*others.values()], small=small), strict=True)),
    }
    return {name: mark for name, mark in found.items() if mark is not None}
