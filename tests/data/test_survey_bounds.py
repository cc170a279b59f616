"""Numbers of a survey beyond all bounds are refused with their rows, never carried on as infinite."""

from __future__ import annotations

from pathlib import Path

import pytest

from aidkit.data.survey import read_survey
from aidkit.data.survey.errors import SurveyError
from aidkit.masking import mask
from tests.refusals import refusal

MAPPING = """\
survey: {id: mine, en: Mine, zh: 我的, currency: yuan, source: invented}
tables: {persons: {files: [rows.csv], id: [home, who], household: home}}
weight: {value: 1, unit: persons}
variables:
  income: {column: y, per: size, times: 10, unit: yuan/month, en: Income, zh: 收入}
"""
DIGITS = "9" * 400


@pytest.mark.parametrize(
    ("income", "size", "said"),
    [
        ("1e300", "2", "rows.csv, y → income: 1 row beyond 1,000,000,000,000,000: person 1-1. Name codes that are no answer under missing; look at times and plus."),
        (DIGITS, "2", f"rows.csv, y → income: 1 value not a number: {mask(DIGITS)} (person 1-1). Name codes that are no answer under missing, or recode them."),
        ("10", DIGITS, "rows.csv, size → income: 1 row beyond 1,000,000,000,000,000: person 1-1. What an amount is divided by, such as the household's size, is above 0."),
        ("10", "-1", "rows.csv, size → income: 1 row not above 0: person 1-1. What an amount is divided by, such as the household's size, is above 0."),
    ],
    ids=["an amount", "an amount of 400 digits", "a size of 400 digits", "a size below 0"],
)  # fmt: skip
def test_a_number_beyond_all_bounds(tmp_path: Path, income: str, size: str, said: str) -> None:
    (tmp_path / "mine.yaml").write_text(MAPPING, encoding="utf-8")
    rows = f"home,who,y,size\n1,1,{income},{size}\n2,1,7,1\n"
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    assert refusal(SurveyError, read_survey, tmp_path / "mine.yaml", tmp_path) == (
        f"mine: the data are not as the mapping says; 1 fault:\n- {said}"
    )
