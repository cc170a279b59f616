"""A plan is read whole or refused whole: every fault with its line, what is allowed, what to do."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path

import pytest

import aidkit
from aidkit.campaign import CampaignError, campaigns, load_campaign
from aidkit.campaign.plan.lines import line_of, lines_of
from aidkit.errors import ParameterFileError
from tests.structure.sources import ROOT

SHIPPED = ROOT / "params" / "campaigns"
PLAN = """\
campaign:
  id: probe
  en: Probe
  zh: 试
  places: [jinjiang]
  document: {document: jinjiang-2021, clause: JJ-1}
  start: 2021-06-01
  end: 2021-09-20
departments:
  office: {en: Office, zh: 民政局}
checks:
  enrolled: {en: "Enrolled?", zh: 是否纳入, clause: JJ-2.2.1, by: [office], answer: enrolment}
groups:
  G1:
    en: Pay much
    zh: 自付高
    clause: JJ-G1
    condition: pays_much_for_care
    thresholds:
      payment_over: {value: 40000, unit: yuan/year, status: seed, source: {document: jinjiang-2021, clause: JJ-G1}}
    owner: office
    checks: [enrolled]
"""


def written(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write the probe plan with changes into a folder of its name."""
    text = PLAN
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (folder / "probe").mkdir()
    (folder / "probe" / "plan.yaml").write_text(text, encoding="utf-8")
    return folder / "probe"


def refusal(folder: Path, *changes: tuple[str, str]) -> str:
    """Return what is said of the probe plan with changes, without its first line."""
    with pytest.raises(CampaignError) as caught:
        load_campaign(written(folder, *changes))
    head, *faults = str(caught.value).splitlines()
    assert head == f"{folder.name}/probe/plan.yaml cannot be used; {len(faults)} fault{'s' * (len(faults) > 1)}:"
    return "\n".join(faults)


@pytest.mark.parametrize("name", campaigns())
def test_every_plan_that_ships_can_be_loaded_and_stands_on_known_places(name: str) -> None:
    campaign = load_campaign(name)
    assert campaign.id == campaign.folder.name == name
    assert set(campaign.places) <= set(aidkit.places())
    assert campaign.start < campaign.end
    assert pickle.loads(pickle.dumps(campaign)).groups.keys() == campaign.groups.keys()


def test_the_plan_of_2021_is_the_documents() -> None:
    campaign = load_campaign("jinjiang-2021")
    assert list(campaign.groups) == [f"G{number}" for number in range(1, 10)]
    assert [group.clause for group in campaign.groups.values()] == [f"JJ-G{number}" for number in range(1, 10)]
    assert campaign.group("G1").thresholds["payment_over"].value == 40_000
    assert campaign.group("G2").thresholds["certified_from"].value == date(2020, 1, 1)
    assert campaign.dates["checked_by"].day == date(2021, 6, 30)
    assert campaign.dates["enrolled_by"].day == date(2021, 8, 31)
    asked = {name: [check.clause for check in group.checks] for name, group in campaign.groups.items()}
    assert asked["G1"] == asked["G2"] == asked["G6"] == ["JJ-2.2.1"] * 3
    assert asked["G3"] == asked["G4"] == ["JJ-2.2.2"] * 2
    assert asked["G5"] == ["JJ-2.2.3"] * 2
    assert asked["G7"] == asked["G8"] == asked["G9"] == ["JJ-2.2.4–6"]


def test_every_line_is_found(tmp_path: Path) -> None:
    path = written(tmp_path) / "plan.yaml"
    lines = lines_of(path)
    for keys, line in lines.items():
        if keys and not keys[-1].isdecimal():
            assert f"{keys[-1]}:" in path.read_text(encoding="utf-8").splitlines()[line - 1]
    assert line_of(lines, ("groups", "G1", "nowhere")) == lines["groups", "G1"]


def test_campaigns_of_a_place_are_those_that_run_on_it() -> None:
    assert campaigns("jinjiang") == ("houlong-2022", "jinjiang-2021")
    assert campaigns("daye") == campaigns("yangxin") == ("huangshi",)
    assert campaigns("nowhere") == ()


def test_an_unknown_campaign_is_named() -> None:
    with pytest.raises(CampaignError) as caught:
        load_campaign("jinjiang-2022")
    assert str(caught.value) == "There is no campaign 'jinjiang-2022'.\nDid you mean 'jinjiang-2021'?"


def test_a_folder_without_a_plan_is_named(tmp_path: Path) -> None:
    with pytest.raises(CampaignError) as caught:
        load_campaign(tmp_path)
    assert str(caught.value) == f"{tmp_path}/plan.yaml: there is no plan.\nA campaign's folder holds a plan.yaml."


def test_an_unknown_group_is_named() -> None:
    with pytest.raises(CampaignError) as caught:
        load_campaign("jinjiang-2021").group("G10")
    assert str(caught.value) == "jinjiang-2021 has no group 'G10'.\nDid you mean 'G1'?"


