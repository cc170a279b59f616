"""Filling a form: hand-computed totals, nothing where nothing is known, every fault of a table with its row."""

import pandas as pd
import pytest

from aidkit.campaign import CampaignError, fill_form, form_ids, load_form
from tests.campaign.form_tables import TOWNS, table_for

NAMES = (
    "clues", "ledger-report", "payments", "petitions", "problems", "progress", "public-list", "relief-summary", "results",
    "systems",
)  # fmt: skip

PROGRESS = pd.DataFrame(
    {
        "town": ["甲镇", "甲镇", "乙街道"],
        "group": ["1", "2", "1"],
        "listed": [10, 5, 8],
        "checked": [9, 5, None],
        "problems": [3, 0, 2],
        "fixed": [1, 0, 2],
        "open": [2, 0, 0],
    }
)


def test_the_forms_are_there():
    assert form_ids() == NAMES


def test_titles_are_those_the_documents_give():
    titles = {name: load_form(name).title("晋江市") for name in NAMES}
    assert titles["progress"] == "晋江市特殊困难群体排查成效进度表"
    assert titles["relief-summary"] == "晋江市困难群体救助情况汇总表"
    assert titles["petitions"] == "晋江市2020年以来社会救助方面信访诉求（部分）排查情况表"
    assert load_form("payments").title("") == "城乡低保、特困供养资金和临时救助发放统计表"
    assert load_form("petitions").title("某市", "2021年以来").startswith("某市2021年以来")


def test_rows_by_town_by_group_and_by_both_add_up_by_hand():
    form = fill_form("progress", PROGRESS, towns=TOWNS)
    towns = form["towns"].frame.set_index("town")
    assert towns.loc["甲镇", ["listed", "checked", "problems", "open"]].tolist() == [15, 14, 3, 2]
    assert towns.index.tolist() == list(TOWNS)
    groups = form["groups"].frame.set_index("group")
    assert groups["listed"].to_dict() == {"1": 18, "2": 5}
    assert len(form["detail"].rows) == 3
    names = [column.name for column in form["towns"].layout.columns]
    total = dict(zip(names, form["towns"].total, strict=True))
    assert (total["town"], total["listed"], total["checked"], total["fixed"]) == ("合计", 23, 14, 3)
    assert total["missed"] is None  # a column nobody gave


def test_what_a_total_leaves_out_is_said_at_the_foot():
    form = fill_form("progress", PROGRESS, towns=TOWNS)
    assert form["towns"].notes == (
        "同一人员属于多类排查对象的，在各类中分别计算，合计为人次。",
        "合计不含未报单位：丙镇。",
        "空格为尚未掌握的数据，合计不含。",
    )
    assert fill_form("payments", table_for(load_form("payments"))).tables[0].notes == ()


def test_entries_are_counted_by_town():
    table = pd.DataFrame(
        {
            "petition": ["X1", "X2", "X3"],
            "town": ["乙街道", "甲镇", "乙街道"],
            "replied_on": ["2021-07-01", None, ""],
            "assistance": ["低保", None, None],
        }
    )
    form = fill_form("petitions", table, towns=TOWNS)
    assert form["towns"].rows == (
        ("甲镇", 1, None, 0, 0, 1), ("乙街道", 2, None, 1, 1, 1), ("丙镇", None, None, None, None, None),
    )  # fmt: skip
    assert form["towns"].total == ("合计", 3, None, 1, 1, 2)
    assert [row[:3] for row in form["list"].rows] == [(1, "X1", "乙街道"), (2, "X2", "甲镇"), (3, "X3", "乙街道")]
    assert form["list"].total[:2] == ("合计", 3)


def test_nobody_is_called_unanswered_where_no_answer_was_ever_asked_for():
    form = fill_form("petitions", pd.DataFrame({"town": ["甲镇"], "result": ["已核查"]}), notes=["数据为虚构。"])
    assert form["towns"].rows == (("甲镇", 1, None, None, None, None),)
    assert form["list"].notes == ("数据为虚构。",)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_campaign_gives_an_empty_form(name):
    empty = fill_form(name)
    assert all(value is None for table in empty.tables for row in table.rows for value in row)
    assert all(table.total[0] == "合计" and not any(table.total[1:]) for table in empty.tables)
    named = fill_form(name, pd.DataFrame(), towns=TOWNS)
    towns = [table for table in named.tables if table.layout.by == ("town",)]
    assert towns
    assert all([row[0] for row in table.rows] == list(TOWNS) for table in towns)
    assert not any(table.notes[len(named.form.notes) :] for table in named.tables)


@pytest.mark.parametrize("name", NAMES)
def test_totals_equal_the_sums_of_every_table(name):
    form = load_form(name)
    for seed in range(5):
        table = table_for(form, seed)
        for filled in fill_form(form, table, towns=TOWNS).tables:
            for column, total in zip(filled.layout.columns, filled.total, strict=True):
                if filled.layout.by and column.kind in ("count", "yuan"):
                    assert total == pytest.approx(filled.frame[column.name].dropna().sum(), abs=1e-9)
                    if not column.tally:
                        assert total == pytest.approx(table[column.name].sum(), abs=1e-9)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"checkd": [1, 1, 1]}, "Form 'progress' has no column 'checkd'.\nDid you mean 'checked'?"),
        (
            {"listed": [10, -5, 8]},
            "Form 'progress': 1 fault in the table given.\n  row 2, listed: -5 is below 0.",
        ),
        (
            {"listed": [10, 5.5, "acht"]},
            "Form 'progress': 2 faults in the table given.\n  row 2, listed: 5.5 is not a whole number.\n"
            "  row 3, listed: 'acht' is not a number.",
        ),
        (
            {"group": ["1", "1", "1"]},
            "Form 'progress': 1 fault in the table given.\n  row 2, town, group: 甲镇 · 1 stands in row 1 already.",
        ),
        (
            {"town": ["甲镇", None, "丁镇"]},
            "Form 'progress': 3 faults in the table given.\n  row 2, town: nothing stands here. Name it in every row.\n"
            "  row 2, town: None is not among the towns given. Valid names: 甲镇, 乙街道, 丙镇.\n"
            "  row 3, town: '丁镇' is not among the towns given. Valid names: 甲镇, 乙街道, 丙镇.",
        ),
        (
            {"checked": [11, 5, None], "open": [1, 0, 0]},
            "Form 'progress': 2 faults in the table given.\n  row 1 (甲镇 · 1): checked = 11 is over listed, 10.\n"
            "  row 1 (甲镇 · 1): fixed + open = 2 is not problems, 3.",
        ),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(change, said):
    with pytest.raises(CampaignError) as raised:
        fill_form("progress", PROGRESS.assign(**change), towns=TOWNS)
    assert str(raised.value) == said


def test_other_mistakes_are_named():
    with pytest.raises(CampaignError, match=r"^There is no form 'progres'\.\nDid you mean 'progress'\?$"):
        fill_form("progres")
    with pytest.raises(
        CampaignError, match=r"^Form 'progress': the table has no column group\.\nEvery row needs town, gr"
    ):
        fill_form("progress", PROGRESS.drop(columns="group"))
    with pytest.raises(CampaignError, match=r"^on='2021-6-1' is not a date\. Write a day that exists as YYYY-MM-DD\.$"):
        fill_form("progress", on="2021-6-1")
    with pytest.raises(CampaignError, match=r"row 1, due: '2021-06-31' does not exist: June 2021 has 30 days\."):
        fill_form("problems", pd.DataFrame({"town": ["甲镇"], "due": ["2021-06-31"]}))
