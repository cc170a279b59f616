"""How long a missed family waits at several frequencies of visits, what each further visit saves, and what it takes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.oversight.staffing.delay import delay_by_frequency
from aidkit.oversight.staffing.towns import WEEKS_A_MONTH
from aidkit.oversight.values import chosen
from aidkit.report.labels import labelled
from aidkit.report.oversight.settings import at_the_ends
from aidkit.report.questions.words import joined
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.staffing.result import Staffing

MONTHS = Text("个月", "months")
FINDING = ("visit_detection", "visit_reach")
ASSUMED = Text("资料来源：公式，发现率为假定值", "Source: a formula; chances of discovery are assumed")


def channels(changes: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return what a missed family is found by, from the settings of the process: a visit's chance, reach, other channels' rate.

    Args:
        changes: Settings of ``process.yaml`` that differ.
    """
    values = chosen("process", changes)
    others = -sum(math.log1p(-values[name]) for name in ("self_application", "hotline"))
    return {"detection": values["visit_detection"], "reach": values["visit_reach"], "other_rate": others}


def frequencies(found: Staffing, visits: Sequence[float], lang: Lang = "both") -> Table:
    """Return by visits a month the mean wait, what it saves, and the village assistants all towns would take for it.

    Args:
        found: Visits and staff by town.
        visits: Visits a month to each family on the round, ascending.
        lang: Language of the labels.
    """
    owed = found.values["cadre_visits_a_week"] * WEEKS_A_MONTH
    each = found.towns["assistants_for_visits"].sum() / owed if owed else math.nan
    frame = delay_by_frequency(visits, **channels())
    frame["assistants"] = frame["visits_a_month"] * each
    heads = (
        Head("visits_a_month", Text("每月走访", "Visits a month"), form="factor"),
        Head("delay_months", Text("平均等待", "Mean wait"), MONTHS, "yuan"),
        Head("saved_months", Text("比上一行少等", "Saved against the row above"), MONTHS, "yuan"),
        Head("share_by_visit", Text("由走访发现", "Found by a visit"), form="share"),
        Head("assistants", Text("须协理员", "Assistants it takes"), PERSONS, "count"),
    )
    title = Text("走访次数、等待时间和人手", "Visits, the wait and the hands it takes")
    return Table("frequencies", title, heads, frame, ASSUMED, lang=lang)


def reading(table: Table) -> Reading:
    """Say how much less each further visit saves than the one before."""
    frame = table.frame
    first, last = frame.iloc[1] if len(frame) > 1 else frame.iloc[0], frame.iloc[-1]
    gain = (frame["saved_months"] / frame["visits_a_month"].diff()).dropna()
    if gain.empty:
        return Reading(
            Text("只有一个走访次数，无从比较。", "A single frequency has nothing to be compared with."), table.lang
        )
    return Reading(
        Text(
            f"从每月 {frame['visits_a_month'].iloc[0]:.3g} 次到 {first['visits_a_month']:.3g} 次，折合每多一次少等 {gain.iloc[0]:.1f} 个月；最后一步每多一次只少等 "
            f"{gain.iloc[-1]:.1f} 个月。走访到每月 {last['visits_a_month']:.3g} 次，由走访发现的也只有 {last['share_by_visit']:.0%}：不在走访名单上的家庭，走访再勤也找不到。",
            f"From {frame['visits_a_month'].iloc[0]:.3g} visits a month to {first['visits_a_month']:.3g} each further one saves {gain.iloc[0]:.1f} months of waiting; at the last "
            f"step only {gain.iloc[-1]:.1f}. Even at {last['visits_a_month']:.3g} a month visits find {last['share_by_visit']:.0%}: a family that is not on the round is "
            "not found by going round more often.",
        ),
        table.lang,
    )


def doubts(monthly: float, weekly: float, lang: Lang = "both") -> Table:
    """Return what going from one frequency to another saves when what is assumed of visits is at the ends of its range.

    Args:
        monthly: Visits a month before.
        weekly: Visits a month after.
        lang: Language of the labels.
    """
    cases = at_the_ends("process", FINDING)
    rows = [delay_by_frequency([monthly, weekly], **channels(changes))["delay_months"] for _, changes in cases]
    frame = pd.DataFrame({"before": [row[0] for row in rows], "after": [row[1] for row in rows]})
    frame = frame.assign(saved=frame["before"] - frame["after"], **labelled((label for label, _ in cases), lang))
    heads = (
        Head("label", Text("假定", "Assumption")),
        Head("before", Text(f"每月 {monthly:g} 次，等待", f"Wait at {monthly:g} a month"), MONTHS, "yuan"),
        Head("after", Text(f"每月 {weekly:.3g} 次，等待", f"Wait at {weekly:.3g} a month"), MONTHS, "yuan"),
        Head("saved", Text("少等", "Saved"), MONTHS, "yuan"),
    )
    title = Text("假定变动时，勤走访能少等多久", "What visiting more often saves as assumptions move")
    return Table("doubts", title, heads, frame, ASSUMED, lang=lang)


def doubts_reading(table: Table) -> Reading:
    """Say between what the saving lies, and what a round that reaches all would save without a visit more."""
    base, others = table.frame.iloc[0], table.frame.iloc[1:]
    least, most = (others.iloc[int(place)] for place in (others["saved"].argmin(), others["saved"].argmax()))
    wider, oftener = base["before"] - others["before"].iloc[-1], base["saved"]
    said = Text(
        f"勤走访少等 {least['saved']:.1f} 个月（{least['zh']}）至 {most['saved']:.1f} 个月（{most['zh']}）。",
        f"Visiting more often saves between {least['saved']:.1f} months ({least['en']}) and {most['saved']:.1f} ({most['en']}).",
    )
    whom = Text(
        f"每户走访次数不变、只把走访名单扩大到全部漏保家庭，少等 {wider:.1f} 个月；名单不变、走访更勤，少等 {oftener:.1f} 个月。",
        f"A round that reaches every missed family saves {wider:.1f} months without going to any more often; going round the same list more often saves "
        f"{oftener:.1f}.",
    )
    return Reading(joined(said, whom), table.lang)
