"""The what-if panel in a real JupyterLab: mouse and keyboard move it, the engine agrees, its reform says the same."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys

import pytest

import aidkit
from aidkit.report.questions.words import WAN
from aidkit.shipped import shipped
from tests.browser.chromium import DESK, needed
from tests.browser.lab import PATIENCE, lab

NAME = "40_explore.ipynb"
BOX = "[class*='aidkit-what-if']"
SLIDERS = {"dibao.standard": 0, "edge.multiple": 1, "income.work_cost.rate": 2}  # top down, as the panel shows them
TOTAL = re.compile(r"^\s*total\s+合计\s+(\S+)\s+(\S+)", re.MULTILINE)
MISSED = re.compile(r"^\s*missed\s+漏保\s+persons\s+(\S+)\s+(\S+)", re.MULTILINE)

needed()
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model():
    return aidkit.explore("jinjiang").model


@pytest.fixture(scope="module")
def jupyter(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    shutil.copy(shipped("notebooks") / NAME, folder / NAME)
    with lab(folder, tmp_path_factory.mktemp("jupyter")) as running:
        yield running


def shown(model):
    """The large numbers of the four cards as they should stand."""
    return [f"{value:,.0f}" for value in model.figures().frame["after"]]


class Seen:
    """What somebody sees of the panel, and their hands."""

    def __init__(self, page):
        self.page, self.box = page, page.locator(BOX).first

    def numbers(self):
        return [text.split("\n")[0] for text in self.box.locator(".number").evaluate_all(
            "all => all.map(one => one.firstChild.textContent)")]  # fmt: skip

    def waits_for(self, numbers):
        self.page.wait_for_function(
            "([box, wanted]) => JSON.stringify([...document.querySelector(box).querySelectorAll('.number')]"
            ".map(one => one.firstChild.textContent)) === JSON.stringify(wanted)",
            arg=[BOX, numbers], timeout=PATIENCE,
        )  # fmt: skip

    def picture(self):
        return self.box.locator("img").get_attribute("src")

    def waits_for_other_picture(self, before):
        self.page.wait_for_function(
            "([box, before]) => document.querySelector(box).querySelector('img').src !== before",
            arg=[BOX, before], timeout=PATIENCE,
        )  # fmt: skip

    def handle(self, path):
        return self.box.locator(".noUi-handle").nth(SLIDERS[path])

    def reads(self, path):
        return float(self.box.locator(".widget-readout").nth(SLIDERS[path]).inner_text().replace(",", ""))

    def press(self, label):
        self.box.get_by_role("button", name=label).click()


def test_the_panel_moves_as_the_engine_says(jupyter, watched, model, tmp_path):
    with watched(jupyter.address, viewport=DESK, permissions=["clipboard-read", "clipboard-write"]) as page:
        jupyter.open(page, NAME)
        jupyter.run_all(page)
        seen = Seen(page)
        model.reset()
        seen.waits_for(shown(model))
        in_force, first = seen.numbers(), seen.picture()

        seen.handle("dibao.standard").focus()
        for _ in range(4):
            page.keyboard.press("ArrowRight")
        model.set("dibao.standard", 795)
        seen.waits_for(shown(model))
        assert seen.reads("dibao.standard") == 795
        seen.waits_for_other_picture(first)
        by_keyboard = seen.picture()

        place = seen.handle("edge.multiple").bounding_box()
        x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x - 25, y, steps=5)
        page.mouse.up()
        page.wait_for_function("([box, before]) => document.querySelector(box).querySelector('img').src !== before",
                               arg=[BOX, by_keyboard], timeout=PATIENCE)  # fmt: skip
        assert 1 <= seen.reads("edge.multiple") < 2
        model.set("edge.multiple", seen.reads("edge.multiple"))
        seen.waits_for(shown(model))

        readout = seen.box.locator(".widget-readout").nth(SLIDERS["income.work_cost.rate"])
        readout.fill("7")  # no share: it stops at the end of the range
        readout.press("Enter")
        model.set("income.work_cost.rate", 1.0)
        seen.waits_for(shown(model))
        assert seen.reads("income.work_cost.rate") == 1

        seen.press("Copy as reform YAML")
        text = seen.box.locator("textarea")
        text.wait_for(timeout=PATIENCE)
        assert text.input_value() == model.yaml()
        assert page.evaluate("navigator.clipboard.readText()") == model.yaml()
        assert from_the_command_line(text.input_value(), tmp_path) == [shown(model)[0], shown(model)[2]]

        seen.press("Reset")
        seen.waits_for(in_force)
        assert seen.reads("dibao.standard") == 775
        seen.press("Copy as reform YAML")
        page.get_by_text("Nothing has been moved, so there is no reform to write.").wait_for(timeout=PATIENCE)


def from_the_command_line(text, folder):
    """Save the reform and ask the same as its first line says: yearly cost in 万元 and persons missed."""
    command = text.splitlines()[0].split(", then: aidkit ")[1].split()
    file = folder / command[command.index("--reform") + 1]
    file.write_text(text, encoding="utf-8")
    asked = [sys.executable, "-c", "from aidkit.cli import main; main()", *command]
    said = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True).stdout
    cost, missed = TOTAL.search(said), MISSED.search(said)
    assert cost
    assert missed
    return [f"{float(cost[2].replace(',', '')) / WAN:,.0f}", missed[2]]
