"""The calendar as a figure: the finding in its title, a row a stage and item, a mark a deadline."""

import pytest

from aidkit.campaign import calendars, load_calendar
from aidkit.charts.gantt import gantt
from aidkit.charts.picture import show
from aidkit.report.text import Text


def texts(ax):
    return [text.get_text() for text in ax.texts]


def marks(ax):
    return sum(len(part.get_offsets()) for part in ax.collections)


@pytest.mark.parametrize("campaign", calendars())
def test_every_deadline_has_a_mark_and_every_stage_a_bar(campaign):
    calendar = load_calendar(campaign)
    ax = gantt(calendar, lang="zh")
    assert marks(ax) == len(calendar.all())
    assert len(ax.patches) == len(calendar.stages)
    assert [label.get_text() for label in ax.get_yticklabels()] == [
        *(stage.zh for stage in calendar.stages), *(item.zh for item in calendar.items),
    ]  # fmt: skip


def test_the_title_is_the_busiest_day():
    ax = gantt(load_calendar("jinjiang-2021"), source=Text("来源：工作方案", "Source: the plan"))
    assert ax.get_title(loc="left") == "2021-08-31 到期最多：4 项（共 26 项）"
    assert "2021-08-31 has most deadlines: 4 of 26" in texts(ax)
    assert " 公布 posted 2021-07-13" in texts(ax)
    assert "来源：工作方案 Source: the plan" in texts(ax)
    assert "各镇（街道）" in texts(ax)


def test_with_a_day_the_title_says_what_is_late_or_not_known():
    calendar = load_calendar("qionghai")
    known = gantt(calendar, on="2022-03-16", met={("plan", "2022-02-28"): "2022-02-27"}, lang="en")
    assert known.get_title(loc="left") == "2022-03-16: 4 late, 1 met, 46 to come"
    assert [text.get_text() for text in known.get_legend().get_texts()] == ["met", "late", "due"]
    unknown = gantt(calendar, on="2022-03-16", lang="zh")
    assert unknown.get_title(loc="left") == "2022-03-16：5 项期限已过、未登记是否完成，46 项待办"


def test_a_calendar_without_days_says_so_and_equal_figures_have_equal_bytes():
    ax = gantt(load_calendar("houlong-2022"))
    assert ax.get_title(loc="left") == "没有已知期限"
    assert show(gantt(load_calendar("hanzhong"))).png == show(gantt(load_calendar("hanzhong"))).png
