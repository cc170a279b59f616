"""Who moves from scheme to scheme (类别转换), drawn as bands from where they were to where they come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.charts.style import BLUE, QUIET, RED, style, titled
from aidkit.charts.whatif import plane
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Slot = tuple[float, float, float]  # where it begins, its height, its height a person

ROOM = 0.04  # of the height: the least a group of movers takes, so that its name can be read
GAP = 0.02  # of the height, between two groups
NOBODY_MOVES = Text("无人转换类别", "Nobody changes scheme")


def transitions(
    table: pd.DataFrame, *, finding: Text, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None
) -> Axes:
    """Draw who moves from one scheme to another as bands: on the left where they were, on the right where they come.

    Args:
        table: Columns ``before``, ``after`` (labels, as ``Text``), ``from_rank``, ``to_rank`` (their order), ``persons`` and ``step``
            (1 towards more support, −1 towards less, 0 sideways), one row a move; those who stay are left out.
        finding: The title.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    with style():
        table = table.sort_values(["from_rank", "to_rank"])
        ranked = table.sort_values(["to_rank", "from_rank"])
        sides = [
            rows.groupby(name, sort=False)["persons"].sum() for rows, name in ((table, "before"), (ranked, "after"))
        ]
        ax = ax or plane(2.2 + 0.3 * max(3, *(len(side) for side in sides)))
        ax.set_xlim(0, 1)
        ax.set_ylim(1, 0)
        ax.set_axis_off()
        if table.empty:
            return titled(ax, NOBODY_MOVES, lang, source)
        left, right = (_slots(side) for side in sides)
        used = dict.fromkeys([("l", name) for name in left] + [("r", name) for name in right], 0.0)
        for move in table.to_dict("records"):
            _band(ax, move, left, right, used)
        for slots, side, place, align in ((left, sides[0], -0.01, "right"), (right, sides[1], 1.01, "left")):
            for name, (start, height, _) in slots.items():
                ax.text(
                    place,
                    start + height / 2,
                    f"{name.show(lang)}  {side[name]:,.0f}",
                    ha=align,
                    va="center",
                    clip_on=False,
                )
        return titled(ax, finding, lang, source)


def _slots(side: pd.Series[float]) -> dict[Text, Slot]:
    """Stack groups from the top down: where each begins, its height, and its height a person."""
    share = side.to_numpy() / side.sum()
    heights = np.maximum(share, ROOM)
    heights *= (1 - GAP * (len(side) - 1)) / heights.sum()
    starts = np.concatenate([[0.0], np.cumsum(heights + GAP)[:-1]])
    return {
        name: (float(start), float(height), float(height / persons))  # type: ignore[misc]
        for (name, persons), start, height in zip(side.items(), starts, heights, strict=True)
    }


def _band(
    ax: Axes,
    move: Mapping[Any, Any],
    left: Mapping[Text, Slot],
    right: Mapping[Text, Slot],
    used: dict[tuple[str, Text], float],
) -> None:
    """Draw one band from its place on the left to its place on the right, below what is drawn there already."""
    along = np.linspace(0, 1, 60)
    ease = along**2 * (3 - 2 * along)
    edges = []
    for key, slots in (("l", left), ("r", right)):
        name = move["before" if key == "l" else "after"]
        start, _, each = slots[name]
        top = start + used[key, name]
        used[key, name] += each * move["persons"]
        edges.append((top, start + used[key, name]))
    (top_left, foot_left), (top_right, foot_right) = edges
    colour = {1: BLUE, -1: RED}.get(move["step"], QUIET)
    ax.fill_between(along, top_left + ease * (top_right - top_left), foot_left + ease * (foot_right - foot_left),
                    color=colour, alpha=0.55, linewidth=0.3, edgecolor="white")  # fmt: skip
