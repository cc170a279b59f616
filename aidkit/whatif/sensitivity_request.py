"""What a sensitivity may be asked: figures, a method, samples and a seed."""

from __future__ import annotations

from collections.abc import Sequence
from numbers import Integral
from typing import Literal, get_args

from aidkit.errors import MeasureError, OutputError, message, suggestion
from aidkit.policy import Policy
from aidkit.whatif.figures import FIGURES, RATIOS, figure_graph
from aidkit.whatif.idle_reform import refuse_idle_reform

Method = Literal["one at a time", "jointly"]


def rests_on(policy: Policy, names: Sequence[str]) -> dict[str, set[str]]:
    """Return by figure the parameter paths it rests on.

    Raises:
        OutputError: A reform reaches none of them.
    """
    graph = figure_graph(policy)
    parts = {name: RATIOS.get(name, (name,)) for name in names}
    refuse_idle_reform(policy, graph.plan([part for of_one in parts.values() for part in of_one]))
    return {name: {spec.path for spec in graph.plan(of_one).parameters} for name, of_one in parts.items()}


def asked_figures(figures: Sequence[str]) -> tuple[str, ...]:
    """Return the figures asked for, each once.

    Raises:
        OutputError: None is asked for, or a name is no key figure.
    """
    names = (figures,) if isinstance(figures, str) else tuple(dict.fromkeys(figures))
    valid = [*FIGURES, *RATIOS]
    if not names:
        raise OutputError(message("No figure was asked for.", f"Give one or more of {', '.join(valid)}."))
    for name in names:
        if name not in valid:
            raise OutputError(message(f"{name!r} is not a key figure.", suggestion(str(name), valid)))
    return names


def check_method(method: str, samples: int, seed: int) -> None:
    """Refuse an unknown method, too few samples, or a seed that is none.

    Raises:
        MeasureError: The message says what is allowed.
    """
    if method not in get_args(Method):
        raise MeasureError(
            message(f"method: {method!r} is not known.", f"Allowed: {' or '.join(map(repr, get_args(Method)))}.")
        )
    for name, value, least in (("samples", samples, 2), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, Integral) or value < least:
            raise MeasureError(
                message(f"{name}: {value!r} cannot be used.", f"Give a whole number of at least {least}.")
            )
