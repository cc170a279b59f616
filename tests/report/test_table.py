"""A table as text, as HTML and as the data the workbook is made from."""

import numpy as np
import pandas as pd

from aidkit.report.markup import table_html
from aidkit.report.table import MIME, Head, Table, plain, written
from aidkit.report.text import Text

HEADS = (
    Head("town", Text("乡镇", "Town")),
    Head("persons", Text("人数", "Persons"), Text("人", "persons"), "count"),
    Head("yuan", Text("金额", "Amount"), Text("元/年", "yuan a year"), "yuan"),
)


def table(**changes):
    frame = pd.DataFrame({"town": ["<甲>", "合计"], "persons": ["<5", np.int64(1234)], "yuan": [np.nan, 2.5]})
    settings = {"frame": frame, "source": Text("来源", "Source"), "note": Text("注", "Note"), "total": True, **changes}
    return Table("towns", Text("各乡镇", "By town"), HEADS, **settings)


def test_values_become_plain():
    assert [plain(v) for v in (np.int64(2), np.float64("nan"), pd.NaT, None, "a", pd.Timestamp("2021-08-24").date())] == [
        2, None, None, None, "a", "2021-08-24",
    ]  # fmt: skip


def test_figures_are_written_as_their_column_says():
    assert written(1234567.8, "count") == "1,234,568"
    assert written(0.1234, "share") == "12.3%"
    assert written(1234.5, "yuan") == "1,234.50"
    assert written(1.50, "factor") == "1.5"
    assert written("<5", "count") == "<5"
    assert written(None, "yuan") == "—"


def test_the_payload_gives_the_same_table_back():
    made = Table.from_payload(table().payload())
    assert made.payload() == table().payload()
    assert table_html(made) == table_html(table())


def test_text_from_data_is_escaped_and_the_total_marked():
    html = table_html(table())
    assert "&lt;甲&gt;" in html
    assert "<甲>" not in html
    assert (
        '<tr class="total"><td class="text">合计</td><td class="count">1,234</td><td class="yuan">2.50</td></tr>'
        in html
    )


def test_one_language_leaves_no_trace_of_the_other():
    assert "Town" not in table_html(table(lang="zh"))
    assert "乡镇" not in table_html(table(lang="en"))


def test_a_notebook_gets_text_html_and_data():
    bundle = table()._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", MIME}
    assert bundle[MIME]["rows"] == [["<甲>", "<5", None], ["合计", 1234, 2.5]]
