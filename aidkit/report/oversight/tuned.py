"""A threshold of early warning at several values: what a town can keep up with, in its busiest month or on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidkit.report.oversight.warning import ALERTS, MONTHS, NOBODY, label, origin
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.monitoring.alerts import Monitoring
    from aidkit.oversight.monitoring.tuning import Tuning

WITHIN = {True: Text("是", "yes"), False: Text("否", "no")}


def values(tuned: Tuning, found: Monitoring, lang: Lang = "both") -> Table:
    """Return what each value of the threshold would raise and warn of."""
    frame = tuned.table.assign(within=[WITHIN[bool(fits)].show(lang) for fits in tuned.table["within_capacity"]])
    name = label(tuned.trigger)
    heads = (
        Head("threshold", Text("黄色预警线", "Yellow threshold"), form="factor"),
        Head("alerts_mean", Text("平均预警", "Alerts, mean"), ALERTS, "count"),
        Head("alerts_most", Text("最忙镇月预警", "Busiest town and month"), ALERTS, "count"),
        Head("within", Text("最忙时也走访得过来", "Keeps up at its busiest")),
        Head("precision", Text("预警成真的占比", "Alerts that came true"), form="share"),
        Head("recall", Text("预警到的占比", "Warned of"), form="share"),
        Head("early", Text("至少早一个月", "A month before or more"), form="share"),
        Head("lead_months", Text("平均提前", "Mean lead"), MONTHS, "yuan"),
    )
    title = Text(f"“{name.zh}”的预警线", f"The threshold of “{name.en}”")
    return Table("tuned", title, heads, frame, origin(found), lang=lang)


def reading(tuned: Tuning, lang: Lang = "both") -> Reading:
    """Say which value keeps up at its busiest, and which would do if a busy month may wait for a quiet one."""
    if tuned.table["recall"].isna().all():
        return Reading(NOBODY, lang)
    table = tuned.table.set_index("threshold")
    queued = table[table["alerts_mean"] <= tuned.capacity].sort_values(
        ["recall", "precision"], ascending=False, kind="stable"
    )
    strict = Text("没有一个取值在最忙的镇和月份也走访得过来", "No value keeps up in the busiest town and month")
    if tuned.chosen is not None:
        recall = float(tuned.table.loc[tuned.table["threshold"] == tuned.chosen, "recall"].iloc[0])
        strict = Text(
            f"最忙的镇和月份也走访得过来的，最好是 {tuned.chosen:g}，预警到 {recall:.0%}",
            f"Of those that keep up in the busiest town and month {tuned.chosen:g} is best and warns of {recall:.0%}",
        )
    loose = Text("平均也走访不过来。", "on average none does either.")
    if len(queued):
        value, recall = float(queued.index[0]), queued["recall"].iloc[0]
        loose = Text(
            f"若忙月可以排队，只求平均不超过走访能力，可用 {value:g}，预警到 {recall:.0%}。抽样数据里最忙的月份本来就偏高，按它定线过严。",
            f"if a busy month may wait for a quiet one and only the mean has to fit, {value:g} will do and warns of {recall:.0%}. In a sample the busiest "
            "month comes out too high anyway, so that it makes too strict a line.",
        )
    return Reading(Text(f"{strict.zh}；{loose.zh}", f"{strict.en}; {loose.en}"), lang)
