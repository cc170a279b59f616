"""Error rates: the same ends as other libraries, and intervals that cover as often as they say."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidkit.oversight import error_rate
from aidkit.oversight.audit.tails import binomial_at_most, hypergeometric_at_most
from aidkit.oversight.errors import OversightError

stats = pytest.importorskip("scipy.stats")
CLOSE = 1e-12  # both sides are sums of the same terms in another order


@pytest.mark.parametrize("checked", [1, 2, 7, 40, 300])
def test_clopper_pearson_and_wilson_are_those_of_scipy(checked):
    for errors in sorted({0, 1, checked // 3, checked - 1, checked}):
        for level in (0.8, 0.95, 0.99):
            for method, name in (("exact", "exact"), ("wilson", "wilson")):
                found = error_rate(errors, checked, level=level, method=method)
                theirs = stats.binomtest(errors, checked).proportion_ci(level, name)
                assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 400), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_tails_are_those_of_scipy(population, drawn, wrong, seen):
    checked, bad = round(population * drawn), round(population * wrong)
    found = round(checked * seen)
    ours = hypergeometric_at_most(found, checked, bad, population)
    assert ours == pytest.approx(stats.hypergeom.cdf(found, population, bad, checked), abs=CLOSE)
    ours = binomial_at_most(found, checked, wrong)
    assert ours == pytest.approx(stats.binom.cdf(found, checked, wrong), abs=CLOSE)


@pytest.mark.parametrize(("population", "checked"), [(20, 6), (60, 18), (120, 40), (200, 60)])
@pytest.mark.parametrize("level", [0.8, 0.95])
def test_the_exact_interval_covers_whatever_the_population_holds(population, checked, level):
    """Not simulated but summed: the chance of every outcome times whether its interval holds the truth."""
    intervals = [error_rate(k, checked, population, level=level) for k in range(checked + 1)]
    for bad in range(population + 1):
        chance = stats.hypergeom.pmf(range(checked + 1), population, bad, checked)
        covers = [one.low <= bad / population <= one.high for one in intervals]
        assert chance @ np.array(covers, float) >= level - CLOSE


@pytest.mark.parametrize("checked", [10, 30, 100])
def test_clopper_pearson_covers_at_every_rate(checked):
    intervals = [error_rate(k, checked) for k in range(checked + 1)]
    for rate in np.linspace(0.001, 0.999, 333):
        covers = np.array([one.low <= rate <= one.high for one in intervals], float)
        assert stats.binom.pmf(range(checked + 1), checked, rate) @ covers >= 0.95 - CLOSE


@pytest.mark.parametrize("population", [None, 150, 1_000])
def test_wilson_covers_about_as_often_as_it_says_on_average(population):
    checked = 60
    intervals = [error_rate(k, checked, population, method="wilson") for k in range(checked + 1)]
    covered = []
    for rate in np.arange(0.05, 0.951, 0.01):
        if population is None:
            chance, truth = stats.binom.pmf(range(checked + 1), checked, rate), rate
        else:
            bad = round(rate * population)
            chance, truth = (
                stats.hypergeom.pmf(range(checked + 1), population, bad, checked),
                bad / population,
            )
        covered.append(chance @ np.array([one.low <= truth <= one.high for one in intervals], float))
    assert np.mean(covered) == pytest.approx(0.95, abs=0.01)
    assert min(covered) > 0.90


def test_all_checked_is_certain():
    for method in ("exact", "wilson"):
        found = error_rate(3, 40, 40, method=method)
        assert found.low == found.rate == found.high == 3 / 40


def test_a_larger_share_checked_narrows_the_interval():
    widths = [(found := error_rate(5, 50, n)).high - found.low for n in (None, 5_000, 500, 100, 60)]
    assert widths == sorted(widths, reverse=True)


def test_nothing_checked_says_nothing():
    found = error_rate(0, 0, 10)
    assert math.isnan(found.rate)
    assert (found.low, found.high) == (0.0, 1.0)
    assert str(found) == "差错率 error rate not known: nothing was sampled"
    empty = error_rate(0, 0, 0)
    assert math.isnan(empty.low)
    assert math.isnan(empty.high)


def test_the_text():
    assert str(error_rate(3, 40, 400)) == (
        "差错率 error rate 7.50% (3 errors in 40 checked of 400); 95% interval 2.00% to 19.75% (exact)"
    )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((3, 2), "errors=3, checked=2, population=None: more errors than cases checked.\nGive errors <= checked <= population."),
        ((1, 9, 8), "errors=1, checked=9, population=8: more cases checked than there are.\nGive errors <= checked <= population."),
        ((-1, 2), "errors=-1 is no count.\nGive a whole number, 0 or more."),
        ((0.5, 2), "errors=0.5 is no count.\nGive a whole number, 0 or more."),
        ((True, 2), "errors=True is no count.\nGive a whole number, 0 or more."),
        ((0, math.nan), "checked=nan is no count.\nGive a whole number, 0 or more."),
    ],
)  # fmt: skip
def test_counts_that_cannot_be(given, said):
    with pytest.raises(OversightError) as raised:
        error_rate(*given)
    assert str(raised.value) == said


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({"level": 95}, "level=95 is no level.\nIt lies between 0 and 1, for example 0.95."),
        ({"level": math.nan}, "level=nan is no level.\nIt lies between 0 and 1, for example 0.95."),
        ({"method": "normal"}, "method='normal' is not known.\nMethods: exact, wilson."),
    ],
)
def test_settings_that_cannot_be(kept, said):
    with pytest.raises(OversightError) as raised:
        error_rate(1, 2, **kept)
    assert str(raised.value) == said
