"""Bolsa Família and BPC on a real survey, checked by hand: plain loops over its rows, and numbers written out.

PNAD COVID-19 (IBGE), Rondonia, May 2020: 2,500 persons in 827 households, 127 clusters in 5 strata. The kit reads
it through the mapping pnad_covid_2020; here the csv file is read a second time with nothing but Python's own csv
and exact fractions, so that neither the mapping, nor numpy, nor the measures check themselves.

What is counted: persons, each with the survey's weight. A person receives where anyone of the household does; the
benefit is the household's (the same answer stands in every member's row) over its members. Income before a programme
is household income less that programme's own benefit, per head; other transfers stay in it, the new emergency aid
too, so "before transfers" takes off all three. Poor is strictly below the line: half a minimum wage (1,045 / 2) per
head, or a quarter, BPC's own. 18 persons have exactly half, and are poor only where "weak" is said.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest

from aidkit.data.survey import Survey, read_survey
from aidkit.measures.incidence import incidence
from aidkit.measures.poverty import fgt
from aidkit.measures.targeting import targeting
from aidkit.measures.uncertainty import difference, replicate_weights, standard_error
from tests.oracle.pnad_by_hand import (
    FILE,
    by_hand,
    errors_by_hand,
    fifths_by_hand,
    linearised_error,
    rows_of_the_file,
)

AGREEMENT = 1e-9  # relative; thousands of doubles summed in another order
WRITTEN = 5e-7  # the numbers below are written with six decimals
BOOTSTRAP = 0.10  # errors from 1,000 replicates against the linearised ones: 2 % by chance, the rest by linearising

HALF, QUARTER = Fraction(1045, 2), Fraction(1045, 4)
LINES = {HALF: "half_minimum_wage", QUARTER: "quarter_minimum_wage"}
BOLSA_FAMILIA, BPC, EMERGENCY_AID = "D0033", "D0043", "D0053"
BENEFITS = {BOLSA_FAMILIA: "bolsa_familia", BPC: "bpc", EMERGENCY_AID: "emergency_aid"}

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"the survey {FILE.name} does not lie beside the checkout")


# --- through the mapping ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def survey() -> Survey:
    return read_survey("pnad_covid_2020", FILE.parent)


Case = tuple[str, tuple[str, ...], Fraction, str]

CASES: dict[str, Case] = {
    "bolsa família": (BOLSA_FAMILIA, (BOLSA_FAMILIA,), HALF, "income_before_bolsa_familia"),
    "bolsa família, before transfers": (BOLSA_FAMILIA, tuple(BENEFITS), HALF, "income_before_transfers"),
    "bpc": (BPC, (BPC,), HALF, "income_before_bpc"),
    "bpc, quarter": (BPC, (BPC,), QUARTER, "income_before_bpc"),
}

# Rows of the file, unweighted, as a spreadsheet's filter counts them: poor, receiving, both, exactly on the line.
ROWS = {
    "bolsa família": (496, 298, 111, 18),
    "bolsa família, before transfers": (791, 298, 206, 42),
    "bpc": (515, 56, 33, 18),
    "bpc, quarter": (155, 56, 15, 4),
}

# Weighted, in persons and reais a month; the shares are quotients of the sums above them.
WRITTEN_OUT = {
    "bolsa família": {
        "population": 790_254.836003,
        "beneficiaries": 112_437.878261,
        "poor": 158_876.957509,
        "total_benefit": 3_754_503.407479,
        "coverage": 0.142281,  # 112,437.878261 / 790,254.836003
        "exclusion_error": 0.748230,  # 118,876.538110 poor without it / 158,876.957509 poor
        "inclusion_error": 0.644244,  # 72,437.458862 not poor with it / 112,437.878261 with it
        "leakage_benefits": 0.532233,  # 1,998,270.446134 reais to those not poor / 3,754,503.407479
    },
    "bolsa família, before transfers": {
        "poor": 265_108.087999,
        "coverage": 0.142281,
        "exclusion_error": 0.701117,  # 185,871.902482 / 265,108.087999
        "inclusion_error": 0.295289,  # 33,201.692744 / 112,437.878261: the aid had lifted most of them
        "leakage_benefits": 0.203473,  # 763,938.250020 reais / 3,754,503.407479
    },
    "bpc": {
        "beneficiaries": 20_117.585903,
        "poor": 167_861.613473,
        "total_benefit": 6_734_626.674954,
        "coverage": 0.025457,  # 20,117.585903 / 790,254.836003
        "exclusion_error": 0.931131,  # 156,301.168100 / 167,861.613473
        "inclusion_error": 0.425356,  # 8,557.140530 / 20,117.585903
        "leakage_benefits": 0.404901,  # 2,726,858.199758 / 6,734,626.674954
    },
    "bpc, quarter": {
        "poor": 47_406.736751,
        "coverage": 0.025457,
        "exclusion_error": 0.936320,  # 44,387.894916 / 47,406.736751
        "inclusion_error": 0.849940,  # 17,098.744068 / 20,117.585903
        "leakage_benefits": 0.751292,  # 5,059,673.719120 / 6,734,626.674954
    },
}

# Those exactly on the line counted as poor: 18 persons standing for 5,904.731750 (164,781.689259 - 158,876.957509).
WEAK = {"poor": 164_781.689259, "exclusion_error": 0.757252}  # (118,876.538110 + 5,904.731750) / 164,781.689259

# Fifths of the population from poor to rich: share of all beneficiaries, share of all money; each adds up to 1.
FIFTHS = {
    "bolsa família": ((0.355756, 0.358650, 0.199499, 0.073052, 0.013045), (0.467767, 0.332974, 0.116955, 0.072929, 0.009376)),
    "bolsa família, before transfers": ((0.488341, 0.294427, 0.187207, 0.030024, 0.0), (0.629719, 0.223623, 0.126478, 0.020181, 0.0)),
    "bpc": ((0.574644, 0.053812, 0.050960, 0.231813, 0.088772), (0.595099, 0.055993, 0.079850, 0.159597, 0.109461)),
    "bpc, quarter": ((0.574644, 0.053812, 0.050960, 0.231813, 0.088772), (0.595099, 0.055993, 0.079850, 0.159597, 0.109461)),
}  # fmt: skip


@pytest.fixture(params=CASES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def arrays(survey: Survey, case: Case) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Income before, benefit and line as the mapping gives them."""
    programme, _, line, income = case
    return tuple(survey.persons[column].to_numpy() for column in (income, BENEFITS[programme], LINES[line]))


