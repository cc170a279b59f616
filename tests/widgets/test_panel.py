"""The panel around the model: live only where somebody sits, its words in one language or two, errors said in it."""

from __future__ import annotations

import re

import pytest

import aidkit
from aidkit.errors import PolicyError
from aidkit.report.text import Text
from aidkit.widgets import panel as panels
from aidkit.widgets import words
from aidkit.widgets.panel import Panel

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def panel(model):
    shown = Panel(model)
    assert shown.widget is shown.widget
    return shown


def test_moving_a_slider_changes_numbers_and_picture(panel, model):
    cards, picture = panel._cards.value, panel._image.value
    panel._controls.by_path["edge.multiple"].value = 2.0
    assert model.value("edge.multiple") == 2.0
    assert panel._cards.value != cards
    assert panel._image.value != picture
    after = model.figures().frame["after"]
    assert f"{after.iloc[0]:,.0f}" in panel._cards.value


def test_sliders_follow_the_model(panel, model):
    slider = panel._controls.by_path["income.work_cost.rate"]
    slider.value = 0.5
    panel._guarded(panel._reset)()
    assert slider.value == model.value("income.work_cost.rate") == 0.2
    assert "0.2" not in model.policy.name


def test_an_error_is_said_in_the_panel_and_nothing_moves(panel, model):
    panel._moved("edge.multiple", 4.0)
    assert "edge.multiple: 4.0 is outside the panel&#x27;s range.\nAllowed: 0.75 to 3 factor." in panel._say.value
    assert model.changes == {}
    panel._guarded(panel._copy)()
    assert "Nothing has been moved" in panel._say.value


def test_copying_shows_the_reform_and_hands_it_to_the_browser(panel, model):
    panel._controls.by_path["edge.multiple"].value = 1.8
    panel._guarded(panel._copy)()
    assert panel._yaml.value == model.yaml()
    assert panel._yaml.layout.display is None
    assert panel._page.outputs[0]["data"]["application/javascript"].startswith("navigator.clipboard.writeText(")


def test_a_change_that_touches_nobody_is_said(panel):
    panel._controls.by_path["dibao.single_entry.share"].value = 0.8  # the gap is paid there, so no share counts
    assert words.NOTHING_MOVES.en in panel._say.value


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_language_stays_one_language(city, lang):
    shown = aidkit.explore("hanzhong", city[1], lang)
    texts = [shown.model.finding.show(lang), str(shown.model.figures()), str(shown.model.table())]
    texts += [value.value for value in (shown.widget.children[0], shown._cards, shown._table)]
    body = re.sub(r"<style>.*?</style>", "", "\n".join(texts), flags=re.DOTALL)
    if lang == "en":
        assert not CHINESE.search(body)
    else:
        assert not re.search(r"(?<![&<])\b(Missed|families|persons|in force|yuan)\b", body.replace("<", " <"))


def test_every_word_has_both_languages():
    texts = [value for value in vars(words).values() if isinstance(value, Text)]
    assert len(texts) > 10
    for text in (*texts, *words.GROUPS.values()):
        assert CHINESE.search(text.zh)
        assert not CHINESE.search(text.en)


def test_unattended_it_is_a_picture_and_a_table(model, monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *things: shown.extend(things))
    Panel(model)._ipython_display_()
    picture, table = shown
    assert picture.png.startswith(b"\x89PNG")
    assert table.name == "what_if_figures"
    assert not panels.attended()


def test_a_language_it_does_not_speak_is_refused():
    with pytest.raises(PolicyError) as refused:
        aidkit.explore("hanzhong", lang="fr")
    assert str(refused.value) == "'fr' is not a language of the panel.\nValid names: zh, en, both."
