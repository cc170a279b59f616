"""A table of counties and their parameters: one row a county, one column a parameter path; a county is data."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from aidkit.data.limits import check_size
from aidkit.errors import PolicyError, listed, message
from aidkit.parameter_values import resolve
from aidkit.policy import Policy

if TYPE_CHECKING:
    import pandas as pd

TABLE = "parameters.csv"
INVENTED = ("dibao.standard.urban", "dibao.standard.rural")
SPREAD = 0.15  # assumed: how far invented counties' standards lie apart, as a standard deviation of logarithms


def county_policies(table: pd.DataFrame | str | Path, base: Policy) -> Mapping[str, Policy]:
    """Return a policy for each county of a table; a run takes all of them through the data in one pass.

    Args:
        table: One row a county, its id in the column ``place`` or the index, one column a parameter path in the rules'
            unit; or a CSV file of such a table. An empty cell leaves the base policy's value.
        base: The policy whose other values and rules hold in every county.

    Returns:
        By county, its policy.

    Raises:
        PolicyError: No ids, a county that stands twice, an unknown path, or a value out of range; the message names
            county and path.

    Example:
        >>> policies = aidkit.scale.county_policies("country/parameters.csv", aidkit.load_policy("jinjiang"))
        >>> aidkit.scale.simulate("country", policies).by_place()
    """
    rows = _table(table)
    double = sorted({str(county) for county in rows.index[rows.index.duplicated()]})
    if double:
        raise PolicyError(message(f"Counties that stand twice: {listed(double)}.", "Keep one row of each."))
    for path in rows.columns:
        resolve(path)
    return {str(county): _policy(base, str(county), row) for county, row in zip(rows.index, _given(rows), strict=True)}


def county_names(counties: int) -> list[str]:
    """Name invented counties: ``county-0001`` and so on."""
    width = max(4, len(str(counties)))
    return [f"county-{number:0{width}d}" for number in range(1, counties + 1)]


def invented_parameters(base: Policy, counties: int, seed: int) -> pd.DataFrame:
    """Draw standards of invented counties around those of a policy: no county has them, they only try out scale."""
    import pandas as pd

    draws = np.exp(np.random.default_rng([seed, counties]).normal(0.0, SPREAD, (counties, len(INVENTED))))
    today = np.array([base[path] for path in INVENTED])
    return pd.DataFrame(np.round(draws * today), pd.Index(county_names(counties), name="place"), list(INVENTED))


def _table(table: pd.DataFrame | str | Path) -> pd.DataFrame:
    rows = _file(Path(table)) if isinstance(table, (str, Path)) else table
    if "place" in rows:
        return rows.set_index("place")
    if rows.index.name != "place":
        raise PolicyError(
            message("The table of counties has no column 'place'.", f"Columns given: {listed(rows.columns)}.")
        )
    return rows


def _file(path: Path) -> pd.DataFrame:
    """Read a table of counties; whatever else the file is, is said in words."""
    import pandas as pd

    try:
        check_size(path)
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)  # a row longer than the header
            return pd.read_csv(path, dtype={"place": str}, encoding="utf-8-sig", index_col=False)
    except (OSError, ValueError, pd.errors.ParserWarning) as error:  # pandas' other errors are ValueErrors
        said = " ".join(str(error).split())
        raise PolicyError(
            message(f"{path.name}: no table of counties ({said}).", "Write place and parameter paths as CSV in UTF-8.")
        ) from None


def _given(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(path): value for path, value in row.items() if value == value}  # noqa: PLR0124 - an empty cell is not itself
        for row in rows.to_dict("records")
    ]


def _policy(base: Policy, county: str, changes: Mapping[str, Any]) -> Policy:
    place = replace(base.place, id=county, en=county, zh=county)
    try:
        policy = base.reform(changes, name=base.name) if changes else base
    except PolicyError as fault:
        raise PolicyError(f"{county}: {fault}") from None
    return replace(policy, place=place)
