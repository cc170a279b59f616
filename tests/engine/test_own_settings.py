"""A rule of the user's own that reads a setting is run with the setting as it is now, not as it was when first compiled."""

from __future__ import annotations

import pytest

import aidkit
from aidkit.policy import Policy
from aidkit.population import Population

share = 0.1


def doubled(amount: float) -> float:
    """A helper that reads the setting too."""
    return amount * share * 2


@aidkit.rule("household", unit="yuan/month", zh="标准的一部分", clauses=["HZ-1.1"])
def part_of_standard(dibao_standard: float) -> float:
    """A share of the standard."""
    return dibao_standard * share


@aidkit.rule("household", unit="yuan/month", zh="标准的两部分", clauses=["HZ-1.1"])
def parts_of_standard(dibao_standard: float) -> float:
    """Twice a share of the standard."""
    return doubled(dibao_standard)


def amounts(people: Population, policy: Policy) -> tuple[float, float]:
    """Both amounts of the first family, simulated under a policy of the moment."""
    names = ["part_of_standard", "parts_of_standard"]
    result = aidkit.simulate(people, policy.reform(rules=[part_of_standard, parts_of_standard]), names)
    return float(result.values(names[0])[0]), float(result.values(names[1])[0])


def test_a_setting_that_is_set_anew_counts(
    three_families: Population, base_policy: Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert amounts(three_families, base_policy) == pytest.approx((77.5, 155))  # 775 x 0.1
    monkeypatch.setattr(f"{__name__}.share", 0.3)
    assert amounts(three_families, base_policy)[0] == pytest.approx(232.5)
    assert amounts(three_families, base_policy)[1] == pytest.approx(465)  # the helper reads it anew too
    monkeypatch.setattr(f"{__name__}.share", 0.1)
    assert amounts(three_families, base_policy) == pytest.approx((77.5, 155))
