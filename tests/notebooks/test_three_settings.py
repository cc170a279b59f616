"""Every notebook answers with three settings: those that other files leave missing are run here, quick and small."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from aidkit.shipped import shipped
from tests.notebooks import test_explore_run, test_oversight_run, test_questions_run, test_report_run
from tests.notebooks.answered import check_page, run_small

NOT_A_NUMBER = re.compile(r"(?<![\w/+])(nan|NaN|inf)(?![\w/+])")  # a sentence may begin with “None of”
ENOUGH = 3
FEW = {"households": 300}
REGISTER = str(shipped("data") / "register-sample")
SETTINGS = [
    ("01_rules_and_sources", {"place": "huangshi", **FEW}),
    ("02_who_is_missed", {"place": "qionghai", "households": 800, "replicates": 20, "lang": "zh"}),
    ("03_move_the_line", {"place": "daye", **FEW, "factors": [0.95, 1.05], "multiples": [1.5, 2.0]}),
    ("04_compare_reforms", {"place": "yangxin", **FEW, "replicates": 10, "places": ["yangxin", "daye"], "reforms": ["uplift-20"],
                            "chosen": "uplift-20"}),
    ("05_fit_a_budget", {"place": "qionghai", "households": 500, "growths": [0.1, 0.3], "levers": ["dibao.standard"]}),
    ("06_cliffs", {"place": "huangshi", "households": 600, "wages": [500, 3000]}),
    ("07_how_sure", {"place": "daye", **FEW, "samples": 8, "seeds": [1, 2], "replicates": 10}),
    ("30_match_and_confirm", {"place": "qionghai", "rates": [0.1], "level": 0.9, "lang": "zh"}),
    ("30_match_and_confirm", {"date": "2021-06-01", "rates": [0.2, 0.6]}),
    ("31_audit_sample", {"place": "hanzhong", "date": "", "households": 2000, "draws": 4, "listed": 4}),
    ("32_reconcile_payments", {"tolerances": [0.0, 50.0], "lang": "zh"}),
    ("32_reconcile_payments", {"tolerances": [5.0]}),
    ("33_early_warning", {"place": "hanzhong", "households": 600, "months": 14, "horizon": 3, "lang": "en"}),
    ("33_early_warning", {"place": "daye", "households": 600, "months": 16, "horizon": 4, "capacity": 40.0}),
    ("34_visits_and_staff", {"place": "hanzhong", **FEW, "visits": [0.5, 1.0], "lang": "zh"}),
    ("34_visits_and_staff", {"place": "yangxin", **FEW, "monthly": 0.5, "weekly": 2.0}),
    ("35_coverage_over_time", {"persons": 1200, "months": 30, "warm_up": 6, "seeds": 2, "rates": [0.1, 0.2], "lang": "zh"}),
    ("35_coverage_over_time", {"persons": 1200, "months": 30, "warm_up": 6, "seeds": 2, "rates": [0.3], "towns": 5}),
    ("50_bring_your_data", {"lang": "en"}),
    ("50_bring_your_data", {"lang": "zh", "date": "2021-06-01"}),
    ("50_bring_your_data", {"folder": REGISTER, "place": "hanzhong"}),
    ("51_write_a_rule", {"place": "hanzhong", "households": 400}),
    ("51_write_a_rule", {"place": "qionghai", "households": 300, "lang": "en"}),
    ("51_write_a_rule", {"place": "daye", "households": 300, "lang": "zh"}),
    ("20_screening", {"households": 800, "values": [20000, 40000], "lang": "en"}),
    ("20_screening", {"households": 600, "seed": 5, "values": [30000, 50000], "lang": "zh"}),
    ("20_screening", {"population": REGISTER, "lang": "zh", "values": [20000, 40000]}),
    ("21_ledger_and_lists", {"households": 400, "rows": 3, "lang": "zh"}),
    ("21_ledger_and_lists", {"households": 400, "days": ["2021-06-30", "2021-07-27", "2021-08-31"], "months": 3}),
    ("21_ledger_and_lists", {"population": REGISTER, "rows": 5, "lang": "en"}),
]  # fmt: skip


def test_every_notebook_has_three_settings():
    names = [name for name, _ in (*SETTINGS, *test_report_run.SETTINGS, *test_oversight_run.SETTINGS.values())]
    names += [name for name, _ in test_questions_run.RUNS] + [test_explore_run.NAME] * len(test_explore_run.SETTINGS)
    found = Counter(names)
    notebooks = {path.stem for path in shipped("notebooks").glob("*.ipynb")}
    assert {name: found[name] for name in notebooks if found[name] < ENOUGH} == {}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "values"), SETTINGS, ids=lambda value: value if isinstance(value, str) else "")
def test_it_answers(name, values, tmp_path):
    check_page(run_small(name, values, tmp_path), values.get("lang", "both"), NOT_A_NUMBER)
