"""Files no reader should trust: good ones, spoilt at random in bytes, cells, keys and values, the same for one seed."""

from __future__ import annotations

import random
import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from aidkit import load_reform, read_population, read_register, read_survey
from aidkit.data.survey.mapping import FOLDER, read_mapping
from aidkit.parameter_files import check_place
from tests.data.extract_builder import members, number, person, write
from tests.data.test_survey import HOUSEHOLDS, PERSONS

ROOT = Path(__file__).parents[2]

ODD = (
    "", " ", "0", "-0", "-1", "1e400", "-1e400", "nan", "NaN", "inf", "NULL", "null", "~", "true", "１２", "=1+1", "=cmd|' /C calc'!A0",
    "#REF!", "合计", "总计：", "9.99E+17", "'", "’", "\u200b", "—", "注：", "2021-02-30", "20211301", "99999", "1,2,3", "1.2.3",
    "三百", "X" * 300, "9" * 400, "0x" + "f" * 4000, "000", "元", "万元", "\n", "\r\n", "\t", "\0", "\ufeff", "\ud7ff", "😀", "<script>",
    "../../x", "[", "{", "[[", "]", "}", ":", ": ", "- ", "? ", "#", "&a", "*a", "!!int ''", "!!python/name:os.system", "<<: {}",
    "%YAML 9.9", "---", "...", "|", ">", "@", "`", '"', "1970-01-01", "0001-01-01", "9999-12-31", "2021-07-01T00:00:00Z", "1:30", "_", "1_0",
)  # fmt: skip
BYTES = (
    b"\x00",
    b"\xff",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x80",
    b"\r",
    b"\n",
    b"\x1a",
    b"\xf0\x9f",
    b",",
    b'"',
    b"'",
    b" ",
)


