"""How many people and families each kind of help of a guide directory fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.report.disclosure import hide_small
from aidkit.report.labels import as_shown
from aidkit.report.screening.opened import origin
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, PERSONS
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.campaign import Screening


def counts(counted: pd.DataFrame, screened: Screening, lang: Lang = "both") -> Table:
    """Return persons and families by kind of help, small numbers hidden.

    Args:
        counted: What ``count_referrals`` returned.
        screened: The screening of the same people.
        lang: Language of the labels.
    """
    titles = as_shown(counted["zh"], counted["en"], lang)
    more = [Text("可能还有", "maybe more").show(lang) if is_open else "" for is_open in counted["open"]]
    frame = pd.DataFrame({"help": titles, "persons": counted["persons"], "families": counted["families"], "open": more})
    frame = hide_small(frame.assign(records=counted["families"]), {"records": ["persons", "families"]})
    heads = (
        Head("help", Text("救助事项", "Kind of help")),
        Head("persons", Text("合适", "Fits"), PERSONS, "count"),
        Head("families", Text("涉及", "In"), FAMILIES, "count"),
        Head("open", Text("登记缺项", "Not in the register")),
    )
    note = Text(
        "全部人口，不限于名单；一人可合适几类。", "Of everybody, on a list or not; several kinds may fit one person."
    )
    return Table("referrals", Text("九类救助各合适多少人", "Whom each kind of help fits"), heads, frame, origin(screened), note, lang=lang)  # fmt: skip
