"""Two results of the same people held against each other: who gains, who loses, what it costs, whom it misses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError, listed, message
from aidkit.measures.uncertainty import Design
from aidkit.population import Population
from aidkit.result import Result
from aidkit.whatif import comparison_tables as tables
from aidkit.whatif.family_groups import default_groups
from aidkit.whatif.findings import Findings
from aidkit.whatif.needed_columns import check_columns
from aidkit.whatif.policy_changes import changes
from aidkit.whatif.poverty_change import poverty_line, poverty_table, targeting_table, welfare_of
from aidkit.whatif.same_people import check_same_people
from aidkit.whatif.sampling import sampling_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from aidkit.report.text import Lang

BANDS = (1_200.0, 6_000.0, 12_000.0)  # yuan a year a family: 100, 500 and 1,000 a month
NEEDED = (
    "annual_support", "monthly_cash", "dibao_benefit", "gradual_exit_benefit", "tekun_basic", "tekun_care", "child_allowance",
    "single_entry_benefit", "price_subsidy", "temporary_relief", "medical_relief", "entitled_scheme", "coverage",
    "missed_relief", "income_before", "income_after", "dibao_standard", "family_size",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Comparison(Findings):
    """What a reform does, against the baseline; counts and sums are weighted.

    Attributes:
        changes: Parameters in which the policies differ.
        winners: Households and persons by yuan a year gained or lost.
        groups: Gains and losses by group of families.
        transitions: Persons by the scheme they are entitled to before and after.
        cost: Yuan a year by scheme, whole fen.
        coverage: Persons by how the register stands to the rules: missed, wrong, mismatched, unrecorded and the rest.
        poverty: FGT 0 to 2 with the cash due, with paired intervals.
        targeting: Measures of targeting of the cash due, with paired intervals.
    """

    changes: pd.DataFrame
    winners: pd.DataFrame
    groups: pd.DataFrame
    transitions: pd.DataFrame
    cost: pd.DataFrame
    coverage: pd.DataFrame
    poverty: pd.DataFrame
    targeting: pd.DataFrame

    headings: ClassVar[dict[str, str]] = {
        "changes": "What is changed 调整内容",
        "winners": "Winners and losers, support a family a year 受益与受损",
        "groups": "By group of families 分组",
        "transitions": "From scheme to scheme, persons 类别转换",
        "cost": "Cost 支出",
        "coverage": "Register against rules 登记与规则比对",
        "poverty": "Poverty with the cash due 贫困指标",
        "targeting": "Targeting of the cash due 救助瞄准",
    }

    def shown(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        """Arrange a table for the page: transitions as a square, intervals in one cell, cost in yuan."""
        if name == "transitions":
            return tables.crossed(table)
        if name == "cost":
            return table.drop(columns=["before_fen", "after_fen", "difference_fen"])
        if name == "winners":
            return table.drop(columns=["from_yuan_a_year", "to_yuan_a_year"])
        if "difference_low" not in table:
            return table
        narrow = table[["measure", "指标", "share_of", "unit", "before", "after", "difference"]]
        ends = zip(table["difference_low"], table["difference_high"], strict=True)
        return narrow.assign(
            interval=["not applicable" if np.isnan(low) else f"[{low:z.4f}, {high:z.4f}]" for low, high in ends]
        )

    def plot(self, ax: Axes | None = None, lang: Lang = "both") -> Axes:
        """Draw who gains and who loses, in persons by band; the title says the finding.

        Args:
            ax: Axes to draw on; new ones when left out.
            lang: Language of the texts: ``zh``, ``en`` or ``both``.
        """
        from aidkit.charts.winners import winners

        return winners(self.winners, lang=lang, source=self.title, ax=ax)


def compare(
    before: Result,
    after: Result,
    *,
    groups: Sequence[str] | None = None,
    bands: Sequence[float] = BANDS,
    line: ArrayLike | None = None,
    replicates: int = 200,
    design: Design | None = None,
    seed: int = 1,
) -> Comparison:
    """Compare what two policies do to the same population.

    A family gains by the support due to it in a year, so that all gains together are the difference of cost. Poverty
    is held against one line before and after; else a reform that raises the standard would make people poor. A person is
    reached by targeting where the family is due cash by the rules, whatever the register says.

    Args:
        before: Result under the policy to start from.
        after: Result under the reform, of the same population; both with all columns.
        groups: Groupings of families: ``area``, ``town``, ``family_size``, ``children``, ``elderly``, ``disabled``, or a
            column of the households table; all of the named where left out, towns where there are any.
        bands: Ends of the bands of gains and losses, yuan a year a family, ascending.
        line: Poverty line, yuan a month a head, one number or one a household; the dibao standard before when left out.
        replicates: Sets of weights for the intervals.
        design: Strata and clusters of the households, in input order. Without one, households of different weights are taken
            as drawn one by one; a population in which every weight is 1 has no sampling error and gets no intervals.
        seed: Seed of the replicates.

    Returns:
        The comparison: prints, plots, and exports by ``tables()`` and ``to_excel(path)``.

    Raises:
        OutputError: The results are of different populations, or lack a column.
        MeasureError: A group, band, line or design is not usable.

    Example:
        >>> before, after = simulate(population, policy), simulate(population, policy.scale({"dibao.standard": 1.1}))
        >>> compare(before, after).cost.set_index("scheme").loc["total", "difference_yuan_a_year"]
    """
    _check(before, after)
    ends = _checked_bands(bands)
    population = before.population
    sampling = sampling_of(population, design, replicates, seed)
    weight = sampling.weight
    person_weight = weight[population.household_of]
    gain = tables.gains(before, after)
    yardstick = poverty_line(before, line)
    was, becomes = welfare_of(before, yardstick), welfare_of(after, yardstick)
    names = default_groups(population) if groups is None else _checked_groups(groups)
    return Comparison(
        title=_title(before, after),
        notes=_notes(population, sampling.note, standard=line is None),
        changes=changes(before, after),
        winners=tables.winners(gain, weight, before.values("family_size"), ends),
        groups=tables.by_group(before, gain, weight, names),
        transitions=tables.transitions(before, after, person_weight),
        cost=tables.cost(before, after),
        coverage=tables.coverage(before, after, weight, person_weight),
        poverty=poverty_table(was, becomes, sampling),
        targeting=targeting_table(was, becomes, sampling),
    )


def _check(before: Result, after: Result) -> None:
    for name, result in (("before", before), ("after", after)):
        check_columns(result, NEEDED, name=name, question="a comparison")
    check_same_people(before.population, after.population)


def _checked_bands(bands: Sequence[float]) -> list[float]:
    ends = [float(end) for end in bands]
    if not ends or not np.isfinite(ends).all() or not (np.diff([0.0, *ends]) > 0).all():
        raise MeasureError(
            message(f"bands: {listed(bands)} cannot be used.", "Give amounts above 0, ascending, yuan a year.")
        )
    return ends


def _checked_groups(groups: Sequence[str]) -> Sequence[str]:
    if isinstance(groups, str):
        raise MeasureError(message(f"groups: {groups!r} is one name.", f"Give a list: groups=[{groups!r}]."))
    return groups


def _title(before: Result, after: Result) -> str:
    def said(result: Result) -> str:
        return "; ".join(f"{p.place.en} {p.place.zh}, {p.date}, {p.name}" for p in result.policies.values())

    population = before.population
    invented = " (合成数据, invented)" if population.synthetic else ""
    return f"{said(before)} → {said(after)} — {population.source}{invented}"


def _notes(population: Population, sampling: str, *, standard: bool) -> tuple[str, ...]:
    line = "the dibao standard before, held fixed" if standard else "the line given, the same before and after"
    notes = [
        f"Poverty line: {line}; poverty and targeting count persons and cash due by the rules.",
        sampling,
    ]
    if population.synthetic:
        notes.append(
            "Invented population (合成数据): nobody in it exists, and an interval says nothing of the real place."
        )
    if len(population.assumed):
        notes.append(f"Assumed, because absent from the population: {listed(population.assumed['column'], shown=60)}.")
    return tuple(notes)
