"""A filled form: what stands in each table, who hands it in, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from aidkit.campaign.forms.definition import Form, Layout

if TYPE_CHECKING:
    import pandas as pd

Lang = Literal["zh", "en", "both"]
Value = str | int | float | date | None
REFUSED = '\\/:*?"<>|'  # in the name of a file
LONGEST_NAME = 80  # letters: of three bytes each, and with an ending, as many as a disk takes


@dataclass(frozen=True)
class Signature:
    """Who hands a form in; what is left out stays a line to be filled by hand.

    Attributes:
        place: Chinese name of the place, part of the title.
        unit: Reporting unit.
        on: Date of the form.
        period: Period it covers.
        preparer: Who filled it in.
        reviewer: Who checked it.
        head: Who answers for the unit.
    """

    place: str = ""
    unit: str = ""
    on: date | None = None
    period: str = ""
    preparer: str = ""
    reviewer: str = ""
    head: str = ""


@dataclass(frozen=True)
class FilledTable:
    """One table of a filled form.

    Attributes:
        layout: Its heads.
        rows: Its rows; None where nothing is known.
        total: Its total row; empty cells where nothing is known.
        notes: Lines at its foot.
    """

    layout: Layout
    rows: tuple[tuple[Value, ...], ...]
    total: tuple[Value, ...]
    notes: tuple[str, ...]

    @property
    def frame(self) -> pd.DataFrame:
        """Its rows as a table, without the total; columns by name."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=[column.name for column in self.layout.columns])


@dataclass(frozen=True)
class FilledForm:
    """A form filled from a table; made by ``fill_form``.

    Attributes:
        form: Its definition.
        signature: Who hands it in.
        tables: Its tables.
        lang: Language of its heads.
    """

    form: Form
    signature: Signature
    tables: tuple[FilledTable, ...]
    lang: Lang = "zh"

    @property
    def title(self) -> str:
        """Its title, with place and period."""
        return said(self.form.title(self.signature.place, self.signature.period), self.form.en, self.lang)

    @property
    def file_name(self) -> str:
        """Name of its file, without an ending: its Chinese title, without signs a disk refuses."""
        title = self.form.title(self.signature.place, self.signature.period)
        return "".join(letter for letter in title if letter.isprintable() and letter not in REFUSED)[:LONGEST_NAME]

    def write_excel(self, path: str | Path) -> Path:
        """Write the form as an Excel file, a sheet a table; equal contents give equal bytes.

        Args:
            path: An .xlsx in a folder that is there.

        Returns:
            The path.

        Raises:
            CampaignError: Another kind of file, or no such folder.
        """
        from aidkit.campaign.forms.excel import write_excel

        return write_excel(self, path)

    def write_word(self, path: str | Path) -> Path:
        """Write the form as a Word file, a page a table; equal contents give equal bytes.

        Args:
            path: A .docx in a folder that is there.

        Returns:
            The path.

        Raises:
            CampaignError: Another kind of file, or no such folder.
        """
        from aidkit.campaign.forms.word import write_word

        return write_word(self, path)

    def __getitem__(self, table: str) -> FilledTable:
        return {filled.layout.id: filled for filled in self.tables}[table]

    def __repr__(self) -> str:
        rows: Any = ", ".join(f"{table.layout.id}: {len(table.rows)} rows" for table in self.tables)
        return f"FilledForm({self.title}; {rows})"


def said(zh: str, en: str, lang: Lang, joint: str = "\n") -> str:
    """Return a text in the language asked for; both stand one under the other."""
    return zh if lang == "zh" else en if lang == "en" else f"{zh}{joint}{en}"
