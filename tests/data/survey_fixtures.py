"""Invented rows in the form of surveys that may not be redistributed: real names of files and columns, nobody's answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

Files = dict[str, pd.DataFrame]


def _cfps(year: str, economy: str, roster: str) -> Files:
    persons = pd.DataFrame(
        [
            (1, 11, 1, 1, 1950, 1),
            (1, 12, 1, 1, 1985, 0),
            (2, 21, 1, 1, 2010, 0),
            (3, 31, 1, 1, -8, 1),
            (2, 22, 0, 1, 1940, 1),
        ],
        columns=[f"fid{year}", "pid", f"alive_a{year}_p", f"co_a{year}_p", "tb1y_a_p", "tb2_a_p"],
    )
    families = pd.DataFrame(
        [(1, 35, 1, 100.5, 30_000, 6_000, 2, 50_000, 0), (2, 61, 0, 200.0, 9_000, -8, 1, -1, 800), (3, 35, 0, 50.0, 5_000, 0, 1, 0, 0)],
        columns=[f"fid{year}", f"provcd{year}", f"urban{year}", f"fswt_natcs{year}n", "fincome1", "fn101", f"familysize{year}",
                 "finance_asset", "fp510"],
    )  # fmt: skip
    return {roster: persons.assign(psu=[1, 1, 2, 2, 2], subpopulation=1), economy: families}


def _chip() -> Files:
    columns = ["hhcode", "idcode", "A03", "A04_1", "A20", "C05_1"]
    town = pd.DataFrame([("350001", 1, 1, 1950, 2, -99), ("350001", 2, 2, 1985, 1, 40_000)], columns=columns)
    village = pd.DataFrame([("610001", 1, 2, 2010, 4, -88)], columns=columns)
    income = pd.DataFrame({"hhcode": ["350001", "610001"], "n3701": [60_000, 9_000], "n4202": [50_000, 8_000]})
    return {
        "chip2018_urban_person.dta": town, "chip2018_rural_person.dta": village, "chip2018_income_consumption.dta": income
    }  # fmt: skip


def _chfs() -> Files:
    ids = {"hhid": ["a1", "a1", "b2"], "pline": [1, 2, 1]}
    persons = pd.DataFrame({**ids, "a2003": [1, 2, 2], "a2005": [1950, 1985, 2010], "a3136": [0, 40_000, 0]})
    master = pd.DataFrame(
        {**ids, "weight_hh": [100.0, 100.0, 300.0], "weight_ind": [110.0, 90.0, 300.0], "rural": [0, 0, 1],
         "total_income": [60_000, 60_000, 9_000], "prov": [35, 35, 61]}
    )  # fmt: skip
    return {"chfs2019_ind_202112.dta": persons, "chfs2019_master_202112.dta": master.iloc[::-1]}


def _charls() -> Files:
    items = {name: [0, 1, 1] for name in ("r4dressa", "r4batha", "r4eata")} | {
        name: [0, 0, 1] for name in ("r4beda", "r4toilta", "r4walka")
    }
    people = pd.DataFrame(
        {"ID": ["010101", "010102", "020201"], "householdID": ["0101", "0101", "0202"], "inw4": 1, "r4agey": [70, 68, 81],
         "r4wtresp": [10.0, 12.0, 30.0], "h4itot": [20_000, 20_000, 3_000], "h4cperc": [9_000, 9_000, 4_000], **items}
    )  # fmt: skip
    return {"H_CHARLS_D_Data.dta": people}


FIXTURES: dict[str, Callable[[], Files]] = {
    "cfps2018": lambda: _cfps("18", "cfps2018famecon_202101.dta", "cfps2018famconf_202008.dta"),
    "cfps2020": lambda: _cfps("20", "cfps2020famecon_202306.dta", "cfps2020famconf_202306.dta"),
    "chip2018": _chip,
    "chfs2019": _chfs,
    "charls2018": _charls,
}


def write(name: str, folder: Path) -> Path:
    """Write a survey's invented files as Stata files and return the folder."""
    folder.mkdir(exist_ok=True)
    for file, table in FIXTURES[name]().items():
        table.to_stata(folder / file, write_index=False)
    return folder
