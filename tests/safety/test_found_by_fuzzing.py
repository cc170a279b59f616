"""Files that long runs of fuzzing found to end in a bare exception, each made as small as it goes: refused in words now."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

import pytest

from aidkit import read_population
from aidkit.campaign.clauses.places import check_function
from aidkit.errors import AidkitError, ParameterFileError, PolicyError, PopulationError
from aidkit.studies.new_city import begin_city
from tests.refusals import refusal
from tests.safety.bad_files import Target
from tests.safety.readers import target


def said(laid: Target, old: str, new: str) -> str:
    """Say why a reader refuses its files with one text of them changed."""
    files = laid.small[0]
    path, good = next((path, good) for path, good in files.items() if old.encode() in good)
    with pytest.raises(AidkitError) as caught:
        laid.read_with(path, good.replace(old.encode(), new.encode(), 1), good)
    return str(caught.value).replace(str(laid.folder), "…")


ROOT = Path(__file__).parents[2]
CASES = [
    (
        "reform",
        "scale: 1.1",
        f"scale: 1{'0' * 320}",
        "The reform small.yaml is not readable YAML: line 4: a whole number of more than 300 digits.\n"
        "Keys stand once, indented by two spaces, the file in UTF-8.",
    ),
    (
        "reform",
        "reason: tried, source",
        "source",
        "The reform small.yaml cannot be used; 1 fault:\n- edge.multiple: 'reason' is missing.",
    ),
    (
        "survey in SPSS",
        "ALIVE",
        "\0" * 5,
        "survey_person_1.sav: not readable (ValueError: a column has no name).\nTake it from its publisher again.",
    ),
    (
        "calendar",
        "zh: 报,",
        "zh: [报],",
        "params/campaigns/layout-0/calendar.yaml has 1 fault.\n"
        "  line 5, items.one.zh: ['报'] is not text. Put it in quotes.",
    ),
    (
        "calendar",
        "form: progress",
        "form: 5",
        "params/campaigns/layout-0/calendar.yaml has 1 fault.\n"
        "  line 5, items.one.form: 5 is no form. Valid names: clues, ledger-report, payments, petitions, problems, progress, public-list, relief-summary, results, systems.",
    ),
    (
        "calendar",
        "{zh: 甲, en: A}",
        "{zh: 5, en: A}",
        "params/campaigns/layout-0/calendar.yaml has 4 faults.\n"
        "  line 2, owners.office.zh: 5 is not text. Put it in quotes.\n"
        "  line 5, items.one.to: 'office' is no office of this file. Valid names: towns.\n"
        "  line 6, items.two.owner: 'office' is no office of this file. Valid names: towns.\n"
        "  line 7, items.three.owner: 'office' is no office of this file. Valid names: towns.",
    ),
    (
        "calendar",
        "last: 2021-09-30",
        "last: 9999-12-31",
        (
            "params/campaigns/layout-0/calendar.yaml has 3 faults.\n"
            "  line 5, items.one.monthly: from 2021-07-01 to 9999-12-31 is no span of a campaign. Allowed: ten years from 1949-10-01 on.\n"
            "  line 6, items.two.weekly: from 2021-06-01 to 9999-12-31 is no span of a campaign. Allowed: ten years from 1949-10-01 on.\n"
            "  line 7, items.three.dates: from 2021-06-01 to 9999-12-31 is no span of a campaign. Allowed: ten years from 1949-10-01 on."
        ),
    ),
    (
        "calendar",
        "dates: [2021-09-30]",
        "dates: [9999-12-31]",
        (
            "params/campaigns/layout-0/calendar.yaml has 1 fault.\n"
            "  line 7, items.three.dates: 9999-12-31 to 9999-12-31: days of a campaign lie from 1949-10-01 to 2199-12-31."
        ),
    ),
    (
        "guide directory",
        "school_from:",
        "5:",
        (
            "layout-0/huangshi.yaml cannot be used; 2 faults:\n"
            "- line 10, limits: 'school_from' is missing.\n"
            "- line 11, limits.5: no condition asks for 5. Valid names: school_below, school_from."
        ),
    ),
    (
        "margins",
        "share.urban:",
        "5:",
        (
            "data/margins/town-template.yaml: value, unit, year, status or source missing in 5.\n"
            "See the top of national.yaml for what an entry holds."
        ),
    ),
    (
        "form",
        "  list: {",
        "  1: {",
        ("params/forms/public-list.yaml has 1 fault.\n  line 18, tables.1: 1 is not text. Put it in quotes."),
    ),
    (
        "calendar",
        "office: {zh",
        "5: {zh",
        ("params/campaigns/layout-0/calendar.yaml has 1 fault.\n  line 2, owners.5: 5 is not text. Put it in quotes."),
    ),
    (
        "form",
        "clauses: [",
        "clauses: 5 # [",
        "params/forms/public-list.yaml has 1 fault.\n  line 5, form.clauses: 5 is no list. Write [5].",
    ),
    (
        "form",
        "by: [town]",
        "by: 5",
        "params/forms/public-list.yaml has 1 fault.\n  line 22, tables.towns.by: 5 is no list. Write [5].",
    ),
    (
        "clauses",
        "kinds: [C, E]",
        "kinds: [C, 5]",
        "params/clauses/town-2020.yaml has 1 fault.\n"
        "  line 2, clauses.XZ-1.kinds: 5 is no kind of clause. Valid names: E, B, P, M, C, A, T, F, R, O, Q.",
    ),
    (
        "clauses",
        "{en: d, zh: 丁}",
        "later",
        "params/clauses/town-2020.yaml has 1 fault.\n"
        "  line 3, clauses.XZ-2.why: 'later' is not a mapping of keys and values.",
    ),
    (
        "margins",
        "value: 0.3,",
        "value: some,",
        "data/margins/town-template.yaml: the value of share.urban is no number, nor numbers by name.\n"
        "Figures are numbers of 0 or more, without separators.",
    ),
    (
        "margins",
        "zh: XX镇（模板）",
        "zh: null",
        "data/margins/town-template.yaml: 'place' and 'anchors' are expected, and place.zh.\n"
        "See the top of national.yaml.",
    ),
    (
        "margins",
        "value: 30000",
        "value: {urban: 9}",
        "data/margins/town-template.yaml: the value of population.resident has not the names of the country's.\n"
        "Give the same names in the same order as national.yaml, or a number as there.",
    ),
    (
        "assumptions",
        "  families.generation_gap:",
        "  families.gap:",
        "data/margins/assumed_behaviour.yaml lacks families.generation_gap; has what nobody reads: families.gap.\n"
        "Keep the keys of the table that ships.",
    ),
    (
        "assumptions",
        "{prison: 0.0016, detox: 0.0006,",
        "{detox: 0.0006, prison: 0.0016,",
        "data/margins/assumed_behaviour.yaml: the value of kin.absent has not the names of the table that ships.\n"
        "Keep the names and their order; change the numbers.",
    ),
    (
        "form",
        "kind: text",
        "kind: [text]",
        "params/forms/public-list.yaml has 2 faults.\n"
        "  line 12, columns.0.kind: ['text'] is no kind of column. Valid names: text, day, count, yuan, number.\n"
        "  line 22, tables.towns.by: 'town' is no column of this form. Valid names: village, person, scheme, amount.",
    ),
    (
        "table of counties",
        "county-0001,500",
        "county-0001,5,0,0",
        "counties.csv: no table of counties (Length of header or names does not match length of data. This leads to a loss of data with index_col=False.).\n"
        "Write place and parameter paths as CSV in UTF-8.",
    ),
    (
        "kept run",
        '"notebook": "10_campaign_report"',
        '"notebook": 5',
        "…/layout-0/jinjiang/one: not the folder of a run: its run.json has entries of another shape: notebook.\n"
        "Run the report again.",
    ),
    (
        "kept run",
        '"edge.multiple": 1.5\n },\n "files"',
        '"edge.multiple": [null]\n },\n "files"',
        "…/layout-0/jinjiang/one: not the folder of a run: its run.json has entries of another shape: "
        "values.edge.multiple.0.\nRun the report again.",
    ),
    (
        "index of runs",
        '"files"',
        '"fils"',
        "…/layout-0/jinjiang/one: not the folder of a run: its run.json lacks files.\n"
        "A run's folder holds run.json and notebook.ipynb, e.g. reports/jinjiang/2021-08-24-baseline.",
    ),
    (
        "index of runs",
        "{",
        "[",
        "…/layout-0/jinjiang/one: not the folder of a run: its run.json is no JSON.\nRun the report again.",
    ),
    (
        "survey mapping",
        "plus: 2018",
        f"plus: {'9' * 400}",
        "The mapping template.yaml is not readable YAML: line 13: a whole number of more than 300 digits.\n"
        "Keys stand once, indented by two spaces, the file in UTF-8.",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "text"), CASES)
def test_it_is_refused_in_words(tmp_path: Path, name: str, old: str, new: str, text: str) -> None:
    assert said(target(name, tmp_path), old, new) == text


def test_a_packed_text_that_is_damaged(tmp_path: Path) -> None:
    good = gzip.compress(b"household_id,area\nA,urban\n")
    for name in ("households", "persons"):
        (tmp_path / f"{name}.csv.gz").write_bytes(good[:10] + b"\xff" * 20)
    assert refusal(PopulationError, read_population, tmp_path) == (
        f"{tmp_path}: households.csv.gz: not readable as a table "
        "(error: Error -3 while decompressing data: invalid block type).\n"
        "Allowed: .csv, .csv.gz, .parquet, .xlsx."
    )


def test_an_empty_row_of_spaces_nobody_sees_is_no_row(tmp_path: Path) -> None:
    laid = target("register", tmp_path)
    files = next(files for files in laid.small if any("失业登记" in path.name for path in files))
    path, good = next((path, good) for path, good in files.items() if "失业登记" in path.name)
    assert laid.read_with(path, good + "\u200b\n".encode(), good) is not None


@pytest.mark.parametrize("address", ["os:system", "antigravity:geohash", ".x:y", ":x", "aidkitten:x"])
def test_a_file_of_clauses_imports_nothing_but_aidkit(address: str) -> None:
    assert refusal(AidkitError, check_function, "XZ-1", address) == (
        f"Clause XZ-1: {address!r} is not of aidkit.\n"
        "Name in params/clauses what computes the clause, as module:function, or take the name out."
    )


def test_a_new_city_begun_on_spoilt_national_rules(tmp_path: Path) -> None:
    for name in ("params", "data/margins"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "data/margins/town-template.yaml").write_text("anchors: 5\n", encoding="utf-8")
    assert refusal(PolicyError, begin_city, "mine", zh="我市", out=tmp_path / "params") == (
        "data/margins/town-template.yaml: 'place' and 'anchors' are expected, and place.zh.\nSee the top of national.yaml."
    )
    (tmp_path / "params/national.yaml").write_text("5\n", encoding="utf-8")
    assert refusal(ParameterFileError, begin_city, "mine", zh="我市", out=tmp_path / "params") == (
        "params/national.yaml cannot be used; 1 fault:\n- line 1, the file: 5 is not a mapping."
    )
    assert not (tmp_path / "params/mine.yaml").exists()
