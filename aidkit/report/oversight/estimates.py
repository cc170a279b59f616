"""What the checks of a sample say of all cases and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.oversight.audit.sampling import draw_audit_sample
from aidkit.report.labels import in_each
from aidkit.report.oversight.cases import KINDS
from aidkit.report.questions.words import joined, share
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.audit.sample import AuditSample

RATE = Text("差错率", "error rate")
UNKNOWN = Text("没有抽签的户，推算不出全部的差错率", "Nothing was drawn by lot, so that the rate of all is not known")
ALL, TRUTH = Text("全部", "all"), Text("全部核查的结果", "what checking all would show")


def by_kind(sample: AuditSample, *, level: float) -> pd.DataFrame:
    """Return the estimated error rate of all cases and of each kind, with its interval and the truth.

    Args:
        sample: A sample of cases whose column ``error`` tells what a check finds.
        level: Of the intervals.

    Returns:
        All first: ``zh``, ``en``, ``value``, ``low``, ``high``, ``expected`` (the truth), ``cases``, ``checked``, ``errors``.
    """
    wrong = sample.drawn.loc[sample.drawn["error"], sample.id]
    kinds = sample.estimate_by("kind", wrong, level=level)
    kinds = kinds.loc[[kind for kind in KINDS if kind in kinds.index]]
    whole = sample.estimate(wrong, level=level)
    first = {name: getattr(whole, name) for name in ("checked", "errors", "rate", "low", "high")} | {
        "cases": whole.population
    }
    table = pd.concat([pd.DataFrame([first], index=[""]), kinds]).rename(columns={"rate": "value"})
    truth = sample.cases.groupby("kind")["error"].mean()
    truth[""] = sample.cases["error"].mean()
    labels = [KINDS.get(str(kind), ALL) for kind in table.index]
    table = table.assign(expected=truth[table.index], **in_each(labels))
    return table.reset_index(drop=True)


def texts(found: pd.DataFrame, lang: Lang = "both") -> dict[str, Any]:
    """Return what ``charts.shares.intervals`` writes around the kinds: axis, title, and what the ticks are."""
    whole = found.iloc[0]
    finding = (
        UNKNOWN
        if np.isnan(whole["value"])
        else Text(
            f"抽查推算差错率 {whole['value']:.1%}（{whole['low']:.1%} 至 {whole['high']:.1%}）",
            f"The sample puts the error rate at {whole['value']:.1%}, between {whole['low']:.1%} and {whole['high']:.1%}",
        )
    )
    return {"x": RATE, "finding": finding, "expected": TRUTH, "form": ".1%", "lang": lang}


def reading(found: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say what was found in the sample, what that says of all, and what checking all would show."""
    whole = found.iloc[0]
    checked, errors, truth = int(whole["checked"]), int(whole["errors"]), whole["expected"]
    seen = Text(
        f"查了 {checked} 户，{errors} 户有差错，占 {share(errors, checked, 1)}。",
        f"Of {checked} families checked {errors} are in error, {share(errors, checked, 1)}.",
    )
    if np.isnan(whole["value"]):
        return Reading(joined(seen, Text(f"{UNKNOWN.zh}。", f"{UNKNOWN.en}.")), lang)
    inside = whole["low"] <= truth <= whole["high"]
    held = (
        Text("区间包含它", "the interval holds it")
        if inside
        else Text("这一次区间没有包含它", "this time the interval misses it")
    )
    said = Text(
        f"全查的户不是随机选的，不能直接外推，按抽签部分推算全部为 {whole['value']:.1%}。这里核查的是规则，全部查一遍也算得出：{truth:.1%}，{held.zh}。",
        f"Those checked in full were not chosen by chance, so that only the lot speaks for the others: {whole['value']:.1%} of all. As the rules do the checking "
        f"here, checking all can be computed too: {truth:.1%}, and {held.en}.",
    )
    return Reading(joined(seen, said), lang)


def repeated(sample: AuditSample, shares: Sequence[float], draws: int, *, level: float, lang: Lang = "both") -> Table:
    """Draw again and again with other seeds, at several shares, and see how the estimates scatter.

    Args:
        sample: The sample whose cases and settings are taken; its own share is added.
        shares: Shares of all cases, 0-1.
        draws: How many samples at each share.
        level: Of the intervals.
        lang: Language of the labels.
    """
    truth = float(sample.cases["error"].mean())
    frame = pd.DataFrame(
        [_scatter(sample, share, draws, level, truth) for share in sorted({sample.rate, *map(float, shares)})]
    )
    heads = (
        Head("share", Text("抽查比例", "Share drawn"), form="share"),
        Head("visits", Text("户数", "Families"), FAMILIES, "count"),
        Head("mean", Text("平均推算值", "Mean estimate"), form="share"),
        Head("spread", Text("各次之间的标准差", "Standard deviation"), form="share"),
        Head("width", Text("区间平均宽度", "Mean width of the interval"), form="share"),
        Head("held", Text("区间包含真值", "Interval holds the truth"), form="share"),
        Head("none", Text("抽签一户差错也没查出", "Lot finds no error"), form="share"),
    )
    title = Text(f"换 {draws} 次种子重抽的结果", f"What {draws} other seeds find")
    note = Text(
        f"真值 {truth:.1%}，区间的名义水平 {level:.0%}。",
        f"The truth is {truth:.1%}; the intervals are of {level:.0%}.",
    )
    return Table("repeated", title, heads, frame, note=note, lang=lang)


def repeated_reading(table: Table) -> Reading:
    """Say what more visits buy: how much narrower the interval becomes from the smallest share to the largest."""
    first, last = table.frame.iloc[0], table.frame.iloc[-1]
    return Reading(
        Text(
            f"抽查从 {first['share']:.0%} 加到 {last['share']:.0%}，走访是 {last['visits'] / first['visits']:.1f} 倍，区间宽度从 {first['width']:.1%} 缩到 "
            f"{last['width']:.1%}，只缩小到 {last['width'] / first['width']:.0%}。",
            f"From {first['share']:.0%} to {last['share']:.0%} visits grow {last['visits'] / first['visits']:.1f} times; the interval narrows from "
            f"{first['width']:.1%} to {last['width']:.1%}, to {last['width'] / first['width']:.0%} of what it was.",
        ),
        table.lang,
    )


def _scatter(sample: AuditSample, share: float, draws: int, level: float, truth: float) -> dict[str, float]:
    again = [
        draw_audit_sample(
            sample.cases,
            share,
            seed=sample.seed + turn,
            id=sample.id,
            strata=sample.strata,
            always=sample.always,
            count_always=sample.count_always,
        )
        for turn in range(1, draws + 1)
    ]
    found = [one.estimate(one.drawn.loc[one.drawn["error"], one.id], level=level) for one in again]
    rates = np.array([one.rate for one in found])
    lots = [one.drawn.loc[one.drawn["why"] == "lot", "error"] for one in again]
    return {
        "share": share,
        "visits": float(np.mean([len(one.drawn) for one in again])),
        "mean": float(rates.mean()),
        "spread": float(rates.std(ddof=1)) if draws > 1 else np.nan,
        "width": float(np.mean([one.high - one.low for one in found])),
        "held": float(np.mean([one.low <= truth <= one.high for one in found])),
        "none": float(np.mean([not lot.any() for lot in lots])),
    }
