"""The quick start and the campaign report answer with settings other than their own: places, dates, data, languages."""

from __future__ import annotations

import pytest

from aidkit.report.study import run_report
from aidkit.shipped import shipped

REGISTER = shipped("data") / "register-sample"
SETTINGS = [
    ("00_quickstart", {"place": "yangxin", "date": "2017-12-31", "parameters": {"households": 400, "seed": 7}}),
    ("00_quickstart", {"place": "hanzhong", "parameters": {"households": 300, "factors": [1.0, 1.3], "step": 1.3}}),
    ("00_quickstart", {"place": "town-template", "parameters": {"households": 300, "seed": 2}}),
    ("10_campaign_report", {"place": "qionghai", "lang": "en", "parameters": {"households": 500, "seed": 3}}),
    ("10_campaign_report", {"place": "daye", "lang": "zh", "overrides": {"edge.multiple": 2.0}}),
    ("10_campaign_report", {"place": "jinjiang", "population": str(REGISTER)}),
]


@pytest.mark.parametrize(("notebook", "settings"), SETTINGS, ids=lambda value: str(value)[:24])
def test_it_answers_with_other_settings(notebook: str, settings: dict[str, object], tmp_path) -> None:  # type: ignore[no-untyped-def]
    run = run_report(notebook=notebook, out=tmp_path, **settings)  # type: ignore[arg-type]
    text = run.folder.joinpath("report.html").read_text(encoding="utf-8")
    assert "Traceback" not in text
    assert 'class="warning"' not in text
