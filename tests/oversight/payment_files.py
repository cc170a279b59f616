"""Write a small export and roster of one month, with whatever fault a test asks for, and reconcile them."""

from aidkit.oversight import reconcile
from tests.data.extract_builder import number, write

EXPORT_HEAD = ["户编号", "姓名", "身份证号", "救助类别", "保障金额(元/月)"]
ROSTER_HEAD = ["序号", "姓名", "身份证号码", "类别", "金额（元）", "开户姓名"]
ONE, TWO, THREE = number("19500101", "011"), number("19600202", "022"), number("20100303", "033")


def due(who=ONE, name="甲某", scheme="低保", amount="500.00"):
    """A row of the export."""
    return ["A1", name, who, scheme, amount]


def paid(who=ONE, name="甲某", scheme="低保", amount="500.00", holder=None):
    """A row of the roster."""
    return ["1", name, who, scheme, amount, name if holder is None else holder]


def files(folder, export=(), roster=(), *, export_name="系统导出_2021-08.csv", roster_name="发放花名册_2021-08.xlsx"):
    """Write both files and return their paths."""
    left = write(folder / export_name, [EXPORT_HEAD, *export])
    return left, write(folder / roster_name, [ROSTER_HEAD, *roster])


def reconciled(folder, export=(), roster=(), deaths=None, **kept):
    """Write both files and reconcile them."""
    return reconcile(*files(folder, export, roster), deaths, **kept)


def faults_of(found, fault):
    """Rows, columns, values and what was done of the faults of one kind."""
    rows = found.faults[found.faults["fault"] == fault]
    return rows[["file", "row", "column", "value", "done", "open"]].values.tolist()
