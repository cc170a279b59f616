"""Good files that people write: parameters, reforms, mappings, plans, calendars, forms, clauses, settings, margins."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

from aidkit import load_reform
from aidkit.campaign.calendar.loading import read_calendar
from aidkit.campaign.clauses.files import DOCUMENTS, clauses_in
from aidkit.campaign.forms.reading import read_form
from aidkit.campaign.guide.directory import load_guide
from aidkit.campaign.ledger.taxonomy import taxonomy_in
from aidkit.campaign.plan.reading import read_plan
from aidkit.cli.console import assignments
from aidkit.data.survey.mapping import FOLDER, read_mapping
from aidkit.data.synthesis.assumptions import read_assumptions
from aidkit.data.synthesis.margins import read_anchors
from aidkit.oversight.settings import settings_in
from aidkit.parameter_files import check_place
from aidkit.policy import load_policy
from aidkit.shipped import STUDY, packaged
from tests.safety.bad_files import LayOut, Reader
from tests.safety.spoiling import spoil_yaml

PARAMS, DATA = packaged("params"), packaged("data")
SMALL_PLACE = """\
place: {id: town-template, en: Town, zh: 某镇, code: "999999", campaign_date: 2020-06-30}
parameters:
  dibao:
    standard:
      rural:
        unit: yuan/month
        values:
          2020-01-01: {value: 500, status: assumed, low: 400, high: 700, source: {reason: invented}}
      urban: {unit: yuan/month, values: {2020-01-01: {value: 600, status: seed, source: {document: town-2020, clause: XZ-1}}}}
  minimum_wage: {unit: yuan/month, values: {2020-01-01: {value: 1500, status: seed, source: {document: town-2020, clause: XZ-1}}}}
  income:
    local_disposable_annual:
      {unit: yuan/year, values: {2020-01-01: {value: 25000, status: seed, source: {document: town-2020, clause: XZ-1}}}}
  children:
    orphan_standard:
      institution: {unit: yuan/month, values: {2020-01-01: {value: 1400, status: seed, source: {document: town-2020, clause: XZ-1}}}}
      scattered:
        unit: yuan/month
        values:
          2019-01-01: {value: 900, status: seed, source: {document: town-2020, clause: XZ-1}}
          2020-01-01: {value: 1000, status: published, source: {notice: 通知, address: "http://a.cn"}, note: up}
"""
SMALL_REFORM = """\
reform: {id: small, title: {en: A, zh: 甲}, question: {en: B?, zh: 乙？}}
changes:
  edge.multiple: {value: 1.5, reason: tried, source: {document: jinjiang-2021, clause: JJ-2.2.1}}
  dibao.standard: {scale: 1.1, reason: tried}
"""
SMALL_MAPPING = """\
survey: {id: template, en: Invented, zh: 虚构, currency: yuan, source: nobody}
tables:
  persons: {files: [p*.dta], id: [fid, pid], household: fid, keep: {alive: [1]}, beside: [{files: [m.dta], id: [fid], columns: [wt]}]}
  households: {stack: {column: of, files: {urban: [u.dta], rural: [r.dta]}}, id: [fid], unmatched: leave_out}
missing: [-8]
weight: {column: wt, unit: persons}
design: {strata: province, psu: village, from: households}
province: {column: province, from: households, digits: 2, unsampled: {46: nobody}}
variables:
  income: {add: [a, b], from: households, blank: leave_out, per: size, unit: yuan/year, en: Income, zh: 收入}
columns:
  area: {column: urban, from: households, recode: {0: rural, 1: urban}}
  age: {column: born, times: -1, plus: 2018}
lacks: {disability_kind: nobody was asked}
"""
SMALL_CALENDAR = """\
calendar: {zh: 表, en: Table, first: 2021-06-01, last: 2021-09-30, holiday: stands, holiday_source: assumed}
owners: {office: {zh: 甲, en: A}, towns: {zh: 乙, en: B}}
stages: {start: {clause: JJ-1, zh: 始, en: Start, first: 2021-06-01, last: 2021-06-30}}
items:
  one: {clause: JJ-1, zh: 报, en: Report, owner: towns, to: office, form: progress, monthly: [12, last], first: 2021-07-01}
  two: {clause: JJ-1, zh: 会, en: Meet, owner: office, weekly: sunday}
  three: {clause: JJ-1, zh: 结, en: End, owner: office, met_by: problems_mended, dates: [2021-09-30], note: so}
"""
SMALL_SETTINGS = """\
settings:
  name_likeness: {en: likeness, zh: 近似度, unit: share, value: 0.65, status: assumed, low: 0.5, high: 0.8, source: {reason: a}}
  words: {en: words, zh: 词, unit: words, value: [轮椅], status: published, source: {notice: 办法, article: 一, address: "http://a.cn"}}
"""
SMALL_CLAUSES = """\
clauses:
  XZ-1: {en: a, zh: 甲, kinds: [C, E], by: [aidkit:simulate], notebooks: [21_ledger_and_lists], left: {en: b, zh: 乙}}
  XZ-2: {en: c, zh: 丙, kinds: [Q], why: {en: d, zh: 丁}}
