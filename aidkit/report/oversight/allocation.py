"""How the visits of an audit might be spread among kinds of case, so that they tell most of the whole error rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.oversight.audit.allocation import Allocation, allocate_visits
from aidkit.report.labels import as_shown
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.audit.sample import AuditSample

ALIKE = 0.5  # errors and cases found right that stand for what is known before any check (Jeffreys)


def allocated(found: pd.DataFrame, sample: AuditSample) -> Allocation:
    """Share next year's visits among kinds by what this sample found, half an error and half a right case added to each.

    Args:
        found: ``oversight.estimates.by_kind`` of the sample.
        sample: The sample; as many visits are shared.
    """
    kinds = found.iloc[1:]
    expected = (kinds["errors"] + ALIKE) / (kinds["checked"] + 2 * ALIKE)
    strata = pd.DataFrame({"cases": kinds["cases"].to_numpy(), "error_rate": expected.to_numpy()}, index=kinds["zh"])
    return allocate_visits(strata, len(sample.drawn))


def allocation(made: Allocation, found: pd.DataFrame, lang: Lang = "both") -> Table:
    """Return the visits each kind gets in proportion, and where they tell most."""
    kinds = found.iloc[1:]
    frame = made.table.reset_index(drop=True).assign(label=as_shown(kinds["zh"], kinds["en"], lang))
    heads = (
        Head("label", Text("类别", "Kind")),
        Head("cases", Text("在册", "On the register"), FAMILIES, "count"),
        Head("error_rate", Text("预计差错率", "Expected error rate"), form="share"),
        Head("proportional", Text("按比例", "In proportion"), FAMILIES, "count"),
        Head("visits", Text("按差错最多处", "Where they tell most"), FAMILIES, "count"),
    )
    title = Text("同样多的走访，怎样分", "The same visits, spread otherwise")
    return Table("allocation", title, heads, frame, lang=lang)


def allocation_reading(made: Allocation, lang: Lang = "both") -> Reading:
    """Say what the better spread gains."""
    best, plain = made.standard_error, made.standard_error_proportional
    return Reading(
        Text(
            f"按比例分，总差错率的标准误为 {plain:.2%}；按差错最多处分，为 {best:.2%}，缩小 {1 - best / plain:.0%}。各类差错率相差悬殊时，改分才值得。",
            f"In proportion the standard error of the whole rate is {plain:.2%}, spread where they tell most {best:.2%}: {1 - best / plain:.0%} less. "
            "It is worth while only where kinds differ much.",
        ),
        lang,
    )
