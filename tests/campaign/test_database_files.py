"""Files that are no database of a campaign, or cannot be used now: each is named and refused, and none is touched."""

from __future__ import annotations

import random
import subprocess
import sys

import duckdb
import pytest

from aidkit.campaign import CampaignDatabase, CampaignError, Ledger
from aidkit.campaign.database.alone import alone
from tests.campaign.ledger_events import STORY, rows
from tests.campaign.low_income_people import people
from tests.refusals import refusal

JUNE = "2021-06-30"
HOLDING = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    path = tmp_path_factory.mktemp("whole") / "campaign.duckdb"
    CampaignDatabase(path, "jinjiang").store(people(), on=JUNE)
    return path


@pytest.fixture
def path(whole, tmp_path):
    copy = tmp_path / "campaign.duckdb"
    copy.write_bytes(whole.read_bytes())
    return copy


def both(path):
    """The texts with which reading and writing refuse a file; it stays as it was."""
    before = path.read_bytes() if path.is_file() else None
    texts = [
        refusal(CampaignError, CampaignDatabase(path).low_income),
        refusal(CampaignError, CampaignDatabase(path, "jinjiang").store, people(), on="2021-08-24"),
    ]
    assert (path.read_bytes() if path.is_file() else None) == before
    return texts


def changed(path, sql):
    with duckdb.connect(str(path)) as connection:
        connection.execute(sql)


def test_no_such_file_to_read(tmp_path):
    path = tmp_path / "none.duckdb"
    said = f"{path}: no such database.\nStore a screening or a ledger first, or name the file it is in."
    assert refusal(CampaignError, CampaignDatabase(path).low_income) == said
    assert refusal(CampaignError, Ledger(path).append, rows(*STORY)) == said  # of which place nobody said
    assert list(tmp_path.iterdir()) == []


def test_no_such_folder(tmp_path):
    path = tmp_path / "none" / "campaign.duckdb"
    text = refusal(CampaignError, CampaignDatabase(path, "jinjiang").store, people(), on=JUNE)
    assert text == f"{path.parent}: no such folder.\nMake it first, or name another."


def test_a_folder(tmp_path):
    assert both(tmp_path) == [f"{tmp_path}: a folder, not a database.\nName the file, such as campaign.duckdb."] * 2


@pytest.mark.parametrize("content", [b"", b"\x00", "户编号,乡镇\n".encode() * 3000])
def test_not_a_database(tmp_path, content):
    path = tmp_path / "families.duckdb"
    path.write_bytes(content)
    assert both(path) == ["families.duckdb: not a database.\nName another file; one that is not there is made."] * 2


@pytest.mark.parametrize("name", ["families.csv", "families.parquet", "families.json", "families.sqlite", "families"])
def test_named_as_something_else(tmp_path, name):
    """DuckDB opens a table by such a name, in memory, where nothing is kept."""
    assert both(tmp_path / name) == [f"{name}: the database of a campaign is a .duckdb file.\nName it so."] * 2
    assert list(tmp_path.iterdir()) == []


def test_another_program_s_database(tmp_path):
    path = tmp_path / "other.duckdb"
    changed(path, "CREATE TABLE sales (day DATE)")
    said = "other.duckdb: a DuckDB database, but none of a campaign (低收入对象数据库).\nName another file; one that is not there is made."
    assert both(path) == [said] * 2


def test_a_newer_version(path):
    changed(path, "UPDATE about SET content = '2' WHERE name = 'version'")
    said = "campaign.duckdb: made by a newer aidkit: it has version 2, this one reads up to 1.\nUpdate aidkit; nothing was read or changed."
    assert both(path) == [said] * 2


def test_another_place(path):
    text = refusal(CampaignError, CampaignDatabase(path).store, people(place="hanzhong"), on="2021-08-24")
    assert text == (
        "campaign.duckdb: the database of jinjiang, not of hanzhong.\nEach place has its own file; name that of the place."
    )


def test_open_in_another_program(path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        said = (
            "campaign.duckdb: another program, notebook or connection has it open.\n"
            "Close that one, or wait until it is done; one may write or several read at a time."
        )
        assert both(path) == [said] * 2
        other.stdin.close()
    assert len(CampaignDatabase(path).low_income()) == 6


def test_changes_another_program_has_not_ended(path):
    path.with_name("campaign.duckdb.wal").write_bytes(b"")
    text = refusal(CampaignError, CampaignDatabase(path).store, people(), on="2021-08-24")
    assert text == (
        "campaign.duckdb.wal: another program has changes to campaign.duckdb that are not in it yet.\n"
        "Open the database with that program once and close it there."
    )


def test_one_writer_at_a_time_and_readers_are_not_in_its_way(path):
    with alone(path):
        assert len(CampaignDatabase(path).low_income()) == 6
        text = refusal(CampaignError, CampaignDatabase(path).store, people(), on="2021-08-24")
    assert text == "campaign.duckdb: another run is writing to it.\nWait until it is done, then run this again."
    assert CampaignDatabase(path).store(people(), on="2021-08-24").new


def test_cut_short_or_overwritten_it_is_whole_or_damaged_but_never_another(path):
    data, rng = path.read_bytes(), random.Random(5)
    expected, seen = CampaignDatabase(path).low_income(), set()
    for _ in range(12):
        at, broken = rng.randrange(len(data)), bytearray(data)
        broken[at : at + 8] = bytes(8 if rng.random() < 0.5 else 0)
        path.write_bytes(bytes(broken[: at + 8]) if rng.random() < 0.5 else bytes(broken))
        text = "as it was"
        try:
            found = CampaignDatabase(path).low_income()
        except CampaignError as error:
            text = str(error).split(":")[1].split(",")[0]
        else:
            assert found.equals(expected)
        seen.add(text.strip())
    assert seen <= {"as it was", "damaged", "not a database.\nName another file; one that is not there is made."}
    assert len(seen) > 1


def test_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "campaign.duckdb"
    CampaignDatabase(path, "jinjiang").store(people(), on=JUNE)
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in tmp_path.iterdir()) == [".campaign.duckdb.lock", "campaign.duckdb"]


def test_what_was_stored_already_leaves_the_file_alone(path):
    before = path.read_bytes()
    assert not CampaignDatabase(path).store(people(), on=JUNE).new
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT * FROM family", 'Catalog Error: Table with name family does not exist! Did you mean "families"?'),
        ("SELEC 1", 'Parser Error: syntax error at or near "SELEC"'),
        ("DROP TABLE families", 'Invalid Input Error: Cannot execute statement of type "DROP" on database "campaign" which is attached in read-only mode!'),
        ("COPY families TO 'out.csv'", 'Permission Error: Cannot access file "out.csv" - file system operations are disabled by configuration'),
    ],
)  # fmt: skip
def test_a_query_that_cannot_be_answered(whole, sql, said):
    text = refusal(CampaignError, CampaignDatabase(whole).query, sql)
    assert text.split("\n")[0].startswith(f"The query cannot be answered: {said}"[:90])
    assert text.split("\n")[1].startswith("Tables: families, members, findings, snapshots, events. Views: low_income, ")
