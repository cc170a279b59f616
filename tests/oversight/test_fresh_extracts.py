"""Freshly made extracts with other seeds: every planted truth is found, and nothing else is reported."""

import pytest
from extract_generator import generate

from aidkit.oversight import match, reconcile
from aidkit.oversight.payments.result import CLASSES

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
    assert set(found.review["name"]) == set(made.misspelt)
    assert found.summary.loc[list(LISTS), "strangers"].tolist() == [4] * len(LISTS)
    vehicles = found.hits[found.hits["list"] == "vehicles"]
    assert sorted(vehicles["id"][~vehicles["counts"].astype(bool)]) == sorted(made.no_vehicle)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_misspelt_name_goes_to_review_with_everybody_it_may_mean_and_no_further(tmp_path, seed):
    made = generate(tmp_path, seed)
    review = match(tmp_path, lists=["hotline"]).review
    assert set(review["by"]) == {"a name alike, and village"}
    for name, meant in made.misspelt.items():
        rows = review[review["name"] == name].set_index("person_id")
        village = [one for one in made.persons if one.village == meant.village]
        likeness = {one.written: 1 - edits(name, one.name) / max(len(name), len(one.name)) for one in village}
        expected = {written: like for written, like in likeness.items() if like >= 0.65}
        assert meant.written in expected
        assert rows["score"].to_dict() == pytest.approx({w: like / len(expected) for w, like in expected.items()})


def edits(one, other):
    """Letters put in, left out or replaced, or two neighbours changed places, counted in the plainest way."""
    if not one or not other:
        return len(one) + len(other)
    ways = [edits(one[1:], other) + 1, edits(one, other[1:]) + 1, edits(one[1:], other[1:]) + (one[0] != other[0])]
    if one[:2] == other[1::-1] and len(one) > 1:
        ways.append(edits(one[2:], other[2:]) + 1)
    return min(ways)


def test_two_extracts_from_one_seed_are_the_same(tmp_path):
    folders = [tmp_path / name for name in ("one", "other")]
    for folder in folders:
        folder.mkdir()
        generate(folder, 7)
    names = sorted(path.name for path in folders[0].glob("*.csv"))
    assert all((folders[0] / name).read_bytes() == (folders[1] / name).read_bytes() for name in names)
