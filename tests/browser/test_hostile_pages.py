"""Index and comparison of runs whose places, scenarios and figures have names made to run: a browser shows only text."""

from __future__ import annotations

import json

import pytest

from aidkit.policy import BASELINE
from aidkit.report.gallery import write_index
from tests.browser.chromium import DESK, needed
from tests.safety.hostile import NAMES, shown

needed()
pytestmark = pytest.mark.slow

BREAKS_OUT = "\"'></title></svg><script>alert(1)</script>"


def record(place, name, hostile):
    two = [hostile, hostile]
    rate = {"name": "missed", "label": two, "unit": two, "value": 12.0, "low": 8.0, "high": 16.0}
    figure = {"name": "missed", "label": two, "unit": two, "shown": hostile, "interval": hostile}
    return {
        "place": place, "place_name": two, "date": "2021-08-24", "name": name, "notebook": "toy", "files": ["report.html"],
        "parameters": {}, "asked": {}, "versions": {}, "hashes": {}, "synthetic": True,
        "key_figures": [figure], "rates": [rate],
    }  # fmt: skip


@pytest.mark.parametrize("hostile", [*map(shown, NAMES), BREAKS_OUT])
def test_a_name_made_to_run_is_shown_as_it_is(hostile, watched, tmp_path):
    for place, name in (("one", BASELINE), ("two", BASELINE), ("three", hostile)):
        folder = tmp_path / place / "2021-08-24-x"
        folder.mkdir(parents=True)
        (folder / "report.html").write_text("", encoding="utf-8")
        (folder / "run.json").write_text(json.dumps(record(place, name, hostile)), encoding="utf-8")
    before = set(tmp_path.rglob("*"))
    index = write_index(tmp_path)
    assert {path.name for path in set(tmp_path.rglob("*")) - before} == {"index.html", "places.html"}
    for file, least in ((index, 10), (index.with_name("places.html"), 5)):
        with watched("file:", viewport=DESK) as page:
            asked: list[str] = []
            page.on("dialog", lambda dialog, asked=asked: (asked.append(dialog.message), dialog.dismiss()))
            page.goto(file.as_uri())
            assert asked == []
            assert page.locator("script, [onerror], [onmouseover], img").count() == 0
            assert page.content().count("</title>") == 1
            assert page.locator("body").text_content().count(hostile) >= least
