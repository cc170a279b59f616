"""The same families under each place's rules, and what one common standard would change (地区公平)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd
from numpy.typing import ArrayLike

from aidkit.engine.run import simulate
from aidkit.errors import PolicyError, counted, listed, message
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.result import Result
from aidkit.whatif.equity_tables import families_table, places_table, spread_table
from aidkit.whatif.findings import Findings, written
from aidkit.whatif.poverty_change import poverty_line
from aidkit.whatif.reforms import load_reform

OUTPUTS = (
    "annual_support", "monthly_cash", "entitled_scheme", "income_before", "income_after", "dibao_standard", "family_size",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class AcrossPlaces(Findings):
    """One population under the rules of several places; counts and sums are weighted.

    Attributes:
        places: One row a policy: standards, persons and families due cash, cost, average benefit, poverty with the cash due
            at the place's own standard and at one common line.
        spread: How far a family's support depends on the place, for all families and by area.
        families: One row a family: yuan a year under each policy, the lowest, the highest and how many policies pay.
    """

    places: pd.DataFrame
    spread: pd.DataFrame
    families: pd.DataFrame

    headings: ClassVar[dict[str, str]] = {
        "places": "The same families under each place's rules 同一批家庭在各地规则下",
        "spread": "How much depends on the place 地区差异",
        "families": "Family by family 逐户",
    }

    def shown(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        """Turn the places on their side for the page; families stay in ``families`` and the workbook."""
        if name == "families":
            return table.iloc[:0]
        return _on_its_side(table) if name == "places" else table


def across_places(
    population: Population, policies: Sequence[Policy] | Mapping[str, Policy], *, line: ArrayLike | None = None
) -> AcrossPlaces:
    """Apply each place's rules to everybody in one population.

    Amounts are nominal: nothing is adjusted for what life costs in a place, nor between the years of the policies.

    Args:
        population: The population; its ``place`` column plays no role.
        policies: Two policies or more, or a mapping from the names they are to have in the tables.
        line: Common poverty line, yuan a month a head, one number or one a household; the dibao standards of the first
            policy when left out.

    Returns:
        The table of places, how far a family's support depends on the place, and every family.

    Raises:
        PolicyError: Fewer than two policies are given, or two would have one name.
        MeasureError: The line cannot be used.

    Example:
        >>> found = across_places(population, [load_policy("jinjiang"), load_policy("hanzhong")])
        >>> found.places.set_index("policy")["annual_cost_yuan"]
    """
    named = _named(policies)
    results = {name: simulate(population, policy, OUTPUTS) for name, policy in named.items()}
    common = poverty_line(next(iter(results.values())), line)
    families = families_table(results)
    return AcrossPlaces(
        title=f"{counted(len(named), 'policy', 'policies')} over the same families — {population.source}",
        notes=_notes(population, results, standard=line is None),
        places=places_table(results, common),
        spread=spread_table(population, families, list(named)),
        families=families,
    )


def unified_standard(policy: Policy) -> Policy:
    """Return the reform that puts the countryside under the urban standard (HZ-9): the document ``unified-standard``.

    Raises:
        PolicyError: The place has one standard already.

    Example:
        >>> unified_standard(load_policy("hanzhong"))["dibao.standard.rural"]
        610.0
    """
    return load_reform("unified-standard").apply(policy)


def common_line(policy: Policy, standard: float, *, name: str | None = None) -> Policy:
    """Return the reform that puts town and country of a place under one dibao standard common to all places.

    Where dibao is paid by grades the amounts of the grades stay; scale ``dibao.grades`` to move them too.

    Args:
        policy: A place's policy.
        standard: The common standard, yuan a month a head.
        name: What to call the reform; ``common line`` and the standard when left out.

    Raises:
        PolicyError: The standard is not above 0, or the place has it already.

    Example:
        >>> common_line(load_policy("hanzhong"), 700)["dibao.standard.rural"]
        700.0
    """
    changes = dict.fromkeys(("dibao.standard.urban", "dibao.standard.rural"), standard)
    reform = policy.reform(changes)  # refuses what is no standard before it is named
    if all(reform[path] == policy[path] for path in changes):
        what = f"{policy.place.id} on {policy.date} has the standard {standard:g} already, in town and country."
        raise PolicyError(message(what, "Leave the place as it is, or choose another standard."))
    return policy.reform(changes, name=name or f"common line {standard:g}")


def _named(policies: Sequence[Policy] | Mapping[str, Policy]) -> dict[str, Policy]:
    """Name each policy by its place, with the reform and the date where the place alone does not tell."""
    several = [policies] if isinstance(policies, Policy) else policies
    given = list(several.values() if isinstance(several, Mapping) else several)
    for policy in given:
        if not isinstance(policy, Policy):
            raise PolicyError(message(f"{policy!r} is not a policy.", "Make one with aidkit.load_policy(place)."))
    if len(given) < 2:
        raise PolicyError(message(f"Policies given: {listed(given) or 'none'}.", "Give two or more to compare."))
    if isinstance(several, Mapping):
        return {str(name): policy for name, policy in several.items()}
    for label in (_place, _place_and_name, _place_date_and_name):
        named = {label(policy): policy for policy in given}
        if len(named) == len(given):
            return named
    what = "Two of the policies are of one place, date and name."
    raise PolicyError(message(what, "Name the reforms apart, or give a mapping from names to policies."))


def _place(policy: Policy) -> str:
    return policy.place.id


def _place_and_name(policy: Policy) -> str:
    return f"{policy.place.id}, {policy.name}"


def _place_date_and_name(policy: Policy) -> str:
    return f"{policy.place.id}, {policy.date}, {policy.name}"


def _on_its_side(places: pd.DataFrame) -> pd.DataFrame:
    turned = written(places).set_index("policy").T
    return turned.rename_axis(index=None, columns=None).reset_index(names="")


def _notes(population: Population, results: Mapping[str, Result], *, standard: bool) -> tuple[str, ...]:
    first = next(iter(results))
    line = f"the dibao standards of {first}" if standard else "the line given"
    notes = [f"Common poverty line: {line}. Amounts are nominal, not adjusted for prices between places or years."]
    years = sorted({str(result.policy.date.year) for result in results.values()})
    if len(years) > 1:
        notes.append(
            f"The policies are of different years ({', '.join(years)}), so part of a difference is time, not place."
        )
    if population.synthetic:
        notes.append("Invented population (合成数据): nobody in it exists.")
    if len(population.assumed):
        notes.append(f"Assumed, because absent from the population: {listed(population.assumed['column'], shown=60)}.")
    return tuple(notes)
