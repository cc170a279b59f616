"""Low-income families at the edge of dibao, and entry as a single person (低保边缘家庭 · 单人户)."""

from __future__ import annotations

from aidkit.parameters import SingleEntryMode
from aidkit.rules.definition import at_most, below, rule


@rule("household", unit="yuan/month", zh="低保边缘测算人均收入", clauses=["JJ-2.3.2", "HZ-1.5"])
def edge_test_income(per_capita_income: float, per_capita_income_after_rigid: float, edge_deduct_rigid: bool) -> float:
    """Income per head that is held against the edge line."""
    return per_capita_income_after_rigid if edge_deduct_rigid else per_capita_income


@rule("household", unit="yes/no", zh="低保边缘（低收入）家庭", clauses=["JJ-2.3.2", "HZ-1.5"])
def is_edge(
    unit_size: int,
    local: bool,
    is_dibao: bool,
    edge_test_income: float,
    dibao_standard: float,
    within_assets_edge: bool,
    edge_multiple: float,
    edge_inclusive: bool,
) -> bool:
    """Edge family: not dibao, income per head under a multiple of the standard, assets within the edge limits.

    A family under the dibao line that only failed the dibao asset limits may be edge.
    """
    line = edge_multiple * dibao_standard
    within_line = at_most(edge_test_income, line) if edge_inclusive else below(edge_test_income, line)
    return unit_size > 0 and local and not is_dibao and within_line and within_assets_edge


@rule("person", unit="yes/no", zh="单人户纳入低保", clauses=["JJ-2.2.1", "HZ-1.2", "HZ-5"])
def is_single_entry(
    dibao_single_entry_enabled: bool,
    in_unit: bool,
    is_unsupported_child: bool,
    is_edge: bool,
    in_gradual_exit: bool,
    severe_for_single_entry: bool,
    serious_illness: bool,
) -> bool:
    """Severely disabled or seriously ill member of an edge family who enters dibao as a single person."""
    return (
        dibao_single_entry_enabled
        and in_unit
        and not is_unsupported_child
        and is_edge
        and not in_gradual_exit
        and (severe_for_single_entry or serious_illness)
    )


@rule("person", unit="yuan/month", zh="单人保低保金", clauses=["JJ-G9", "HZ-1.2"])
def single_entry_benefit(
    is_single_entry: bool,
    countable_income: float,
    dibao_standard: float,
    uplift_rate: float,
    dibao_single_entry_mode: int,
    dibao_single_entry_share: float,
    dibao_single_entry_uplift: bool,
) -> float:
    """What a single-person entrant receives: a share of the standard, or the gap to it, and any uplift."""
    if not is_single_entry:
        return 0.0
    benefit = dibao_single_entry_share * dibao_standard
    if dibao_single_entry_mode == SingleEntryMode.GAP:
        benefit = max(0.0, dibao_standard - max(0.0, countable_income) / 12)
    if dibao_single_entry_uplift:
        benefit += uplift_rate * dibao_standard
    return benefit