def test_rows_are_those_a_filter_counts(name: str) -> None:
    programme, off, line, _ = CASES[name]
    people = by_hand(programme, off)
    poor = [person for person in people if person.income < line]
    paid = [person for person in people if person.benefit > 0]
    on_line = [person for person in people if person.income == line]
    assert (len(poor), len(paid), len([p for p in poor if p.benefit > 0]), len(on_line)) == ROWS[name]


def test_errors_by_hand_are_the_numbers_written_out(name: str) -> None:
    programme, off, line, _ = CASES[name]
    counted = errors_by_hand(by_hand(programme, off), line)
    assert {key: counted[key] for key in WRITTEN_OUT[name]} == pytest.approx(WRITTEN_OUT[name], abs=WRITTEN)


def test_the_kit_finds_the_errors_counted_by_hand(survey: Survey, name: str) -> None:
    programme, off, line, _ = CASES[name]
    found = targeting(*arrays(survey, CASES[name]), weight=survey.weight)
    for measure, value in errors_by_hand(by_hand(programme, off), line).items():
        assert getattr(found, measure) == pytest.approx(value, rel=AGREEMENT), measure


def test_people_on_the_line_are_poor_only_where_weak_is_said(survey: Survey) -> None:
    programme, off, line, _ = CASES["bolsa família"]
    weak = errors_by_hand(by_hand(programme, off), line, weak=True)
    assert {key: weak[key] for key in WEAK} == pytest.approx(WEAK, abs=WRITTEN)
    income, benefit, given = arrays(survey, CASES["bolsa família"])
    found = targeting(income, benefit, np.nextafter(given, np.inf) + 1e-4, weight=survey.weight)  # just above the line
    assert found.exclusion_error == pytest.approx(weak["exclusion_error"], rel=AGREEMENT)


