"""Eight invented families, one for each way onto the low-income list or off it; what is due to whom is set by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from aidkit.campaign import Contents

LINE, STANDARD = 1_550.0, 775.0
FAMILIES = {  # income after rigid expenditure, low-income by the rules, relief received, application refused
    "single": (620.0, True, 0.0, False),  # an ill mother is covered alone: her husband and child are to be recorded
    "wish": (310.0, True, 0.0, False),  # a disabled son is due single entry: his father is to be recorded
    "relief": (1_705.0, False, 5_000.0, None),  # just as much relief as counts as large, nobody covered
    "covered": (
        465.0,
        True,
        9_000.0,
        False,
    ),  # much relief, but the grandmother is on tekun: no group, still low-income
    "refused": (1_860.0, False, 4_999.99, True),  # one fen too little relief; refused
    "plain": (1_550.0, True, 0.0, None),  # on the line itself, in no group
    "dibao": (500.0, False, 8_000.0, True),  # cash is due to everybody: not low-income but to be enrolled
    "rich": (4_000.0, False, 0.0, None),
}
MEMBERS = [  # id, family, severe, ill, scheme now, scheme due
    ("mother", "single", False, True, "dibao_single", "dibao_single"),
    ("husband", "single", False, False, "none", "edge"),
    ("child", "single", False, False, "edge", "edge"),
    ("son", "wish", True, False, "none", "dibao_single"),
    ("father", "wish", False, False, "none", "edge"),
    ("reliever", "relief", False, False, "none", "none"),
    ("grandmother", "covered", False, False, "tekun", "tekun"),
    ("grandson", "covered", False, False, "edge", "edge"),
    ("applicant", "refused", False, False, "none", "none"),
    ("plain", "plain", False, False, "none", "edge"),
    ("missed", "dibao", False, False, "none", "dibao"),
    ("rich", "rich", False, False, "none", "none"),
]  # fmt: skip
COVERAGE = {
    ("none", "edge"): "unrecorded",
    ("none", "none"): "outside",
    ("none", "dibao"): "missed",
    ("none", "dibao_single"): "missed",
}


def people(**changed: Any) -> Contents:
    """Return the families as the database takes them, with attributes of the whole changed."""
    families = pd.DataFrame(
        [
            (name, "示例一镇", "", "urban", sum(m[1] == name for m in MEMBERS), 2_000.0, after, STANDARD, LINE, True, *rest)
            for name, (after, *rest) in FAMILIES.items()
        ],
        columns=[
            "family_id", "town", "village", "area", "persons", "per_capita_income", "per_capita_income_after_rigid",
            "dibao_standard", "low_income_line", "within_assets", "low_income", "relief_received", "rejected_application",
        ],
    )  # fmt: skip
    members = pd.DataFrame(
        [
            (name, family, 40, "unknown", severe, ill, now, due, COVERAGE.get((now, due), "right"))
            for name, family, severe, ill, now, due in MEMBERS
        ],
        columns=[
            "member_id", "family_id", "age", "sex", "severe_disability", "serious_illness", "current_scheme",
            "entitled_scheme", "coverage",
        ],
    )  # fmt: skip
    findings = pd.DataFrame(
        [("G2:son", "wish", "son", "G2", "dibao_single", "missed", 775.0)],
        columns=["finding", "family_id", "member_id", "target_group", "scheme_due", "result", "amount_due"],
    )
    whole: dict[str, Any] = {
        "families": families, "members": members, "findings": findings, "place": "jinjiang",
        "policy_date": date(2021, 6, 30), "large_relief": 5_000.0, "source": "invented", "invented": True,
    }  # fmt: skip
    return Contents(**(whole | changed))
