"""What a check of some cases says about all of them: the error rate (差错率) with an honest interval."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

from aidkit.errors import message
from aidkit.oversight.audit.tails import binomial_at_most, hypergeometric_at_most
from aidkit.oversight.errors import OversightError

Method = Literal["exact", "wilson"]
BISECTIONS = 100  # halving an interval of rates this often ends at neighbouring doubles


@dataclass(frozen=True)
class ErrorRate:
    """An error rate and its interval.

    Attributes:
        errors, checked: Errors found, cases checked.
        population: Cases there are, or None for one without an end.
        rate: Share in error, 0-1; NaN where nothing was checked.
        low, high: Ends of the interval, 0-1.
        level: Its level, e.g. 0.95.
        method: ``exact`` or ``wilson``.
    """

    errors: int
    checked: int
    population: int | None
    rate: float
    low: float
    high: float
    level: float
    method: Method

    def __str__(self) -> str:
        if math.isnan(self.rate):
            return "差错率 error rate not known: nothing was sampled"
        of = f" of {self.population:,}" if self.population is not None else ""
        return (
            f"差错率 error rate {self.rate:.2%} ({self.errors:,} errors in {self.checked:,} checked{of}); "
            f"{self.level:.0%} interval {self.low:.2%} to {self.high:.2%} ({self.method})"
        )


def error_rate(
    errors: int,
    checked: int,
    population: int | None = None,
    *,
    level: float = 0.95,
    method: Method = "exact",
) -> ErrorRate:
    """Estimate an error rate from a random sample.

    ``exact`` inverts the two tails of the binomial (Clopper-Pearson) or, where the population is given, of the
    hypergeometric distribution, so it covers at least as often as its level says, and is certain once all are
    checked. ``wilson`` is shorter and covers about as often as its level on average; the population enters as
    n (N - 1) / (N - n) instead of n.

    Args:
        errors: Errors found, 0 to ``checked``.
        checked: Cases checked, drawn with equal chance.
        population: Cases they were drawn from; None for draws with replacement or from no end of cases.
        level: Above 0 and below 1.
        method: ``exact`` or ``wilson``.

    Returns:
        The estimate; NaN with the interval 0 to 1 where nothing was checked.

    Raises:
        OversightError: Counts that cannot be, a level outside 0-1, or another method.

    Example:
        >>> print(error_rate(0, 20))
        差错率 error rate 0.00% (0 errors in 20 checked); 95% interval 0.00% to 16.84% (exact)
        >>> error_rate(1, 4, 4).high
        0.25

    Source: Clopper and Pearson (1934), Biometrika 26; Wilson (1927), JASA 22; Buonaccorsi (1987), Biometrika 74.
    """
    _check(errors, checked, population, level, method)
    if checked == 0 and population != 0:
        return ErrorRate(0, 0, population, math.nan, 0.0, 1.0, level, method)
    if population == 0:
        return ErrorRate(0, 0, 0, math.nan, math.nan, math.nan, level, method)
    if method == "wilson":
        low, high = _wilson(errors, checked, population, level)
    elif population is None:
        low, high = _clopper_pearson(errors, checked, (1 - level) / 2)
    else:
        bad = _hypergeometric(errors, checked, population, (1 - level) / 2)
        low, high = bad[0] / population, bad[1] / population
    return ErrorRate(errors, checked, population, errors / checked, low, high, level, method)


def _clopper_pearson(errors: int, checked: int, tail: float) -> tuple[float, float]:
    low = high = 0.0
    if errors > 0:
        low = _root(lambda rate: 1 - binomial_at_most(errors - 1, checked, rate) > tail)
    high = 1.0 if errors == checked else _root(lambda rate: binomial_at_most(errors, checked, rate) <= tail)
    return low, high


def _root(passed: Callable[[float], bool]) -> float:
    """Return the rate from which on a condition holds."""
    low, high = 0.0, 1.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (low, middle) if passed(middle) else (middle, high)
    return high


def _hypergeometric(errors: int, checked: int, population: int, tail: float) -> tuple[int, int]:
    """Return the fewest and the most cases in error that do not make what was found a rarity."""
    fewest, most = errors, population - (checked - errors)
    low = first(fewest, most, lambda bad: 1 - hypergeometric_at_most(errors - 1, checked, bad, population) > tail)
    too_many = first(
        fewest,
        most + 1,
        lambda bad: bad > most or hypergeometric_at_most(errors, checked, bad, population) <= tail,
    )
    return low, too_many - 1


def first(low: int, high: int, passed: Callable[[int], bool]) -> int:
    """Return the first whole number from ``low`` on for which a condition holds that holds from there on to ``high``."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if passed(middle) else (middle + 1, high)
    return low


def _wilson(errors: int, checked: int, population: int | None, level: float) -> tuple[float, float]:
    if checked == population:
        return errors / checked, errors / checked
    z = NormalDist().inv_cdf((1 + level) / 2)
    size = float(checked) if population is None else checked * (population - 1) / (population - checked)
    rate, weight = errors / checked, z * z / size
    middle = (rate + weight / 2) / (1 + weight)
    half = z * math.sqrt(rate * (1 - rate) / size + weight / (4 * size)) / (1 + weight)
    least = 0.0 if population is None else errors / population
    most = 1.0 if population is None else 1 - (checked - errors) / population
    return max(least, middle - half), min(most, middle + half)


def _check(errors: int, checked: int, population: int | None, level: float, method: str) -> None:
    counts = {"errors": errors, "checked": checked, "population": 0 if population is None else population}
    for name, count in counts.items():
        if isinstance(count, bool) or not float(count).is_integer() or count < 0:
            raise OversightError(message(f"{name}={count!r} is no count.", "Give a whole number, 0 or more."))
    if errors > checked or (population is not None and checked > population):
        more = "errors than cases checked" if errors > checked else "cases checked than there are"
        raise OversightError(
            message(
                f"errors={errors}, checked={checked}, population={population}: more {more}.",
                "Give errors <= checked <= population.",
            )
        )
    if not 0 < level < 1:
        raise OversightError(message(f"level={level} is no level.", "It lies between 0 and 1, for example 0.95."))
    if method not in ("exact", "wilson"):
        raise OversightError(message(f"method={method!r} is not known.", "Methods: exact, wilson."))
