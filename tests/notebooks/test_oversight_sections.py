"""What a campaign report says of oversight: floors worked by hand, few families hidden, lists only where they were given."""

from __future__ import annotations

import time

import pandas as pd
import pytest

import aidkit
from aidkit.oversight import load_settings
from aidkit.report import oversight
from aidkit.shipped import shipped
from tests.data.extract_builder import write

SAMPLE = shipped("data") / "register-sample"
DAY = "2021-08-24"


def register(dibao=10, *, begun=None, tekun=3):
    """So many families of one on dibao and on tekun, and one on nothing; the first two on dibao have petitioned."""
    size = dibao + tekun + 1
    homes = [f"h{at:02d}" for at in range(size)]
    households = pd.DataFrame({"household_id": homes, "area": "rural", "town": "甲镇"})
    persons = pd.DataFrame(
        {
            "person_id": homes,
            "household_id": homes,
            "age": 40,
            "current_scheme": ["dibao"] * dibao + ["tekun"] * tekun + ["none"],
            "petitioner": [at < 2 for at in range(size)],
        }
    )
    if begun is not None:
        persons["covered_since"] = begun + [None] * (size - len(begun))
    return aidkit.Population(households=households, persons=persons)


def floors(people, lang="en"):
    result = aidkit.simulate(people, aidkit.load_policy("jinjiang", date=DAY))
    return oversight.floors.floors(result, lang), result


def test_floors_are_those_of_the_plans():
    table, _ = floors(register(dibao=20, tekun=11, begun=["2021-07-01"] * 6 + ["2021-01-05"] * 5 + ["2020-07-01"] * 9))
    frame = table.frame.set_index("basis")
    assert frame["cases"].tolist() == [6, 11, 31, "<5", 11]
    assert frame["floor"].tolist() == [6, 4, 7, "<5", 4]  # ceil(0.3 x 11), ceil(0.2 x 31)
    assert frame["share"].tolist() == [1.0, 0.3, 0.2, 1.0, 0.3]
    assert frame["finds"].tolist()[0] is None  # all are checked
    assert list(frame.index)[1] == "海府办函〔2022〕23号 QH-5.2"
    assert [load_settings("audit")[name].value for name in oversight.floors.CASES] == frame["share"].tolist()


def test_data_without_dates_do_not_count_nobody_as_new():
    table, _ = floors(register())
    assert table.frame["cases"].tolist() == [None, None, 13, "<5", None]
    assert "not known" in table.note.en
    assert "not known" not in floors(register(begun=["2021-07-01"] * 10))[0].note.en


def test_the_sentence_says_what_the_check_would_find():
    _, result = floors(register())
    marks = oversight.floors.caseload(result)
    wrong = marks["error"].sum() / 13
    said = str(oversight.floors.reading(result, "en"))
    assert said.startswith(
        f"Of 13 families on dibao or tekun 20% is at least 3. By the rules {wrong:.1%} of them are wrongly covered"
    )
    _, nobody = floors(register(dibao=0, tekun=0))
    assert str(oversight.floors.reading(nobody, "en")) == "Nobody is on dibao or tekun: there is nothing to check."


def test_lists_are_matched_only_where_they_are_given(tmp_path):
    policy = aidkit.load_policy("jinjiang")
    assert oversight.given.matched("synthetic", policy) is None
    people = register()
    people.households.to_csv(tmp_path / "households.csv", index=False)
    assert oversight.given.matched(str(tmp_path), policy) is None
    assert "nothing was matched" in str(oversight.given.clues(None, "en"))
    assert str(oversight.given.reading(None, "zh")) == "命中只是线索，不是对任何人的认定。"


def test_clues_hide_few_families():
    found = oversight.given.matched(str(SAMPLE), aidkit.load_policy("jinjiang"))
    frame = oversight.given.clues(found, "en").frame.set_index("label")
    dead = frame.loc[oversight.hits.LABELS["deaths"].en]
    assert dead[["rows", "hit", "wrong", "missed"]].tolist() == ["<5", "<5", "<5", 0]
    assert frame["hit"].tolist().count("<5") == 1
    assert str(oversight.given.reading(found, "en")) == (
        "Clues of wrong cover concern 10 families. At Huangshi's rate of 2017 (14.6% confirmed, HS-2.3) about 1 would be "
        "confirmed and 4 at most; that the rate holds here is assumed."
    )


def test_towns_with_few_families_on_the_round_are_hidden():
    people, policy = register(dibao=4, tekun=0), aidkit.load_policy("jinjiang", date=DAY)
    found = oversight.visits.owed(people, policy)
    row = oversight.shortfall.towns(found, people, "en").frame.iloc[0]
    assert found.groups["households_seen"].tolist() == [4]
    assert row[["households_visited", "team_visits_a_month", "staff_for_visits"]].tolist() == ["<5"] * 3
    assert row["staff"] == pytest.approx(2.1)
    assert row["staff_short_of_norm"] == pytest.approx(0.9)


def test_staff_from_a_file_is_held_against_norm_and_visits(tmp_path):
    people, policy = aidkit.read_register(SAMPLE, DAY), aidkit.load_policy("jinjiang", date=DAY)
    staff = write(tmp_path / "人员.csv", [["乡镇", "工作人员", "协理员"], ["青阳街道", "1", "3"]])
    found = oversight.visits.owed(people, policy, str(staff))
    team = oversight.shortfall.towns(found, people, "en").frame.iloc[0]
    assert team[["staff", "staff_short_of_norm", "norm"]].tolist() == [1, 2, "3–5"]
    assert team["staff_short_of_visits"] == pytest.approx(57 / (166.64 * 0.3) - 1)
    village = oversight.shortfall.assistants(found, people, "en").frame.iloc[-1]
    assert village[["label", "villages", "assistants", "assistants_short_of_norm"]].tolist() == ["Total", 5, 3, 2]


def test_waits_say_what_is_assumed_and_add_up():
    people, policy = register(), aidkit.load_policy("jinjiang")
    found = oversight.waits.compared(people, policy)
    table = oversight.waits.stages(found, "both")
    assert table.frame["label"].tolist()[:2] == ["现状 today", "每周走访 weekly visits"]
    stages = table.frame[list(oversight.process.STAGES)].sum(axis=1)
    assert stages.to_numpy() == pytest.approx(table.frame["uncovered"].to_numpy(), rel=0.02)
    assert "assumed" in table.source.en
    assert "do not say how long anybody waits here" in table.note.en
    assert str(oversight.waits.reading(found, "en")).startswith("As assumed, with 1 visit a month")


def test_all_sections_together_are_quick():
    people, policy = aidkit.synthesize("jinjiang", 4000, 1), aidkit.load_policy("jinjiang")
    result = aidkit.simulate(people, policy)
    began = time.process_time()
    floors, said = oversight.floors.floors(result), oversight.floors.reading(result)
    towns = oversight.shortfall.towns(oversight.visits.owed(people, policy), people)
    waits = oversight.waits.stages(oversight.waits.compared(people, policy))
    assert time.process_time() - began < 3
    assert all(str(part) for part in (floors, said, towns, waits))
