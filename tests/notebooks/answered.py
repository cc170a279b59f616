"""What every page that a notebook makes is held to, whatever its settings: no error, no bare number, nobody named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aidkit.report.execution import execute
from aidkit.report.export import report_html
from aidkit.report.parameters_cell import check_parameters, read_parameters
from aidkit.report.text import Text
from aidkit.shipped import shipped

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NOT_A_NUMBER = re.compile(r"(?<![\w/+])(nan|NaN|inf|None|NaT)(?![\w/+])")
IDENTITY = re.compile(r"(?<![\w.])[0-9]{14,21}[0-9Xx](?!\w)")  # not the digits behind a point
PICTURE = re.compile(r'"image/png": "[^"]*"|data:image/png;base64,[^"]*')


def run_small(name: str, values: Mapping[str, Any], folder: Path, label: str = "") -> str:
    """Run a notebook with other settings and return its page."""
    notebook = shipped("notebooks") / f"{name}.ipynb"
    check_parameters(values, read_parameters(notebook), name)
    executed = execute(notebook, folder / "executed.ipynb", values, label or name)
    return report_html(executed, lang=values.get("lang", "both"), subtitle=Text("", ""), footer="", stamp="")


def check_page(page: str, lang: str = "both", unsaid: re.Pattern[str] = NOT_A_NUMBER) -> None:
    """Hold a page to what every answer owes: pictures aside, since theirs is no text; `unsaid` may not stand in it."""
    body = PICTURE.sub("", page[page.index("<main>") : page.index("</main>")])
    assert "Traceback" not in body
    assert 'class="warning"' not in body
    assert not unsaid.search(body)
    assert not IDENTITY.search(body)
    if lang == "en":
        headings = re.findall(r"<h[12][^>]*>(.*?)</h[12]>", body)
        assert [heading for heading in headings if CHINESE.search(heading)] == []
