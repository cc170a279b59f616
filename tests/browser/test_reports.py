"""Reports and their index in a real browser: nothing missing, nothing complains, links lead somewhere, they print."""

from __future__ import annotations

import shutil
from urllib.parse import unquote, urlsplit

import pytest

from aidkit.report.series import run_reports
from aidkit.report.study import study_of
from aidkit.shipped import shipped
from tests.browser.chromium import DESK, PHONE, needed
from tests.report.conftest import hand_made_population

HOSTILE = "<img src=x onerror=alert(1)>"
SMALLEST_PDF = 20_000  # bytes: a page of text and tables is larger, an empty one is not

needed()
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reports(browser, tmp_path_factory):
    """Two small runs: real tables of invented people, and hand-made families of a town and a reform with a hostile name."""
    folder = tmp_path_factory.mktemp("run")
    people, out = folder / "people", folder / "reports"
    people.mkdir()
    whole = hand_made_population()
    whole.households.assign(town=whole.households["town"].replace("甲", HOSTILE)).to_csv(
        people / "households.csv", index=False
    )
    whole.persons.to_csv(people / "persons.csv", index=False)
    params = folder / "params"
    shutil.copytree(shipped("params"), params)
    own = (params / "jinjiang.yaml").read_text(encoding="utf-8")
    assert "  zh: 晋江市\n" in own
    (params / "jinjiang.yaml").write_text(own.replace("zh: 晋江市\n", f"zh: {HOSTILE}\n", 1), encoding="utf-8")
    asked = {"out": out, "formats": ("html",)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIDKIT_PARAMS", str(params))
        studies = [
            study_of("jinjiang", population=str(people), overrides={"edge.multiple": 1.5}, name=HOSTILE, **asked),
            study_of("hanzhong", lang="en", parameters={"households": 400}, **asked),
        ]
        assert [outcome.error for outcome in run_reports(studies, jobs=2)] == ["", ""]
    return out


def pages(reports):
    found = [reports / "index.html", *sorted(reports.glob("*/*/report.html"))]
    assert len(found) == 3
    return found


def test_every_page_is_whole_and_every_link_leads_somewhere(reports, watched):
    for file in pages(reports):
        with watched("file:", viewport=DESK) as page:
            page.goto(file.as_uri())
            assert page.title()
            broken = page.eval_on_selector_all("img", "all => all.filter(one => !one.naturalWidth).map(one => one.src)")
            assert broken == []
            for link in page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))"):
                parts = urlsplit(link)
                if parts.scheme in ("http", "https"):  # a source named in the table of parameters
                    continue
                target = file if not parts.path else file.parent / unquote(parts.path)
                assert target.is_file(), f"{file}: {link}"
                if parts.fragment and target == file:
                    anchor = unquote(parts.fragment)
                    assert page.evaluate("name => document.getElementById(name) !== null", anchor), f"{file}: {link}"


def test_every_page_prints(reports, watched):
    for file in pages(reports):
        with watched("file:", viewport=DESK) as page:
            page.goto(file.as_uri())
            printed = page.pdf(format="A4", print_background=True)
            assert printed.startswith(b"%PDF-")
            assert len(printed) > SMALLEST_PDF


def test_a_page_is_no_wider_than_a_phone(reports, watched):
    for file in pages(reports):
        with watched("file:", viewport=PHONE) as page:
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], file


def test_a_town_and_a_reform_named_like_a_script_are_only_names(reports, watched):
    for file in pages(reports):
        with watched("file:", viewport=DESK) as page:
            asked: list[str] = []
            page.on("dialog", lambda dialog, asked=asked: (asked.append(dialog.message), dialog.dismiss()))
            page.goto(file.as_uri())
            assert asked == []
            assert page.locator("[onerror]").count() == 0
            if "hanzhong" not in file.parts:
                assert page.get_by_text(HOSTILE).count() > 0
