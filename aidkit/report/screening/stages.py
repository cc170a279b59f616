"""The funnel: listed, checked, found, enrolled, filed."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.campaign.screening.counts import ALL, STAGES
from aidkit.report.labels import in_each
from aidkit.report.readings import Reading
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.campaign import Screening

NAMES = {
    "listed": Text("列入名单", "listed"), "checked": Text("已排查", "checked"), "found": Text("发现问题", "problem found"),
    "enrolled": Text("已纳入", "enrolled"), "filed": Text("备案监测", "filed and monitored"),
}  # fmt: skip


def stages(screened: Screening, enrolled: Collection[Any] | None = None) -> pd.DataFrame:
    """Return the stages of everybody on the lists: zh, en, persons, families; missing where nobody has said."""
    table = screened.funnel(enrolled=enrolled)
    table = table[table["group"] == ALL].set_index("stage").loc[list(STAGES)]
    table = table.assign(**in_each(NAMES[stage] for stage in STAGES))
    return table[["zh", "en", "persons", "families"]].reset_index(drop=True)


def reading(table: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say what share of the listed have a problem and what share are to be filed."""
    listed, _, found, enrolled, filed = table["persons"]
    if not listed:
        return Reading(Text("名单上没有人。", "Nobody is on a list."), lang)
    later_zh = "已纳入多少要看台账，这里不推定。" if pd.isna(enrolled) else f"已纳入 {enrolled:,} 人。"
    later_en = (
        "How many were enrolled since is for the ledger to say." if pd.isna(enrolled) else f"{enrolled:,} are enrolled."
    )
    return Reading(
        Text(
            f"列入的 {listed:,} 人中，{found:,} 人（{found / listed:.0%}）存在问题，{filed:,} 人（{filed / listed:.0%}）不符合条件，备案监测。{later_zh}",
            f"Of {listed:,} listed {found:,} ({found / listed:.0%}) have a problem and {filed:,} ({filed / listed:.0%}) are not eligible "
            f"and are filed. {later_en}",
        ),
        lang,
    )
