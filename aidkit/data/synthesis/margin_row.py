"""One margin: what each family adds to a published figure, and what it must come to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from aidkit.data.synthesis.margins import Anchor
from aidkit.data.synthesis.sampling import Floats

# Groups of margins, by what is given up last when they cannot all be met.
PEOPLE, SIZES, COVER, CARDS, INCOME, FAMILIES = range(6)


@dataclass(frozen=True)
class MarginRow:
    """One margin.

    Attributes:
        margin: English name.
        zh: Chinese name.
        unit: Unit of the target.
        indicator: (households,) what each family adds to it.
        target: What it must come to.
        anchor: The published figure behind the target.
        tier: Its group; groups of a higher number are given up first.
        used: Whether weights are raked to it; otherwise it is only compared.
        note: Why it is not used.
    """

    margin: str
    zh: str
    unit: str
    indicator: Floats
    target: float
    anchor: Anchor
    tier: int
    used: bool = True
    note: str = ""

    def without(self, note: str) -> MarginRow:
        """Return the row as one that is only compared, and why; a row that already is stays as it is."""
        return replace(self, used=False, note=note) if self.used else self

    def reached(self, weights: Floats) -> float:
        """Return what it comes to under household weights."""
        return float(self.indicator @ weights)
