"""Errors of targeting as shares of weighted units, with every cell of the tables of another size."""

from __future__ import annotations

import pytest

from aidkit.measures.targeting import ErrorSplit, classify, split_errors

pytestmark = pytest.mark.filterwarnings("error")  # a number comes without a warning


def test_counts_besides_the_frozen_result():
    found = classify([1, 1, 1, 1, 0, 0], [1, 1, 1, 0, 1, 0])
    assert found.balanced_accuracy == 0.75  # 3/4 - |1 - 1| / 4
    assert found.coverage_others == 0.5
    weighted = classify([1, 1, 1, 0, 0], [1, 1, 0, 1, 0], weight=[3, 2, 4, 1, 7])
    assert weighted.balanced_accuracy == 2 / 9  # (5 - |4 - 1|) / 9
    assert weighted.f1 == 2 / 3  # 10 / (10 + 1 + 4)
    assert weighted.accuracy == 12 / 17


def test_errors_split_by_weighted_units():
    """In this order: paid as entitled; entitled, unpaid; not entitled, paid; not entitled, unpaid: poor, then not."""
    split = split_errors(
        [1, 1, 1, 1, 0, 0, 0, 0], [1, 1, 0, 0] * 2, [1, 0, 1, 0] * 2, weight=[2, 3, 5, 7, 11, 13, 17, 19]
    )
    assert split == ErrorSplit(
        design_exclusion=12 / 17,
        implementation_exclusion=3 / 17,
        ineligible_poor_reached=5 / 17,
        design_inclusion=11 / 35,
        implementation_inclusion=17 / 35,
        take_up=13 / 29,
    )
