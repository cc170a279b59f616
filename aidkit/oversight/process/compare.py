"""What a change of the process saves: scenarios on the same persons and the same draws (保障过程情景比较)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from aidkit.errors import message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.findings import OversightFindings
from aidkit.oversight.process.result import ProcessRun, standard_error, to_decimals
from aidkit.oversight.process.simulation import simulate_process

NEED = ("shock_rate", "recovery_rate", "death_rate")  # what a scenario may not change: then persons are no longer pairs


@dataclass(frozen=True, eq=False)
class ProcessComparison(OversightFindings):
    """Scenarios of the process held against the first; made by ``compare_processes``.

    Attributes:
        scenarios: By scenario: months uncovered a person ever in need and its standard error, months saved against
            the first scenario and the standard error of the pairs' differences, months from need to discovery, share
            of paid months that are wrong, cases open on average.
        settings: Settings in which the scenarios differ, a column a scenario.
        runs: The runs themselves, by scenario.
    """

    scenarios: pd.DataFrame
    settings: pd.DataFrame
    runs: Mapping[str, ProcessRun]

    pages: ClassVar[Mapping[str, str]] = {"scenarios": "各情景", "settings": "情景参数"}
    headings: ClassVar[Mapping[str, str]] = {
        "scenarios": "What each scenario saves 各情景效果",
        "settings": "Settings that differ 情景参数",
    }

    def shown(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        """Write figures with the decimals they have."""
        return to_decimals(table)


def compare_processes(scenarios: Mapping[str, Mapping[str, float]], **run: Any) -> ProcessComparison:
    """Run the process under several scenarios with common draws.

    Args:
        scenarios: By name, the settings that differ from ``process.yaml``; the others are held against the first.
        run: What holds for all: ``persons``, ``months``, ``warm_up``, ``towns``, ``start``, ``holidays``, ``seed``.

    Returns:
        What each scenario saves in months uncovered, with the standard error of the pairs' differences.

    Raises:
        OversightError: No scenario, one that changes need itself, or a value that cannot be used.
        PolicyError: A setting is unknown.

    Example:
        >>> found = compare_processes({"today": {}, "weekly visits": {"visits_a_month": 52 / 12}}, persons=500)
        >>> found.scenarios["scenario"].tolist()
        ['today', 'weekly visits']
    """
    if not scenarios:
        raise OversightError(message("No scenario was given.", 'Give at least one, e.g. {"today": {}}.'))
    first = next(iter(scenarios.values()))
    for name, changes in scenarios.items():
        unlike = [setting for setting in NEED if changes.get(setting) != first.get(setting)]
        if unlike:
            raise OversightError(
                message(
                    f"The scenario {name!r} changes {unlike[0]}, so its persons are not those of the first scenario.",
                    "Change need in all scenarios alike, or run simulate_process for each need.",
                )
            )
    runs = {name: simulate_process(changes, **run) for name, changes in scenarios.items()}
    base = next(iter(runs.values()))
    differ = pd.DataFrame({name: one.values for name, one in runs.items()})
    differ = differ[differ.nunique(axis=1) > 1]
    return ProcessComparison(
        title=f"Coverage over time under {len(runs)} scenarios — {base.title.partition(': ')[2]}",
        notes=(
            "Months saved are against the first scenario; every person meets the same draws in all of them.",
            *base.notes,
        ),
        scenarios=pd.DataFrame([_row(name, one, base) for name, one in runs.items()]),
        settings=differ.rename_axis("setting").reset_index(),
        runs=runs,
    )


def _row(name: str, run: ProcessRun, base: ProcessRun) -> dict[str, Any]:
    saved = base.uncovered - run.uncovered
    values = run.summary.set_index("measure")["value"]
    return {
        "scenario": name,
        "months_uncovered": values["months_uncovered"],
        "standard_error": standard_error(run.uncovered),
        "months_saved": float(np.mean(saved)) if len(saved) else float("nan"),
        "saved_standard_error": standard_error(saved),
        "months_to_discovery": values["months_to_discovery"],
        "share_paid_wrongly": values["share_paid_wrongly"],
        "cases_open": float(run.offices["cases_mean"].sum()),
    }
