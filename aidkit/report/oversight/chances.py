"""How far what scenarios save hangs on chances nobody has measured, and on the luck of the draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.errors import counted
from aidkit.oversight.process.compare import compare_processes
from aidkit.oversight.settings import load_settings
from aidkit.report.labels import labelled
from aidkit.report.oversight.process import MONTHS, SOURCE, SURE, called
from aidkit.report.oversight.settings import at_the_ends
from aidkit.report.questions.words import MINUS, joined
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.process.compare import ProcessComparison

Scenarios = Mapping[str, Mapping[str, float]]

CHANCES = (
    "shock_rate",
    "recovery_rate",
    "self_application",
    "hotline",
    "visit_reach",
    "visit_detection",
    "match_reach",
    "match_detection",
    "pace_low",
)
RATE = Text("单次比对发现概率 {:.0%}", "a run finds {:.0%}")
NO_NEWS = Text("比对更勤、总共不多发现", "more often, finding no more")
SETTLED = Text("随机误差小，真正的不确定在假定。", "Chance matters little: what is not known is what is assumed.")
UNSETTLED = Text(
    "次序还受随机影响，要模拟更多的人。", "The order still hangs on chance: more persons are to be simulated."
)
SAVED = Text("人均减少未保障月数", "uncovered months saved, a person in need")


def luck(compared: ProcessComparison, scenarios: Scenarios, seeds: int, lang: Lang = "both", **run: Any) -> Reading:
    """Run the scenarios with other seeds and say whether they scatter as their standard errors promise.

    Args:
        compared: The comparison with the notebook's own seed.
        scenarios: The scenarios, the first of them today.
        seeds: How many other seeds, 2 or more.
        lang: Language of the sentence.
        **run: What holds for all runs, with ``seed``.
    """
    others = [compare_processes(scenarios, **{**run, "seed": run["seed"] + turn}) for turn in range(1, seeds + 1)]
    found = pd.DataFrame([other.scenarios["months_saved"] for other in others])
    spread, error = found.std(ddof=1).iloc[1:], compared.scenarios["saved_standard_error"].iloc[1:]
    same = sum(
        list(np.argsort(row.to_numpy())) == list(np.argsort(compared.scenarios["months_saved"].to_numpy()))
        for _, row in found.iterrows()
    )
    said = Text(
        f"换 {seeds} 个种子重做，各情景减少的月数相差（标准差）{spread.min():.3f} 至 {spread.max():.3f}，标准误说的是 {error.min():.3f} 至 {error.max():.3f}；"
        f"{same} 次排序与上表相同。",
        f"With {seeds} other seeds the months saved spread by {spread.min():.3f} to {spread.max():.3f}, where the standard errors say {error.min():.3f} to "
        f"{error.max():.3f}; {counted(same, 'time')} the order is that of the table.",
    )
    return Reading(joined(said, SETTLED if same == seeds else UNSETTLED), lang)


def by_match(scenarios: Scenarios, rates: Sequence[float], **run: Any) -> pd.DataFrame:
    """Return what frequent matching saves by the chance that a run finds a person, beside what visits save then.

    The last row has matching run as often, with a chance so much smaller that as much is found between two of today's runs:
    the same lists looked through more often, with nothing new in them.

    Args:
        scenarios: Today, visits, delegation, matching, all; as ``oversight.process.scenarios`` returns them.
        rates: Chances that one run finds a person in need.
        **run: What holds for all runs.

    Returns:
        ``zh``, ``en``, ``value``, ``low``, ``high`` (matching, 95 %) and ``expected`` (visits).
    """
    names = list(scenarios)
    first, visits, match = names[0], names[1], names[3]
    rows = []
    for rate in sorted(rates):
        chance = {"match_detection": rate}
        found = compare_processes({name: {**scenarios[name], **chance} for name in (first, visits, match)}, **run)
        rows.append(_row(Text(RATE.zh.format(rate), RATE.en.format(rate)), found))
    settings = load_settings("process")
    every, chance_now = float(settings["match_every"].value), float(settings["match_detection"].value)
    often = float(scenarios[match]["match_every"])
    no_news = {"match_detection": 1 - (1 - chance_now) ** (often / every)}
    found = compare_processes({first: {}, visits: scenarios[visits], match: {**scenarios[match], **no_news}}, **run)
    return pd.DataFrame([*rows, _row(NO_NEWS, found)])


def match_texts(table: pd.DataFrame, scenarios: Scenarios, lang: Lang = "both") -> dict[str, Any]:
    """Return what ``charts.shares.intervals`` writes around the chances: axis, title, and what the ticks are."""
    low, high = (
        f"{value:.1f}".replace("-", MINUS) for value in (table["value"].iloc[:-1].min(), table["value"].iloc[:-1].max())
    )
    visits = called(list(scenarios)[1])
    finding = Text(
        f"比对一次能发现多少人，决定它减少 {low} 还是 {high} 个月",
        f"What a run finds decides whether matching saves {low} or {high} months",
    )
    return {"x": SAVED, "finding": finding, "expected": visits, "form": ".1f", "lang": lang}


def match_reading(table: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say from which chance on matching does more than visits, and what it does without new information."""
    rates, last = table.iloc[:-1], table.iloc[-1]
    better = rates[rates["value"] > rates["expected"]]
    saved, sure = f"{last['value']:.2f}".replace("-", MINUS), last["high"] - last["value"]
    where = (
        Text(
            f"从“{better['zh'].iloc[0]}”起，比对胜过走访",
            f"From “{better['en'].iloc[0]}” on matching does more than visits",
        )
        if len(better)
        else Text("在这些取值上，比对都不如走访", "At none of these does matching do more than visits")
    )
    return Reading(
        Text(
            f"{where.zh}。但这里假定每一次比对都是新的机会；若名单没有新内容、只是看得更勤，比对减少 {saved} 个月（±{sure:.2f}），走访是 {last['expected']:.2f} 个月。"
            "比对值不值，要看名单多久更新一次。",
            f"{where.en}. But every run is taken to be a fresh chance; were the lists only looked through more often with nothing new in them, matching would save "
            f"{saved} months (±{sure:.2f}), against {last['expected']:.2f} by visits. What matching is worth hangs on how often the lists change.",
        ),
        lang,
    )


