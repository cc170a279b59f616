"""What an oversight model gives back: tables, and a workbook that says on which settings they rest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import pandas as pd

from aidkit.oversight.settings import load_settings
from aidkit.oversight.values import Values
from aidkit.whatif.findings import Findings

STATUSES = {"seed": "文件规定 document", "published": "公开文件 published", "assumed": "假定 assumed"}
CHANGED = "另行设定 what-if"


class OversightFindings(Findings):
    """Findings with a workbook in two languages, its tables cut to the width of a page.

    Attributes:
        topic: Settings the model runs on, a file of ``params/oversight``; empty where a result has none of its own.
        pages: Chinese names of the tables that go to the workbook.
    """

    topic: ClassVar[str] = ""
    pages: ClassVar[Mapping[str, str]] = {}

    def sheets(self) -> dict[str, pd.DataFrame]:
        """Return what goes to the workbook, by the name of its sheet; a subclass may cut tables to the page."""
        return {f"{zh} {name}": self.tables()[name] for name, zh in self.pages.items()}

    def to_excel(self, path: str | Path) -> Path:
        """Write every table to a workbook, after what was asked, and before the settings behind it.

        Raises:
            OversightError: The path is no .xlsx, its folder is not there, or a table is longer than a sheet.
        """
        from aidkit.oversight.workbook import Sheet, write_sheets

        about = pd.DataFrame({"说明 about": [self.title, *self.notes]})
        tables = [Sheet(name, table) for name, table in self.sheets().items()]
        values: Values | None = getattr(self, "values", None)
        settings = [Sheet("设定 settings", settings_table(self.topic, values))] if self.topic and values else []
        return write_sheets([Sheet("说明 about", about), *tables, *settings], path)


def settings_table(topic: str, values: Values) -> pd.DataFrame:
    """Return the settings a model ran on: what was used, whether it is assumed, in which range, and where it is from.

    Args:
        topic: A file of ``params/oversight``.
        values: What was used, by name.
    """
    known = load_settings(topic)
    rows = [
        {
            "setting": name,
            "title": f"{known[name].zh} {known[name].en}",
            "used": value,
            "unit": known[name].unit,
            "status": STATUSES[known[name].status] if value == known[name].value else CHANGED,
            "low": known[name].low,
            "high": known[name].high,
            "source": known[name].source,
        }
        for name, value in values.items()
    ]
    return pd.DataFrame(rows)
