"""What an audit sample would find: the chance to see an error, by share drawn and by error rate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.oversight.audit.discovery import detectable_rate, discovery_power, sample_size
from aidkit.oversight.audit.drawing import floor_of
from aidkit.oversight.audit.sample import BY_LOT
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.audit.sample import AuditSample

POWER = 0.95
PERCENT = 100
DRAWN = Text("抽查比例（%）", "share drawn, %")
CHANCE = Text("查出的可能（%）", "chance to find one, %")


def curve(sample: AuditSample, shares: Sequence[float], rate: float) -> pd.DataFrame:
    """Return the chance that the lot shows at least one error, by share drawn: ``x`` and ``y`` in per cent, for a figure.

    Args:
        sample: The sample as drawn; its own share is added if it is not there.
        shares: Shares of all cases, 0-1.
        rate: Share of the cases not checked in full that are in error, 0-1.
    """
    points = sorted({sample.rate, *map(float, shares)})
    rest = _rest(sample)
    chances = [discovery_power(rate, by_lot(sample, share), rest) for share in points]
    return pd.DataFrame({"x": [PERCENT * share for share in points], "y": [PERCENT * chance for chance in chances]})


def by_lot(sample: AuditSample, share: float) -> int:
    """Return how many cases another share would draw by lot, as ``draw_audit_sample`` does."""
    full = len(sample.cases) - _rest(sample)
    wanted = floor_of(share, len(sample.cases)) - (full if sample.count_always else 0)
    return min(max(wanted, 0), _rest(sample))


def finding(sample: AuditSample, rate: float) -> Text:
    """Say the title of the figure: what the share in force finds."""
    chance = discovery_power(rate, by_lot(sample, sample.rate), _rest(sample))
    return Text(
        f"差错率 {rate:.1%} 时，抽 {sample.rate:.0%} 有 {chance:.0%} 的可能至少查出一户",
        f"At an error rate of {rate:.1%}, drawing {sample.rate:.0%} has a chance of {chance:.0%} to find one",
    )


def reading(sample: AuditSample, lang: Lang = "both") -> Reading:
    """Say what error rate the sample finds almost surely, and what it would find were cases checked in full not counted."""
    lot, rest, full = by_lot(sample, sample.rate), _rest(sample), len(sample.cases) - _rest(sample)
    other = min(lot + full, rest) if sample.count_always else max(lot - full, 0)
    if not lot or not other:
        return Reading(
            Text(
                "没有抽签的户，其余各户的情况无从得知。", "Nothing is drawn by lot, so nothing is known of the others."
            ),
            lang,
        )
    now, then = detectable_rate(lot, rest, power=POWER), detectable_rate(other, rest, power=POWER)
    instead = (
        Text("若全查的户不计入比例", "Were they not counted")
        if sample.count_always
        else Text("若计入比例", "Were they counted")
    )
    counts = Text("计入", "count towards the share") if sample.count_always else Text("不计入", "do not count")
    return Reading(
        Text(
            f"全查的 {full} 户{counts.zh}比例，抽签 {lot} 户，有 {POWER:.0%} 的把握发现其余 {rest} 户中 {now:.1%} 的差错率；{instead.zh}，"
            f"抽签 {other} 户，能发现的是 {then:.1%}。文件没有说明计不计入。",
            f"Cases checked in full ({full}) {counts.en}; {lot} by lot find, with {POWER:.0%}, an error rate of {now:.1%} among the {rest} others. "
            f"{instead.en}, {other} by lot would find {then:.1%}. The plan does not say which is meant.",
        ),
        lang,
    )


def sizes(sample: AuditSample, rates: Sequence[float], lang: Lang = "both") -> Table:
    """Return how many of the cases not checked in full must be drawn to find an error rate with 95 %, and what share that is.

    Args:
        sample: The sample.
        rates: Error rates, above 0.
        lang: Language of the labels.
    """
    rest = _rest(sample)
    needed = [sample_size(rate, rest, power=POWER) for rate in rates]
    frame = pd.DataFrame({"rate": rates, "needed": needed, "share": [size / rest for size in needed]})
    heads = (
        Head("rate", Text("要发现的差错率", "Error rate to find"), form="share"),
        Head("needed", Text("须抽签", "To be drawn by lot"), FAMILIES, "count"),
        Head("share", Text("占其余各户", "Of those not checked in full"), form="share"),
    )
    title = Text(
        f"有 {POWER:.0%} 的把握至少查出一户，须抽多少", f"How many to draw to find at least one, with {POWER:.0%}"
    )
    note = Text(f"其余各户共 {rest} 户。", f"There are {rest} families that are not checked in full.")
    return Table("sizes", title, heads, frame, note=note, lang=lang)


def _rest(sample: AuditSample) -> int:
    """Count the cases that only the lot can reach."""
    return int(sample.cases["why"].isin(["", BY_LOT]).sum())