def doubts(scenarios: Scenarios, lang: Lang = "both", **run: Any) -> Table:
    """Return what the single measures save with one assumed chance at a time at the ends of its range.

    Args:
        scenarios: As ``oversight.process.scenarios`` returns them.
        lang: Language of the labels.
        **run: What holds for all runs.
    """
    cases, names = at_the_ends("process", CHANCES), list(scenarios)[:-1]
    rows = []
    for _, change in cases:
        found = compare_processes({name: {**scenarios[name], **change} for name in names}, **run).scenarios
        saved = dict(zip(names[1:], found["months_saved"].iloc[1:], strict=True))
        rows.append({"uncovered": found["months_uncovered"].iloc[0], **saved})
    frame = pd.DataFrame(rows).assign(**labelled((label for label, _ in cases), lang))
    heads = (
        Head("label", Text("假定", "Assumption")),
        Head("uncovered", Text("现状未保障", "Uncovered today"), MONTHS, "yuan"),
        *(Head(name, called(name), MONTHS, "yuan") for name in names[1:]),
    )
    title = Text("假定变动时，各项减少多少", "What each saves as assumptions move")
    return Table("doubts", title, heads, frame, SOURCE, lang=lang)


def doubts_reading(table: Table) -> Reading:
    """Say in how many of the settings the same measure saves most, and in which it does not."""
    measures = [head.column for head in table.heads[2:]]
    best = table.frame[measures].idxmax(axis=1)
    top, number = called(str(best.iloc[0])), int((best == best.iloc[0]).sum())
    others = table.frame[best != best.iloc[0]]
    most = Text(
        f"{len(best)} 组取值中，{number} 组以“{top.zh}”减少最多。",
        f"In {number} of {len(best)} settings “{top.en}” saves most.",
    )
    unlike = Text(f"例外：{'；'.join(others['zh'])}。", f"Not so: {'; '.join(others['en'])}.")
    return Reading(joined(most, unlike) if len(others) else most, table.lang)


def _row(label: Text, found: ProcessComparison) -> dict[str, Any]:
    visits, match = found.scenarios.iloc[1], found.scenarios.iloc[2]
    half = SURE * match["saved_standard_error"]
    value = match["months_saved"]
    return {
        "zh": label.zh,
        "en": label.en,
        "value": value,
        "low": value - half,
        "high": value + half,
        "expected": visits["months_saved"],
    }
