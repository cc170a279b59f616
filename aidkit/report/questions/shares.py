"""Shares of people missed (漏保率), group by group, each with its sampling interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.report.questions.rows import largest
from aidkit.report.questions.words import share
from aidkit.report.readings import Reading
from aidkit.report.tally import UNNAMED
from aidkit.report.text import Lang, Text
from aidkit.rules.coverage import Coverage
from aidkit.schema import Scheme

if TYPE_CHECKING:
    from aidkit.measures.sample import Floats
    from aidkit.result import Result
    from aidkit.whatif.sampling import Sampling

Values = np.ndarray[Any, Any]

KINDS = ("area", "family_size", "children", "elderly", "disabled")
LABELS = {
    ("area", "urban"): Text("城镇", "urban"),
    ("area", "rural"): Text("农村", "rural"),
    ("family_size", "1"): Text("1 人户", "one member"),
    ("family_size", "2"): Text("2 人户", "two members"),
    ("family_size", "3"): Text("3 人户", "three members"),
    ("family_size", "4"): Text("4 人户", "four members"),
    ("family_size", "5 or more"): Text("5 人及以上户", "five or more members"),
    ("children", "yes"): Text("有未成年人", "with minors"),
    ("elderly", "yes"): Text("有老年人", "with elders"),
    ("disabled", "yes"): Text("有残疾人", "with disabled members"),
}
WITHOUT = {
    ("children", "no"): Text("无未成年人", "without minors"),
    ("elderly", "no"): Text("无老年人", "without elders"),
    ("disabled", "no"): Text("无残疾人", "without disabled members"),
}
SHARE = Text("漏保率（应享受现金救助的人中）", "missed, of persons entitled to cash")
ALL = Text("全部", "all")
USUAL = Text("按城乡构成应有的水平", "as town and country would have it")
NO_SAMPLE = Text(
    "每户只代表自己，没有抽样误差，各组差异就是登记上的差异。",
    "Every family stands for itself, so there is no sampling error: the differences are those of the register.",
)
FEWEST = 5  # families behind a share that is shown


def missed_shares(result: Result, sampling: Sampling, groupings: Sequence[str]) -> pd.DataFrame:
    """Return the share of persons entitled to cash who are missed, by group of families.

    Args:
        result: A result with all columns.
        sampling: The population's weights and replicates (``aidkit.whatif.sampling.sampling_of``).
        groupings: Groupings of families, as in ``aidkit.compare``.

    Returns:
        All first, then one row a group with five families or more that are due cash, towns by their share: ``zh``, ``en``, ``value`` and the ends
        ``low`` and ``high`` of its 95 % interval, NaN where there is no sampling error; ``expected``, the share it would have
        if town and country each missed alike everywhere; ``families``, those due cash.
    """
    from aidkit.whatif.family_groups import group_labels, in_order

    due, missed = (_members(result, flag) for flag in _flags(result))
    rows = [(ALL, np.ones(len(due), bool))]
    for name in groupings:
        _, labels = group_labels(result.population, name)
        rows += [
            (_label(name, value), labels == value)
            for value in in_order(labels.tolist())
            if name not in KINDS or (name, value) in LABELS
        ]
    rows = [(label, inside) for label, inside in rows if (due[inside] > 0).sum() >= FEWEST]
    usual = _by_area(result, due, missed)
    found = [_estimated(missed * inside, due * inside, sampling) for _, inside in rows]
    table = pd.DataFrame(found, columns=["value", "low", "high"])
    table.insert(0, "zh", [label.zh for label, _ in rows])
    table.insert(1, "en", [label.en for label, _ in rows])
    weight = sampling.weight * due
    table = table.assign(
        expected=[float((weight * usual)[inside].sum() / weight[inside].sum()) for _, inside in rows],
        families=[int((due[inside] > 0).sum()) for _, inside in rows],
    )
    if set(groupings) <= set(KINDS):
        return table
    groups = table.iloc[1:].sort_values("value", ascending=False, kind="stable")
    return pd.concat([table.iloc[:1], groups], ignore_index=True)


def texts(shares: pd.DataFrame, lang: Lang = "both") -> dict[str, object]:
    """Return what ``charts.shares.intervals`` writes around the groups: title, axis, and the share of all."""
    whole, groups = shares.iloc[0], shares.iloc[1:]
    finding = Text(f"漏保率 {whole['value']:.0%}", f"{whole['value']:.0%} are missed")
    if len(groups):
        top = largest(groups, "value")
        finding = Text(
            f"漏保率最高的是{top['zh']}：{top['value']:.0%}，全部为 {whole['value']:.0%}",
            f"Most missed: {top['en']}, {top['value']:.0%}, against {whole['value']:.0%} of all",
        )
    return {"x": SHARE, "finding": finding, "reference": (whole["value"], ALL), "lang": lang}


def reading(shares: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say which groups differ from all by more than chance, the interval of each group against the share of all."""
    whole, known = shares.iloc[0], shares.iloc[1:].dropna(subset=["low", "high"])
    if known.empty:
        return Reading(NO_SAMPLE, lang)
    apart = _apart(known, pd.Series(whole["value"], known.index))
    return Reading(_named(known, apart, f"{whole['value']:.0%}"), lang)


