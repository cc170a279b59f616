"""Rake household weights so that the invented families add up to the place's published figures (耙平校准)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.income_shape import IncomeShape
from aidkit.data.synthesis.margin_row import MarginRow
from aidkit.data.synthesis.margin_rows import margin_rows
from aidkit.data.synthesis.margins import Anchors
from aidkit.data.synthesis.sampling import Floats
from aidkit.errors import MeasureError
from aidkit.measures.calibration import calibrate_weights

if TYPE_CHECKING:
    import pandas as pd

BOUNDS = (0.2, 5.0)  # no family may stand for less than a fifth of what it did, or for more than five times
FAMILIES_A_MARGIN = 8  # with fewer families for each margin raking fits noise
FEWEST = 5  # families that must carry a margin, or their weights would be pulled far from the others'
TOO_FEW = f"fewer than {FEWEST} families carry it"
NO_ROOM = f"one margin for every {FAMILIES_A_MARGIN} families, the most important first"
NOT_TOGETHER = "could not be met together with the others"


@dataclass(frozen=True)
class Raked:
    """Weights and how they meet the margins.

    Attributes:
        weights: (households,) families each stands for.
        fit: One row a margin: target, before, after, relative error, whether used or why not, and the source.
        effective_sample_size: What unequal weights leave of the number of families (Kish).
        lowest: Smallest weight over the mean weight.
        highest: Largest weight over the mean weight.
    """

    weights: Floats
    fit: pd.DataFrame
    effective_sample_size: float
    lowest: float
    highest: float


def rake(draft: Draft, shapes: dict[str, IncomeShape], anchors: Anchors) -> Raked:
    """Rake equal weights to the margins that enough families carry.

    Where they cannot all be met within the bounds, as in very small samples, whole groups are given up, the
    least important first; the fit table says which.
    """
    start = np.full(draft.families, anchors.number("population.hukou") / draft.people)
    rows = _carried(margin_rows(draft, shapes, anchors), draft.families)
    weights = _weights(start, rows)
    while weights is None:
        last = max(row.tier for row in rows if row.used)
        rows = [row.without(NOT_TOGETHER) if row.tier >= last else row for row in rows]
        weights = _weights(start, rows)
    relative = weights / weights.mean()
    effective = float(weights.sum() ** 2 / np.square(weights).sum())
    return Raked(weights, _fit(rows, start, weights), effective, float(relative.min()), float(relative.max()))


def _carried(rows: list[MarginRow], families: int) -> list[MarginRow]:
    """Mark as used the margins that enough families carry, the most important first, while there is room."""
    rows = [row if int((row.indicator > 0).sum()) >= FEWEST else row.without(TOO_FEW) for row in rows]
    order = sorted((row.tier, number) for number, row in enumerate(rows) if row.used)
    kept = {number for _, number in order[: max(families // FAMILIES_A_MARGIN, 1)]}
    return [row if number in kept else row.without(NO_ROOM) for number, row in enumerate(rows)]


def _weights(start: Floats, rows: list[MarginRow]) -> Floats | None:
    """Raked weights, or None where the margins cannot all be met within the bounds."""
    used = [row for row in rows if row.used]
    if not used:
        return start
    indicators = np.column_stack([row.indicator for row in used])
    try:
        return calibrate_weights(start, indicators, [row.target for row in used], bounds=BOUNDS).weights
    except MeasureError:
        return None


def _fit(rows: list[MarginRow], start: Floats, weights: Floats) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        {
            "margin": row.margin,
            "zh": row.zh,
            "unit": row.unit,
            "target": row.target,
            "before": row.reached(start),
            "after": row.reached(weights),
            "relative_error": row.reached(weights) / row.target - 1,
            "used": row.used,
            "note": row.note,
            "status": row.anchor.status,
            "year": row.anchor.year,
            "origin": row.anchor.origin,
            "source": row.anchor.source,
            "address": row.anchor.address,
        }
        for row in rows
    )
