"""No silent number: a rule that gives infinity or NaN stops the run, with the families it does so for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from aidkit.engine.graph import Plan
from aidkit.errors import RuleError, counted, message
from aidkit.layout import Layout
from aidkit.schema import Level


class NotANumberError(RuleError):
    """A rule gave infinity or NaN.

    Attributes:
        rule: Its name.
        level: Whose value it is.
        positions: Positions in engine order, in one block of households.
    """

    def __init__(self, rule: str, level: Level, positions: np.ndarray[Any, Any]) -> None:
        self.rule, self.level, self.positions = rule, level, positions
        super().__init__(self.said_of(""))

    def said_of(self, ids: str) -> str:
        """Write the message, with the ids where they are known."""
        number = f"at least {counted(len(self.positions), self.level)}"
        return message(
            f"Rule {self.rule!r} gives no finite number for {number}{f': {ids}' if ids else ''}.",
            "Test for 0 before you divide, and give amounts that cannot be infinite.",
        )


def no_number(
    plan: Plan, layout: Layout, outputs: Mapping[str, np.ndarray[Any, Any]], first: int, last: int
) -> NotANumberError:
    """Find the first rule that gave infinity or NaN in a block of households.

    Args:
        plan: The plan of the pass.
        layout: The population.
        outputs: By rule, its values in engine order.
        first: First run of the block.
        last: The one after its last.

    Returns:
        The error to raise.
    """
    blocks = {
        "household": _positions(layout.runs.home, first, last, len(layout.household_rows)),
        "person": _positions(layout.runs.person, first, last, len(layout.person_rows)),
    }
    for rule in (name for name in plan.nodes if name in outputs):
        level = plan.nodes[rule].level
        low, high = blocks[level]
        bad = np.flatnonzero(~np.isfinite(outputs[rule][low:high]))
        if len(bad):
            return NotANumberError(rule, level, low + bad)
    raise AssertionError("a pass found an amount that is no number, and no output has one")


def _positions(begins: np.ndarray[Any, Any], first: int, last: int, end: int) -> tuple[int, int]:
    return int(begins[first]), int(begins[last]) if last < len(begins) else end