def test_two_owners_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, ("owner: office", "owner: [office, town]")) == (
        "- line 21, groups.G1.owner: 2 owners (office, town). One department answers for a group's list; "
        "the others stand in `by` of its checks."
    )


def test_a_group_named_by_a_number_is_told_of_its_owner_as_well(tmp_path: Path) -> None:
    said = refusal(tmp_path, ("  G1:\n", "  5:\n"), ("owner: office", "owner: [office, town]"))
    assert "\n- line 21, groups.5.owner: 2 owners (office, town). One department answers" in f"\n{said}"


def test_an_owner_written_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterFileError, match="line 22: the key 'owner' stands here a second time"):
        load_campaign(written(tmp_path, ("    owner: office\n", "    owner: office\n    owner: town\n")))


def test_days_that_do_not_exist_and_places_nobody_knows_are_refused_together(tmp_path: Path) -> None:
    assert refusal(
        tmp_path, ("start: 2021-06-01", "start: 2021-06-31"), ("places: [jinjiang]", "places: [jinjiang, jinjang]")
    ) == (
        "- line 5, campaign.places.1: 'jinjang' is not a place aidkit knows. Did you mean 'jinjiang'?\n"
        "- line 7, campaign.start: 2021-06-31: not a date. Write a day there is as YYYY-MM-DD."
    )


def test_an_end_before_the_start_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, ("end: 2021-09-20", "end: 2021-05-20")) == (
        "- line 8, campaign.end: 2021-05-20 lies before the start, 2021-06-01."
    )


def test_a_town_that_narrows_a_group_or_widens_one_there_is_not_is_refused(tmp_path: Path) -> None:
    value = "{value: 50000, unit: yuan/year, status: seed, source: {document: jinjiang-2021, clause: JJ-2.1}}"
    added = f"widenings:\n  青阳街道:\n    G1:\n      payment_over: {value}\n    G2:\n      payment_over: {value}\n"
    assert refusal(tmp_path, ("groups:\n", f"{added}groups:\n")) == (
        "- line 16, widenings.青阳街道.G1.payment_over: 50000 is narrower than the city's 40000. A town may only widen a list.\n"
        "- line 17, widenings.青阳街道.G2: 'G2' is not a group of this plan. Valid names: G1.\n"
        "- line 18, widenings.青阳街道.G2.payment_over: the group has no such threshold to widen."
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("owner: office", "owner: offise", "- line 21, groups.G1.owner: 'offise' is not a department of this plan. Did you mean 'office'?"),
        ("checks: [enrolled]", "checks: [enroled]", "- line 22, groups.G1.checks.0: 'enroled' is not a check of this plan. Did you mean 'enrolled'?"),
        ("condition: pays_much_for_care", "condition: pays_much", "- line 18, groups.G1.condition: 'pays_much' is not a condition aidkit has."),
        ("condition: pays_much_for_care", "condition: newly_disabled",
         "- line 14, groups.G1: newly_disabled asks for certified_from, and the group gives none.\n"
         "- line 20, groups.G1.thresholds.payment_over: newly_disabled does not ask for payment_over. It asks for certified_from."),
        ("unit: yuan/year", "unit: yuan/month", "- line 20, groups.G1.thresholds.payment_over.unit: 'yuan/month' is not the unit of payment_over. Allowed: yuan/year."),
        ("value: 40000", "value: 2020-01-01", "- line 20, groups.G1.thresholds.payment_over.value: '2020-01-01' is not a number."),
        ("payment_over:", "payment_above:",
         "- line 14, groups.G1: pays_much_for_care asks for payment_over, and the group gives none.\n"
         "- line 20, groups.G1.thresholds.payment_above: 'payment_above' is not a threshold aidkit knows."),
        ("status: seed, ", "status: assumed, low: 1, ", "- line 20, groups.G1.thresholds.payment_over"),
        ("answer: enrolment", "answer: enroled", "- line 12, checks.enrolled.answer: 'enroled' is not an answer a screening gives. Did you mean 'enrolment'?"),
        ("id: probe", "id: probe-2021", "- line 2, campaign.id: 'probe-2021' is not the name of the folder, 'probe'."),
        ("  zh: 试\n", "", "- line 1, campaign: 'zh' is missing."),
    ],
)  # fmt: skip
def test_what_is_not_there_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert refusal(tmp_path, (old, new)).startswith(said)


def test_a_threshold_can_be_set_otherwise_for_a_what_if() -> None:
    campaign = load_campaign("jinjiang-2021")
    lower = campaign.with_threshold("G1", "payment_over", 20_000)
    assert lower.groups["G1"].thresholds["payment_over"].value == 20_000
    assert campaign.groups["G1"].thresholds["payment_over"].value == 40_000
    with pytest.raises(CampaignError) as caught:
        campaign.with_threshold("G4", "payment_over", 20_000)
    assert str(caught.value) == "jinjiang-2021, G4: no threshold 'payment_over'.\nIt has none."
    with pytest.raises(CampaignError) as caught:
        campaign.with_threshold("G2", "certified_from", 2020)
    assert str(caught.value) == "jinjiang-2021, G2, certified_from: 2020 is not in date."
