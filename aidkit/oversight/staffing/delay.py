"""How long a missed family waits until it is found, as a formula: visits at an interval beside other channels (发现时滞)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from aidkit.errors import message
from aidkit.oversight.errors import OversightError

SMALL = 0.01  # rate x interval below which the closed form loses digits; six terms of its series then hold 15
TERMS = 6


class Delay(NamedTuple):
    """How a missed family is found.

    Attributes:
        months: Months until it is found, on average; infinite where nothing finds it.
        by_visit: Share of families a visit finds first.
    """

    months: float
    by_visit: float


def discovery_delay(
    visits_a_month: float, *, detection: float = 1.0, other_rate: float = 0.0, reach: float = 1.0
) -> Delay:
    """Return how long a missed family waits when it is visited at an interval and other channels compete.

    Need begins at any moment of the interval T alike, a visit finds it with chance p, and the other channels find it
    at a constant rate r, all independent. With q = 1 - p the family is still missed at k T + s (0 <= s < T) with chance
    q^k (1 - p s / T) exp(-r (k T + s)); the integral over all times is the mean delay

        D = A / (1 - q exp(-r T)),  A = (1 - e) / r - (p / T) (1 - e (1 + r T)) / r^2,  e = exp(-r T),

    which for r = 0 is T / p - T / 2, for p = 1 half the interval. Other channels find the share r D of the families.

    Args:
        visits_a_month: Visits to a family in a month, 1 / T; 0 for none.
        detection: Chance p that a visit finds the need, 0-1.
        other_rate: Rate r of all other channels together, a month: a chance c in a month is the rate -ln(1 - c).
        reach: Share of missed families on the visiting round; the others are found by the other channels only.

    Raises:
        OversightError: A value below 0, or a share above 1.

    Example:
        >>> discovery_delay(1)
        Delay(months=0.5, by_visit=1.0)
        >>> round(discovery_delay(1, detection=0.2).months, 12)         # 1 / 0.2 - 1 / 2
        4.5
    """
    given = {"visits_a_month": visits_a_month, "detection": detection, "other_rate": other_rate, "reach": reach}
    for name, value in given.items():
        most = 1.0 if name in ("detection", "reach") else math.inf
        if not 0 <= value <= most or math.isinf(value):
            span = "0 to 1" if most == 1 else "0 or more"
            raise OversightError(message(f"{name}={value!r} cannot be used.", f"It is {span}."))
    others = 1 / other_rate if other_rate else math.inf
    visited = visits_a_month * detection * reach > 0
    if not visited:
        return Delay(others, 0.0)
    on_round = _on_round(1 / visits_a_month, detection, other_rate)
    if reach < 1 and math.isinf(others):
        return Delay(math.inf, reach)
    months = reach * on_round + ((1 - reach) * others if reach < 1 else 0.0)
    return Delay(months, reach * (1 - other_rate * on_round))


def delay_by_frequency(
    frequencies: Iterable[float], *, detection: float = 1.0, other_rate: float = 0.0, reach: float = 1.0
) -> pd.DataFrame:
    """Return the mean delay at several visits a month.

    Args:
        frequencies: Visits a month.
        detection: Chance that a visit finds the need.
        other_rate: Rate of all other channels together, a month.
        reach: Share of missed families on the visiting round.

    Returns:
        A row a frequency: visits_a_month, interval_days, delay_months, share_by_visit, saved_months against the row before.
    """
    rows = []
    for visits in frequencies:
        delay = discovery_delay(visits, detection=detection, other_rate=other_rate, reach=reach)
        interval = 365.25 / 12 / visits if visits else math.inf
        rows.append((visits, interval, delay.months, delay.by_visit))
    table = pd.DataFrame(rows, columns=["visits_a_month", "interval_days", "delay_months", "share_by_visit"])
    return table.assign(saved_months=-table["delay_months"].diff())


def _on_round(interval: float, p: float, rate: float) -> float:
    """Return the mean delay of a family that is on the round."""
    x = rate * interval
    e = math.exp(-x)
    if x < SMALL:
        terms = ((-x) ** k / math.factorial(k) * (1 / (k + 1) - p / (k + 2)) for k in range(TERMS))
        first = interval * sum(terms)
    else:
        first = -math.expm1(-x) / rate - (p / interval) * (1 - e * (1 + x)) / rate**2
    return first / (p * e - math.expm1(-x))  # 1 - q e, without losing digits where p and x are small
