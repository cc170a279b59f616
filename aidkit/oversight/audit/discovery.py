"""What a sample can find: the chance to see an error, the rate it finds with 95 %, the size it takes."""

from __future__ import annotations

import math

from aidkit.errors import message
from aidkit.oversight.audit.estimation import BISECTIONS, first
from aidkit.oversight.audit.tails import binomial_at_most, hypergeometric_at_most
from aidkit.oversight.errors import OversightError

NOISE = 1e-9  # cases; what the last digit of a rate may add up to


def discovery_power(rate: float, checked: int, population: int | None = None, *, at_least: int = 1) -> float:
    """Return the chance that a sample shows at least so many errors.

    Args:
        rate: Share of the cases in error, 0-1; of a population that is given, rounded up to whole cases.
        checked: Cases drawn.
        population: Cases there are; None for no end of them.
        at_least: Errors to be seen, 1 or more.

    Raises:
        OversightError: A rate outside 0-1, or counts that cannot be.

    Example:
        >>> round(discovery_power(0.05, 59), 4)
        0.9515
    """
    _check(rate, checked, population, at_least)
    if population is None:
        return 1 - binomial_at_most(at_least - 1, checked, rate)
    return 1 - hypergeometric_at_most(at_least - 1, checked, _bad(rate, population), population)


def detectable_rate(checked: int, population: int | None = None, *, power: float = 0.95, at_least: int = 1) -> float:
    """Return the smallest error rate that a sample of this size finds with the power wanted.

    Args:
        checked: Cases drawn, at least ``at_least``.
        population: Cases there are; None for no end of them. The answer is then a whole number of them.
        power: Chance to see the errors, above 0 and below 1.
        at_least: Errors to be seen, 1 or more.

    Raises:
        OversightError: A sample too small to show so many errors, or settings that cannot be.

    Example:
        >>> round(detectable_rate(59), 4)           # 1 - 0.05 ** (1 / 59)
        0.0495
        >>> detectable_rate(30, 100)                # 9 in 100 are enough
        0.09
    """
    _check_power(power)
    _check(0.0, checked, population, at_least)
    if checked < at_least:
        raise OversightError(
            message(
                f"checked={checked} cannot show {at_least} errors, whatever their rate.",
                f"Draw at least {at_least}, or ask for fewer errors.",
            )
        )
    if population is not None:
        bad = first(
            at_least,
            population,
            lambda bad: 1 - hypergeometric_at_most(at_least - 1, checked, bad, population) >= power,
        )
        return bad / population
    low, high = 0.0, 1.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        enough = 1 - binomial_at_most(at_least - 1, checked, middle) >= power
        low, high = (low, middle) if enough else (middle, high)
    return high


def sample_size(rate: float, population: int | None = None, *, power: float = 0.95, at_least: int = 1) -> int:
    """Return the smallest sample that finds an error rate with the power wanted.

    Args:
        rate: Share of the cases in error, above 0; of a population that is given, rounded up to whole cases.
        population: Cases there are; None for no end of them.
        power: Chance to see the errors, above 0 and below 1.
        at_least: Errors to be seen, 1 or more.

    Raises:
        OversightError: No sample can show so many errors, or settings that cannot be.

    Example:
        >>> sample_size(0.05), sample_size(0.05, 200)
        (59, 51)
    """
    _check_power(power)
    _check(rate, 0, population, at_least)
    there = math.inf if population is None else _bad(rate, population)
    if rate == 0 or there < at_least:
        seen = "no errors" if rate == 0 else f"only {there:g} cases in error"
        raise OversightError(
            message(f"With {seen} no sample shows {at_least}.", "Give a higher rate, or ask for fewer errors.")
        )
    high = population if population is not None else at_least
    while population is None and discovery_power(rate, high, at_least=at_least) < power:
        high *= 2
    return first(at_least, high, lambda size: discovery_power(rate, size, population, at_least=at_least) >= power)


def _bad(rate: float, population: int) -> int:
    """Return the whole number of cases a rate comes to, rounded up; 20/41 of 41 are 20, whatever a float makes of it."""
    return math.ceil(rate * population - NOISE)


def _check(rate: float, checked: int, population: int | None, at_least: int) -> None:
    if not 0 <= rate <= 1:
        raise OversightError(message(f"rate={rate} is no share.", "Give an error rate from 0 to 1, for example 0.05."))
    if checked < 0 or (population is not None and checked > population):
        raise OversightError(
            message(
                f"checked={checked}, population={population}: these cannot be.",
                "Give 0 <= checked <= population.",
            )
        )
    if at_least < 1:
        raise OversightError(message(f"at_least={at_least} is found without looking.", "Give 1 or more errors."))


def _check_power(power: float) -> None:
    if not 0 < power < 1:
        raise OversightError(message(f"power={power} is no chance.", "It lies between 0 and 1, for example 0.95."))
