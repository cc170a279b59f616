"""Cliffs as tables: one row a family, a notch, a kink, a piece."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from aidkit.population import Population
from aidkit.whatif.earnings_line import HALF_FEN, EarningsLine
from aidkit.whatif.turns import Turns, recovered_at

Array = np.ndarray[Any, Any]


def notch_table(population: Population, line: EarningsLine, turns: Turns) -> pd.DataFrame:
    """Return one row a notch: where, how much, in which programme, under which condition, and where it is made good."""
    notches = turns.chosen(turns.is_notch)
    names = np.array(line.names[1:])
    table = _located(population, notches).assign(
        change=notches.change,
        scheme=names[notches.leading],
        recovered_at=recovered_at(line, notches),
        rule=[cause.rule for cause in notches.causes],
        condition=[cause.source for cause in notches.causes],
    )
    return _by_family(population, table.assign(**{name: notches.changes[:, place] for place, name in enumerate(names)}))


def kink_table(population: Population, turns: Turns) -> pd.DataFrame:
    """Return one row a kink: where, the marginal rate on both sides, and the condition that turns."""
    kinks = turns.chosen(turns.is_kink)
    table = _located(population, kinks).assign(
        rate_before=kinks.rate_before,
        rate_after=kinks.rate_after,
        rule=[cause.rule for cause in kinks.causes],
        condition=[cause.source for cause in kinks.causes],
    )
    return _by_family(population, table)


def piece_table(population: Population, line: EarningsLine, up_to: float) -> pd.DataFrame:
    """Return one row a straight piece: its ends, net income at its start, the marginal rate, money by programme."""
    shown = line.start < up_to
    table = pd.DataFrame(
        {
            "household_id": _ids(population, line.household[shown]),
            "start": line.start[shown],
            "end": np.minimum(line.end[shown], up_to),
            "net": line.net[shown],
            "marginal_rate": line.marginal_rate[shown],
        }
    )
    table = table.assign(**{name: line.values[shown, place] for place, name in enumerate(line.names)})
    return _by_family(population, table)


def family_table(
    population: Population, line: EarningsLine, turns: Turns, earner: Array, minimum_wage: float
) -> pd.DataFrame:
    """Return one row a family: what it has today, what it keeps of more, and the notch nearest to it."""
    home = np.unique(line.household)
    layout = population.layout
    earnings = layout.columns["person"]["wage_income"][earner[home]] / 12
    work = np.where(earnings > 0, earnings, minimum_wage)
    at_zero = line.net_at(home, np.zeros(len(home)))
    table = pd.DataFrame(
        {
            "household_id": _ids(population, home),
            "person_id": np.asarray(population.persons.index)[layout.person_rows[earner[home]]],
            "weight": population.weight[layout.household_rows[home]],
            "earnings": earnings,
            "net": line.net_at(home, earnings),
            "net_without_work": at_zero,
            "marginal_rate": line.marginal_rate[
                line.piece_at(home, earnings + HALF_FEN)
            ],  # of the next yuan, at a turn too
            "work_at": work,
            "participation_rate": 1 - (line.net_at(home, work) - at_zero) / work,
            "assisted": np.bincount(np.searchsorted(home, line.household), line.assistance > 0, len(home)) > 0,
        }
    )
    notches = turns.chosen(turns.is_notch)
    losses = np.minimum(notches.change, 0.0)
    place = np.searchsorted(home, notches.household)
    table["notches"] = np.bincount(place, minlength=len(home))
    table["largest_loss"] = 0.0 - _smallest(losses, place, len(home))
    return _by_family(population, table.join(_nearest(notches, place, earnings, line.names[1:])))


def _by_family(population: Population, table: pd.DataFrame) -> pd.DataFrame:
    """Order rows by the household's row in the input; within a household they stay."""
    rows = population.households.index.get_indexer(pd.Index(table["household_id"]))
    return table.iloc[np.argsort(rows, kind="stable")].reset_index(drop=True)


def _ids(population: Population, household: Array) -> Array:
    found: Array = np.asarray(population.households.index)[population.layout.household_rows[household]]
    return found


def _located(population: Population, turns: Turns) -> pd.DataFrame:
    return pd.DataFrame({"household_id": _ids(population, turns.household), "at": turns.at})


def _smallest(values: Array, place: Array, size: int) -> Array:
    found = np.zeros(size)
    np.minimum.at(found, place, values)
    return found


def _nearest(notches: Turns, place: Array, earnings: Array, names: tuple[str, ...]) -> pd.DataFrame:
    """Return each family's notch nearest to its earnings of today; NaN and none where it has no notch."""
    distance = notches.at - earnings[place]
    order = np.lexsort((np.abs(distance), place))
    families, first = np.unique(place[order], return_index=True)
    chosen = order[first]
    scheme = np.array(names, dtype=object)[notches.leading[chosen]]
    table = pd.DataFrame(
        {"nearest_notch": notches.at[chosen], "distance": distance[chosen], "change_there": notches.change[chosen],
         "scheme_there": scheme},
        index=families,
    )  # fmt: skip
    return table.reindex(np.arange(len(earnings)))
