"""What key figures are called, and what they count in."""

from __future__ import annotations

from typing import NamedTuple

from aidkit.policy import Policy
from aidkit.whatif.figures import figure_graph


class FigureLabel(NamedTuple):
    """A figure's name in Chinese and English, and its unit."""

    zh: str
    en: str
    unit: str


_RATIOS = {
    "exclusion_error": FigureLabel("漏保率", "Missed, of persons due cash", "share"),
    "cost_per_cash_person": FigureLabel("人均年救助支出", "Cost a person due cash", "yuan/year"),
}


def figure_label(policy: Policy, figure: str) -> FigureLabel:
    """Return the label of a key figure or ratio."""
    if figure in _RATIOS:
        return _RATIOS[figure]
    node = figure_graph(policy).nodes[figure]
    return FigureLabel(node.zh, node.en, node.unit)
