"""What a family's budget line says, in one sentence of two languages: the title of its figure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from aidkit.report.text import Text
from aidkit.whatif.cash import PROGRAMMES
from aidkit.whatif.earnings_line import HALF_FEN, STRAIGHT, EarningsLine


def finding(line: EarningsLine, notches: Sequence[Mapping[str, Any]]) -> Text:
    """Say what earning more does to a family: its largest loss, else its highest marginal rate, else its gain.

    Args:
        line: The family's pieces.
        notches: Its rows of ``Cliffs.notches``.
    """
    worst, best = (choose(notches, key=_change, default=None) for choose in (min, max))
    if worst is not None and worst["change"] < 0:
        return _loss(worst)
    piece = int(np.lexsort((line.end - line.start, line.marginal_rate))[-1])
    if line.marginal_rate[piece] > STRAIGHT:
        low, high, rate = line.start[piece], line.end[piece], line.marginal_rate[piece]
        return Text(
            f"月工资 {low:,.0f} 至 {high:,.0f} 元之间，每多挣 1 元，救助少 {rate:.2f} 元",
            f"From {low:,.0f} to {high:,.0f} yuan a month, each yuan earned costs {rate:.2f} of assistance",
        )
    if best is not None:
        return _gain(best)
    if np.abs(line.values[:, 1:]).max(initial=0.0) > 0:
        return Text("工资多少都不影响这家的救助", "No wage changes what this family receives")
    return Text("无论工资多少，这家都不享受救助", "At no wage does this family receive assistance")


def _change(notch: Mapping[str, Any]) -> float:
    return float(notch["change"])


def _loss(notch: Mapping[str, Any]) -> Text:
    programme, lost, back = PROGRAMMES[notch["scheme"]], -notch["change"], notch["recovered_at"]
    made_good = (
        Text("再多挣也补不回", "for good")
        if math.isnan(back)
        else Text(f"挣到 {back:,.0f} 元才补回", f"until {back:,.0f}")
    )
    alone = abs(notch[notch["scheme"]] - notch["change"]) < HALF_FEN
    what = (
        Text(f"少得{programme.zh} {lost:,.0f} 元", f"loses {lost:,.0f} of {programme.en}")
        if alone
        else Text(f"少得 {lost:,.0f} 元，主要是{programme.zh}", f"loses {lost:,.0f}, mostly {programme.en}")
    )
    return Text(
        f"月工资过 {notch['at']:,.0f} 元，{what.zh}；{made_good.zh}",
        f"Past {notch['at']:,.0f} yuan a month the family {what.en}, {made_good.en}",
    )


def _gain(notch: Mapping[str, Any]) -> Text:
    programme = PROGRAMMES[notch["scheme"]]
    return Text(
        f"月工资过 {notch['at']:,.0f} 元，多得{programme.zh} {notch['change']:,.0f} 元",
        f"Past {notch['at']:,.0f} yuan a month the family has {notch['change']:,.0f} more ({programme.en})",
    )
