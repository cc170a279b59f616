"""What ledger, screening and roster give to the forms, held against their own counts."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import aidkit
from aidkit.campaign import CampaignError, Ledger, campaign_tables, fill_form, payments_table, screen

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data/register-sample"
DAYS = ("2021-06-24", "2021-07-24", "2021-08-24")


@pytest.fixture(scope="module")
def ledger():
    return Ledger.replay(ROOT / "data/campaigns/jinjiang-2021/events.csv", "jinjiang")


@pytest.fixture(scope="module")
def register():
    return aidkit.read_register(SAMPLE, policy_date="2021-08-24")


@pytest.fixture(scope="module")
def screening(register):
    return screen(register, aidkit.load_policy("jinjiang"), "jinjiang-2021", lists=SAMPLE)


@pytest.mark.parametrize("on", DAYS)
def test_the_progress_form_shows_what_the_ledger_implies_on_its_three_days(ledger, on):
    form = fill_form("progress", campaign_tables(ledger=ledger, on=on)["progress"])["towns"].frame.set_index("town")
    implied = ledger.progress(on).set_index("town")
    implied = implied[implied["found"] > 0].loc[form.index]
    for column, other in (("problems", "found"), ("fixed", "mended"), ("open", "still_open")):
        assert form[column].tolist() == implied[other].tolist()
    assert implied["found"].sum() == len(ledger.on(on)) > 0
    assert form["listed"].isna().all()  # a ledger does not say who was listed


@pytest.mark.parametrize("on", DAYS)
def test_lists_and_report_hold_every_entry_once(ledger, on):
    tables = campaign_tables(ledger=ledger, on=on)
    problems = fill_form("problems", tables["problems"])
    assert [row[1] for row in problems["list"].rows] == ledger.problems(on)["item"].tolist()
    assert problems["towns"].total[1:3] == (len(ledger.on(on)), ledger.on(on)["fixed_on"].notna().sum())
    report = fill_form("ledger-report", tables["ledger-report"])["villages"]
    total = dict(zip([column.name for column in report.layout.columns], report.total, strict=True))
    classes = Counter(ledger.taxonomy.problems[kind].area for kind in ledger.on(on)["kind"])
    assert [total[f"found_{number}"] for number in range(1, 8)] == [
        classes[area] for area in ("dibao", "tekun", "relief", "epidemic", "funds", "conduct", "children")
    ]
    assert (total["clues"], total["recovered_yuan"]) == (len(ledger.clues(on)), None)
    assert len(fill_form("clues", tables["clues"])["list"].frame) == len(ledger.clues(on))
    shown = fill_form("problems", tables["problems"])["list"].frame
    assert not shown["code"].str.contains("[a-z]").any()


def test_results_and_systems_at_the_end(ledger):
    tables = campaign_tables(ledger=ledger)
    results = tables["results"]
    assert results.loc[results["measure"] == "件", "amount"].sum() == len(ledger.results())
    assert results.loc[results["measure"] == "人", "amount"].sum() == ledger.results()["persons"].sum()
    assert fill_form("systems", tables["systems"])["towns"].total[1:3] == (4, 4)


def test_the_screening_gives_who_is_listed_and_missed(screening):
    table = fill_form("progress", campaign_tables(screening)["progress"])
    groups = table["groups"].frame.set_index("group")
    rows = screening.persons
    assert groups["listed"].sum() == len(rows)
    assert groups["missed"].sum() == (rows["finding"] == "missed").sum() == 13
    assert groups.index[0].startswith("G1 2020年度个人自付医疗费用")
    assert groups["problems"].isna().all()
    summary = fill_form("relief-summary", campaign_tables(screening)["relief-summary"])["towns"].frame
    assert summary["low_income_households"].sum() == screening.low_income["meets"].sum()
    assert summary["dibao_persons"].isna().all()


def test_petitioners_stand_unnamed_and_nobody_is_called_unanswered(screening):
    form = fill_form("petitions", campaign_tables(screening)["petitions"])
    rows = screening.persons
    assert len(form["list"].rows) == rows["group"].isin(["G3", "G4"]).sum()
    assert form["towns"].total[2:] == (None,) * 4
    assert not any(str(cell) in set(rows["person_id"]) for row in form["list"].rows for cell in row)


def test_both_together_keep_what_each_alone_gives(screening, ledger):
    both = fill_form("progress", campaign_tables(screening, ledger, DAYS[2])["progress"])["towns"]
    total = dict(zip([column.name for column in both.layout.columns], both.total, strict=True))
    assert (total["listed"], total["problems"]) == (len(screening.persons), len(ledger.on(DAYS[2])))


@pytest.fixture(scope="module")
def reconciled():
    return aidkit.oversight.reconcile(SAMPLE / "系统导出_2021-08.csv", SAMPLE / "发放花名册_2021-08.xlsx")


def test_the_payment_form_adds_up_to_the_roster(register, reconciled):
    table = payments_table(reconciled, register, leave_out_strangers=True)
    paid = reconciled.payments.dropna(subset=["paid_fen"])
    known = paid[paid["id"].isin(register.persons.index)]
    for schemes, columns in ((["dibao", "dibao_single"], ["urban", "rural"]), (["tekun"], ["home", "institution"])):
        rows = known[known["scheme"].isin(schemes)]
        assert table[[f"{name}_yuan" for name in columns]].to_numpy().sum() == pytest.approx(
            rows["paid_fen"].sum() / 100
        )
        assert table[[f"{name}_persons" for name in columns]].to_numpy().sum() == len(rows)
    form = fill_form("payments", table)["towns"]
    assert form.total[-1] is None  # temporary assistance of the month is not known, so neither is the total


def test_with_relief_the_payment_form_has_its_total(register, reconciled):
    relief = pd.DataFrame({"town": ["青阳街道", "某镇"], "relief_times": [2, 1], "relief_yuan": [1_000.0, 500.0]})
    table = payments_table(reconciled, register, relief, leave_out_strangers=True).set_index("town")
    assert table.loc["某镇", "total_yuan"] == 500
    parts = ["urban_yuan", "rural_yuan", "home_yuan", "institution_yuan", "relief_yuan"]
    assert table.loc["青阳街道", "total_yuan"] == pytest.approx(table.loc["青阳街道", parts].sum())
    assert fill_form("payments", table.reset_index())["towns"].total[-2] == 1_500


def test_payments_to_nobody_of_the_register_are_refused(register, reconciled):
    with pytest.raises(CampaignError) as raised:
        payments_table(reconciled, register)
    assert str(raised.value) == (
        "5 persons on 发放花名册_2021-08.xlsx not in the register: 999999********6735, 999999********1471, "
        "999999********1946, 999999********0214, 999999********9981.\n"
        "Put the roster or the register right (aidkit reconcile lists both), or leave them out: leave_out_strangers=True."
    )
    with pytest.raises(
        CampaignError, match=r"^relief has no column relief_times, relief_yuan\.\nColumns: town, relief_t"
    ):
        payments_table(reconciled, register, pd.DataFrame({"town": []}), leave_out_strangers=True)
