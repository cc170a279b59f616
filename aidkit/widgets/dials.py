"""What can be moved by hand in a place: its levers with range and step, read off the parameters and the values in force."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from aidkit.errors import PolicyError, message
from aidkit.parameter_values import checked
from aidkit.parameters import BY_PATH, Spec
from aidkit.policy import Policy
from aidkit.report.basis import UNITS_ZH
from aidkit.report.text import Text
from aidkit.schema import category_names

STANDARD, URBAN, RURAL = "dibao.standard", "dibao.standard.urban", "dibao.standard.rural"
LINES = ("edge.multiple", "income.work_cost.rate")
UPLIFTS = tuple(path for path in BY_PATH if path.startswith("uplift.rates."))
CARE = tuple(path for path in BY_PATH if path.startswith("tekun.care_share."))
SINGLE_ENTRY = ("dibao.single_entry.enabled", "dibao.single_entry.mode", "dibao.single_entry.uplift")
SHARE_PAID = "dibao.single_entry.share"
ONE_STANDARD = Text("城乡低保标准", "Dibao standard, town and country")
HALF, DOUBLE = 0.5, 2.0  # a number that may be anything moves from half to twice today's
STEPS = {"yuan/month": 5.0, "factor": 0.05, "share": 0.01, "share of minimum wage": 0.01}  # by unit, as notices round
NEAR = 1e-9  # of a step: an end this near to a whole number of steps is one
DIGITS = 10  # a position is rounded to so many decimals: sliders reckon in binary fractions


@dataclass(frozen=True)
class Dial:
    """A number that can be moved: one parameter, or two that stand for one decision.

    Attributes:
        path: Its name: the parameter's path, or the path they share.
        paths: The parameters it sets.
        label: What it is called.
        unit: What it counts in.
        value: The value in force.
        low: Lowest position; the value in force is a whole number of steps from it.
        high: Highest position.
        step: Distance of two positions.
    """

    path: str
    paths: tuple[str, ...]
    label: Text
    unit: Text
    value: float
    low: float
    high: float
    step: float

    def at(self, position: Any) -> float:
        """Return a number as a position of the dial; typed ones may lie between its steps.

        Raises:
            PolicyError: It is no number, or outside the range.
        """
        number = checked(BY_PATH[self.paths[0]], position)
        if number is None or not self.low <= round(number, DIGITS) <= self.high:
            raise PolicyError(
                message(
                    f"{self.path}: {position!r} is outside the panel's range.",
                    f"Allowed: {self.low:g} to {self.high:g} {self.unit.en}.",
                )
            )
        return self.value if abs(number - self.value) < NEAR * self.step else round(number, DIGITS)


@dataclass(frozen=True)
class Choice:
    """A parameter that takes one of a few values.

    Attributes:
        path: The parameter's path.
        label: What it is called.
        value: The value in force.
        options: The values it can take, with what each is called.
    """

    path: str
    label: Text
    value: Any
    options: tuple[tuple[Text, Any], ...]

    def at(self, value: Any) -> Any:
        """Return a value as the parameter holds it.

        Raises:
            PolicyError: It is not one of those allowed.
        """
        return checked(BY_PATH[self.path], value)

    def named(self, value: Any) -> Text:
        """Return what a value is called."""
        return next(text for text, option in self.options if option == value)

    @property
    def paths(self) -> tuple[str, ...]:
        """The parameter it sets."""
        return (self.path,)


WORDS: dict[Any, Text] = {
    True: Text("是", "yes"), False: Text("否", "no"), "full": Text("按比例全额", "a share of the standard"),
    "gap": Text("补差", "the gap to the standard"),
}  # fmt: skip


def dials_of(policy: Policy) -> tuple[Dial, ...]:
    """Return the numbers that can be moved in a place: standards, edge multiple, work cost, single entry, uplift, care.

    Where town and country have one standard, one dial moves both.

    Args:
        policy: The place's policy as it is in force.
    """
    one = policy[URBAN] == policy[RURAL]
    standards = [_dial(policy, STANDARD, (URBAN, RURAL))] if one else [_dial(policy, p, (p,)) for p in (URBAN, RURAL)]
    return (*standards, *(_dial(policy, path, (path,)) for path in (*LINES, SHARE_PAID, *UPLIFTS, *CARE)))


def choices_of(policy: Policy) -> tuple[Choice, ...]:
    """Return what can be chosen about single-person entry (单人保).

    Args:
        policy: The place's policy as it is in force.
    """
    return tuple(_choice(policy, path) for path in SINGLE_ENTRY)


def _dial(policy: Policy, path: str, paths: tuple[str, ...]) -> Dial:
    spec, value = BY_PATH[paths[0]], float(policy[paths[0]])
    step = STEPS[spec.unit]
    below, above = (math.floor(abs(end - value) / step + NEAR) for end in _ends(spec, value))
    label = ONE_STANDARD if len(paths) > 1 else Text(spec.zh, spec.en)
    unit = Text(UNITS_ZH.get(spec.unit, spec.unit), spec.unit)
    low, high = (round(value + steps * step, DIGITS) + 0.0 for steps in (-below, above))  # + 0.0: no −0
    return Dial(path, paths, label, unit, value, low, high, step)


def _ends(spec: Spec, value: float) -> tuple[float, float]:
    """Return how far a number may be moved: all it allows up to one, else from half to twice today's."""
    if spec.high <= 1.0 or spec.unit == "share of minimum wage":
        return spec.low, max(1.0, min(spec.high, DOUBLE * value))
    return max(spec.low, HALF * value), min(spec.high, DOUBLE * value)


def _choice(policy: Policy, path: str) -> Choice:
    spec = BY_PATH[path]
    values = (True, False) if spec.categories is None else category_names(spec.categories)
    return Choice(path, Text(spec.zh, spec.en), policy[path], tuple((WORDS[value], value) for value in values))
