"""How many clues turn out true: a hit is a clue, not a finding, and most are refuted (查否)."""

from __future__ import annotations

from dataclasses import dataclass

from aidkit.errors import counted
from aidkit.oversight.audit.estimation import ErrorRate, error_rate
from aidkit.oversight.settings import load_settings


@dataclass(frozen=True)
class Confirmations:
    """Confirmations to be expected among clues.

    Attributes:
        clues: Clues there are.
        rate: The rate of confirmation they are judged by, with its interval.
        expected: Clues x rate.
        low, high: Clues x the ends of the rate's interval: where the long-run average lies.
        fewest, most: How many may well be confirmed this time: a prediction interval of the same level.
    """

    clues: int
    rate: ErrorRate
    expected: float
    low: float
    high: float
    fewest: int
    most: int

    def __str__(self) -> str:
        return (
            f"{counted(self.clues, 'clue')}: about {self.expected:,.1f} to be confirmed (查是), {self.rate.level:.0%} interval "
            f"{self.low:,.1f} to {self.high:,.1f}; this time between {self.fewest:,} and {self.most:,}.\n"
            f"Judged by {self.rate.errors:,} confirmed of {self.rate.checked:,} clues ({self.rate.rate:.2%}); that the rate "
            "holds here is an assumption."
        )


def expected_confirmations(
    clues: int, *, confirmed: int | None = None, checked: int | None = None, level: float = 0.95
) -> Confirmations:
    """Estimate how many clues will be confirmed, so that hits are not taken for errors.

    Args:
        clues: Clues, 0 or more.
        confirmed: Clues once confirmed; Huangshi's 1,116 when left out.
        checked: Of so many clues checked; Huangshi's 7,667 when left out.
        level: Of both intervals.

    Returns:
        The expectation, the exact (Clopper-Pearson) interval of the average, and the exact prediction interval of
        the number itself, which inverts the hypergeometric distribution of old and new clues together.

    Raises:
        OversightError: Counts that cannot be.

    Example:
        >>> found = expected_confirmations(100)
        >>> round(found.expected, 1), found.fewest, found.most
        (14.6, 8, 22)

    Source: HS-2.3; prediction interval: Thatcher (1964), JRSS B 26.
    """
    inspection = load_settings("inspection")
    confirmed = int(inspection["confirmed"].value) if confirmed is None else confirmed
    checked = int(inspection["clues"].value) if checked is None else checked
    rate = error_rate(confirmed, checked, level=level)
    together = error_rate(confirmed, checked, checked + clues, level=level)
    total = together.population or 0
    fewest, most = (round(share * total) - confirmed for share in (together.low, together.high))
    return Confirmations(clues, rate, clues * rate.rate, clues * rate.low, clues * rate.high, fewest, most)
