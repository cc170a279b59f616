"""Several places side by side: one that fails does not stop the others, one that is wrong stops all before any."""

import pytest

from aidkit.errors import PolicyError
from aidkit.report.series import run_reports
from aidkit.report.study import study_of


def test_others_finish_when_one_fails(settings, tmp_path):
    asked = settings(parameters={"fails_in": "daye"})
    seen = []
    outcomes = run_reports(
        [study_of(place, **asked) for place in ("jinjiang", "daye", "yangxin")],
        jobs=2,
        on_done=lambda outcome: seen.append(outcome.study.place),
    )
    assert [outcome.study.place for outcome in outcomes] == ["jinjiang", "daye", "yangxin"]
    assert [outcome.run is None for outcome in outcomes] == [False, True, False]
    assert outcomes[1].error.startswith("daye: cell 5 of toy stopped: ValueError")
    assert sorted(seen) == ["daye", "jinjiang", "yangxin"]
    index = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert "jinjiang/2021-08-24-baseline/report.html" in index
    assert "daye/" not in index


def test_a_wrong_name_stops_all_before_any_runs(settings, tmp_path):
    with pytest.raises(PolicyError):
        run_reports([study_of(place, **settings()) for place in ("jinjiang", "jinjang")])
    assert not (tmp_path / "reports").exists()
