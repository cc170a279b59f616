"""The first condition of a rule that fails, and by how much, read from the rule's own source."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from aidkit.engine.conditions import first_failure
from aidkit.rules.definition import at_most, below
from aidkit.schema import Supporter

LINE = 1_000.0


def under(amount: float, unit_size: int, local: bool) -> bool:
    """One condition after the other."""
    return unit_size > 0 and local and below(amount, LINE)


def not_yet(months: int, is_dibao: bool, limit: float) -> bool:
    """Conditions that must not hold."""
    return not is_dibao and not months > limit


def either(amount: float, assets: float) -> bool:
    """One of two."""
    return at_most(amount, LINE) or at_most(assets, 2 * LINE)


def early(amount: float, local: bool) -> bool:
    """Early returns, as a notebook writes them."""
    if not local:
        return False
    limit: float = LINE
    limit *= 2
    if amount > limit:  # noqa: SIM103
        return False
    return True


def nested(amount: float, local: bool) -> bool:
    """A return inside two branches."""
    if local:
        if amount > LINE:
            return False
    else:
        return False
    return amount > 0


def nobody(supporter: int) -> bool:
    """A category."""
    return supporter != Supporter.CAPABLE


def over_members(amount: float, unit_size: int) -> bool:
    """A loop, which is not followed."""
    total = 0.0
    for _ in range(unit_size):
        total += amount
    return total < LINE


def broken(amount: float) -> bool:
    """A rule that cannot be evaluated."""
    return amount / 0 < LINE


@pytest.mark.parametrize(
    ("rule", "given", "reason"),
    [
        (under, {"amount": 900.0, "unit_size": 1, "local": True}, None),
        (under, {"amount": 1_012.0, "unit_size": 1, "local": True}, "amount 1,012.00 is 12.00 above LINE 1,000.00"),
        (under, {"amount": 1_000.0, "unit_size": 1, "local": True}, "amount 1,000.00 is on LINE 1,000.00"),
        (under, {"amount": 1_000.01, "unit_size": 1, "local": True}, "amount 1,000.01 is 0.01 above LINE 1,000.00"),
        (under, {"amount": 1_012.0, "unit_size": 0, "local": True}, "unit_size is 0"),
        (under, {"amount": 1_012.0, "unit_size": 1, "local": False}, "local does not hold"),
        (not_yet, {"months": 3, "is_dibao": True, "limit": 6.0}, "is_dibao holds"),
        (not_yet, {"months": 8, "is_dibao": False, "limit": 6.0}, "months 8 is 2 above limit 6"),
        (not_yet, {"months": 8, "is_dibao": False, "limit": 6.5}, "months 8 is 1.50 above limit 6.50"),
        (
            either,
            {"amount": 1_200.0, "assets": 2_500.0},
            "amount 1,200.00 is 200.00 above LINE 1,000.00, and assets 2,500.00 is 500.00 above LINE 2,000.00",
        ),
        (either, {"amount": 1_200.0, "assets": 2_000.0}, None),
        (early, {"amount": 1_500.0, "local": True}, None),
        (early, {"amount": 1_500.0, "local": False}, "local does not hold"),
        (early, {"amount": 2_500.0, "local": True}, "amount 2,500.00 is 500.00 above limit 2,000.00"),
        (nested, {"amount": 1_500.0, "local": True}, "amount 1,500.00 is 500.00 above LINE 1,000.00"),
        (nested, {"amount": 500.0, "local": False}, "local does not hold"),
        (nested, {"amount": 0.0, "local": True}, "amount is 0.00"),
        (nobody, {"supporter": 0}, "supporter is capable"),
        (over_members, {"amount": 600.0, "unit_size": 2}, None),
        (broken, {"amount": 1.0}, None),
    ],
)  # fmt: skip
def test_the_first_condition_that_fails(rule: Callable[..., Any], given: dict[str, Any], reason: str | None) -> None:
    assert first_failure(rule, given) == reason


def test_a_rule_without_source_has_no_reason() -> None:
    scope: dict[str, Any] = {}
    exec("def typed(amount):\n    return amount > 1", scope)
    assert first_failure(scope["typed"], {"amount": 0.0}) is None
    assert first_failure(math.isnan, {"x": 0.0}) is None
