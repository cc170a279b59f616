"""The lot: the same on any machine, an equal chance for everybody, floors never undershot."""

from fractions import Fraction
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidkit.oversight.audit.drawing import allot, draw, floor_of, lot

RATES = [0, 0.01, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.29, 0.3, 1 / 3, 0.55, 0.57, 0.58, 0.7, 0.99, 1]


@pytest.mark.parametrize("rate", RATES)
def test_the_floor_is_never_undershot_nor_overshot_by_a_case(rate):
    exact = Fraction(repr(float(rate)))
    for cases in range(10_001):
        floor = floor_of(rate, cases)
        assert floor >= exact * cases
        assert floor == 0 or floor - 1 < exact * cases


@settings(max_examples=300, deadline=None)
@given(st.floats(0, 1), st.integers(0, 10_000))
def test_the_floor_at_any_rate(rate, cases):
    assert rate * cases - 1e-9 <= floor_of(rate, cases) <= cases


def test_the_lot_is_sha_256_which_anybody_can_compute():
    assert lot(20220315, "HH1") == sha256(b"20220315:HH1").hexdigest()


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(0, 60), min_size=1, max_size=12), st.floats(0, 1), st.integers())
def test_strata_get_their_share_rounded_down_or_up(sizes, share, seed):
    total = sum(sizes)
    wanted = round(share * total)
    counts = allot(sizes, wanted, seed)
    assert sum(counts) == wanted
    for size, count in zip(sizes, counts, strict=True):
        assert 0 <= count <= size
        assert abs(count - (Fraction(wanted * size, total) if total else 0)) < 1


def test_every_case_has_the_same_chance():
    """2,000 seeds; each of 30 cases in unequal strata is drawn 10/30 of the time, within 4.5 standard errors."""
    strata = {"a": [f"a{at}" for at in range(17)], "b": [f"b{at}" for at in range(12)], "c": ["c0"]}
    times = dict.fromkeys([case for cases in strata.values() for case in cases], 0)
    for seed in range(2_000):
        for case in draw(strata, 10, seed):
            times[case] += 1
    error = np.sqrt(2_000 * (1 / 3) * (2 / 3))
    assert max(abs(count - 2_000 / 3) for count in times.values()) < 4.5 * error


def test_the_same_list_for_ever():
    """Written down once: another machine, version or order of cases must give it again."""
    strata = {
        "甲镇 / dibao": [f"HH{at:03d}" for at in range(20)],
        "乙镇 / tekun": [f"HH{at:03d}" for at in range(20, 26)],
    }
    first = {"HH006", "HH008", "HH011", "HH016", "HH017", "HH024"}
    assert draw(strata, 6, 20220315) == first
    assert draw({name: strata[name][::-1] for name in reversed(strata)}, 6, 20220315) == first
