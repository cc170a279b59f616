"""How long persons in need wait for their first payment as things are, and what three measures would take off it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.oversight.process.compare import ProcessComparison, compare_processes
from aidkit.oversight.values import chosen
from aidkit.report.oversight.process import MONTHS, SOURCE, STAGES, called, scenarios, stage_months
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population

RUN = {"persons": 10_000, "months": 84, "warm_up": 24, "seed": 1}
NOTE = Text(
    "人员为虚构，各渠道的发现概率多为假定：只能比较各项措施，不能说明当地实际要等多久。",
    "The persons are invented and most chances of being found assumed: the figures compare measures and do not say how long anybody waits here.",
)


def compared(population: Population, policy: Policy) -> ProcessComparison:
    """Simulate the process today, with weekly visits, with towns deciding, with monthly matching, and with all three.

    Args:
        population: For the number of town offices.
        policy: For the first month.
    """
    towns = max(1, len(set(population.column("household", "town")) - {""}))
    return compare_processes(scenarios(1, 1, "both"), **RUN, towns=towns, start=f"{policy.date:%Y-%m}")


def stages(found: ProcessComparison, lang: Lang = "both") -> Table:
    """Return by scenario the months a person in need is uncovered, and where they go before the first payment.

    Args:
        found: What ``compared`` returned.
        lang: Language of the labels.
    """
    uncovered = found.scenarios.set_index("scenario")["months_uncovered"]
    frame = pd.DataFrame(
        {"label": called(name).show(lang), "uncovered": uncovered[name], **stage_months(run)}
        for name, run in found.runs.items()
    )
    heads = (
        Head("label", Text("情景", "Scenario")),
        Head("uncovered", Text("人均未保障", "Uncovered a person"), MONTHS, "yuan"),
        *(Head(name, Text(f"其中{text.zh}", f"of it {text.en}"), MONTHS, "yuan") for name, text in STAGES.items()),
    )
    title = Text("从陷入困难到领到救助", "From need to the first payment")
    return Table("waits", title, heads, frame, SOURCE, NOTE, lang=lang)


def reading(found: ProcessComparison, lang: Lang = "both") -> Reading:
    """Say how long the wait is today by the model, and which of the measures takes most off it."""
    table = found.scenarios
    single = table.iloc[1:-1]
    best = single.iloc[int(single["months_saved"].to_numpy().argmax())]
    name, now, every = called(str(best["scenario"])), float(table["months_uncovered"].iloc[0]), table.iloc[-1]
    visits = chosen("process")["visits_a_month"]
    return Reading(
        Text(
            f"按假定，每月走访 {visits:g} 次、县级审批时，一人从陷入困难到领到救助平均有 {now:.1f} 个月没有保障；单项措施中“{name.zh}”减少最多（{best['months_saved']:.1f} 个月），"
            f"三项一起减少 {every['months_saved']:.1f} 个月。",
            f"As assumed, with {visits:g} visit a month and decisions by the county, a person in need is uncovered for {now:.1f} months; of single measures {name.en} "
            f"takes most off it ({best['months_saved']:.1f} months), all three together {every['months_saved']:.1f}.",
        ),
        lang,
    )
