"""What holds for any two files: the classes add up to the difference, order does not matter, nothing is counted twice."""

import tempfile
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from payment_files import due, files, paid

from aidkit.oversight import reconcile
from tests.data.extract_builder import number

PEOPLE = [(number(f"19{70 + at}0101", f"0{at}1"), f"某{at}") for at in range(4)]
LINES = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(["低保", "特困", "孤儿"]), st.integers(0, 3)),
    max_size=8,
)
PARTS = ("only_in_export", "only_in_roster", "duplicate", "amount_differs")


def reconciled(export, roster):
    with tempfile.TemporaryDirectory() as folder:
        left = [due(who, name, scheme, f"{fen / 100:.2f}") for (who, name), scheme, fen in export]
        right = [paid(who, name, scheme, f"{fen / 100:.2f}") for (who, name), scheme, fen in roster]
        return reconcile(*files(Path(folder), left, right, roster_name="发放花名册_2021-08.csv"))


@settings(max_examples=40, deadline=None)
@given(LINES, LINES)
def test_the_classes_add_up_to_the_difference(export, roster):
    found = reconciled(export, roster)
    difference = sum(line[2] for line in roster) - sum(line[2] for line in export)
    totals = found.totals
    assert int(totals["difference_fen"].sum()) == difference
    money = found.recovered.drop(index="total")
    assert money["recover_fen"].sum() - money["owed_fen"].sum() == difference
    assert found.recovered.loc["total", "recover_fen"] == money["recover_fen"].sum()
    rows = pd.concat([found.frames[name] for name in PARTS])
    once = rows.drop_duplicates(["id", "scheme", "month"])
    assert int(once["difference_fen"].sum()) == difference


@settings(max_examples=20, deadline=None)
@given(LINES, LINES, st.randoms())
def test_the_order_of_rows_does_not_matter(export, roster, random):
    first = reconciled(export, roster)
    shuffled = [random.sample(lines, len(lines)) for lines in (export, roster)]
    second = reconciled(*shuffled)
    for name in first.frames:
        assert sorted(first.frames[name]["id"]) == sorted(second.frames[name]["id"])
    pd.testing.assert_frame_equal(first.recovered, second.recovered)


@settings(max_examples=20, deadline=None)
@given(LINES)
def test_a_file_agrees_with_itself_but_for_what_it_repeats(lines):
    found = reconciled(lines, lines)
    assert all(found.frames[name].empty for name in ("only_in_export", "only_in_roster", "amount_differs"))
    keys = [(who, scheme) for (who, _), scheme, _ in lines]
    assert len(found.duplicate) == len({key for key in keys if keys.count(key) > 1})
    schemes = {who: {s for w, s in keys if w == who} for who, _ in keys}
    assert sorted(found.two_schemes["id"]) == sorted(who for who, those in schemes.items() if len(those) > 1)


@settings(max_examples=20, deadline=None)
@given(LINES, LINES)
def test_changing_sides_changes_sides(export, roster):
    one, other = reconciled(export, roster), reconciled(roster, export)
    assert sorted(one.only_in_export["id"]) == sorted(other.only_in_roster["id"])
    assert sorted(one.amount_differs["id"]) == sorted(other.amount_differs["id"])
    assert sorted(one.duplicate["id"]) == sorted(other.duplicate["id"])
