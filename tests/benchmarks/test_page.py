"""The page on speed: its tables are those of the results, and no number in it is typed by hand."""

import re

import pandas as pd
import pytest

from tests.benchmarks import page

FENCED = re.compile(r"```.*?```|`[^`]*`|\[[^\]]*\]\([^)]*\)", re.DOTALL)


def test_tables_are_those_of_the_results():
    text = page.PAGE.read_text(encoding="utf-8")
    assert page.written(text) == text, "run: python -m tests.benchmarks.page"


def test_every_table_has_its_place():
    names = [found["name"] for found in page.MARKED.finditer(page.PAGE.read_text(encoding="utf-8"))]
    assert sorted(names) == sorted(page.BLOCKS)


def test_no_number_is_typed_by_hand():
    text = page.MARKED.sub("", page.PAGE.read_text(encoding="utf-8"))
    typed = [line for line in FENCED.sub("", text).splitlines() if re.search(r"[0-9⁰¹²³⁴-⁹]", line)]
    assert not typed


def test_a_table_bolds_aidkit_and_keeps_three_digits():
    rows = pd.DataFrame({"contender": ["aidkit", "other"], "ms": [1234.5, 0.01234], "persons": [1_000, 2_000]})
    assert page.markdown(rows) == (
        "| contender | ms | persons |\n"
        "|---|---:|---:|\n"
        "| **aidkit** | **1,234** | **1,000** |\n"
        "| other | 0.012 | 2,000 |\n"
    )


@pytest.fixture
def results(tmp_path, monkeypatch):
    monkeypatch.setattr(page, "RESULTS", tmp_path)
    starts = ["engine", "first_run_s", "start_to_result_s", "take_in_1e7_s", "peak_mib_1e7"]
    pd.DataFrame(
        [
            ["the data alone", 0.0, 0.1, 0.0, 100],
            ["aidkit", 9.0, 1.0, 2.0, 500],
            ["other", 0.1, 2.0, 3.0, 400],
            ["aidkit, the complete rulebook", 5.0, 0.5, None, None],
        ],
        columns=starts,
    ).to_csv(tmp_path / "starts.csv", index=False)
    peers = pd.DataFrame(
        [[1_000, "aidkit, a column", 2.0, 1.0], [1_000, "other", 1.0, 0.5], [9_000, "aidkit, a column", 3.0, 1.0],
         [9_000, "other", 6.0, 2.0], [9_000, "floor", 1.0, 0.3]],
        columns=["persons", "contender", "ms", "times_aidkit"],
    )  # fmt: skip
    for name in ("lite", "rulebook_peers"):
        peers.to_csv(tmp_path / f"{name}.csv", index=False)


@pytest.mark.usefixtures("results")
def test_where_a_peer_is_better_is_read_off_the_results():
    assert page.better() == (
        "- **dibao-lite, 1,000 persons**: other takes 1.00 ms, aidkit 2.00.\n"
        "- **the complete rulebook, 1,000 persons**: other takes 1.00 ms, aidkit 2.00.\n"
        "- **The first run ever**, nothing compiled yet: aidkit 9.00 s; less with other (0.100).\n"
        "- **Memory at ten million persons**: aidkit 500 MiB; less with other (400).\n"
    )
