"""Sampling errors of a real programme against values computed elsewhere for the same survey.

Brazil's emergency aid, PNAD COVID-19, Rondonia, May 2020 (IBGE): the poverty gap before and after the aid, 127
clusters in 5 strata. The expected errors come from another program with other random numbers; its line was not
noted down, and half a minimum wage of 1,045 reais gives both levels.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from aidkit.measures.poverty import fgt
from aidkit.measures.uncertainty import Design, difference, replicate_weights, standard_error

LINE = 522.5  # reais a month and head
TWO_BOOTSTRAPS = 0.10  # errors from 500 replicates differ by some 5 % between two draws
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "real" / "pnadcovid_ro_202005.csv.gz"


def test_the_fall_of_the_poverty_gap_is_known_better_than_the_gaps():
    if not REAL.exists():
        pytest.skip("the survey pnadcovid_ro_202005.csv.gz does not lie beside the checkout")
    table = pd.read_csv(REAL)
    weight, design = table["w"].to_numpy(), Design(table["strata"], table["psu"])
    assert (design.degrees_of_freedom, design.merged) == (127 - 5, ())
    drawn = replicate_weights(weight, design, replicates=500, seed=1)

    def before(w):
        return fgt(table["y_pre_ae"], LINE, weight=w, alpha=1)

    def after(w):
        return fgt(table["y"], LINE, weight=w, alpha=1)

    assert standard_error(before, weight, drawn) == pytest.approx(0.0191, rel=TWO_BOOTSTRAPS)
    assert standard_error(after, weight, drawn) == pytest.approx(0.0099, rel=TWO_BOOTSTRAPS)
    paired = difference(before, after, weight, drawn, design)
    assert paired.standard_error == pytest.approx(0.0112, rel=TWO_BOOTSTRAPS)  # apart it would be 0.0215
    assert paired.low < paired.value < paired.high < 0
