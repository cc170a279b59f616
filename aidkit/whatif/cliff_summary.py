"""What cliffs come to for all families: who loses where, who stands near a notch, how to read it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from aidkit.errors import listed
from aidkit.population import Population
from aidkit.whatif.cash import PROGRAMMES

HIGH_RATE = 0.5  # of what is earned: less than half is kept


def summary_table(families: pd.DataFrame) -> pd.DataFrame:
    """Return how many families each finding holds for, weighted, and their share of the families followed."""
    weight = families["weight"]
    found = {
        ("随主要劳动力工资考察的家庭", "followed along their main earner's wage"): weight > 0,
        ("在某一工资下可得救助", "receive assistance at some wage"): families["assisted"],
        ("多挣反而少得（遇断崖）", "lose at some notch when they earn more"): families["largest_loss"] > 0,
        ("再挣1元，所留不足一半", "keep less than half of one more yuan"): families["marginal_rate"] > HIGH_RATE,
        ("就业所得，所留不足一半", "keep less than half of what work brings"): families["participation_rate"]
        > HIGH_RATE,
    }
    rows = [(zh, en, weight[holds].sum(), weight[holds].sum() / weight.sum()) for (zh, en), holds in found.items()]
    return pd.DataFrame(rows, columns=["家庭", "families that", "families", "share"])


def notes_on(population: Population, without: int, *, relief: bool) -> tuple[str, ...]:
    """Say how net income is meant, who was left out, and what of the population is invented or assumed."""
    yearly = ", and a twelfth of the year's temporary assistance and medical relief" if relief else ""
    notes = [
        f"Net income, yuan a month: all own income of the counted members and the cash due{yearly}. Rates are shares of "
        "earnings that assistance takes back; a gradual exit counts as in its present month.",
    ]
    if without:
        notes.append(f"Not followed, for want of a main earner: {without:,} households of the table.")
    if population.synthetic:
        notes.append("Invented population (合成数据): nobody in it exists.")
    if len(population.assumed):
        notes.append(f"Assumed, because absent from the population: {listed(population.assumed['column'], shown=60)}.")
    return tuple(notes)


def near_table(families: pd.DataFrame, notches: pd.DataFrame, yuan: float) -> pd.DataFrame:
    """Return, for losses and gains and each programme, the families with a notch within some yuan of their earnings.

    A family counts once in each row; ``any`` counts it once whatever the programme.
    """
    places = notches.merge(families[["household_id", "weight", "earnings"]], on="household_id")
    places = places.assign(distance=places["at"] - places["earnings"])
    places = places[places["distance"].abs() <= yuan]
    sides = {"loss": places[places["change"] < 0], "gain": places[places["change"] > 0]}
    rows = [
        _near_row(side, name, found if name == "any" else found[found["scheme"] == name])
        for side, found in sides.items()
        for name in ("any", *PROGRAMMES)
        if name == "any" or (found["scheme"] == name).any()
    ]
    return pd.DataFrame(rows).set_index(["change", "scheme"])


def _near_row(side: str, scheme: str, found: pd.DataFrame) -> dict[str, Any]:
    """Count families above (they need more to cross) and below (they have crossed), each once, at its nearest."""
    nearest = found.loc[found["distance"].abs().sort_values(kind="stable").index].drop_duplicates("household_id")
    weight, ahead = nearest["weight"], nearest["distance"] > 0
    total = weight.sum()
    label = PROGRAMMES.get(scheme)
    return {
        "change": side,
        "scheme": scheme,
        "类别": label.zh if label else "合计",
        "families": total,
        "before_it": weight[ahead].sum(),
        "beyond_it": weight[~ahead].sum(),
        "mean_change_yuan": (weight * nearest["change"]).sum() / total if total else np.nan,
    }
