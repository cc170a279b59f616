"""Write the list of cases to be checked (抽查名单), with room for the findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.errors import message
from aidkit.folders import put
from aidkit.masking import masked_typed
from aidkit.oversight.audit.sample import BY_LOT
from aidkit.oversight.errors import OversightError
from aidkit.oversight.heads import head
from aidkit.oversight.workbook import Sheet, check_target, write_sheets
from aidkit.sheets import FORMULA

if TYPE_CHECKING:
    from aidkit.oversight.audit.sample import AuditSample

WHY = {
    "relative": "近亲属备案 relative of an official",
    "complaint": "投诉举报信访 complaint or petition",
    "new_last_month": "上月新审核确认 newly approved last month",
    BY_LOT: "随机抽取 by lot",
}

BLANK = ("检查日期 checked_on", "是否差错 error", "说明 note")  # columns the checker fills in


def write_list(sample: AuditSample, path: str | Path, *, raw: bool, reason: str) -> Path:
    """Write the list; arguments and errors are those of ``AuditSample.write``."""
    shown = sample.drawn[[sample.id, *sample.strata, "why", "lot"]]
    shown = shown.assign(why=[WHY.get(why, why) for why in shown["why"]])
    shown = shown.assign(**dict.fromkeys(BLANK, ""))
    shown.insert(0, "序号 number", range(1, len(shown) + 1))
    place = check_target(path, (".csv", ".xlsx"), raw=raw, reason=reason)
    if place.suffix.lower() == ".xlsx":
        told = pd.DataFrame({"抽查 audit": str(sample).splitlines()})
        sheets = [
            Sheet("抽查名单 list", shown),
            Sheet("说明 how", told),
            Sheet("分层 strata", sample.table.reset_index()),
        ]
        return write_sheets(sheets, place, raw=raw, reason=reason)
    if raw:
        what = f"{place.name}: a .csv has no place for the reason why numbers stand in it in full."
        raise OversightError(message(what, "Name an .xlsx, or leave raw out."))
    quoted = shown.map(lambda value: _unformulated(masked_typed(value)))
    quoted.columns = [head(str(name)) for name in shown.columns]
    return put(place, quoted.to_csv(index=False, lineterminator="\n").encode("utf-8-sig"))


def _unformulated(value: object) -> str:
    """Keep a spreadsheet from reading a cell of a CSV as a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
