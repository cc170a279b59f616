"""Ready reforms (改革方案) held against one another: what each costs, who gains and loses, what it does to poverty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.errors import PolicyError, message
from aidkit.report.front import WAN, WAN_YEAR
from aidkit.report.labels import in_each
from aidkit.report.questions.rows import rows
from aidkit.report.questions.shares import KINDS
from aidkit.report.questions.words import MINUS, grown, joined, persons
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS, source
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population
    from aidkit.result import Result
    from aidkit.whatif.compare import Comparison
    from aidkit.whatif.reform_document import ReformDocument

GAP = "fgt1"
NO_CHANGE = (0.0, Text("不变", "no change"))


@dataclass(frozen=True, eq=False)
class Ready:
    """A ready reform laid over a place's policy and run.

    Attributes:
        document: The reform as it ships.
        policy: The reformed policy.
        compared: The comparison with what is in force.
    """

    document: ReformDocument
    policy: Policy
    compared: Comparison

    @property
    def cost(self) -> float:
        """Yuan a year more than what is in force."""
        return float(rows(self.compared.cost)[-1]["difference_yuan_a_year"])

    @property
    def gaining(self) -> float:
        """Persons in families that gain."""
        return self._persons(1)

    @property
    def losing(self) -> float:
        """Persons in families that lose."""
        return self._persons(-1)

    def poverty(self, column: str) -> float:
        """Return a column of the poverty gap's row, e.g. ``difference_low``."""
        return float(self.compared.poverty.set_index("measure")[column][GAP])

    def _persons(self, side: int) -> float:
        winners = self.compared.winners
        return float(winners.loc[winners["to_yuan_a_year"] * side > 0, "persons"].sum())


def run(before: Result, names: Sequence[str], line: float, replicates: int) -> dict[str, Ready]:
    """Lay ready reforms over a policy, run each, and compare it with what is in force; dearest first.

    Args:
        before: Result of the policy in force.
        names: Names of reforms (``aidkit.reforms()``); when empty all that ship, without those that change nothing here.
        line: The poverty line as a multiple of the dibao standard in force.
        replicates: Sets of weights for the intervals.

    Raises:
        PolicyError: A name is unknown, or the reform of that name, or all that ship, changes nothing.
    """
    from aidkit.engine.run import simulate
    from aidkit.whatif.compare import compare
    from aidkit.whatif.reforms import load_reform

    yardstick = line * before.values("dibao_standard")
    policies = {name: load_reform(name).apply(before.policy) for name in names} or _all_that_move(before.policy)
    found = {}
    for name, policy in policies.items():
        after = simulate(before.population, policy)
        compared = compare(before, after, groups=KINDS, line=yardstick, replicates=replicates)
        found[name] = Ready(load_reform(name), policy, compared)
    return dict(sorted(found.items(), key=lambda pair: -pair[1].cost))


def _all_that_move(policy: Policy) -> dict[str, Policy]:
    """Lay every reform that ships over a policy; one that changes nothing is left out."""
    from aidkit.whatif.reforms import load_reform, reforms

    found = {}
    for name in reforms():
        try:
            found[name] = load_reform(name).apply(policy)
        except PolicyError:  # of the reforms that ship, all values are in range: it changes nothing
            continue
    if not found:
        what = f"None of the reforms changes anything in {policy.place.id} on {policy.date}."
        raise PolicyError(message(what, "Choose another place or date, or other names of aidkit.reforms()."))
    return found


def side_by_side(found: Mapping[str, Ready], people: Population, line: float, lang: Lang = "both") -> Table:
    """Return one row a reform: cost, persons gaining and losing, missed, and the poverty gap with its paired interval."""
    lines = []
    for ready in found.values():
        cover = ready.compared.coverage.set_index("class")["difference"]
        low, high = ready.poverty("difference_low"), ready.poverty("difference_high")
        lines.append(
            {
                "label": title_of(ready).show(lang), "name": ready.document.id,
                "cost": ready.cost / WAN, "gaining": ready.gaining, "losing": ready.losing, "missed": cover["missed"],
                "gap": _points(ready.poverty("difference")),
                "interval": "—" if np.isnan(low) else f"[{_points(low)}, {_points(high)}]",
            }
        )  # fmt: skip
    heads = (
        Head("label", Text("方案", "Reform")),
        Head("name", Text("名称", "Name"), form="below"),
        Head("cost", Text("年支出变动", "Cost"), WAN_YEAR, "count"),
        Head("gaining", Text("受益", "Gain"), PERSONS, "count"),
        Head("losing", Text("受损", "Lose"), PERSONS, "count"),
        Head("missed", Text("漏保变动", "Missed"), PERSONS, "count"),
        Head("gap", Text("贫困深度变动", "Poverty gap"), Text("百分点", "percentage points"), "yuan"),
        Head("interval", Text("95% 区间（配对）", "95 % interval, paired"), Text("百分点", "percentage points")),
    )
    title = Text("各方案与现行政策相比", "Each reform against what is in force")
    note = Text(
        f"贫困线固定为现行低保标准的 {line:g} 倍，贫困只计现金，支出包括救助；漏保按现有登记计。",
        f"The poverty line stays at {line:g} times today's standard; poverty counts cash only, the cost also relief; missed cover against today's register.",
    )
    return Table("reforms", title, heads, pd.DataFrame(lines), source(people), note, lang=lang)


