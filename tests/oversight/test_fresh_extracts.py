"""Freshly made extracts with other seeds: every planted truth is found, and nothing else is reported."""

import pytest
from extract_generator import generate

from aidkit.oversight import match, reconcile
from aidkit.oversight.reconciliation_result import CLASSES

SEEDS = range(12)
LISTS = ("vehicles", "business", "real_estate", "petition", "hotline")


@pytest.mark.parametrize("seed", SEEDS)
def test_payments_every_planted_difference_is_found_and_nothing_else(tmp_path, seed):
    made = generate(tmp_path, seed)
    found = reconcile(made.export, made.roster, tmp_path / "死亡人员.csv")
    assert found.month == made.month
    for name in CLASSES:
        assert sorted(getattr(found, name)["id"]) == sorted(made.truth[name]), name
    assert not found.faults["open"].any()
    assert not found.agrees


@pytest.mark.parametrize("seed", SEEDS)
def test_lists_every_planted_person_is_found_and_nobody_else(tmp_path, seed):
    made = generate(tmp_path, seed)
    found = match(tmp_path)
    by_written = {one.written: one.number for one in made.persons}
    for name in LISTS:
        hits = found.hits[found.hits["list"] == name]
        assert sorted(hits["person_id"].map(by_written)) == sorted(made.truth[name]), name
    assert found.review.empty
    assert found.summary.loc[list(LISTS), "strangers"].tolist() == [4] * len(LISTS)
    vehicles = found.hits[found.hits["list"] == "vehicles"]
    assert sorted(vehicles["id"][~vehicles["counts"].astype(bool)]) == sorted(made.no_vehicle)


def test_two_extracts_from_one_seed_are_the_same(tmp_path):
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
        generate(folder, 7)
    names = sorted(path.name for path in folders[0].glob("*.csv"))
    assert all((folders[0] / name).read_bytes() == (folders[1] / name).read_bytes() for name in names)
