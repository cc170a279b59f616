"""What was wrong with an extract: faults that were read over are listed, cells that cannot be read stop."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aidkit.errors import SHOWN, PopulationError, counted, message

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("file", "row", "column", "value", "fault", "done")

NO_FILE = "no such file"
FILE_NOT_READ = "file not read"
SHEET_NOT_READ = "sheet not read"
COLUMN_NOT_READ = "column not read"
COLUMN_EMPTY = "empty column"
TOTAL_ROW = "total row"
TOTAL_DIFFERS = "total differs"
HEAD_REPEATED = "head repeated"
NOTE_BELOW = "note below the table"
ROW_REPEATED = "row repeated"
MERGED = "merged cell"
BLANK_BELOW_HEAD = "blank below the household's first row"
SPACES = "spaces"
FULL_WIDTH = "full-width characters"
APOSTROPHE = "apostrophe"
LOWER_X = "lower-case x"
COMMA = "comma in an amount"
UNIT = "unit in an amount"
IN_TEN_THOUSANDS = "column in 万元"
EMPTY = "empty cell"
FIFTEEN = "15-digit number"
CARD_DIFFERS = "card is not of this number"
REMARK = "remark not read"
CONFIRMED = "word of the town's own"
OTHER_DATE = "other date"
INFERRED = "inferred"
NOT_MATCHED = "not matched"
AMBIGUOUS = "ambiguous"
MATCHED_LOOSELY = "matched but for a check digit"
CONTRADICTS = "contradicts the members"
ON_DEATH_LIST = "on the death list"


@dataclass(frozen=True)
class Cell:
    """Where a cell stands: file (with sheet, if the workbook has several), spreadsheet row, column."""

    file: str
    row: int = 0
    column: str = ""


@dataclass
class Findings:
    """Collects what was found while reading, file by file."""

    listed: list[tuple[str, int, str, str, str, str]] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)

    def note(self, cell: Cell, value: str, fault: str, done: str) -> None:
        """List a fault that was read over, and say what was done about it."""
        self.listed.append((cell.file, cell.row, cell.column, value, fault, done))

    def refuse(self, cell: Cell, value: str, why: str) -> None:
        """Remember a cell that cannot be read; ``stop`` raises for all of them at once."""
        text = f"  row {cell.row}, {cell.column}: {value!r} {why}."
        self.refused.setdefault(cell.file, []).append(text)

    def stop(self) -> None:
        """Raise when any cell was refused.

        Raises:
            PopulationError: Naming file, row, column, value and what is allowed, for the first five a file.
        """
        if not self.refused:
            return
        lines: list[str] = []
        for file, texts in self.refused.items():
            lines += [f"{file}: {counted(len(texts), 'cell')} cannot be read.", *texts[:SHOWN]]
            if len(texts) > SHOWN:
                lines.append(f"  and {len(texts) - SHOWN:,} more.")
        raise PopulationError(message(*lines, "Correct them in the file and read the folder again."))

    def frame(self) -> pd.DataFrame:
        """Return the listed faults: file, row (0: the file as a whole), column, value, fault, done."""
        import pandas as pd

        return pd.DataFrame(self.listed, columns=list(COLUMNS))
