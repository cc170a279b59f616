"""Small files that unpack to no end are refused before they are read."""

from __future__ import annotations

import gzip
import re
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

import aidkit
from aidkit import load_policy, read_population
from aidkit.cli.console import assignments
from aidkit.data import limits
from aidkit.data.limits import check_size
from aidkit.data.survey.errors import SurveyError
from aidkit.data.survey.files import read_columns
from aidkit.errors import PopulationError, ReportError
from aidkit.scale.counties import county_policies
from tests.refusals import refusal

QUICK = 5.0  # seconds of the processor
ADVICE = "Is it the right file? Split a real one by town, or save it as .parquet."


def test_a_packed_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 3_000_000)
    for name in ("households", "persons"):
        (tmp_path / f"{name}.csv.gz").write_bytes(gzip.compress(b"household_id,area\n" + b"a,urban\n" * 500_000))
    assert refusal(PopulationError, read_population, tmp_path) == (
        f"{tmp_path}: households.csv.gz: unpacks to more than 3,000,000 bytes.\n{ADVICE}"
    )


def test_a_text_packed_more_tightly_than_any_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TIGHT", 3_000_000)
    for name in ("households", "persons"):
        (tmp_path / f"{name}.csv.gz").write_bytes(gzip.compress(b"household_id,area\n" + b"a,urban\n" * 500_000))
    started = time.process_time()
    assert refusal(PopulationError, read_population, tmp_path) == (
        f"{tmp_path}: households.csv.gz: unpacks to more than 100 times its size.\n{ADVICE}"
    )
    assert time.process_time() - started < QUICK


def test_a_parquet_file_of_one_value_six_million_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TIGHT", 5_000_000)
    column = pa.DictionaryArray.from_arrays(np.zeros(6_000_000, np.int8), ["urban"])
    for name in ("households", "persons"):
        pq.write_table(pa.table({"area": column}), tmp_path / f"{name}.parquet")
    size = (tmp_path / "households.parquet").stat().st_size
    assert size < 20_000
    assert refusal(PopulationError, read_population, tmp_path) == (
        f"{tmp_path}: households.parquet: 6,000,000 cells in {size:,} bytes.\n{ADVICE}"
    )


@pytest.mark.parametrize(("packed", "rows"), [(False, 1_000_000), (True, 100_000_000)])
def test_an_spss_file_that_claims_rows_it_has_no_room_for(tmp_path: Path, packed: bool, rows: int) -> None:
    path = tmp_path / "rows.sav"
    pyreadstat.write_sav(pd.DataFrame({"a": [1.0] * 5}), path, compress=packed)
    data = bytearray(path.read_bytes())
    data[80:84] = rows.to_bytes(4, "little")  # number of cases in the header
    path.write_bytes(data)
    assert refusal(SurveyError, read_columns, path, ["a"], []) == (
        f"rows.sav: {rows:,} cells in {len(data):,} bytes.\n{ADVICE}"
    )


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "households.csv"
    with path.open("wb") as file:
        file.truncate(limits.MAX_BYTES + 1)  # takes no room on the disk
    assert refusal(PopulationError, check_size, path) == f"households.csv: larger than 1,000,000,000 bytes.\n{ADVICE}"


@pytest.mark.parametrize(
    "value", ["[" * 5_000, "{a: &b 1, c: *b}", "!!int ''", "{a: 1, a: 2}", "9" * 400, "'" + "x" * 4_000 + "'"]
)
def test_a_value_of_the_command_line_that_is_a_trap(value: str) -> None:
    assert refusal(ReportError, assignments, "--set", [f"edge.multiple={value}"]) == (
        f"--set edge.multiple={value}: not NAME=VALUE.\nExample: --set edge.multiple=1.5"
    )


def test_a_table_of_counties_that_unpacks_to_no_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1_000)
    (tmp_path / "counties.csv").write_bytes(b"place,edge.multiple\n" + b"a,1.5\n" * 500)
    with pytest.raises(PopulationError, match="larger than 1,000 bytes"):
        county_policies(tmp_path / "counties.csv", load_policy("jinjiang"))


def test_all_yaml_is_read_by_the_loader_with_limits() -> None:
    """A second loader would be one without limits: PyYAML's own follows aliases, tags and any depth."""
    package = Path(aidkit.__file__).parent
    reading = re.compile(r"yaml\.(safe_load|load|full_load|unsafe_load)(_all)?\(|(safe_load|full_load)\(")
    found = {path.name for path in package.rglob("*.py") if reading.search(path.read_text(encoding="utf-8"))}
    assert found == {"parameter_yaml.py"}
