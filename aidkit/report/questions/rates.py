"""What the next yuan costs (边际减少率): families spread over marginal rates, and cliffs under other rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.report.labels import as_shown, in_each
from aidkit.report.questions.rows import largest, rows
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, source
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.whatif.cliffs import Cliffs

EDGES = (-np.inf, 1e-9, 0.5, 0.9, np.inf)  # of one more yuan: what assistance takes back
CLASSES = {
    "none": Text("一分不少", "nothing"),
    "some": Text("少得不到一半", "less than half"),
    "much": Text("少得五成到九成", "half to nine tenths"),
    "all": Text("少得九成以上", "nine tenths or more"),
}
OF_ASSISTED = Text("占在某一工资下可得救助的家庭", "of families that receive assistance at some wage")


def rates(found: Cliffs, wages: Sequence[float]) -> pd.DataFrame:
    """Return how families that receive assistance at some wage are spread over marginal rates, today and at wages.

    Args:
        found: The cliffs.
        wages: Yuan a month, below the highest wage of the cliffs.

    Returns:
        One row today and one a wage: ``zh``, ``en`` and the share of families in each of ``CLASSES``.
    """
    kept = found.families[found.families["assisted"]].set_index("household_id")
    pieces = found.pieces[["household_id", "start", "marginal_rate"]]
    pieces = pieces[pieces["household_id"].isin(kept.index)]
    settings = [(Text("今天的工资", "at today's wage"), kept["marginal_rate"])]
    for wage in sorted(wages):
        here = pieces[pieces["start"] <= wage].groupby("household_id", sort=False)["marginal_rate"].last()
        settings.append((Text(f"月工资 {wage:,.0f} 元", f"at {wage:,.0f} a month"), here.reindex(kept.index)))
    weight = kept["weight"].to_numpy()
    shares = []
    for _, rate in settings:
        place = np.searchsorted(EDGES, rate.to_numpy(), side="left") - 1
        shares.append(np.bincount(place, weights=weight, minlength=len(CLASSES)) / weight.sum())
    labels = [label for label, _ in settings]
    return pd.DataFrame({**in_each(labels), **dict(zip(CLASSES, np.transpose(shares), strict=True))})


def rates_texts(table: pd.DataFrame) -> dict[str, Any]:
    """Return what ``charts.shares.parts`` writes around the rates."""
    return {"x": OF_ASSISTED, "finding": rates_finding(table), "form": ".0%"}


def rates_finding(table: pd.DataFrame) -> Text:
    """Say the title of the figure of rates: at which wage most families keep less than half."""
    top = largest(table.assign(high=table["much"] + table["all"]), "high")
    return Text(
        f"{top['zh']}时，{top['high']:.0%} 的家庭再挣 1 元要少得五成以上",
        f"{top['high']:.0%} lose half or more of the next yuan {top['en']}",
    )


def rates_reading(found: Cliffs, table: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say how many lose nothing today, and what work costs those who work in benefits on average."""
    kept = found.families[found.families["assisted"]]
    paid = float((kept["weight"] * kept["participation_rate"]).sum() / kept["weight"].sum())
    free = float(table["none"].iloc[0])
    return Reading(
        Text(
            f"按今天的工资，{free:.0%} 的家庭再挣 1 元一分不少。但把工作与不工作相比，工作所得平均有 {paid:.0%} 被减少的救助抵掉。",
            f"At today's wage {free:.0%} lose nothing of the next yuan. Working against not working, {paid:.0%} of what is earned goes in benefits on average.",
        ),
        lang,
    )


def variants(found: Mapping[str, Cliffs], changes: Mapping[str, Any], lang: Lang = "both") -> Table:
    """Return the summary of cliffs side by side: as it is, with relief counted, under a change of the rules.

    Args:
        found: Cliffs under ``now``, ``relief`` and ``changed``.
        changes: The parameters changed in ``changed``.
        lang: Language of the labels.
    """
    counted = found["now"].summary
    frame = pd.DataFrame({name: cliffs.summary["families"].to_numpy() for name, cliffs in found.items()})
    frame = frame.assign(label=as_shown(counted["家庭"], counted["families that"], lang))
    moved = "; ".join(f"{path} = {value}" for path, value in changes.items())
    heads = (
        Head("label", Text("家庭", "Families that")),
        Head("now", Text("现行，只计现金", "In force, cash only"), FAMILIES, "count"),
        Head("relief", Text("现行，连同救助", "In force, relief counted"), FAMILIES, "count"),
        Head("changed", Text("改动后，只计现金", "With the change, cash only"), FAMILIES, "count"),
    )
    title, note = (
        Text("换一种算法或规则", "Counted otherwise, or by other rules"),
        Text(f"改动：{moved}", f"Change: {moved}", f"改动 Change: {moved}"),
    )
    return Table("variants", title, heads, frame, source(found["now"].population), note, lang=lang)


def variants_reading(table: Table) -> Reading:
    """Say what counting relief and what the change does to the families that lose and that keep little."""
    _, _, lose, keep, _ = rows(table.frame)
    return Reading(
        Text(
            f"连同救助一起算，会遇断崖的家庭从 {lose['now']:,.0f} 户变为 {lose['relief']:,.0f} 户。改动之后，遇断崖的 {lose['changed']:,.0f} 户；"
            f"再挣一元留不下一半的从 {keep['now']:,.0f} 户变为 {keep['changed']:,.0f} 户。",
            f"With relief counted, {lose['relief']:,.0f} families meet a cliff instead of {lose['now']:,.0f}. With the change {lose['changed']:,.0f} do, and "
            f"{keep['changed']:,.0f} keep less than half of the next yuan instead of {keep['now']:,.0f}.",
        ),
        table.lang,
    )
