"""From a screening of the shipped register to database and ledger: the same list, a problem each, nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

import aidkit
from aidkit.campaign import CampaignDatabase, CampaignError, Ledger, contents_of, load_taxonomy, screen
from aidkit.campaign.ledger.from_screening import KINDS, open_problems
from aidkit.shipped import shipped
from tests.refusals import refusal

SAMPLE = shipped("data") / "register-sample"
JUNE = "2021-06-30"


@pytest.fixture(scope="module")
def screening():
    people = aidkit.read_register(SAMPLE, policy_date="2021-08-28")
    return screen(people, aidkit.load_policy("jinjiang", date="2021-08-24"), "jinjiang-2021", lists=SAMPLE)


@pytest.fixture(scope="module")
def database(screening, tmp_path_factory):
    made = CampaignDatabase(tmp_path_factory.mktemp("screened") / "campaign.duckdb", "jinjiang")
    made.store(screening, on=JUNE)
    return made


def test_the_list_is_the_screening_s_own(database, screening):
    """Two ways to one list: views of SQL here, the screening's own frame there."""
    ours = database.low_income().set_index("family_id")
    theirs = screening.low_income.set_index("household_id")
    assert set(ours.index) == set(theirs.index)
    assert ours["priority"].fillna(4).to_dict() == theirs["priority"].to_dict()  # 4: in none of the three groups
    assert ours["low_income"].to_dict() == theirs["meets"].astype(bool).to_dict()


def test_everybody_is_stored_and_every_finding(database, screening):
    assert len(database.members()) == len(screening.population.persons)
    findings = database.findings().sort_values("finding", ignore_index=True)
    assert len(findings) == len(screening.persons)
    told = screening.persons.assign(finding_id=screening.persons["group"] + ":" + screening.persons["person_id"])
    told = told.sort_values("finding_id", ignore_index=True)
    assert findings["result"].tolist() == told["finding"].tolist()
    assert findings["amount_due"].tolist() == told["amount_due"].tolist()


def test_what_the_register_does_not_hold_is_not_known(database):
    assert database.families()["relief_received"].isna().all()
    assert database.low_income()["large_relief_family"].dropna().eq(False).all()
    assert "relief_received" in database.snapshots()["assumed"].iloc[0]


def test_stored_again_nothing_changes(database, screening):
    assert not database.store(screening, on=JUNE).new
    assert len(database.snapshots()) == 1


def test_a_problem_is_opened_for_everybody_with_one_and_not_twice(screening, tmp_path):
    problems = open_problems(screening, JUNE)
    found = screening.persons[screening.persons["finding"].isin(list(KINDS))]
    assert len(problems) == found["person_id"].nunique() == len({problem.item for problem in problems})
    ledger = Ledger(tmp_path / "campaign.duckdb", "jinjiang", load_taxonomy("jinjiang-2021"))
    assert ledger.append(problems).new == len(problems)
    assert ledger.append(open_problems(screening, JUNE)).new == 0
    assert int(ledger.progress()["found"].sum()) == len(problems)


def test_who_is_due_single_entry_is_a_severe_case_not_enrolled(screening):
    kinds = {problem.detail[:18]: problem.kind for problem in open_problems(screening, JUNE)}
    missed = screening.missed[screening.missed["finding"] == "missed"]
    for person, due in zip(missed["person_id"], missed["scheme_due"], strict=True):
        kind = kinds[f"{person[:6]}********{person[-4:]}"]
        assert (kind == "severe_not_enrolled") == (due == "dibao_single")


def test_no_identity_goes_into_a_ledger(screening):
    for problem in open_problems(screening, JUNE):
        assert "********" in problem.detail
        assert problem.item.startswith("WT-")
        assert len(problem.item) == 11


def test_a_person_without_a_town_is_named(screening):
    people = screening.population
    nowhere = replace(screening)
    nowhere.__dict__["persons"] = screening.persons.assign(town="")
    text = refusal(CampaignError, open_problems, nowhere, JUNE)
    assert text.split(":")[0].endswith("persons with a problem and no town")
    assert text.endswith("\nFill in town (乡镇) first.")
    assert len(people.persons)


def test_a_population_without_a_campaign_is_stored_too(tmp_path, base_policy, three_families):
    result = aidkit.simulate(three_families, base_policy)
    database = CampaignDatabase(tmp_path / "campaign.duckdb")
    database.store(contents_of(result, 5_000.0, rejected=["couple"]), on="2020-10-31")
    listed = database.low_income().set_index("family_id")
    assert listed["priority"].to_dict() == {"illness": 1}  # the couple is on dibao, the woman on tekun
    assert listed.loc["illness", ["to_record", "per_capita_income_after_rigid", "low_income_line"]].tolist() == [1, 1425.0, 1550.0]  # fmt: skip
    assert database.families().set_index("family_id")["rejected_application"].to_dict() == {
        "couple": True, "illness": False, "alone": False,
    }  # fmt: skip
