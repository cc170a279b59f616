"""What a parameter file may hold, and in which unit the rules read it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import aidkit
from aidkit.parameter_files import read_parameter_file

FILE = """
place: {id: here, en: Here, zh: 此地, code: "000000", campaign_date: 2021-08-01}
parameters:
  dibao:
    standard:
      rural:
        unit: yuan/year
        values:
          2019-01-01: {value: 5580, status: seed, source: {document: huangshi-2018, clause: HS-3.1}}
          2021-01-01: {value: 6000, status: assumed, low: 4800, high: 7200, source: {reason: made up}}
    grades:
      rural:
        unit: yuan/year
        values:
          2019-01-01:
            value: [{up_to_ratio: 0.5, amount: 5580}, {up_to_ratio: 1, amount: 1200}]
            status: assumed
            source: {reason: made up}
    mode:
      rural:
        unit: choice
        values:
          2019-01-01: {value: graded, alternatives: [difference], status: assumed, source: {reason: made up}}
  relief:
    annual_cap:
      unit: yuan/month
      values:
        2019-01-01:
          value: 100
          status: published
          note: Only to be read.
          source: {notice: 通知, article: 第一条, address: "https://example.org/notice"}
"""


def written(folder: Path) -> Path:
    path = folder / "here.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_yearly_amounts_are_read_by_the_month_and_monthly_ones_by_the_year(params_folder: Path) -> None:
    entries = read_parameter_file(written(params_folder)).entries
    standard, cap, grades = (
        entries[path] for path in ("dibao.standard.rural", "relief.annual_cap", "dibao.grades.rural")
    )
    assert [entry.value for entry in standard] == [465.0, 500.0]
    assert (standard[1].low, standard[1].high, standard[1].unit) == (400.0, 600.0, "yuan/month")
    assert (cap[0].value, cap[0].unit) == (1_200.0, "yuan/year")
    assert grades[0].value == ({"up_to_ratio": 0.5, "amount": 465.0}, {"up_to_ratio": 1.0, "amount": 100.0})


def test_sources_are_cited_in_one_line(params_folder: Path) -> None:
    entries = read_parameter_file(written(params_folder)).entries
    assert [e.source for e in entries["dibao.standard.rural"]] == ["huangshi-2018 HS-3.1", "made up"]
    (cap,) = entries["relief.annual_cap"]
    assert (cap.source, cap.address, cap.note) == ("通知 第一条", "https://example.org/notice", "Only to be read.")


def test_a_file_makes_a_place(params_folder: Path) -> None:
    place = read_parameter_file(written(params_folder)).place
    assert (place.id, place.en, place.zh, place.code, place.campaign_date) == (
        "here", "Here", "此地", "000000", date(2021, 8, 1),
    )  # fmt: skip
    assert "here" in aidkit.places()
