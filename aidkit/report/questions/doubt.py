"""Where doubt comes from (不确定的来源): sampling error, other draws of a population, and assumptions, on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.report.labels import in_each
from aidkit.report.questions.rows import rows
from aidkit.report.questions.sure import name_of, written_in
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import source
from aidkit.report.text import Lang, Text
from aidkit.whatif.sampling import LEVEL as WIDE
from aidkit.whatif.sensitivity import LEVEL

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population
    from aidkit.whatif.sampling import Sampling
    from aidkit.whatif.sensitivity import Sensitivity

Values = np.ndarray[Any, Any]

OF_TODAY = Text("占现值的比例（现值 = 100%）", "as a share of today's value (today = 100 %)")
TODAY = (1.0, Text("现值", "today"))


def sampled(sensitivity: Sensitivity, sampling: Sampling) -> pd.DataFrame:
    """Return each figure with its 95 % sampling interval.

    Args:
        sensitivity: ``aidkit.sensitivity``, for the figures, the population and the policy.
        sampling: The population's weights and replicates (``aidkit.whatif.sampling.sampling_of``).

    Returns:
        One row a figure: ``figure``, ``zh``, ``unit``, ``today``, the standard ``error``, the ends ``low`` and ``high`` at 95 %
        and ``low_90``, ``high_90`` at 90 %; NaN without sampling error.
    """
    from aidkit.measures.student import t_quantile

    figures = sensitivity.intervals[["figure", "zh", "unit", "today"]].reset_index(drop=True)
    error = np.full(len(figures), np.nan)
    for place, name in enumerate(figures["figure"]):
        above, below = _by_family(sensitivity.population, sensitivity.policy, name)
        if sampling.replicates is not None and sampling.degrees_of_freedom > 0:
            draws = np.array([_ratio(weight, above, below) for weight in sampling.replicates])
            error[place] = np.sqrt(np.mean((draws - _ratio(sampling.weight, above, below)) ** 2))
    halves = {level: error * t_quantile(level, max(1, sampling.degrees_of_freedom)) for level in (WIDE, LEVEL)}
    ends = {"low": -halves[WIDE], "high": halves[WIDE], "low_90": -halves[LEVEL], "high_90": halves[LEVEL]}
    return figures.assign(error=error, **{name: figures["today"] + half for name, half in ends.items()})


def redrawn(sensitivity: Sensitivity, seeds: Sequence[int]) -> pd.DataFrame:
    """Return each figure in other draws of an invented population, one column a seed; none for data that were read."""
    from aidkit.data.synthetic import synthesize
    from aidkit.whatif.sweep import sweep

    policy, people = sensitivity.policy, sensitivity.population
    names = list(sensitivity.intervals["figure"])
    table = pd.DataFrame({"figure": names})
    if people.fit is None:
        return table
    for seed in seeds:
        other = synthesize(policy.place.id, len(people.households), seed, policy.date)
        found = sweep(other, policy, "dibao.standard", scale=[1.0], measures=names).iloc[0]
        table[str(seed)] = [float(found[name]) for name in names]
    return table


def samples_table(
    samples: pd.DataFrame, others: pd.DataFrame, people: Population, single: Sensitivity, lang: Lang = "both"
) -> Table:
    """Return each figure with its sampling interval, and what other draws of the population give."""
    seeds = [str(name) for name in others if name != "figure"]
    names = [name_of(single, place) for place in range(len(samples))]
    frame = pd.DataFrame({"label": [name.show(lang) for name in names]})
    for column in ("today", "low", "high"):
        frame[column] = [
            written_in(value, unit).show(lang) for value, unit in zip(samples[column], samples["unit"], strict=True)
        ]
    for seed in seeds:
        frame[seed] = [
            written_in(value, unit).show(lang) for value, unit in zip(others[seed], samples["unit"], strict=True)
        ]
    heads = (
        Head("label", Text("结果", "Figure")),
        Head("today", Text("现值", "Today"), form="yuan"),
        Head("low", Text("95% 区间下限", "95 % interval from"), form="yuan"),
        Head("high", Text("上限", "to"), form="yuan"),
        *(Head(seed, Text(f"种子 {seed}", f"Seed {seed}"), form="yuan") for seed in seeds),
    )
    title = Text("抽样误差，和换一组合成家庭的结果", "Sampling error, and other draws of invented families")
    return Table("samples", title, heads, frame, source(people), lang=lang)


def samples_reading(samples: pd.DataFrame, others: pd.DataFrame, single: Sensitivity, lang: Lang = "both") -> Reading:
    """Say how many of the other draws fall within each figure's sampling interval, and how far they spread beside it."""
    seeds = [str(name) for name in others if name != "figure"]
    if samples["error"].isna().any() or len(seeds) < 2:
        return Reading(
            Text("没有可比的另一组合成家庭。", "There is no other draw of invented families to compare with."), lang
        )
    zh, en = [], []
    for place, row in enumerate(rows(samples)):
        values, name = others[seeds].iloc[place].to_numpy(float), name_of(single, place)
        inside = int(((values >= row["low"]) & (values <= row["high"])).sum())
        apart, error = values.std(ddof=1) / row["today"], row["error"] / row["today"]
        zh.append(
            f"{name.zh}：标准误 {error:.1%}，另造的 {len(seeds)} 组之间标准差 {apart:.1%}，{inside} 组落在 95% 区间里"
        )
        en.append(f"{name.en}: standard error {error:.1%}, standard deviation between {len(seeds)} other draws {apart:.1%}, {inside} of them within the "
                  "95 % interval")  # fmt: skip
    return Reading(Text("；".join(zh) + "。", "; ".join(en) + "."), lang)