def answer(found: Mapping[str, Ready], lang: Lang = "both") -> Reading:
    """Say which reform costs most, which lowers the poverty gap most for its money, and how many take from families."""
    return Reading(joined(_dearest(found), _best_value(found), _taking(found)), lang)


def _dearest(found: Mapping[str, Ready]) -> Text:
    top = next(iter(found.values()))
    title, cost, gain = title_of(top), grown(top.cost), persons(top.gaining)
    if top.cost <= 0:
        count = len(found)
        return Text(f"{count} 套方案都不增加支出。", f"None of {count} reforms costs more than what is in force.")
    return Text(
        f"{len(found)} 套方案中，“{title.zh}”最花钱：年支出{cost.zh}，{gain.zh}受益。",
        f"Of {len(found)} reforms “{title.en}” costs most: the yearly cost {cost.en}, and {gain.en} gain.",
    )


def _best_value(found: Mapping[str, Ready]) -> Text:
    each = {name: -ready.poverty("difference") / ready.cost for name, ready in found.items() if ready.cost > 0}
    if not each or max(each.values()) <= 0:
        return Text("没有一套增支的方案使贫困深度下降。", "No reform that costs more lowers the poverty gap.")
    title = title_of(found[max(each, key=lambda name: each[name])])
    return Text(
        f"同样一元钱，“{title.zh}”使贫困深度下降最多。", f"For each yuan “{title.en}” lowers the poverty gap most."
    )


def _taking(found: Mapping[str, Ready]) -> Text:
    number = sum(ready.losing > ready.gaining for ready in found.values())
    return Text(f"受损多于受益的方案有 {number} 套。", f"Reforms by which more persons lose than gain: {number}.")


def gap_changes(found: Mapping[str, Ready]) -> pd.DataFrame:
    """Return the change of the poverty gap by reform, in percentage points, with paired intervals."""
    columns = {"value": "difference", "low": "difference_low", "high": "difference_high"}
    values = {name: [100 * ready.poverty(column) for ready in found.values()] for name, column in columns.items()}
    return pd.DataFrame({**in_each(title_of(ready) for ready in found.values()), **values})


def gap_texts(changes: pd.DataFrame, line: float) -> dict[str, Any]:
    """Return what ``charts.shares.intervals`` writes around changes of the poverty gap."""
    x = Text(
        f"贫困深度的变动（百分点，线为标准的 {line:g} 倍）",
        f"poverty gap at {line:g} × the standard, percentage points",
    )
    return {"x": x, "finding": gap_finding(changes), "form": "+z.3f", "reference": NO_CHANGE}


def gap_finding(changes: pd.DataFrame) -> Text:
    """Say the title of the figure of poverty gaps."""
    down, up, all_ = int((changes["high"] < 0).sum()), int((changes["low"] > 0).sum()), len(changes)
    return Text(
        f"{all_} 套方案中，贫困深度区间全在零以下的 {down} 套，全在零以上的 {up} 套",
        f"Of {all_} reforms, intervals of the poverty gap wholly below zero: {down}, above: {up}",
    )


def pairing(found: Mapping[str, Ready], lang: Lang = "both") -> Reading:
    """Say how much surer a comparison of the same families is than one of two samples, for the dearest reform."""
    ready = next(iter(found.values()))
    half = {
        side: (ready.poverty(f"{side}_high") - ready.poverty(f"{side}_low")) / 2
        for side in ("before", "after", "difference")
    }
    if np.isnan(half["difference"]):
        none = Text(
            "每户只代表自己，没有抽样误差，因此没有区间。",
            "Every family stands for itself, so there is no sampling error and no interval.",
        )
        return Reading(none, lang)
    apart = float(np.hypot(half["before"], half["after"]))
    ratio = f"{apart / half['difference']:.1f}" if half["difference"] else "—"
    return Reading(
        Text(
            f"以“{title_of(ready).zh}”为例，同一批家庭前后配对，区间半宽 {100 * half['difference']:.3f} 个百分点；若当作两个独立样本，则为 {100 * apart:.3f}，"
            f"宽 {ratio} 倍。方案的影响因此比现状本身测得更准。",
            f"For “{title_of(ready).en}” the paired interval reaches {100 * half['difference']:.3f} points to either side; taken as two samples it would reach "
            f"{100 * apart:.3f}, {ratio} times as far. So a reform's effect is known better than the state it starts from.",
        ),
        lang,
    )


def title_of(ready: Ready) -> Text:
    """Return what a reform is called."""
    return Text(ready.document.title.zh, ready.document.title.en)


def _points(value: float) -> str:
    """Write a change of a share in percentage points; nothing has no sign."""
    text = f"{100 * value:+z.3f}".replace("-", MINUS)
    return "0" if text == "+0.000" else text
