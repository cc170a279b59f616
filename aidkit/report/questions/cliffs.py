"""Does earning more leave a family poorer (福利断崖)? What cliffs come to, told in tables and sentences."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.errors import PopulationError, message
from aidkit.masking import shortened
from aidkit.report.labels import labelled
from aidkit.report.questions.rows import Row, rows
from aidkit.report.questions.words import MINUS, families, share
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, YUAN_MONTH, source
from aidkit.report.text import Lang, Text
from aidkit.whatif.cash import PROGRAMMES
from aidkit.whatif.cliff_summary import HIGH_RATE

if TYPE_CHECKING:
    from aidkit.whatif.cliffs import Cliffs

LOSS, GAIN = Text("失去", "loss"), Text("得到", "gain")


def answer(found: Cliffs, lang: Lang = "both") -> Reading:
    """Say how many families lose when they earn more, how much, and how many keep little of the next yuan."""
    table, weight = found.families, found.families["weight"]
    assisted = float(weight[table["assisted"]].sum())
    loses, flat = table["largest_loss"] > 0, table["marginal_rate"] > HIGH_RATE
    losing, dull = float(weight[loses].sum()), float(weight[flat].sum())
    mean = float((weight * table["largest_loss"])[loses].sum() / losing) if losing else 0.0
    return Reading(
        Text(
            f"在某一工资下可得救助的有 {families(assisted).zh}。其中 {families(losing).zh}（{share(losing, assisted)}）工资过了某一点，多挣一元反而每月平均少 "
            f"{mean:,.0f} 元；另有 {families(dull).zh}按现在的工资，再挣一元留下不到一半。",
            f"{families(assisted).en} receive assistance at some wage. For {losing:,.0f} of them ({share(losing, assisted)}) there is a wage past which one "
            f"yuan more leaves {mean:,.0f} yuan a month less on average; {families(dull).en} keep less than half of the next yuan today.",
        ),
        lang,
    )


def telling_family(found: Cliffs, household: str = "") -> Hashable:
    """Return the family to draw: the one asked for, or one that loses at a notch near what it earns today.

    Among families that lose, those with more than one turn come first, then the one nearest to its notch.

    Raises:
        PopulationError: The family asked for is not followed, or no family receives assistance.
    """
    if household:
        found.household(household)
        return household
    assisted = found.families[found.families["assisted"]]
    if assisted.empty:
        raise PopulationError(
            message("No family receives assistance at any wage.", "Take another place or population.")
        )
    loses = assisted["largest_loss"].to_numpy() > 0
    bends = found.kinks["household_id"].value_counts().reindex(assisted["household_id"], fill_value=0).to_numpy()
    order = np.lexsort((assisted["distance"].abs().fillna(np.inf), -np.minimum(bends, 2) * loses, ~loses))
    chosen: Hashable = assisted["household_id"].iloc[int(order[0])]
    return chosen


def turns(found: Cliffs, household: Hashable, lang: Lang = "both") -> Table:
    """Return where a family's line turns: the wage, what changes there, and the condition of the rule that turns."""
    lines = [_jump(row, lang) for row in rows(_of(found.notches, household))]
    lines += [_bend(row) for row in rows(_of(found.kinks, household))]
    frame = pd.DataFrame(lines, columns=["at", "what", "scheme", "rule", "condition"]).sort_values("at", kind="stable")
    heads = (
        Head("at", Text("月工资", "Wage"), YUAN_MONTH, "yuan"),
        Head(
            "what",
            Text("净收入的跳变（元），或再挣 1 元少得的份额", "Jump of net income, or share lost of one more yuan"),
            form="yuan",
        ),
        Head("scheme", Text("项目", "Programme")),
        Head("rule", Text("规则", "Rule")),
        Head("condition", Text("翻转的条件", "Condition that turns"), form="below"),
    )
    name = shortened(household)
    title = Text(f"{name} 户：工资走到哪里，什么变了", f"Family {name}: where along its wage what changes")
    return Table("turns", title, heads, frame.reset_index(drop=True), source(found.population), lang=lang)


def _of(table: pd.DataFrame, household: Hashable) -> pd.DataFrame:
    return table[table["household_id"] == household]


def _jump(row: Row, lang: Lang) -> Row:
    what = f"{row['change']:+,.0f}".replace("-", MINUS)
    return {**row, "what": what, "scheme": _programme(row["scheme"]).show(lang)}


def _bend(row: Row) -> Row:
    return {**row, "what": f"{row['rate_before']:.0%} → {row['rate_after']:.0%}", "scheme": ""}


