"""The figure of a family: its title is the finding, every notch is named, nothing runs into the legend."""

from __future__ import annotations

import pandas as pd
import pytest

from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.cliffs import Cliffs, cliffs


@pytest.fixture(scope="module")
def found(three_families: Population, base_policy: Policy) -> Cliffs:
    return cliffs(three_families, base_policy)


def texts(figure) -> list[str]:
    return [text.get_text() for ax in figure.axes for text in ax.texts]


def test_the_title_names_the_largest_loss_and_the_notches_are_named(found: Cliffs) -> None:
    figure = found.plot("illness")
    assert figure.axes[0].get_title(loc="left") == "月工资过 4,250 元，少得单人保 775 元；挣到 5,025 元才补回"
    shown = texts(figure)
    assert "Past 4,250 yuan a month the family loses 775 of single-person dibao, until 5,025" in shown
    assert "1,937: +775 单人保 single-person dibao" in shown
    assert "4,250: −775 单人保 single-person dibao" in shown
    assert "多挣反而少\nworse off" in shown
    assert [text.get_text() for text in figure.legends[0].get_texts()] == [
        "净收入\nnet income", "单人保\nsingle-person dibao", "低保\ndibao", "无救助（45°）\nno assistance (45°)",
        "自有收入\nown income",
    ]  # fmt: skip


def test_without_a_notch_the_title_names_the_highest_rate(found: Cliffs) -> None:
    figure = found.plot("couple", lang="en")
    assert (
        figure.axes[0].get_title(loc="left")
        == "From 2,000 to 2,725 yuan a month, each yuan earned costs 1.00 of assistance"
    )
    assert {"80%", "100%", "today"} <= set(texts(figure))
    assert figure.axes[1].get_xlabel() == "main earner's wage, yuan a month"


def test_a_family_whom_no_wage_concerns() -> None:
    import aidkit

    households = pd.DataFrame({"household_id": ["rich"], "area": "urban", "dwellings": 9})
    population = Population(
        households=households,
        persons=pd.DataFrame({"person_id": [1], "household_id": ["rich"], "age": [40]}),
        synthetic=True,
    )
    figure = cliffs(population, aidkit.load_policy("jinjiang")).plot("rich", lang="zh")
    assert figure.axes[0].get_title(loc="left") == "无论工资多少，这家都不享受救助"
    assert "合成数据；晋江市 2021-08-24 规则。" in texts(figure)


def test_title_and_legend_stay_inside_the_picture(found: Cliffs) -> None:
    for lang in ("zh", "en", "both"):
        figure = found.plot("illness", lang=lang)
        figure.draw_without_rendering()
        edge = figure.bbox.x1
        inside = [figure.axes[0]._left_title, *figure.axes[0].texts, figure.legends[0]]
        assert max(artist.get_window_extent().x1 for artist in inside) <= edge
        legend = figure.legends[0].get_window_extent()
        assert legend.x0 >= figure.axes[0].get_window_extent().x1
