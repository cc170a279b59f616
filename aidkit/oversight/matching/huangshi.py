"""A worked study: what Huangshi's verification and inspection of 2017 say, and what they cannot (HS-2.2, HS-2.3)."""

from __future__ import annotations

import html
import math
from dataclasses import dataclass

import pandas as pd

from aidkit.oversight.audit.estimation import ErrorRate, error_rate
from aidkit.oversight.matching.confirmation import Confirmations, expected_confirmations
from aidkit.oversight.settings import load_settings

_RATIOS = (  # title, what is divided by what, unit, clause
    ("share of households with a hit", "检出户占比", "hit_households", "checked_households", "share", "HS-2.2"),
    ("share of persons with a hit", "检出人占比", "hit_persons", "checked_persons", "share", "HS-2.2"),
    ("persons a household verified", "户均核对人数", "checked_persons", "checked_households", "persons", "HS-2.2"),
    ("persons a household with a hit", "检出户户均人数", "hit_persons", "hit_households", "persons", "HS-2.2"),
    ("clues a record", "线索占比", "clues", "source_records", "share", "HS-2.3"),
    ("clues confirmed", "查是率", "confirmed", "clues", "share", "HS-2.3"),
    ("clues refuted", "查否率", "refuted", "clues", "share", "HS-2.3"),
    ("recovered a problem mended", "每个整改问题追缴", "recovered", "problems_mended", "yuan", "HS-5"),
    ("problems mended a person held to account", "每名被追责人对应问题", "problems_mended", "held_to_account",
     "problems", "HS-5"),
)  # fmt: skip


@dataclass(frozen=True, repr=False)
class HuangshiStudy:
    """Huangshi's figures, worked through.

    Attributes:
        figures: A row a figure: en, zh, value, unit, how (the arithmetic), clause.
        confirmation: Rate of clues confirmed, with its exact interval.
        oddity: What does not fit in HS-2.2, and what may explain it.
        overstatement: How many times too high wrong coverage comes out when clues are taken for errors.
    """

    figures: pd.DataFrame
    confirmation: ErrorRate
    oddity: str
    overstatement: float

    def expected(self, clues: int) -> Confirmations:
        """Return the confirmations to be expected among other clues, were this rate to hold there."""
        return expected_confirmations(clues)

    def __str__(self) -> str:
        lines = [
            f"{row.zh} {row.en}: {row.value:,.4g} {row.unit} = {row.how} ({row.clause})"
            for row in self.figures.itertuples()
        ]
        return "\n".join([*lines, self._confirmed(), self.oddity])

    def _confirmed(self) -> str:
        rate = self.confirmation
        return (
            f"查是率 clues confirmed: {rate.rate:.2%}, {rate.level:.0%} interval {rate.low:.2%} to {rate.high:.2%}; "
            f"to take every clue for an error overstates {self.overstatement:.1f} times"
        )

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"{self.figures.to_html()}" + "".join(
            f"<p>{html.escape(text)}</p>" for text in (self._confirmed(), self.oddity)
        )


def huangshi_study() -> HuangshiStudy:
    """Reproduce HS-2.2, HS-2.3 and the ratios of HS-5 from their published counts.

    Example:
        >>> study = huangshi_study()
        >>> round(study.confirmation.rate, 4), round(study.overstatement, 2)
        (0.1456, 6.87)

    Source: HS-2.2, HS-2.3, HS-5 (黄石市民政局, 2018-02-01).
    """
    known = {name: float(setting.value) for name, setting in load_settings("inspection").items()}
    rows = [
        (en, zh, known[top] / known[bottom], unit, f"{known[top]:,.0f} / {known[bottom]:,.0f}", clause)
        for en, zh, top, bottom, unit, clause in _RATIOS
    ]
    persons, homes = (known[f"checked_{of}"] - known[f"hit_{of}"] for of in ("persons", "households"))
    how = f"{persons:,.0f} / {homes:,.0f}"
    rows.append(("persons a household without a hit", "未检出户户均人数", persons / homes, "persons", how, "HS-2.2"))
    figures = pd.DataFrame(rows, columns=["en", "zh", "value", "unit", "how", "clause"])
    confirmation = error_rate(int(known["confirmed"]), int(known["clues"]))
    return HuangshiStudy(figures, confirmation, _oddity(known), known["clues"] / known["confirmed"])


def _oddity(known: dict[str, float]) -> str:
    """Say how far HS-2.2 is from hits that come by chance.

    Were every person as likely to have a hit, and hits rare, households with one would be met in proportion to their
    size: on average mean + variance / mean persons. That asks for a spread of sqrt(mean x excess) around the mean.
    """
    mean = known["checked_persons"] / known["checked_households"]
    hit = known["hit_persons"] / known["hit_households"]
    spread = math.sqrt(mean * (hit - mean))
    return (
        f"Odd: {hit:.2f} persons a household with a hit, against {mean:.2f} a household verified. Either all members of a "
        "household were counted and large households have more hits; for chance alone family sizes would have to spread by "
        f"{spread:.2f} around {mean:.2f}. Or persons were counted once for every hit (人次). The document does not say, so "
        "the share of persons with a hit is not used further."
    )
