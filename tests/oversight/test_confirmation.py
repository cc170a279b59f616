"""How many clues turn out true: the interval of the average, and of the number itself."""

import numpy as np
import pytest

from aidkit.oversight import expected_confirmations, huangshi_study
from aidkit.oversight.errors import OversightError


def test_huangshis_rate_by_default():
    found = expected_confirmations(1_000)
    assert (found.rate.errors, found.rate.checked) == (1_116, 7_667)
    assert found.expected == pytest.approx(145.56, abs=0.005)
    assert (round(found.low, 1), round(found.high, 1)) == (137.7, 153.7)
    assert found.fewest < found.low < found.expected < found.high < found.most


def test_no_clues_no_confirmations():
    found = expected_confirmations(0)
    assert (found.expected, found.fewest, found.most) == (0, 0, 0)


@pytest.mark.parametrize("rate", [0.03, 0.15, 0.5])
def test_the_prediction_holds_at_least_as_often_as_it_says(rate):
    """5,000 pairs of an old and a new batch of one true rate; the new count lies inside in 90 % or more."""
    random = np.random.default_rng(8)
    ends = {k: expected_confirmations(30, confirmed=k, checked=60, level=0.9) for k in range(61)}
    old, new = random.binomial(60, rate, 5_000), random.binomial(30, rate, 5_000)
    held = [ends[int(k)].fewest <= n <= ends[int(k)].most for k, n in zip(old, new, strict=True)]
    assert np.mean(held) >= 0.9 - 2 * np.sqrt(0.9 * 0.1 / 5_000)


def test_the_text():
    assert str(expected_confirmations(1, confirmed=1, checked=2)) == (
        "1 clue: about 0.5 to be confirmed (查是), 95% interval 0.0 to 1.0; this time between 0 and 1.\n"
        "Judged by 1 confirmed of 2 clues (50.00%); that the rate holds here is an assumption."
    )


def test_messages():
    with pytest.raises(OversightError, match=r"^errors=3, checked=2, population=None: more errors than cases"):
        expected_confirmations(5, confirmed=3, checked=2)


def test_the_study_reproduces_the_published_counts():
    study = huangshi_study()
    values = study.figures.set_index("en")["value"].round(4).to_dict()
    assert values == {
        "share of households with a hit": 0.1665,
        "share of persons with a hit": 0.262,
        "persons a household verified": 2.1767,
        "persons a household with a hit": 3.4256,
        "clues a record": 0.0193,
        "clues confirmed": 0.1456,
        "clues refuted": 0.8544,
        "recovered a problem mended": 173.1563,
        "problems mended a person held to account": 26.0769,
        "persons a household without a hit": 1.9273,
    }
    assert study.overstatement == pytest.approx(6.87, abs=0.005)
    assert study.confirmation.low < 0.1456 < study.confirmation.high


def test_the_oddity_is_flagged():
    assert huangshi_study().oddity == (
        "Odd: 3.43 persons a household with a hit, against 2.18 a household verified. Either all members of a household were "
        "counted and large households have more hits; for chance alone family sizes would have to spread by 1.65 around "
        "2.18. Or persons were counted once for every hit (人次). The document does not say, so the share of persons with a "
        "hit is not used further."
    )


def test_the_study_tells_its_clauses():
    study = huangshi_study()
    assert set(study.figures["clause"]) == {"HS-2.2", "HS-2.3", "HS-5"}
    assert "检出户占比 share of households with a hit: 0.1665 share = 2,157 / 12,957 (HS-2.2)" in str(study)
    assert "to take every clue for an error overstates 6.9 times" in str(study)
