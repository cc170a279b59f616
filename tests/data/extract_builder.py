"""Write small invented extracts of other towns, as CSV or workbooks, with whatever fault a test asks for."""

import csv
import io

import openpyxl

from aidkit.data.identity import check_character

HEAD = [
    "户编号", "乡镇", "村居", "城乡", "姓名", "与户主关系", "身份证号", "残疾证号", "健康状况", "就业状况", "年工资收入",
    "年经营收入", "年种养收入", "年财产收入", "年转移收入", "年基础养老金", "年医疗自付", "自理能力", "赡养人",
    "现享受待遇", "备注",
]  # fmt: skip
TITLE = ["甲县乙镇社会救助家庭成员信息表"]
NOTE = ["填报单位：乙镇  截止日期：2021年8月28日  单位：元、人"]
PLAIN = {
    "户编号": "A1", "乡镇": "乙镇", "村居": "丙村", "城乡": "农村", "姓名": "甲某", "与户主关系": "户主", "健康状况": "健康",
    "就业状况": "无", "自理能力": "全自理", "赡养人": "有能力", "现享受待遇": "无",
    **dict.fromkeys(("年工资收入", "年经营收入", "年种养收入", "年财产收入", "年转移收入", "年基础养老金", "年医疗自付"), "0"),
}  # fmt: skip


def number(birth="19700102", order="001", region="990101"):
    """A valid identity number with an area code no place has."""
    body = region + birth + order
    return body + check_character(body)


def person(**cells):
    """A member's cells by column; what a test does not name is plain."""
    return {**PLAIN, "身份证号": number(), **cells}


def members(*persons, head=HEAD, above=(TITLE, NOTE), below=()):
    """The rows of a members' list."""
    return [*above, list(head), *([person.get(column, "") for column in head] for person in persons), *below]


def write(path, rows, encoding="gb18030", separator=","):
    """Write rows as the path's suffix says."""
    if path.suffix == ".csv":
        text = io.StringIO()
        csv.writer(text, delimiter=separator).writerows(rows)
        path.write_bytes(text.getvalue().encode(encoding))
        return path
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def listed(extract, fault, *columns):
    """The listed faults of one kind, as tuples of the columns."""
    found = extract.faults[extract.faults["fault"] == fault]
    return list(found[list(columns)].itertuples(index=False, name=None))
