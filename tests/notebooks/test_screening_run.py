"""Notebook 20 answers for a register with its lists and for another place's plan too, and never names a person."""

from __future__ import annotations

import pytest

from aidkit.shipped import shipped
from tests.notebooks.answered import check_page, run_small

NAME = "20_screening"

SETTINGS = {
    "a register and the lists beside it": {"population": str(shipped("data") / "register-sample"), "lang": "zh", "values": [20000, 40000]},
    "another place's plan": {
        "place": "hanzhong", "campaign": "hanzhong", "repeat": "hanzhong", "households": 1500, "group": "H3",
        "threshold": "payment_from", "values": [10000, 20000], "lang": "en",
    },
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("case", SETTINGS)
def test_it_answers_with_other_settings(case, tmp_path):
    check_page(run_small(NAME, SETTINGS[case], tmp_path, case), SETTINGS[case]["lang"])
