"""What a sample finds: against closed forms, against counting, and the three functions against each other."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidkit.oversight import detectable_rate, discovery_power, sample_size
from aidkit.oversight.errors import OversightError


@pytest.mark.parametrize("checked", [1, 10, 59, 300])
def test_without_an_end_of_cases_one_error_is_found_as_the_formula_says(checked):
    assert detectable_rate(checked) == pytest.approx(1 - 0.05 ** (1 / checked), rel=1e-12)
    assert discovery_power(0.03, checked) == pytest.approx(1 - 0.97**checked, rel=1e-12)


def test_by_counting_by_hand():
    # 10 cases, 2 wrong, 3 drawn: none found in C(8,3) / C(10,3) = 56 / 120
    assert discovery_power(0.2, 3, 10) == pytest.approx(1 - 56 / 120, rel=1e-12)
    assert discovery_power(0.2, 3, 10, at_least=2) == pytest.approx(8 / 120, rel=1e-12)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 300), st.floats(0.001, 1), st.sampled_from([0.5, 0.8, 0.95]), st.booleans())
def test_the_size_is_the_smallest_that_does(population, rate, power, endless):
    there = None if endless else population
    size = sample_size(rate, there, power=power)
    assert discovery_power(rate, size, there) >= power
    assert size == 1 or discovery_power(rate, size - 1, there) < power


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 300), st.data(), st.sampled_from([0.5, 0.8, 0.95]))
def test_the_rate_is_the_smallest_that_is_found(population, data, power):
    checked = data.draw(st.integers(1, population))
    rate = detectable_rate(checked, population, power=power)
    bad = round(rate * population)
    assert discovery_power(bad / population, checked, population) >= power
    assert bad == 1 or discovery_power((bad - 1) / population, checked, population) < power


def test_everything_checked_finds_a_single_error():
    assert detectable_rate(40, 40) == 1 / 40
    assert sample_size(1 / 40, 40, power=0.999) == 40


def refused(function, *given, **kept):
    with pytest.raises(OversightError) as raised:
        function(*given, **kept)
    return str(raised.value)


def test_messages():
    assert refused(detectable_rate, 0) == (
        "checked=0 cannot show 1 errors, whatever their rate.\nDraw at least 1, or ask for fewer errors."
    )
    assert refused(sample_size, 0.01, 100, at_least=2) == (
        "With only 1 cases in error no sample shows 2.\nGive a higher rate, or ask for fewer errors."
    )
    assert refused(sample_size, 0.0) == (
        "With no errors no sample shows 1.\nGive a higher rate, or ask for fewer errors."
    )
    assert refused(sample_size, 1.2) == "rate=1.2 is no share.\nGive an error rate from 0 to 1, for example 0.05."
    assert refused(discovery_power, math.nan, 3) == (
        "rate=nan is no share.\nGive an error rate from 0 to 1, for example 0.05."
    )
    assert refused(discovery_power, 0.1, 11, 10) == (
        "checked=11, population=10: these cannot be.\nGive 0 <= checked <= population."
    )
    assert refused(detectable_rate, 5, power=1) == "power=1 is no chance.\nIt lies between 0 and 1, for example 0.95."
    assert (
        refused(discovery_power, 0.1, 3, at_least=0) == "at_least=0 is found without looking.\nGive 1 or more errors."
    )
