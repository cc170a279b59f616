"""Figures: the finding in the title, units on the axes, a mark where a figure is hidden, global settings untouched."""

import matplotlib as mpl
import pandas as pd
import pytest

from aidkit import charts
from aidkit.report.text import Text

SOURCE = Text("来源：合成数据", "Source: invented population")
TABLE = pd.DataFrame(
    {"zh": ["低保", "特困"], "en": ["Dibao", "Tekun"], "persons": [1234, "<5"], "missed": [12, 3], "wrong": [4, "<5"],
     "yuan_year": [3e6, 1e6]}
)  # fmt: skip


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_entitled_says_which_scheme_is_largest():
    ax = charts.entitled(TABLE, source=SOURCE)
    assert ax.get_title(loc="left") == "应享受“低保”的人最多：1,234 人"
    assert "Most are entitled to Dibao: 1,234 persons" in texts(ax)
    assert ax.get_xlabel() == "人 persons"
    assert "<5" in texts(ax)
    assert "来源：合成数据 Source: invented population" in texts(ax)


def test_cost_says_what_share_the_dearest_scheme_takes():
    ax = charts.cost(TABLE, lang="en")
    assert ax.get_title(loc="left") == "Dibao takes 75% of 4.0 million yuan a year"
    assert "300.0" in texts(ax)


def test_coverage_draws_missed_right_and_wrong_left():
    ax = charts.coverage(TABLE, lang="zh")
    assert ax.get_title(loc="left") == "漏保最多的是“低保”：12 人"
    assert [patch.get_width() for patch in ax.patches] == [12, 3, -4, 0]


def test_threshold_marks_the_value_in_force():
    table = pd.DataFrame({"x": [0.9, 1.0, 1.1], "y": [80.0, 100.0, 130.0]})
    ax = charts.threshold(
        table, x=Text("倍", "×"), y=Text("万元", "yuan"), finding=Text("涨", "up"), marked=1.0, lang="en"
    )
    assert texts(ax)[:3] == ["80", "100", "130"]
    assert ax.get_ylabel() == "yuan"


@pytest.mark.parametrize("draw", [charts.entitled, charts.cost, charts.coverage])
def test_an_empty_table_says_that_there_is_nobody(draw):
    assert draw(TABLE.iloc[:0], lang="en").get_title(loc="left") == "Nobody"


def test_a_picture_is_the_same_each_time_and_speaks_in_words():
    first, second = (charts.show(charts.entitled(TABLE)) for _ in range(2))
    assert first.png == second.png
    assert first.words == "应享受“低保”的人最多：1,234 人 Most are entitled to Dibao: 1,234 persons — 人 persons"
    assert set(first._repr_mimebundle_()) == {"text/plain", "image/png"}


def test_matplotlibs_settings_stay_as_they_were():
    before = dict(mpl.rcParams)
    charts.show(charts.cost(TABLE))
    assert dict(mpl.rcParams) == before


def test_the_font_has_every_label_of_the_kit():
    from matplotlib.ft2font import FT2Font

    from aidkit.fonts import chinese_font
    from aidkit.parameters import SPECS
    from aidkit.schema import HOUSEHOLD_COLUMNS, LABELS_ZH, PERSON_COLUMNS

    known = FT2Font(str(chinese_font())).get_charmap()
    labels = [*LABELS_ZH.values(), *(c.zh for c in (*HOUSEHOLD_COLUMNS, *PERSON_COLUMNS)), *(spec.zh for spec in SPECS)]
    assert [letter for label in labels for letter in label if ord(letter) not in known] == []
