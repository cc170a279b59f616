"""Whatever stands in a cell, the extract is read or the error is ours, and nobody vanishes unlisted."""

from pathlib import Path
from tempfile import TemporaryDirectory

from extract_builder import HEAD, members, number, person, write
from hypothesis import given, settings
from hypothesis import strategies as st

from aidkit.data.identity import parse, parse_card
from aidkit.data.register import read_extract
from aidkit.errors import PopulationError

PEOPLE = [
    person(),
    person(身份证号=number(order="002"), 与户主关系="配偶"),
    person(户编号="A2", 身份证号=number(order="003")),
]
ROWS = members(*PEOPLE)
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=24),
    st.sampled_from(
        ["", " ", "合计", "0", "-5", "1e9", "无", "农村", "1,000元", "99999919700102001X", "注：", *HEAD[:8]]
    ),
)


@settings(max_examples=200, deadline=None)
@given(row=st.integers(0, len(ROWS) - 1), column=st.integers(0, len(HEAD) - 1), text=TEXTS)
def test_any_text_in_any_cell_is_read_or_refused(row, column, text):
    rows = [list(line) + [""] * (len(HEAD) - len(line)) for line in ROWS]
    rows[row][column] = text
    with TemporaryDirectory() as folder:
        write(Path(folder) / "家庭成员.csv", rows, "utf-8")
        try:
            extract = read_extract(folder)
        except PopulationError:
            return
    left_out = set(extract.faults["row"]) - set(extract.roll["row"])
    assert len(extract.persons) == len(PEOPLE) or left_out


@given(st.text(max_size=24))
def test_any_text_is_parsed_as_number_and_card(text):
    assert parse(text).valid in (True, False)
    assert parse_card(text).valid in (True, False)
