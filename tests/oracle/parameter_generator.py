"""Random parameter sets within the allowed ranges: every mode, every null, lines that cross each other."""

from __future__ import annotations

from typing import Any

import numpy as np

AREAS = ("urban", "rural")
CARE_LEVELS = ("full", "partial", "none")
MEDICAL_CLASSES = ("tekun", "dibao", "edge", "expenditure")
UPLIFTS = ("severe_disability", "serious_illness", "elder", "elder_alone", "minor", "single_parent_minor")
LIMIT_KEYS = ("any", "visual", "hearing", "speech", "physical", "intellectual", "psychiatric", "multiple")


def random_values(seed: int) -> dict[str, Any]:
    """Draw a value for every parameter path, in the rules' units; None for null."""
    draw = Draw(seed)
    return (
        dibao_values(draw)
        | edge_and_income_values(draw)
        | asset_values(draw)
        | severe_values(draw)
        | tekun_values(draw)
        | child_and_uplift_values(draw)
        | relief_values(draw)
        | price_values(draw)
    )


class Draw:
    """One seeded source of parameter values."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def pick(self, *options: Any) -> Any:
        """One of the options."""
        return options[int(self.rng.integers(len(options)))]

    def flag(self) -> bool:
        """True or false."""
        return bool(self.rng.integers(2))

    def money(self, low: float, high: float) -> float:
        """An amount, to the fen or with a full mantissa (a yearly amount divided by twelve)."""
        amount = float(self.rng.uniform(low, high))
        return float(self.pick(round(amount), round(amount, 2), round(amount) / 12 + low))

    def share(self) -> float:
        """A share from 0 to 1, ends included."""
        return float(self.pick(0.0, 1.0, 0.1, 0.5, round(float(self.rng.random()), 2)))

    def grades(self) -> list[dict[str, float]]:
        """Up to twelve grades; ratios ascend to 1, amounts fall or not."""
        count = self.pick(1, 2, 3, 12)
        ratios = [*sorted(np.round(self.rng.uniform(0.05, 0.95, count - 1), 2).tolist()), 1.0]
        ratios = sorted(set(ratios))
        return [{"up_to_ratio": ratio, "amount": self.money(0, 800)} for ratio in ratios]


def dibao_values(draw: Draw) -> dict[str, Any]:
    """Standards, modes, grades, gradual exit and single entry."""
    values: dict[str, Any] = {"minimum_wage": draw.money(1_000, 2_500)}
    for area in AREAS:
        mode = draw.pick("difference", "graded")
        values[f"dibao.standard.{area}"] = draw.money(200, 1_200)
        values[f"dibao.mode.{area}"] = mode
        values[f"dibao.grades.{area}"] = draw.grades() if mode == "graded" else None
    return values | {
        "dibao.deduct_rigid": draw.flag(),
        "dibao.gradual_exit.months": draw.pick(0, 3, 6, 12, 24),
        "dibao.gradual_exit.share": draw.share(),
        "dibao.single_entry.enabled": draw.pick(True, True, False),
        "dibao.single_entry.mode": draw.pick("full", "gap"),
        "dibao.single_entry.share": draw.pick(1.0, 0.7, 1.5),
        "dibao.single_entry.uplift": draw.flag(),
    }


def edge_and_income_values(draw: Draw) -> dict[str, Any]:
    """The edge line and what counts as income and as rigid expenditure."""
    return {
        "edge.deduct_rigid": draw.flag(),
        "edge.inclusive": draw.flag(),
        "edge.multiple": draw.pick(1.5, 2.0, 1.0, 0.8, 3.3),
        "income.work_cost.rate": draw.share(),
        "income.work_cost.monthly_cap": draw.pick(0.0, 400.0, draw.money(0, 1_000)),
        "income.central_basic_pension": draw.pick(0.0, 93.0, 98.0),
        "income.local_disposable_annual": draw.pick(None, draw.money(4_000, 40_000)),
        "rigid.medical_floor": draw.pick(0.0, 5_000.0),
        "rigid.annual_cap": draw.pick(None, 0.0, 8_000.0, 30_000.0),
        "rigid.education_share": draw.share(),
        "rigid.rehabilitation_share": draw.share(),
    }


def asset_values(draw: Draw) -> dict[str, Any]:
    """Asset limits of both tiers, each of them sometimes null."""
    return {
        f"assets.{tier}.{name}": draw.pick(None, *options)
        for tier in ("dibao", "edge")
        for name, options in {
            "financial_multiple": (0.5, 2.0, 5.0, 0.0),
            "dwellings": (0, 1, 2),
            "vehicles": (0, 1),
            "business_capital": (0.0, 50_000.0, 200_000.0),
        }.items()
    }


def severe_values(draw: Draw) -> dict[str, Any]:
    """Grade limits with some kinds absent and some null."""
    usual, sparse = {"any": 2, "intellectual": 3, "psychiatric": 3}, {"multiple": 1, "physical": None}
    limits = [
        draw.pick(usual, sparse, {}, {key: draw.pick(0, 1, 2, 3, 4, None) for key in LIMIT_KEYS}) for _ in range(2)
    ]
    return {"severe.single_entry": limits[0], "severe.labour": limits[1]}


def tekun_values(draw: Draw) -> dict[str, Any]:
    """Ages, basic living and care."""
    values: dict[str, Any] = {
        "tekun.elder_age": draw.pick(60, 65),
        "tekun.minor_age": draw.pick(16, 18),
        "tekun.multiple": draw.pick(1.3, 1.0, 2.0),
        "tekun.institution_factor": draw.pick(1.0, 1.2, 1.5),
    }
    values |= {f"tekun.basic_published.{area}": draw.pick(0.0, draw.money(300, 1_500)) for area in AREAS}
    for level, share in zip(CARE_LEVELS, (0.1, 0.15, 0.25), strict=True):
        values[f"tekun.care_share.{level}"] = draw.pick(0.0, share, 2 * share)
        values[f"tekun.care_published.{level}"] = draw.pick(0.0, draw.money(50, 900))
    return values


def child_and_uplift_values(draw: Draw) -> dict[str, Any]:
    """Child allowances and uplift by category."""
    return {f"uplift.rates.{name}": draw.share() for name in UPLIFTS} | {
        "children.orphan_standard.institution": draw.money(900, 2_400),
        "children.orphan_standard.scattered": draw.pick(draw.money(100, 300), draw.money(700, 1_800)),
        "children.deduct_dibao": draw.flag(),
        "uplift.elder_age": draw.pick(60, 70, 80),
        "uplift.combine": draw.pick("max", "sum"),
        "uplift.sum_cap": draw.pick(None, 0.0, 0.6, 1.0),
        "uplift.base": draw.pick("standard", "own_base"),
    }


def relief_values(draw: Draw) -> dict[str, Any]:
    """Temporary and medical relief."""
    values: dict[str, Any] = {
        "relief.emergency_months": draw.pick(0, 3, 6),
        "relief.expenditure_months": draw.pick(0, 2, 4),
        "relief.line_multiple": draw.pick(1.0, 1.5, 2.0),
        "relief.unemployment_multiple": draw.pick(0.0, 1.0, 2.5),
        "relief.annual_cap": draw.pick(None, 0.0, 3_000.0, 15_000.0),
        "medical.annual_cap": draw.pick(None, 0.0, 2_000.0, 60_000.0),
    }
    for name in MEDICAL_CLASSES:
        values[f"medical.ratio.{name}"] = draw.share()
        values[f"medical.deductible.{name}"] = draw.pick(0.0, 500.0, 3_000.0)
    return values


def price_values(draw: Draw) -> dict[str, Any]:
    """The price link, on, off by a null, or exactly on its trigger."""
    return {
        "price_link.cpi_trigger": draw.pick(None, 3.0, 3.5),
        "price_link.food_trigger": draw.pick(None, 6.0),
        "price_link.floor": draw.pick(0.0, 10.0, 20.0),
        "price_link.round_to_yuan": draw.flag(),
        "price_link.months_a_year": draw.pick(0, 3, 12),
        "price_index.cpi": draw.pick(None, 3.5, 3.0, 5.4, -1.0),
        "price_index.food": draw.pick(None, 6.0, 5.9, -3.0),
        "price_index.low_income": draw.pick(None, 4.4, 5.0, -2.0),
    }