def test_the_kit_divides_the_fifths_as_done_by_hand(survey: Survey, name: str) -> None:
    programme, off, _, _ = CASES[name]
    walked = fifths_by_hand(by_hand(programme, off))
    beneficiaries, money = FIFTHS[name]
    assert walked["beneficiary_incidence"] == pytest.approx(beneficiaries, abs=WRITTEN)
    assert walked["benefit_incidence"] == pytest.approx(money, abs=WRITTEN)
    income, benefit, _ = arrays(survey, CASES[name])
    found = incidence(income, benefit, weight=survey.weight, groups=5)
    for measure, values in walked.items():
        assert getattr(found, measure) == pytest.approx(values, rel=AGREEMENT, abs=1e-12), measure


def test_the_columns_computed_by_the_file_s_makers_say_the_same(survey: Survey) -> None:
    """The file also holds y, bf_pc, bpc_pc and ae_pc, made by somebody else from the same answers."""
    rows = rows_of_the_file()
    for theirs, ours in (("y", "income"), ("bf_pc", "bolsa_familia"), ("bpc_pc", "bpc"), ("ae_pc", "emergency_aid")):
        assert survey.persons[ours].tolist() == pytest.approx([float(row[theirs]) for row in rows], rel=AGREEMENT)


# --- how sure ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("programme", ["bolsa família", "bpc"])
def test_standard_errors_are_those_of_linearised_ratios(survey: Survey, programme: str) -> None:
    """Another formula for the same error: a ratio's scores w (numerator - ratio x denominator) / total, by cluster."""
    column, off, line, _ = CASES[programme]
    people, (income, benefit, given) = by_hand(column, off), arrays(survey, CASES[programme])
    drawn = replicate_weights(survey.weight, survey.design, replicates=1000, seed=1)
    ratios = {
        "coverage": [(person.benefit > 0, True) for person in people],
        "exclusion_error": [(person.income < line and person.benefit == 0, person.income < line) for person in people],
    }
    for measure, pairs in ratios.items():
        whole = sum(person.weight for person, (_, base) in zip(people, pairs, strict=True) if base)
        ratio = sum(person.weight for person, (part, _) in zip(people, pairs, strict=True) if part) / whole
        scores = [p.weight * (part - ratio * base) / whole for p, (part, base) in zip(people, pairs, strict=True)]

        def statistic(weight: np.ndarray, measure: str = measure) -> float:
            return float(getattr(targeting(income, benefit, given, weight=weight), measure))

        error = standard_error(statistic, survey.weight, drawn)
        assert error == pytest.approx(linearised_error(people, scores), rel=BOOTSTRAP), measure


@pytest.mark.parametrize(
    ("programme", "fall", "error"), [("bolsa família", 0.004235, 0.001358), ("bpc", 0.006238, 0.002358)]
)
def test_the_fall_of_the_poverty_gap_has_a_paired_error(
    survey: Survey, programme: str, fall: float, error: float
) -> None:
    """Before and after are the same families: apart the two gaps' errors would add up to some 0.015."""
    column, off, line, _ = CASES[programme]
    people, (income, benefit, given) = by_hand(column, off), arrays(survey, CASES[programme])
    everybody = sum(person.weight for person in people)

    def gap(income: Fraction) -> float:
        return float(max(line - income, Fraction(0)) / line)

    falls = [gap(person.income) - gap(person.income + person.benefit) for person in people]
    mean = sum(person.weight * one for person, one in zip(people, falls, strict=True)) / everybody
    scores = [person.weight * (one - mean) / everybody for person, one in zip(people, falls, strict=True)]
    by_scores = linearised_error(people, scores)
    assert (mean, by_scores) == pytest.approx((fall, error), abs=WRITTEN)

    def level(after: float) -> Callable[[np.ndarray], float]:
        return lambda weight: fgt(income + after * benefit, given, weight=weight, alpha=1)

    drawn = replicate_weights(survey.weight, survey.design, replicates=1000, seed=1)
    paired = difference(level(0), level(1), survey.weight, drawn, survey.design)
    assert -paired.value == pytest.approx(mean, rel=AGREEMENT)
    assert paired.standard_error == pytest.approx(by_scores, rel=BOOTSTRAP)
    assert paired.degrees_of_freedom == 127 - 5
    apart = [standard_error(level(after), survey.weight, drawn) for after in (0, 1)]
    assert (apart[0] ** 2 + apart[1] ** 2) ** 0.5 > 5 * paired.standard_error