def causes(found: Cliffs, lang: Lang = "both") -> Table:
    """Return which programmes and conditions make families lose: how many, how much, and what makes it good again."""
    lost = found.notches[found.notches["change"] < 0].merge(
        found.families[["household_id", "weight"]], on="household_id"
    )
    lost = lost.assign(wait=lost["recovered_at"] - lost["at"])
    lines = [
        {
            "scheme": str(scheme),
            "rule": rule,
            "condition": group["condition"].mode().iloc[0],
            "families": group.drop_duplicates("household_id")["weight"].sum(),
            "median": -group["change"].median(),
            "wait": group["wait"].median(),
        }
        for (scheme, rule), group in lost.groupby(["scheme", "rule"], sort=False)
    ]
    frame = pd.DataFrame(lines, columns=["scheme", "rule", "condition", "families", "median", "wait"])
    frame = frame.assign(**labelled(map(_programme, frame["scheme"]), lang))
    frame = frame.sort_values("families", ascending=False, kind="stable", ignore_index=True)
    heads = (
        Head("label", Text("失去的项目", "Programme lost")),
        Head("rule", Text("规则", "Rule")),
        Head("condition", Text("翻转的条件", "Condition that turns"), form="below"),
        Head("families", Text("户数", "Families"), FAMILIES, "count"),
        Head("median", Text("每月失去（中位数）", "Lost, median"), YUAN_MONTH, "count"),
        Head("wait", Text("再挣多少才补回（中位数）", "Earned to make it good, median"), YUAN_MONTH, "count"),
    )
    return Table(
        "causes", Text("断崖从哪里来", "Where the cliffs come from"), heads, frame, source(found.population), lang=lang
    )


def cause_reading(table: Table) -> Reading:
    """Say which condition makes most families lose."""
    if table.frame.empty:
        return Reading(Text("没有一户会因多挣而减少收入。", "No family loses by earning more."), table.lang)
    top, total = table.frame.iloc[0], float(table.frame["families"].sum())
    return Reading(
        Text(
            f"最多的是失去{top['zh']}：{families(top['families']).zh}，占 {share(top['families'], total)}，每月 {top['median']:,.0f} 元，要再挣 {top['wait']:,.0f} 元才补回。",
            f"Most lose {top['en']}: {families(top['families']).en}, {share(top['families'], total)}, {top['median']:,.0f} yuan a month, made good by "
            f"earning {top['wait']:,.0f} more.",
        ),
        table.lang,
    )


def near(found: Cliffs, yuan: float, lang: Lang = "both") -> Table:
    """Return how many families stand within some yuan a month of a notch, on which side, by programme."""
    table = found.near(yuan).reset_index()
    table = table[table["scheme"] != "any"].reset_index(drop=True)
    sides = [LOSS if side == "loss" else GAIN for side in table["change"]]
    labels = [_programme(name) for name in table["scheme"]]
    frame = table.assign(side=[text.show(lang) for text in sides], label=[text.show(lang) for text in labels])
    heads = (
        Head("side", Text("断崖", "Notch")),
        Head("label", Text("项目", "Programme")),
        Head("families", Text("户数", "Families"), FAMILIES, "count"),
        Head("before_it", Text("还没过", "Not yet past it"), FAMILIES, "count"),
        Head("beyond_it", Text("已经过", "Past it"), FAMILIES, "count"),
        Head("mean_change_yuan", Text("平均变动", "Mean change"), YUAN_MONTH, "count"),
    )
    title = Text(f"离断崖不到 {yuan:,.0f} 元的家庭", f"Families within {yuan:,.0f} yuan a month of a notch")
    return Table("near", title, heads, frame, source(found.population), lang=lang)


def near_reading(found: Cliffs, yuan: float, lang: Lang = "both") -> Reading:
    """Say how many families are about to fall, and how many just have."""
    losses = [row for row in rows(found.near(yuan).reset_index()) if row["change"] == "loss" and row["scheme"] == "any"]
    if not losses or not losses[0]["families"]:
        return Reading(Text("附近没有会减少收入的断崖。", "There is no loss that near to anybody."), lang)
    ahead, behind = families(losses[0]["before_it"]), families(losses[0]["beyond_it"])
    return Reading(
        Text(
            f"{ahead.zh}再多挣不到 {yuan:,.0f} 元就会少得，{behind.zh}刚刚越过：少挣不到 {yuan:,.0f} 元反而多得。",
            f"{ahead.en} would lose by earning less than {yuan:,.0f} yuan more; {behind.en} have just fallen, and would gain by earning that much less.",
        ),
        lang,
    )


def turns_reading(found: Cliffs, household: Hashable, lang: Lang = "both") -> Reading:
    """Say how far a family's wage of today is from its nearest notch, and between which wages more earned is less had."""
    row = rows(_of(found.families, household))[0]
    lost = [notch for notch in rows(_of(found.notches, household)) if notch["change"] < 0]
    if not lost:
        return Reading(Text("这家无论多挣多少，都不会因此变少。", "This family never has less for earning more."), lang)
    worst = min(lost, key=lambda notch: notch["change"])
    apart = worst["at"] - row["earnings"]
    where = Text(f"比今天多挣 {apart:,.0f} 元就到", f"{apart:,.0f} yuan above today's wage") if apart > 0 else Text(
        f"今天已经越过 {-apart:,.0f} 元", f"{-apart:,.0f} yuan below today's wage")  # fmt: skip
    back = worst["recovered_at"]
    until = (
        Text(f"直到挣到 {back:,.0f} 元才补回", f"until {back:,.0f} is earned")
        if np.isfinite(back)
        else Text("再也补不回", "for good")
    )
    return Reading(
        Text(
            f"这家的断崖在月工资 {worst['at']:,.0f} 元（{where.zh}）：过了它每月少 {-worst['change']:,.0f} 元，{until.zh}。",
            f"This family's cliff is at a wage of {worst['at']:,.0f} yuan a month ({where.en}): past it the family has {-worst['change']:,.0f} less, {until.en}.",
        ),
        lang,
    )


def _programme(name: str) -> Text:
    programme: Any = PROGRAMMES[name]
    return Text(programme.zh, programme.en)