def spoil(data: bytes, chance: random.Random) -> bytes:
    """Spoil a file's bytes or words once or a few times."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice((_word, _word, _word, _line, _line, _byte, _piece))(data, chance)
    return data


def _word(data: bytes, chance: random.Random) -> bytes:
    """Put something odd in place of a cell, a key or a value."""
    marks = [place for place, byte in enumerate(data) if byte in b",:{}[]\n\t "]
    if len(marks) < 2:
        return _byte(data, chance)
    first = chance.randrange(len(marks) - 1)
    odd = chance.choice(ODD).encode("utf-8", "surrogatepass")
    return data[: marks[first] + 1] + odd + data[marks[first + 1] :]


def _line(data: bytes, chance: random.Random) -> bytes:
    """Drop, double, move or indent a line."""
    lines = data.splitlines(keepends=True)
    if not lines:
        return data
    place, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    return b"".join(
        chance.choice(
            (
                lambda: lines[:place] + lines[place + 1 :],
                lambda: [*lines[:to], lines[place], *lines[to:]],
                lambda: [*lines[:place], b"  " + lines[place], *lines[place + 1 :]],
                lambda: [*lines[:place], lines[place].lstrip(), *lines[place + 1 :]],
            )
        )()
    )


def _byte(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(BYTES) + data[place + chance.randrange(2) :]


def _piece(data: bytes, chance: random.Random) -> bytes:
    """Cut the file short, repeat a piece of it, or write a number over four bytes."""
    first, last = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    over = struct.pack("<i", chance.choice((0, -1, 2**31 - 1, 1)))
    return chance.choice((data[:last], data[:last] + data[first:], data[:first] + over + data[first + 4 :]))


class Target:
    """A reader and good files for it, laid out once; ``read`` spoils one of them and reads the folder.

    Args:
        folder: Where the files lie; of nobody else.
        good: Writes the good files and returns those to spoil.
        read: What is called with the folder.
    """

    def __init__(self, folder: Path, good: Callable[[Path], list[Path]], read: Callable[[Path], object]) -> None:
        self.folder, self._read = folder, read
        self._files = {path: path.read_bytes() for path in good(folder)}

    def read(self, seed: int) -> object:
        """Read the files with one of them spoilt; the others are good."""
        chance = random.Random(seed)
        path = chance.choice(list(self._files))
        path.write_bytes(spoil(self._files[path], chance))
        try:
            return self._read(self.folder)
        finally:
            path.write_bytes(self._files[path])


def _population(folder: Path) -> list[Path]:
    source = ROOT / "data" / "populations" / "jinjiang"
    households = pd.read_csv(source / "households.csv", dtype=str, keep_default_na=False).head(4)
    persons = pd.read_csv(source / "persons.csv", dtype=str, keep_default_na=False)
    persons = persons[persons["household_id"].isin(households["household_id"])]
    for name, table in (("households", households), ("persons", persons)):
        table.to_csv(folder / f"{name}.csv", index=False)
    return list(folder.iterdir())


def _population_workbook(folder: Path) -> list[Path]:
    _population(folder)
    with pd.ExcelWriter(folder / "people.xlsx") as book:
        for name in ("households", "persons"):
            pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False).to_excel(book, sheet_name=name)
    return [folder / "people.xlsx"]


def _register(folder: Path) -> list[Path]:
    one, two = number(), number(order="002")
    rows = members(person(), person(身份证号=two, 与户主关系="配偶"), person(户编号="A2", 身份证号=number(order="003")))
    files = {
        "家庭成员": rows,
        "家庭财产": [["户编号", "存款及有价证券(万元)", "住房", "车辆", "教育"], ["A1", "1.5", "1", "0", "0"]],
        "系统导出_2021-08": [["户编号", "救助类别", "保障金额"], ["A1", "低保", "300"], ["合计", "", "300"]],
        "残联持证": [["姓名", "残疾证号", "发证日期"], ["甲某", f"{one}41", "2020.1.2"]],
        "失业登记": [["姓名", "身份证号", "登记日期", "是否参加失业保险"], ["甲某", one, "2021/5/1", "是"]],
        "死亡人员": [["姓名", "身份证号", "死亡日期"], ["甲某", two, "20210701"]],
        "信访": [["姓名", "村居", "日期"], ["甲某", "丙村", "2021-07-02"]],
    }
    return [write(folder / f"{name}.csv", table, "utf-8") for name, table in files.items()]


def _register_workbook(folder: Path) -> list[Path]:
    return [write(folder / "家庭成员.xlsx", members(person(), person(身份证号=number(order="002"))))]


def _survey(folder: Path) -> list[Path]:
    PERSONS.to_csv(folder / "survey_person.csv", index=False)
    HOUSEHOLDS.to_csv(folder / "survey_household.csv", index=False)
    return list(folder.iterdir())


def _survey_stata(folder: Path) -> list[Path]:
    PERSONS.to_stata(folder / "survey_person_1.dta", write_index=False)
    HOUSEHOLDS.to_stata(folder / "survey_household_1.dta", write_index=False)
    return list(folder.iterdir())


def _mapping(folder: Path) -> list[Path]:
    shutil.copyfile(FOLDER / "template.yaml", folder / "template.yaml")
    return [folder / "template.yaml"]


def _place(folder: Path) -> list[Path]:
    for name in ("schema.json", "national.yaml", "town-template.yaml"):
        shutil.copyfile(ROOT / "params" / name, folder / name)
    return [folder / "town-template.yaml"]


def _reform(folder: Path) -> list[Path]:
    shutil.copyfile(ROOT / "params" / "reforms" / "uplift-100.yaml", folder / "uplift-100.yaml")
    return [folder / "uplift-100.yaml"]


TARGETS: dict[str, tuple[Callable[[Path], list[Path]], Callable[[Path], object]]] = {
    "population": (_population, read_population),
    "population workbook": (_population_workbook, lambda folder: read_population(folder / "people.xlsx")),
    "register": (_register, read_register),
    "register workbook": (_register_workbook, read_register),
    "survey": (_survey, lambda folder: read_survey(FOLDER / "template.yaml", folder)),
    "survey in Stata": (_survey_stata, lambda folder: read_survey(FOLDER / "template.yaml", folder)),
    "survey mapping": (_mapping, lambda folder: read_mapping(folder / "template.yaml")),
    "place": (_place, lambda folder: check_place(folder / "town-template.yaml")),
    "reform": (_reform, lambda folder: load_reform(folder / "uplift-100.yaml")),
}