def towns_texts(shares: pd.DataFrame, lang: Lang = "both") -> dict[str, object]:
    """Return what ``charts.shares.intervals`` writes around towns: the title says how many differences town and country leave."""
    apart, left = _differing(shares)
    finding = Text(
        f"{len(shares) - 1} 个乡镇（街道）中，{len(apart)} 个与全部不同；扣除城乡差别，还有 {len(left)} 个",
        f"Towns that differ from all: {len(apart)} of {len(shares) - 1}; from what town and country explain: {len(left)}",
    )
    return {**texts(shares, lang), "finding": finding, "expected": USUAL}


def towns_reading(shares: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say which town misses most, and which still differ from what their mix of town and country explains."""
    if shares["low"].isna().any():
        return Reading(NO_SAMPLE, lang)
    _, left = _differing(shares)
    top = largest(shares.iloc[1:], "value")
    named = Text("没有", "none") if left.empty else Text("、".join(left["zh"]), ", ".join(left["en"]))
    return Reading(
        Text(
            f"漏保率最高的是{top['zh']}，{top['value']:.0%}，而按城乡构成应有 {top['expected']:.0%}。扣除城乡差别后仍然不同的：{named.zh}。"
            "排名之前，先分清是地方的差别还是城乡的差别。",
            f"{top['en']} misses most, {top['value']:.0%}, where its mix of town and country explains {top['expected']:.0%}. Still different from what "
            f"that explains: {named.en}. Before ranking towns, tell the town from the area.",
        ),
        lang,
    )


def _differing(shares: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the groups that differ from the share of all, and those that differ from what town and country explain."""
    known = shares.iloc[1:].dropna(subset=["low", "high"])
    return _apart(known, pd.Series(shares["value"].iloc[0], known.index)), _apart(known, known["expected"])


def _apart(known: pd.DataFrame, level: pd.Series[float]) -> pd.DataFrame:
    """Keep the groups whose interval does not hold a level."""
    return known[(known["low"] > level) | (known["high"] < level)]


def _named(known: pd.DataFrame, apart: pd.DataFrame, level: str) -> Text:
    count = len(known)
    if apart.empty:
        return Text(
            f"{count} 组的 95% 区间都包含全部的 {level}：各组差异与抽样误差分不开。",
            f"All {count} intervals of 95 % hold the {level} of all: the groups cannot be told apart from chance.",
        )
    return Text(
        f"{count} 组中有 {len(apart)} 组的 95% 区间不含全部的 {level}：{'、'.join(apart['zh'])}；其余各组与抽样误差分不开。",
        f"Of {count} intervals of 95 %, {len(apart)} do not hold the {level} of all: {', '.join(apart['en'])}; the others cannot be told apart "
        "from chance.",
    )


def answer(result: Result, shares: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say how many are missed, of how many, how sure that is, and how many are covered wrongly."""
    weight = result.population.weight[result.population.household_of]
    cover = result.values("coverage")
    due, _ = _flags(result)
    missed, wrong, entitled = (float(weight[x].sum()) for x in (cover == Coverage.MISSED, cover == Coverage.WRONG, due))
    whole = shares.iloc[0]
    sure = Text("", "") if np.isnan(whole["low"]) else Text(
        f"（95% 区间 {whole['low']:.1%} 至 {whole['high']:.1%}）", f" (95 % interval {whole['low']:.1%} to {whole['high']:.1%})"
    )  # fmt: skip
    return Reading(
        Text(
            f"应享受现金救助的 {entitled:,.0f} 人中，漏保 {missed:,.0f} 人，占 {share(missed, entitled, 1)}{sure.zh}；另有错保 {wrong:,.0f} 人。",
            f"Of {entitled:,.0f} persons entitled to cash, {missed:,.0f} are missed, {share(missed, entitled, 1)}{sure.en}; {wrong:,.0f} are covered "
            "wrongly.",
        ),
        lang,
    )


def _flags(result: Result) -> tuple[Values, Values]:
    entitled = result.values("entitled_scheme")
    return ~np.isin(entitled, (Scheme.NONE, Scheme.EDGE)), result.values("coverage") == Coverage.MISSED


def _members(result: Result, flag: Floats) -> Floats:
    """Count the persons chosen in each household, (households,)."""
    homes = len(result.population.households)
    return np.bincount(result.population.household_of, weights=flag, minlength=homes).astype(float)


def _by_area(result: Result, due: Floats, missed: Floats) -> Floats:
    """Return for each household the share missed in its area, (households,)."""
    area = result.population.column("household", "area").astype(int)
    weight = result.population.weight
    totals = [np.bincount(area, weights=weight * counts, minlength=2) for counts in (missed, due)]
    shares: Floats = (totals[0] / np.maximum(totals[1], np.finfo(float).tiny))[area]
    return shares


def _label(grouping: str, value: str) -> Text:
    from aidkit.whatif.family_groups import UNNAMED as NONE_GIVEN

    return UNNAMED if value == NONE_GIVEN else LABELS.get((grouping, value), Text(value, value))


def _estimated(part: Floats, whole: Floats, sampling: Sampling) -> tuple[float, float, float]:
    """Return a ratio of totals with its 95 % t interval over the replicates."""
    from aidkit.measures.student import t_quantile
    from aidkit.whatif.sampling import LEVEL

    value = float(sampling.weight @ part / (sampling.weight @ whole))
    if sampling.replicates is None or sampling.degrees_of_freedom < 1:
        return value, np.nan, np.nan
    with np.errstate(invalid="ignore", divide="ignore"):
        draws = (sampling.replicates @ part) / (sampling.replicates @ whole)
    half = t_quantile(LEVEL, sampling.degrees_of_freedom) * float(np.sqrt(np.mean((draws - value) ** 2)))
    return value, max(0.0, value - half), min(1.0, value + half)