"""


def _text(name: str, text: str) -> LayOut:
    def lay_out(folder: Path) -> list[Path]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        return [folder / name]

    return lay_out


def _copy(source: Path, name: str) -> LayOut:
    return _text(name, source.read_text(encoding="utf-8"))


def _with_nation(lay_out: LayOut) -> LayOut:
    def both(folder: Path) -> list[Path]:
        for name in ("schema.json", "national.yaml"):
            shutil.copyfile(PARAMS / name, folder / name)
        return lay_out(folder)

    return both


def _settings_folder(lay_out: LayOut) -> LayOut:
    def both(folder: Path) -> list[Path]:
        shutil.copyfile(PARAMS / "oversight" / "schema.json", folder / "schema.json")
        return lay_out(folder)

    return both


def _taxonomy(folder: Path) -> list[Path]:
    shutil.copytree(PARAMS / "campaigns" / "taxonomy", folder / "campaigns" / "taxonomy")
    return _copy(PARAMS / "campaigns" / "taxonomy.yaml", "campaigns/taxonomy.yaml")(folder)


def _clauses(small: str) -> LayOut:
    def lay_out(folder: Path) -> list[Path]:
        for name in DOCUMENTS:
            (folder / f"{name}.yaml").write_text("clauses: {}\n", encoding="utf-8")
        text = small or (PARAMS / "clauses" / f"{DOCUMENTS[3]}.yaml").read_text(encoding="utf-8")
        return _text(f"{DOCUMENTS[3]}.yaml", text)(folder)

    return lay_out


def _study(name: str, *, whole: bool) -> LayOut:
    """Lay out a study whose margins are its own."""

    def lay_out(folder: Path) -> list[Path]:
        (folder / STUDY).touch()
        margins = shutil.copytree(DATA / "margins", folder / "data" / "margins")
        named = margins / f"{name}.yaml"
        return [named, margins / "national.yaml"] if whole and name != "assumed_behaviour" else [named]

    return lay_out


def _in_study(read: Callable[[], object]) -> Callable[[Path], object]:
    def within(folder: Path) -> object:
        with chdir(folder):
            return read()

    return within


def _set(folder: Path) -> object:
    """Read what a person would write behind --set."""
    text = (folder / "set.txt").read_text(encoding="utf-8", errors="replace")
    return assignments("--set", text.splitlines())


def _policy(folder: Path) -> object:
    """Reform a policy by values that were written behind --set."""
    return load_policy("jinjiang").reform(_set(folder))


def _yaml(read: Callable[[Path], object], small: LayOut | tuple[LayOut, ...], whole: LayOut) -> Reader:
    return Reader(read, small if isinstance(small, tuple) else (small,), whole, spoil_yaml)


SETTINGS = "dibao.standard.rural=528\nedge.multiple=1.5\nuplift.rates.serious_illness=0.3\n"
MANY_SETTINGS = SETTINGS + "uplift.combine=sum\ndibao.gradual_exit.months=12\nuplift.rates={serious_illness: 0.3}\n"
CAMPAIGNS, FORMS = PARAMS / "campaigns", PARAMS / "forms"
READERS = {
    "place": _yaml(
        lambda folder: check_place(folder / "town-template.yaml"),
        _with_nation(_text("town-template.yaml", SMALL_PLACE)),
        _with_nation(_copy(PARAMS / "town-template.yaml", "town-template.yaml")),
    ),
    "reform": _yaml(
        lambda folder: [load_reform(path) for path in folder.glob("*.yaml")],
        _text("small.yaml", SMALL_REFORM),
        _copy(PARAMS / "reforms" / "uplift-100.yaml", "uplift-100.yaml"),
    ),
    "values of --set": Reader(_policy, (_text("set.txt", SETTINGS),), _text("set.txt", MANY_SETTINGS)),
    "survey mapping": _yaml(
        lambda folder: read_mapping(folder / "template.yaml"),
        _text("template.yaml", SMALL_MAPPING),
        _copy(FOLDER / "template.yaml", "template.yaml"),
    ),
    "plan": _yaml(
        lambda folder: read_plan(folder / "town-template" / "plan.yaml"),
        _copy(CAMPAIGNS / "town-template" / "plan.yaml", "town-template/plan.yaml"),
        _copy(CAMPAIGNS / "town-template" / "plan.yaml", "town-template/plan.yaml"),
    ),
    "calendar": _yaml(
        lambda folder: read_calendar(folder / "calendar.yaml"),
        _text("calendar.yaml", SMALL_CALENDAR),
        _copy(CAMPAIGNS / "jinjiang-2021" / "calendar.yaml", "calendar.yaml"),
    ),
    "form": _yaml(
        lambda folder: [read_form(path) for path in folder.glob("*.yaml")],
        (_copy(FORMS / "public-list.yaml", "public-list.yaml"), _copy(FORMS / "results.yaml", "results.yaml")),
        _copy(FORMS / "ledger-report.yaml", "ledger-report.yaml"),
    ),
    "clauses": _yaml(clauses_in, _clauses(SMALL_CLAUSES), _clauses("")),
    "words of the ledger": _yaml(taxonomy_in, _taxonomy, _taxonomy),
    "guide directory": _yaml(
        lambda folder: load_guide(folder / "huangshi.yaml"),
        _copy(PARAMS / "guide" / "huangshi.yaml", "huangshi.yaml"),
        _copy(PARAMS / "guide" / "huangshi.yaml", "huangshi.yaml"),
    ),
    "settings of oversight": _yaml(
        lambda folder: settings_in(folder, "matching"),
        _settings_folder(_text("matching.yaml", SMALL_SETTINGS)),
        _settings_folder(_copy(PARAMS / "oversight" / "process.yaml", "matching.yaml")),
    ),
    "margins": _yaml(
        _in_study(lambda: read_anchors("town-template")),
        _study("town-template", whole=False),
        _study("town-template", whole=True),
    ),
    "assumptions": _yaml(
        _in_study(read_assumptions.__wrapped__),
        _study("assumed_behaviour", whole=False),
        _study("assumed_behaviour", whole=True),
    ),
}  # fmt: skip