def side_by_side(
    single: Sensitivity, joint: Sensitivity, samples: pd.DataFrame, others: pd.DataFrame, place: int = 0
) -> pd.DataFrame:
    """Return the kinds of doubt about one figure as shares of today's value, as ``charts.shares.intervals`` draws them."""
    now = float(single.intervals["today"].iloc[place])
    drawn = others.drop(columns="figure").iloc[place].to_numpy(float) if others.shape[1] > 1 else np.array([])
    rows = [
        (Text("抽样误差（九成）", "sampling error (nine in ten)"), now, *samples[["low_90", "high_90"]].iloc[place]),
        *(
            [(Text("换一组合成家庭", "other invented families"), float(drawn.mean()), drawn.min(), drawn.max())]
            if len(drawn)
            else []
        ),
        (Text("任一项假定单独变动", "any one assumption"), now, *single.intervals[["low", "high"]].iloc[place]),
        (
            Text("全部假定同时变动（九成）", "all assumptions at once (nine in ten)"),
            *joint.intervals[["median", "low", "high"]].iloc[place],
        ),
    ]
    numbers = {
        name: [row[number] / now for row in rows] for number, name in enumerate(("value", "low", "high"), start=1)
    }
    return pd.DataFrame({**in_each(row[0] for row in rows), **numbers})


def side_texts(table: pd.DataFrame) -> dict[str, Any]:
    """Return what ``charts.shares.intervals`` writes around the kinds of doubt."""
    return {"x": OF_TODAY, "finding": side_finding(table), "reference": TODAY}


def side_finding(table: pd.DataFrame) -> Text:
    """Say the title of the figure of doubts: how many times as wide assumptions are as sampling."""
    width = table["high"] - table["low"]
    first, last = width.iloc[0], width.iloc[-1]
    if np.isnan(first) or not first:
        return Text("没有抽样误差，不确定全部来自假定", "No sampling error: all doubt comes from assumptions")
    times = f"{last / first:.1f}"
    return Text(
        f"假定造成的不确定是抽样误差的 {times} 倍", f"What is assumed makes {times} times the doubt of sampling"
    )


def side_reading(table: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say how far each kind of doubt reaches, from the narrowest to the widest."""
    known = table.dropna(subset=["low", "high"])
    known = known.assign(width=known["high"] - known["low"]).sort_values("width", kind="stable")
    zh = "；".join(f"{row.zh} {row.low:.0%} 至 {row.high:.0%}" for row in known.itertuples())
    en = "; ".join(f"{row.en} {row.low:.0%} to {row.high:.0%}" for row in known.itertuples())
    return Reading(Text(f"从窄到宽：{zh}。", f"From the narrowest to the widest: {en}."), lang)


def _by_family(people: Population, policy: Policy, figure: str) -> tuple[Values, Values | None]:
    """Return a figure family by family in input order, and for a ratio what it is divided by."""
    from aidkit.engine.run import run_passes
    from aidkit.whatif.figures import RATIOS, figure_graph

    names = RATIOS.get(figure, (figure,))
    found = run_passes(people.layout, {"": figure_graph(policy).plan(names)}, {"": policy})
    rows = people.layout.household_rows
    values = [np.empty(len(rows)) for _ in names]
    for name, column in zip(names, values, strict=True):
        column[rows] = found[name]
    return values[0], values[1] if len(values) > 1 else None


def _ratio(weight: Values, above: Values, below: Values | None) -> float:
    return float(weight @ above) if below is None else float((weight @ above) / (weight @ below))
