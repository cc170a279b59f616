"""What is stored is checked first, all faults of all tables at once; what goes out comes in again the same."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from aidkit.campaign import CampaignDatabase, CampaignError, Ledger, export_database, import_database
from tests.campaign.ledger_events import STORY, rows
from tests.campaign.low_income_people import people
from tests.refusals import refusal

JUNE = "2021-06-30"


def faults(**changed):
    text = refusal(CampaignError, people(**changed).checked)
    first, *found, last = text.split("\n")
    assert last == "Nothing was stored."
    assert first == f"What is to be stored has {len(found)} fault{'s' if len(found) > 1 else ''}."
    return [fault.strip() for fault in found]


def table(name, **cells):
    frame = getattr(people(), name)
    return {name: frame.assign(**{column: [value, *frame[column].iloc[1:]] for column, value in cells.items()})}


def test_columns_missing_and_unknown():
    families = people().families.rename(columns={"area": "zone"})
    assert faults(families=families) == ["families: no such column zone.", "families: the column area is missing."]


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (table("families", per_capita_income=-1.0), "families.per_capita_income is not an amount of 0 or more in 1 row: 1."),
        (table("families", persons=1.5), "families.persons is not a whole number of 0 or more in 1 row: 1."),
        (table("families", low_income_line=float("inf")), "families.low_income_line is not an amount of 0 or more in 1 row: 1."),
        (table("families", area="town"), "families.area is not one of urban, rural in 1 row: 1."),
        (table("families", low_income=None), "families.low_income is empty in 1 row: 1."),
        (table("families", within_assets="yes"), "families.within_assets is not true or false in 1 row: 1."),
        (table("members", age="forty"), "members.age is not a whole number of 0 or more in 1 row: 1."),
        (table("members", coverage="lost"), "members.coverage is not one of right, outside, missed, wrong, mismatched, unrecorded, stale in 1 row: 1."),
        (table("members", member_id="husband"), "members: 1 id that stands twice: husband."),
        (table("members", family_id="nowhere"), "1 member of a family that is not listed: mother."),
        (table("members", member_id=999999194404220613), "members: fine"),
        (table("findings", family_id="nowhere"), "1 finding about a family that is not listed: G2:son."),
        (table("findings", member_id="mother"), "1 finding about a person who is no member of the family: G2:son."),
        (table("findings", result=""), "findings.result is empty in 1 row: 1."),
    ],
)  # fmt: skip
def test_cells_that_cannot_be(changed, fault):
    if fault.endswith("fine"):
        assert people(**changed).checked().members["member_id"].iloc[0] == "999999194404220613"
        return
    assert fault in faults(**changed)


def test_a_family_without_a_member_and_an_identity_masked():
    given = people()
    alone = given.families.iloc[[0]].assign(family_id="370101190102039973")
    assert faults(families=pd.concat([given.families, alone])) == ["1 family without a member: 370101********9973."]


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_out_and_in_again_it_is_the_same(tmp_path, form):
    database = CampaignDatabase(tmp_path / "campaign.duckdb", "jinjiang")
    database.store(people(), on=JUNE)
    database.store(people(large_relief=4_000.0), on=JUNE, correction="another threshold")
    Ledger(database.path).append(rows(*STORY))
    folder = export_database(database.path, tmp_path / "out", form)
    assert folder.stat().st_mode & 0o077 == 0
    assert sorted(one.name for one in tmp_path.iterdir()) == [".campaign.duckdb.lock", "campaign.duckdb", "out"]
    again = CampaignDatabase(import_database(folder, tmp_path / "again.duckdb"))
    for name in ("snapshots", "families", "members", "findings", "events"):
        sql = f"FROM {name} ORDER BY ALL"
        assert again.query(sql).equals(database.query(sql)), name
    assert again.low_income().equals(database.low_income())
    assert again.query("FROM about").equals(database.query("FROM about"))
    assert not again.store(people(large_relief=4_000.0), on=JUNE).new


def test_exports_that_cannot_be_used(tmp_path):
    database = CampaignDatabase(tmp_path / "campaign.duckdb", "jinjiang")
    database.store(people(), on=JUNE)
    out, new = tmp_path / "out", tmp_path / "new.duckdb"
    export_database(database.path, out, "csv")
    assert (
        refusal(CampaignError, export_database, database.path, out)
        == f"{out}: there already.\nName a folder that is not there; it is made."
    )
    assert (
        refusal(CampaignError, export_database, database.path, tmp_path / "x", "xlsx")
        == "'xlsx': not a form of export.\nForms: parquet, csv."
    )
    assert (
        refusal(CampaignError, import_database, out, database.path)
        == f"{database.path}: there already.\nName a file that is not there; it is made."
    )
    (out / "families.csv").write_text("family_id\n", encoding="utf-8")
    assert refusal(CampaignError, import_database, out, new) == (
        "families.csv: changed since it was exported, when it had 8 rows.\n"
        "Import the folder as it was written; store a correction, or enter an event, to change what it says."
    )
    (out / "families.csv").unlink()
    assert refusal(CampaignError, import_database, out, new) == "out: without families.\nCopy the whole folder."
    about = json.loads((out / "about.json").read_text(encoding="utf-8"))
    (out / "about.json").write_text(json.dumps({**about, "version": 2}), encoding="utf-8")
    assert refusal(CampaignError, import_database, out, new) == (
        "out: exported by a newer aidkit: it has version 2, this one reads up to 1.\nUpdate aidkit; nothing was read or changed."
    )
    (out / "about.json").write_text(json.dumps({**about, "families": "families.csv"}), encoding="utf-8")
    assert (
        refusal(CampaignError, import_database, out, new)
        == "out: its about.json is not as it was written.\nTake the export out again."
    )
    (out / "about.json").unlink()
    assert refusal(CampaignError, import_database, out, new) == (
        f"{out}: no export of a campaign's database.\nIts about.json would say what it is."
    )
    assert not new.exists()
