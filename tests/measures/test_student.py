"""The expansion of Student's t, term by term, where every power and coefficient shows."""

from __future__ import annotations

from fractions import Fraction

import pytest

from aidkit.measures.student import _expanded


@pytest.mark.parametrize("z", [1, 2, -3])
@pytest.mark.parametrize("n", [1, 2, 10])
def test_the_expansion_is_that_of_abramowitz_and_stegun(z, n):
    """Formula 26.7.5 in whole numbers: far from its use, but there no term hides behind the others."""
    powers = [
        Fraction(z**3 + z, 4),
        Fraction(5 * z**5 + 16 * z**3 + 3 * z, 96),
        Fraction(3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z, 384),
        Fraction(79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z, 92160),
    ]
    exact = z + sum(term / n**k for k, term in enumerate(powers, start=1))
    assert _expanded(float(z), n) == pytest.approx(float(exact), rel=1e-14)


def test_the_expansion_by_hand():
    # 1 + 2/4 + 24/96 + 24/384 + (79 + 776 + 1482 - 1920 - 945) / 92160
    assert _expanded(1.0, 1) == pytest.approx(1.8125 - 528 / 92160, rel=1e-14)
