"""Which assumption moves the answer most: every assumed value over its range, one at a time or all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, ClassVar, Literal

import pandas as pd

from aidkit.errors import MeasureError, OutputError, PolicyError, counted, message, suggestion
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.assumptions import assumptions_of
from aidkit.whatif.figure_labels import figure_label
from aidkit.whatif.findings import Findings, written
from aidkit.whatif.sensitivity_request import Method, asked_figures, check_method, rests_on
from aidkit.whatif.sensitivity_tables import correlated, drawn, in_print, intervals, one_at_a_time, reached_ends
from aidkit.whatif.totals import totals_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LEVEL = 0.9  # of the draws: the interval that prints


@dataclass(frozen=True, eq=False)
class Sensitivity(Findings):
    """How far assumed values move key figures; made by ``sensitivity``.

    Attributes:
        intervals: Jointly: one row a figure, ``today`` with every assumption as it stands, the ``median`` of the draws and
            the ``low`` and ``high`` between which nine in ten lie. One at a time: ``today``, and the ``low`` and ``high``
            that any single assumption reaches.
        table: One row a figure and assumption, the strongest first: ``path``, labels, ``unit``, ``value``, its ``lowest``
            and ``highest``; one at a time the figure ``at_lowest`` and ``at_highest`` and its ``swing``, jointly its
            ``rank_correlation`` with the value drawn; and the reason given for the assumption.
        left_out: Assumed values that were not varied, each with the reason.
        draws: Jointly, one row a draw: every value drawn by path, then the figures; without rows one at a time.
        population: The population.
        policy: The policy.
        method: ``one at a time`` or ``jointly``.
    """

    intervals: pd.DataFrame
    table: pd.DataFrame
    left_out: pd.DataFrame
    draws: pd.DataFrame
    population: Population
    policy: Policy
    method: Method

    headings: ClassVar[dict[str, str]] = {
        "intervals": "Figures over the ranges of what is assumed · 各项结果的变动范围",
        "table": "Assumptions, the strongest first · 各假定的影响",
    }

    def interval(self, level: float = LEVEL) -> pd.DataFrame:
        """Return between which values a share of the draws lies, figure by figure.

        Args:
            level: Share of the draws, above 0 and below 1.

        Returns:
            One row a figure: ``today``, ``median``, ``low``, ``high``.

        Raises:
            MeasureError: The assumptions were varied one at a time, or the level is no share.
        """
        if self.method != "jointly":
            what = "Assumptions were varied one at a time, so there is no distribution to take an interval of."
            raise MeasureError(message(what, 'Use sensitivity(…, method="jointly").'))
        if isinstance(level, bool) or not isinstance(level, (int, float)) or not 0 < level < 1:
            raise MeasureError(
                message(f"level: {level!r} is no share of the draws.", "Give one above 0 and below 1, e.g. 0.9.")
            )
        return intervals(self.draws, self.intervals[["figure", "zh", "unit", "today"]], level)

    def plot(self, figure: str | None = None, *, lang: Literal["zh", "en", "both"] = "both") -> Figure:
        """Draw the assumptions that move a figure most: a tornado, or the draws and what they go with.

        Args:
            figure: Which figure; None for the first.
            lang: Language of the texts.

        Raises:
            OutputError: The figure was not asked for.
        """
        from aidkit.charts.tornado import spread, tornado

        asked = list(self.intervals["figure"])
        name = asked[0] if figure is None else figure
        if name not in asked:
            raise OutputError(message(f"{name!r} is not among the figures asked for.", suggestion(name, asked)))
        return (tornado if self.method == "one at a time" else spread)(self, name, lang=lang)

    def _printed(self) -> list[tuple[str, pd.DataFrame, list[str]]]:
        strongest = in_print(self.table)
        left = len(self.table) - len(strongest)
        more = [f"… and {left:,} more rows, with the reasons given, in .table."] if left else []
        return [("intervals", written(self.intervals), []), ("table", strongest, more)]


def sensitivity(
    population: Population,
    policy: Policy,
    *,
    figures: Sequence[str] = ("annual_cost", "missed_persons"),
    method: Method = "one at a time",
    samples: int = 64,
    seed: int = 1,
) -> Sensitivity:
    """Vary every assumed parameter over its range and show which moves the figures most.

    One at a time, each goes to both ends of its range, the others as they stand; a figure that peaks between the ends
    shows less than its whole swing. Jointly, all are drawn at once by a
    Latin hypercube, each evenly over its range and independently of the others: the spread then says how far the
    answer may lie from today's if all one knows of each value is its range. It is no confidence interval, and it leaves
    out sampling error and whatever no parameter holds.

    Args:
        population: The population.
        policy: The policy; what a reform set is not varied.
        figures: Key figures or ratios of ``aidkit.whatif.figures``.
        method: ``one at a time`` or ``jointly``.
        samples: Draws, jointly, at least 2.
        seed: Seed of the draws.

    Returns:
        Tables of figures, assumptions and what was left out; prints, draws a tornado, writes a workbook.

    Raises:
        PolicyError: What was given is no policy.
        OutputError: An unknown figure, or a reform that reaches none of them.
        MeasureError: An unknown method, fewer than two samples, or a seed that is no whole number of at least 0.

    Example:
        >>> sensitivity(population, load_policy("jinjiang")).table[["figure", "path", "swing"]]
    """
    if not isinstance(policy, Policy):
        raise PolicyError(message(f"{policy!r} is not a policy.", "Make one with aidkit.load_policy(place)."))
    names = asked_figures(figures)
    check_method(method, samples, seed)
    assumptions, left_out = assumptions_of(policy, rests_on(policy, names))
    totals = totals_of(population, policy, names)
    today = totals(policy)
    labels = [figure_label(policy, name) for name in names]
    figures_today = pd.DataFrame({"figure": names, "zh": [label.zh for label in labels],
                                  "unit": [label.unit for label in labels], "today": [today[name] for name in names]})  # fmt: skip
    if method == "jointly":
        draws = drawn(assumptions, policy, totals, samples, seed)
        ranges, table = intervals(draws, figures_today, LEVEL), correlated(assumptions, draws, names)
    else:
        draws, table = pd.DataFrame(), one_at_a_time(assumptions, policy, totals, today)
        ranges = reached_ends(table, figures_today)
    place = policy.place
    return Sensitivity(
        title=f"Assumed values of {place.en} {place.zh}, {policy.date}, {policy.name}, varied {method} — {population.source}",
        notes=(*_notes(population, len(assumptions), left_out, len(draws)), *_outside(ranges)),
        intervals=ranges,
        table=table,
        left_out=left_out,
        draws=draws,
        population=population,
        policy=policy,
        method=method,
    )


def _notes(population: Population, varied: int, left_out: pd.DataFrame, draws: int) -> tuple[str, ...]:
    reasons = left_out["reason"].value_counts(sort=False)
    notes = [f"Varied: {counted(varied, 'assumed value')}. Not varied (see .left_out): "
             + ("; ".join(f"{times}, {reason}" for reason, times in reasons.items()) or "none") + "."]  # fmt: skip
    if draws:
        chance = 2 / sqrt(draws - 1)
        notes.append(
            f"{draws} draws, each value evenly over its range and independently; the interval holds {LEVEL:.0%} of them and is"
            f" no confidence interval. A rank correlation within ±{chance:.2f} may be chance."
        )
    if population.synthetic:
        notes.append("Invented population (合成数据): nobody in it exists.")
    return tuple(notes)


def _outside(ranges: pd.DataFrame) -> tuple[str, ...]:
    """Say of which figures today's value lies outside the interval, and why that can be."""
    outside = ranges.loc[(ranges["today"] < ranges["low"]) | (ranges["today"] > ranges["high"]), "figure"]
    if not len(outside):
        return ()
    return (f"Outside its interval today: {', '.join(outside)}. Many values in force lie at one end of their ranges.",)
