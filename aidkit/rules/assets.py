"""The standard of the family's area, and the asset limits that hang on it (低保标准 · 家庭财产)."""

from __future__ import annotations

from aidkit.rules.definition import INF, at_most, rule
from aidkit.schema import Area


@rule("household", unit="yuan/month", zh="适用低保标准", clauses=["HZ-2.2", "HS-3.1"])
def dibao_standard(area: int, dibao_standard_urban: float, dibao_standard_rural: float) -> float:
    """Dibao standard of the family's area, a head and month."""
    if area == Area.URBAN:
        return dibao_standard_urban
    return dibao_standard_rural


@rule("household", unit="yes/no", zh="财产符合低保条件", clauses=["JJ-2.3.2", "HZ-8"])
def within_assets_dibao(
    financial_assets: float,
    dwellings: int,
    vehicles: int,
    business_capital: float,
    family_size: int,
    dibao_standard: float,
    assets_dibao_financial_multiple: float,
    assets_dibao_dwellings: float,
    assets_dibao_vehicles: float,
    assets_dibao_business_capital: float,
) -> bool:
    """Assets within every dibao limit; a limit that is null is no limit."""
    unlimited = assets_dibao_financial_multiple == INF
    financial_limit = 0.0 if unlimited else family_size * assets_dibao_financial_multiple * 12 * dibao_standard
    return (
        (unlimited or at_most(financial_assets, financial_limit))
        and dwellings <= assets_dibao_dwellings
        and vehicles <= assets_dibao_vehicles
        and at_most(business_capital, assets_dibao_business_capital)
    )


@rule("household", unit="yes/no", zh="财产符合低保边缘条件", clauses=["JJ-2.3.2", "HZ-1.5"])
def within_assets_edge(
    financial_assets: float,
    dwellings: int,
    vehicles: int,
    business_capital: float,
    family_size: int,
    dibao_standard: float,
    assets_edge_financial_multiple: float,
    assets_edge_dwellings: float,
    assets_edge_vehicles: float,
    assets_edge_business_capital: float,
) -> bool:
    """Assets within every limit for edge families; a limit that is null is no limit."""
    unlimited = assets_edge_financial_multiple == INF
    financial_limit = 0.0 if unlimited else family_size * assets_edge_financial_multiple * 12 * dibao_standard
    return (
        (unlimited or at_most(financial_assets, financial_limit))
        and dwellings <= assets_edge_dwellings
        and vehicles <= assets_edge_vehicles
        and at_most(business_capital, assets_edge_business_capital)
    )
