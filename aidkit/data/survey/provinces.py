"""Keep the families of one province: a survey is drawn for the country, a reform is asked for in one place of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aidkit.data.survey.codes import as_codes, plain
from aidkit.data.survey.errors import SurveyError
from aidkit.errors import counted, listed, message

if TYPE_CHECKING:
    from aidkit.data.survey.mapping import TableName
    from aidkit.data.survey.rows import Rows


@dataclass(frozen=True)
class Province:
    """Which column says a family's province.

    Attributes:
        table: The table it is in.
        column: The column.
        digits: How many characters of it count, from the first on; 0 for all.
        unsampled: By code, why a province cannot be used though rows of it are there.
    """

    table: TableName
    column: str
    digits: int = 0
    unsampled: Mapping[str, str] = field(default_factory=dict)


def of_province(province: Province | None, wanted: object, rows: Rows) -> NDArray[np.bool_]:
    """Return which persons live in a province.

    Args:
        province: What the mapping says of provinces.
        wanted: The province's code, as the survey writes it; 35 is Fujian in most.
        rows: The survey's persons; what is left out is noted.

    Returns:
        (n,) whether a person's family is there.

    Raises:
        SurveyError: The survey tells no province, holds nobody there, or did not sample it.
    """
    if province is None:
        raise SurveyError(message("The mapping names no column with the province.", "Add province: {column: …} to it."))
    code, where = plain(wanted), f"{rows.files[province.table]}, {province.column}"
    if code in province.unsampled:
        raise SurveyError(message(f"{where}: province {code} cannot be used: {province.unsampled[code]}.", "Take all."))
    codes = as_codes(rows.tables[province.table][province.column])
    codes = codes.str[: province.digits] if province.digits else codes
    there: NDArray[np.bool_] = (codes == code).to_numpy(bool)
    if not there.any():
        seen = listed((f"{name} ({number:,})" for name, number in codes.value_counts().items()), shown=40)
        raise SurveyError(message(f"{where}: nobody is in province {code!r}.", f"Persons by province: {seen}."))
    rows.note("province", "left out", int((~there).sum()), f"{where}: other provinces than {code}")
    homes = counted(len(np.unique(rows.household[there])), "household")
    rows.note("province", "kept", int(there.sum()), f"{homes} of province {code}; weights are the country's")
    return there
