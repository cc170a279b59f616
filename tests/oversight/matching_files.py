"""Small registers and lists to match: whom a row means is worked out by hand."""

from aidkit.oversight import match
from tests.data.extract_builder import HEAD, members, number, person, write

ONE, TWO, THREE = number("19700102", "001"), number("19800304", "023"), number("19900506", "035")
FOUR = number("19650708", "047")
WRONG = ONE[:17] + ("0" if ONE[17] != "0" else "1")
CUT = THREE[:15] + "000"


def extract(folder, *persons, head=HEAD):
    write(folder / "家庭成员.csv", members(*persons, head=head))
    return folder


def family(folder):
    """Three in one village: two of one name, and one whose number a spreadsheet cut."""
    return extract(
        folder,
        person(姓名="李敏", 身份证号=ONE, 村居="东村", 现享受待遇="低保"),
        person(姓名="李敏", 身份证号=TWO, 村居="东村", 户编号="A2"),
        person(姓名="王华", 身份证号=CUT, 村居="西社区", 户编号="A3"),
    )


def calls(folder, *rows, head=("姓名", "村居", "诉求")):
    write(folder / "热线.csv", [list(head), *map(list, rows)])
    return match(folder, lists=["hotline"])


def cars(folder, *rows, head=("所有人", "身份证号", "车型")):
    write(folder / "车辆登记.csv", [list(head), *map(list, rows)])
    return match(folder, lists=["vehicles"])
