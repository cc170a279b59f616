"""The invented data and the parameters of dibao-lite, as arrays every engine starts from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from aidkit.layout import Layout

SIZES = np.arange(1, 9)
SHARES = np.array([0.19, 0.27, 0.23, 0.16, 0.085, 0.04, 0.015, 0.01])  # mean 2.9 persons

PARAMETERS: dict[str, float] = {
    "dibao.standard.urban": 700.0,
    "dibao.standard.rural": 550.0,
    "income.work_cost.rate": 0.20,
    "income.work_cost.monthly_cap": 400.0,
    "rigid.medical_floor": 5_000.0,
    "rigid.annual_cap": 30_000.0,
    "edge.multiple": 2.0,
    "assets.edge.financial_multiple": 2.0,
    "uplift.rates.severe_disability": 0.30,
    "uplift.rates.serious_illness": 0.20,
    "uplift.rates.elder": 0.20,
    "uplift.elder_age": 70,
    "tekun.minor_age": 16,
    "dibao.single_entry.share": 0.80,
}


class Outcome(NamedTuple):
    """What every engine computes: yuan a year, persons, FGT 1 after transfers, and (persons,) yuan a year."""

    cost: float
    eligible: float
    fgt1: float
    share: np.ndarray


@dataclass(frozen=True)
class Data:
    """Columns in memory, persons contiguous by household.

    Attributes:
        person: Person columns by the schema's name.
        household: Household columns.
        owner: (persons,) row of each person's household, ascending.
        offsets: (households + 1,) first person of each household.
    """

    person: dict[str, np.ndarray]
    household: dict[str, np.ndarray]
    owner: np.ndarray
    offsets: np.ndarray

    @property
    def persons(self) -> int:
        """How many persons there are."""
        return len(self.owner)

    @cached_property
    def ones(self) -> np.ndarray:
        """(households,) weight 1."""
        return np.ones(len(self.offsets) - 1)

    def layout(self) -> Layout:
        """Return the data as aidkit reads them; made once, when a population is built."""
        import pandas as pd

        from aidkit.layout import lay_out
        from aidkit.schema import COLUMNS

        def column(level: Any, name: str) -> np.ndarray:
            own = self.household if level == "household" else self.person
            rows = len(self.offsets) - 1 if level == "household" else self.persons
            if name == "place":
                return np.broadcast_to(np.array("", object), rows)
            return own[name] if name in own else np.broadcast_to(np.zeros(1, COLUMNS[level][name].dtype), rows)

        ids = pd.RangeIndex(len(self.offsets) - 1), pd.RangeIndex(self.persons)
        return lay_out(*ids, self.owner.astype(np.int64), column)

    def save(self, path: Path) -> None:
        """Write the columns to one file, for processes that shall not pay for inventing them."""
        levels = {"person": self.person, "household": self.household}
        columns = {f"{level}/{name}": values for level, own in levels.items() for name, values in own.items()}
        np.savez(path, owner=self.owner, offsets=self.offsets, **columns)

    @staticmethod
    def load(path: Path) -> Data:
        """Read what ``save`` wrote."""
        with np.load(path) as file:
            of = {
                level: {name.partition("/")[2]: file[name] for name in file.files if name.startswith(f"{level}/")}
                for level in ("person", "household")
            }
            return Data(of["person"], of["household"], file["owner"], file["offsets"])


def generate(persons: int, seed: int = 20240601) -> Data:
    """Invent households with continuous amounts, so that none stands on a threshold."""
    draw = np.random.default_rng(seed)
    sizes = draw.choice(SIZES, size=int(persons / 2.5) + 16, p=SHARES / SHARES.sum())
    ends = np.cumsum(sizes)
    homes = int(np.searchsorted(ends, persons)) + 1
    ends = ends[:homes].copy()
    ends[-1] = persons
    offsets = np.concatenate([[0], ends])
    owner = np.repeat(np.arange(homes, dtype=np.int32), np.diff(offsets))
    rural, wealth = draw.random(homes) >= 0.62, draw.lognormal(0.0, 0.75, homes)
    household = {
        "area": rural.astype(np.int8),
        "financial_assets": draw.lognormal(8.9, 1.6, homes) * wealth,
        "vehicles": (draw.random(homes) < np.clip(0.18 * wealth, 0, 0.9)).astype(np.int32),
        "dwellings": draw.choice(4, size=homes, p=[0.08, 0.74, 0.15, 0.03]).astype(np.int32),
    }
    return Data(
        _persons(draw, persons, (wealth * np.where(rural, 0.7, 1.25))[owner], rural[owner]), household, owner, offsets
    )


def _persons(draw: np.random.Generator, n: int, scale: np.ndarray, rural: np.ndarray) -> dict[str, np.ndarray]:
    age = np.clip(draw.normal(39, 22, n), 0, 100).astype(np.int16)
    working = (age >= 16) & (age < 66) & (draw.random(n) < 0.78)
    pension = np.where(rural, draw.lognormal(7.6, 0.4, n), draw.lognormal(9.8, 0.7, n))
    disabled, ill = draw.random(n) < 0.06, draw.random(n) < 0.025
    return {
        "age": age,
        "wage_income": np.where(working, draw.lognormal(10.4, 0.7, n) * scale, 0.0),
        "basic_pension": np.where(age >= 60, pension, 0.0),
        "transfer_income": np.where(draw.random(n) < 0.75, draw.lognormal(8.1, 1.2, n) * scale, 0.0),
        "employed": working,
        "disability_grade": np.where(disabled, draw.integers(1, 5, n), 0).astype(np.int16),
        "disability_kind": np.where(disabled, draw.integers(1, 7, n), 0).astype(np.int8),
        "serious_illness": ill,
        "medical_self_paid": np.where(ill, draw.lognormal(9.8, 0.9, n), draw.lognormal(6.3, 1.3, n)),
    }
