"""Notebook 20 answers for a register with its lists and for another place's plan too, and never names a person."""

from __future__ import annotations

import re

import pytest

from aidkit.report.execution import execute
from aidkit.report.export import report_html
from aidkit.report.parameters_cell import check_parameters, read_parameters
from aidkit.report.text import Text
from aidkit.shipped import shipped

NAME = "20_screening"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NOT_A_NUMBER = re.compile(r"(?<![\w/+])(nan|NaN|inf)(?![\w/+])")
IDENTITY = re.compile(r"(?<![\w.])[0-9]{14,21}[0-9Xx](?!\w)")  # not the digits behind a point
PICTURE = re.compile(r'"image/png": "[^"]*"|data:image/png;base64,[^"]*')

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
    notebook, settings = shipped("notebooks") / f"{NAME}.ipynb", SETTINGS[case]
    check_parameters(settings, read_parameters(notebook), NAME)
    executed = execute(notebook, tmp_path / "executed.ipynb", settings, case)
    page = report_html(executed, lang=settings["lang"], subtitle=Text("", ""), footer="", stamp="")
    body = PICTURE.sub("", page[page.index("<main>") : page.index("</main>")])
    assert "Traceback" not in body
    assert 'class="warning"' not in body
    assert not NOT_A_NUMBER.search(body)
    assert not IDENTITY.search(body)
    if settings["lang"] == "en":
        headings = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", body)
        assert [heading for heading in headings if CHINESE.search(heading)] == []
