"""The delay until a missed family is found: closed forms, a drawn sample, and the process model's own single channel."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidkit.oversight.errors import OversightError
from aidkit.oversight.process.simulation import simulate_process
from aidkit.oversight.staffing.delay import delay_by_frequency, discovery_delay
from tests.refusals import refusal

chances = st.floats(0.01, 1.0)
rates = st.floats(0.0, 3.0)
visits = st.floats(0.1, 30.0)


@given(visits)
def test_a_sure_visit_takes_half_the_interval(often):
    assert discovery_delay(often) == pytest.approx((0.5 / often, 1.0))


@given(visits, chances)
def test_without_other_channels_it_is_intervals_until_success_less_half(often, chance):
    assert discovery_delay(often, detection=chance).months == pytest.approx((1 / chance - 0.5) / often)


@given(rates.filter(bool))
def test_without_visits_the_other_channels_decide(rate):
    assert discovery_delay(0, other_rate=rate) == (pytest.approx(1 / rate), 0.0)
    assert discovery_delay(4, detection=0, other_rate=rate) == (pytest.approx(1 / rate), 0.0)


def test_where_nothing_finds_a_family_it_waits_for_ever():
    assert discovery_delay(0) == (math.inf, 0.0)
    assert discovery_delay(4, reach=0.7) == (math.inf, 0.7)


def survival_integral(often, chance, rate):
    """Integrate the chance to be still missed, interval by interval, with the midpoint rule."""
    interval, steps, total, k = 1 / often, 2_000, 0.0, 0
    s = (np.arange(steps) + 0.5) / steps * interval
    while k < 20_000:
        piece = (
            ((1 - chance) ** k * (1 - chance * s / interval) * np.exp(-rate * (k * interval + s))).sum()
            * interval
            / steps
        )
        total, k = total + piece, k + 1
        if piece < 1e-13:
            break
    return total


@pytest.mark.parametrize("often", [0.5, 1, 52 / 12])
@pytest.mark.parametrize("chance", [0.05, 0.4, 1.0])
@pytest.mark.parametrize("rate", [1e-6, 0.004, 0.0099, 0.0101, 0.2, 2.0])
def test_the_closed_form_is_the_integral_of_those_still_missed(often, chance, rate):
    assert discovery_delay(often, detection=chance, other_rate=rate).months == pytest.approx(
        survival_integral(often, chance, rate), rel=1e-6
    )


@given(visits, chances)
def test_the_series_meets_the_closed_form(often, chance):
    below, above = (
        discovery_delay(often, detection=chance, other_rate=0.01 * often * f).months for f in (1 - 1e-9, 1 + 1e-9)
    )
    assert below == pytest.approx(above, rel=1e-7)


@given(visits, chances, rates, st.floats(0, 1))
def test_more_of_anything_never_delays(often, chance, rate, reach):
    delay = discovery_delay(often, detection=chance, other_rate=rate, reach=reach)
    slack = 1e-9 * (1 + (delay.months if math.isfinite(delay.months) else 0))
    assert discovery_delay(often * 2, detection=chance, other_rate=rate, reach=reach).months <= delay.months + slack
    assert discovery_delay(often, detection=chance, other_rate=rate + 0.1, reach=reach).months <= delay.months + slack
    assert 0 <= delay.by_visit <= 1


def test_it_is_what_a_drawn_sample_shows():
    random, size = np.random.default_rng(3), 200_000
    often, chance, rate, reach = 2.0, 0.3, 0.15, 0.6
    visit = (random.random(size) + random.geometric(chance, size) - 1) / often
    visit[random.random(size) >= reach] = np.inf
    other = random.exponential(1 / rate, size)
    found = np.minimum(visit, other)
    delay = discovery_delay(often, detection=chance, other_rate=rate, reach=reach)
    assert abs(found.mean() - delay.months) < 4 * found.std() / np.sqrt(size)
    assert abs((visit < other).mean() - delay.by_visit) < 4 * np.sqrt(0.25 / size)


def test_the_process_model_has_the_same_delay():
    settings = {
        "shock_rate": 1, "recovery_rate": 0, "death_rate": 0, "self_application": 0, "hotline": 0, "match_every": 0,
        "visits_a_month": 1, "visit_detection": 0.2, "visit_reach": 1,
    }  # fmt: skip
    run = simulate_process(settings, persons=20_000, months=120, warm_up=0)
    wait = run.channels.set_index("channel")["mean_wait_months"]["visit"]
    assert wait == pytest.approx(discovery_delay(1, detection=0.2).months, rel=0.03)


def test_frequencies_side_by_side():
    table = delay_by_frequency([0, 1, 52 / 12], other_rate=0.1)
    assert table["delay_months"].tolist() == pytest.approx(
        [10, discovery_delay(1, other_rate=0.1).months, discovery_delay(52 / 12, other_rate=0.1).months]
    )
    assert table["saved_months"].iloc[1] == pytest.approx(10 - table["delay_months"].iloc[1])
    assert table["interval_days"].tolist() == pytest.approx([math.inf, 30.4375, 7.0240], rel=1e-4)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({"visits_a_month": -1}, "visits_a_month=-1 cannot be used.\nIt is 0 or more."),
        ({"visits_a_month": 1, "detection": 1.1}, "detection=1.1 cannot be used.\nIt is 0 to 1."),
        ({"visits_a_month": 1, "reach": -0.1}, "reach=-0.1 cannot be used.\nIt is 0 to 1."),
        ({"visits_a_month": 1, "other_rate": math.nan}, "other_rate=nan cannot be used.\nIt is 0 or more."),
    ],
)
def test_what_is_no_frequency_or_chance_is_refused(given, text):
    assert refusal(OversightError, discovery_delay, **given) == text
