"""Who of the entitled comes forward, through which channel, and what that leaves undone (应保尽保的实现程度)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError, message
from aidkit.population import Population
from aidkit.result import Result
from aidkit.schema import Scheme
from aidkit.whatif import takeup_tables as tables
from aidkit.whatif.findings import Findings
from aidkit.whatif.needed_columns import check_columns
from aidkit.whatif.takeup_draws import draws, person_words
from aidkit.whatif.takeup_money import Claims, cost
from aidkit.whatif.takeup_rates import CHANNELS, SCHEMES, Rates, checked_rates
from aidkit.whatif.takeup_tables import FIRST_CHANNEL, NOBODY, REGISTER

Values = np.ndarray[Any, Any]

FAMILY_SCHEMES = ("dibao", "edge")  # applied for by the family, all members at once
NEEDED = (
    "entitled_scheme", "dibao_benefit", "gradual_exit_benefit", "tekun_basic", "tekun_care", "child_allowance",
    "single_entry_benefit", "price_subsidy", "medical_relief", "monthly_cash", "income_before", "dibao_standard", "family_size",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class TakeUp(Findings):
    """Who of the entitled is covered; counts and sums are weighted.

    Attributes:
        schemes: By scheme: persons entitled, on the register already, newly found, covered; the share covered, and
            the share of the others to be expected from the rates.
        channels: By scheme and channel: the rate, and the persons it was first to find.
        cost: Yuan a year due and paid by scheme and kind of relief.
        errors: Exclusion error split into design and implementation, other errors, poverty with what is paid.
        persons: One row a person in input order: scheme entitled to, whether covered, through which channel.
    """

    schemes: pd.DataFrame
    channels: pd.DataFrame
    cost: pd.DataFrame
    errors: pd.DataFrame
    persons: pd.DataFrame

    headings: ClassVar[dict[str, str]] = {
        "schemes": "Covered by scheme 各类救助实现情况",
        "channels": "Found first by channel, persons 发现渠道",
        "cost": "Due and paid 应付与实付",
        "errors": "Errors and poverty 误差与贫困",
        "persons": "Persons 人员",
    }

    def shown(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        """Leave persons off the page; they are in ``persons`` and the workbook."""
        return table.iloc[:0] if name == "persons" else table


def take_up(
    result: Result,
    rates: Mapping[str, Any],
    *,
    registered: bool = True,
    line: ArrayLike | None = None,
    seed: int = 1,
) -> TakeUp:
    """Draw who of the entitled comes forward, through which channel.

    Each channel reaches an entitled person with its rate, one independent of the other; a person whom any channel reaches
    is covered, so that of many a share 1 − (1 − r₁)(1 − r₂)… is. A draw depends only on the seed, the person's id, the scheme
    and the channel: a reform meets the same draws as its baseline, and a higher rate never loses a person. Families apply
    for dibao and edge status as one; the draw is that of the member whose id comes first. Persons in gradual exit are on
    the register and stay covered.

    Not modelled: an unsupported child's allowance stays net of the family's dibao where the family does not claim it.

    Args:
        result: A result with all columns.
        rates: By channel (``self_application``, ``visit``, ``hotline``, ``data_match``) the share reached, from 0 to 1, for
            all schemes alike; or by scheme (``dibao``, ``dibao_single``, ``edge``, ``tekun``, ``orphan``,
            ``unsupported_child``) such a mapping. A channel not named reaches nobody.
        registered: Whether those whom the register has on the scheme due to them are covered without a draw.
        line: Poverty line for the errors, yuan a month a head, one number or one a household; the dibao standard when
            left out. Pass the baseline's when a reform moves the standard.
        seed: Seed of the study.

    Returns:
        Who is covered, the cost, and the exclusion error by its cause; prints, and exports by ``tables()``, ``to_excel``.

    Raises:
        OutputError: The result lacks a column.
        MeasureError: Rates, line or seed cannot be used.

    Example:
        >>> found = take_up(simulate(population, policy), {"self_application": 0.6, "visit": 0.3})
        >>> found.errors.set_index("measure")["value"]["implementation_exclusion"]
    """
    check_columns(result, NEEDED, name="result", question="take-up")
    if isinstance(seed, bool) or not isinstance(seed, Integral):
        raise MeasureError(message(f"seed: {seed!r} cannot be used.", "Give a whole number."))
    entitled = result.values("entitled_scheme")
    checked = checked_rates(rates, _entitled(result))
    way, claims = _drawn(result, checked, int(seed), registered=registered)
    weight = result.population.weight[result.population.household_of]
    return TakeUp(
        title=_title(result),
        notes=_notes(result, registered=registered, line=line),
        schemes=tables.schemes(entitled, way, weight, checked),
        channels=tables.channels(entitled, way, weight, checked),
        cost=cost(result, claims),
        errors=tables.errors(result, claims, line),
        persons=tables.persons(result, entitled, way),
    )


def _entitled(result: Result) -> dict[str, int]:
    """Count who may come forward by scheme; a family may be due dibao though its members are on other schemes."""
    entitled = result.values("entitled_scheme")
    counts = {name: int((entitled == Scheme[name.upper()]).sum()) for name in SCHEMES}
    return counts | {"dibao": max(counts["dibao"], int((result.values("dibao_benefit") > 0).sum()))}


def _drawn(result: Result, rates: Rates, seed: int, *, registered: bool) -> tuple[Values, Claims]:
    """Return how each person came to be covered, (persons,) codes of ``WAYS``, and who claims what."""
    population = result.population
    household_of, current = population.household_of, population.column("person", "current_scheme")
    words, entitled = person_words(population.persons.index), result.values("entitled_scheme")
    voices = words[_first_members(population)]
    way = np.where(entitled == Scheme.GRADUAL_EXIT, REGISTER, NOBODY)
    family_dibao = np.zeros(len(voices), bool)
    for scheme, of_scheme in rates.items():
        code = Scheme[scheme.upper()]
        due, listed = entitled == code, (current == code) & registered
        if scheme in FAMILY_SCHEMES:
            known = np.bincount(household_of, weights=listed, minlength=len(voices)) > 0
            reached = _reached(voices, known, of_scheme, seed, scheme)
            family_dibao = reached != NOBODY if scheme == "dibao" else family_dibao
            way[due] = reached[household_of[due]]
        else:
            way[due] = _reached(words[due], listed[due], of_scheme, seed, scheme)
    return way, Claims(person=way != NOBODY, dibao=family_dibao)


def _reached(words: Values, known: Values, rates: Mapping[str, float], seed: int, scheme: str) -> Values:
    """Return for each person or family the first way it is covered, (n,) codes of ``WAYS``."""
    way = np.full(len(words), NOBODY)
    for number, channel in reversed(list(enumerate(CHANNELS))):
        way[draws(words, seed, scheme, channel) < rates[channel]] = FIRST_CHANNEL + number
    way[known] = REGISTER
    return way


def _first_members(population: Population) -> Values:
    """Return for each household the row of the member whose id comes first, (households,) in input order."""
    layout = population.layout
    rows = np.empty(len(layout.household_rows), np.intp)
    rows[layout.household_rows] = layout.person_rows[layout.first]
    return rows


def _title(result: Result) -> str:
    policies = "; ".join(f"{p.place.en} {p.place.zh}, {p.date}, {p.name}" for p in result.policies.values())
    return f"Take-up: {policies} — {result.population.source}"


def _notes(result: Result, *, registered: bool, line: ArrayLike | None) -> tuple[str, ...]:
    kept = (
        "Whom the register has on the scheme due is covered without a draw."
        if registered
        else "Everybody entitled is drawn, whatever the register says; persons in gradual exit stay covered."
    )
    yardstick = "the dibao standard of this policy" if line is None else "the line given"
    notes = [
        f"{kept} Rates of take-up are assumptions of whoever gave them.",
        f"Poverty line of the errors: {yardstick}; persons are counted, reached where the family is paid.",
        "Cost without temporary relief, and without medical relief of persons entitled to no scheme.",
    ]
    if result.population.synthetic:
        notes.append("Invented population (合成数据): nobody in it exists.")
    return tuple(notes)
