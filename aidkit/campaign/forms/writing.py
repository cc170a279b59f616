"""Fill and write several forms at once: all or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.forms.filling import fill_form
from aidkit.errors import message

if TYPE_CHECKING:
    import pandas as pd


def write_forms(tables: Mapping[str, pd.DataFrame | None], out: str | Path, **settings: Any) -> tuple[Path, ...]:
    """Fill forms and write each as Excel and as Word, named by its Chinese title.

    Nothing is written before every form is filled, so that a fault leaves no half of a set behind.

    Args:
        tables: By id of the form, the table that fills it; None for an empty form.
        out: Folder to write to; made where it is not there.
        settings: As ``fill_form`` takes them: place, unit, on, period, preparer, reviewer, head, towns, lang.

    Returns:
        The paths: of each form the .xlsx, then the .docx.

    Raises:
        CampaignError: A form or a table cannot be used, or the folder is a file.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     [path.name for path in write_forms({"payments": None}, folder, place="琼海市")]
        ['琼海市城乡低保、特困供养资金和临时救助发放统计表.xlsx', '琼海市城乡低保、特困供养资金和临时救助发放统计表.docx']
    """
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise CampaignError(message(f"{folder} is a file.", "Name a folder for the forms."))
    filled = [fill_form(name, table, **settings) for name, table in tables.items()]
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        write(folder / f"{form.file_name}{ending}")
        for form in filled
        for ending, write in ((".xlsx", form.write_excel), (".docx", form.write_word))
    )
