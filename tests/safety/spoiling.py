"""Ways to spoil a file: bytes, words, lines, parts of a workbook, values of a YAML tree; the same for one seed."""

from __future__ import annotations

import io
import json
import random
import struct
import zipfile
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import yaml

ODD = (
    "", " ", "0", "-0", "-1", "1e400", "-1e400", "1e308", "nan", "NaN", "inf", "NULL", "null", "~", "true", "１２", "=1+1",
    "=cmd|' /C calc'!A0", "#REF!", "合计", "总计：", "9.99E+17", "'", "’", "\u200b", "—", "注：", "2021-02-30", "20211301",
    "99999", "1,2,3", "1.2.3", "三百", "X" * 300, "9" * 400, "0x" + "f" * 4000, "000", "元", "万元", "\n", "\r\n", "\t", "\0",
    "\ufeff", "\ud7ff", "😀", "<script>", "../../x", "[", "{", "[[", "]", "}", ":", ": ", "- ", "? ", "#", "&a", "*a", "!!int ''",
    "!!python/name:os.system", "<<: {}", "%YAML 9.9", "---", "...", "|", ">", "@", "`", '"', "1970-01-01", "0001-01-01",
    "9999-12-31", "2021-07-01T00:00:00Z", "1:30", "_", "1_0", "99999919700102001X", "女", "农村",
)  # fmt: skip
BYTES = tuple(
    bytes.fromhex(code)
    for code in (
        "00",
        "ff",
        "feff",
        "fffe",
        "efbbbf",
        "80",
        "0d",
        "0a",
        "1a",
        "f09f",
        "2c",
        "22",
        "27",
        "20",
        "1f8b",
        "504b0304",
        "d0cf11e0",
        "0c",
        "e2808b",
    )
)
WILD: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**30, 10**320, 0.5, -0.0, 1e308, float("nan"), float("inf"), "", " ", "x", "2021-02-30", "2021-07-01",
    "9" * 400, [], {}, [[]], [None], {"a": 1}, {"": ""}, [1, "x"], {"value": None}, ["x", "x"], "national", "\0", "合计", "{place}",
)  # fmt: skip

Spoiler = Callable[[bytes, random.Random], bytes]


def spoil(data: bytes, chance: random.Random) -> bytes:
    """Spoil a file's bytes or words once or a few times."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice((_word, _word, _word, _line, _line, _byte, _piece))(data, chance)
    return data


def spoil_yaml(data: bytes, chance: random.Random) -> bytes:
    """Spoil a YAML file as text, or half the time as a tree: well-formed, with values nobody expects."""
    if chance.random() < 0.5:
        return spoil(data, chance)
    tree = spoilt_tree(yaml.load(data, Loader=yaml.CSafeLoader), chance)
    return yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode("utf-8", "replace")


def spoil_json(data: bytes, chance: random.Random) -> bytes:
    """Spoil a JSON file as text, or mostly as a tree."""
    if chance.random() < 0.3:
        return spoil(data, chance)
    return json.dumps(spoilt_tree(json.loads(data), chance), ensure_ascii=False).encode("utf-8", "replace")


def spoilt_tree(content: Any, chance: random.Random) -> Any:
    """Return mappings and lists with one branch or a few spoilt; ``content`` itself is changed."""
    tree = {"": content}
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        _branch(tree, chance)
    return tree[""]


def _branch(tree: dict[str, Any], chance: random.Random) -> None:
    """Replace, drop, rename, copy or reorder one branch somewhere in a tree."""
    holders: list[tuple[Any, Any]] = []
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        keys = list(node) if isinstance(node, dict) else range(len(node))
        holders += [(node, key) for key in keys if node is not tree or key == ""]
        waiting += [node[key] for key in keys if isinstance(node[key], (dict, list))]
    node, key = chance.choice(holders)
    how = chance.choice(("wild", "wild", "wild", "drop", "rename", "move", "wrap"))
    if how == "wild":
        node[key] = deepcopy(chance.choice(WILD))
    elif how == "wrap":
        node[key] = chance.choice(([node[key]], {"value": node[key]}, str(node[key])))
    elif how == "move":
        other, at = chance.choice(holders)
        node[key] = deepcopy(other[at])
    elif isinstance(node, dict) and node is not tree:
        value = node.pop(key)
        if how == "rename":
            node[chance.choice((*ODD[:30], 5, True, 1.5, chance.choice(holders)[1]))] = value
    elif isinstance(node, list):
        del node[key]


def spoil_workbook(data: bytes, chance: random.Random) -> bytes:
    """Spoil a workbook as a file, or mostly one of the texts packed in it, so that the fault lies behind the zip."""
    if chance.random() < 0.2:
        return spoil(data, chance)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as good, zipfile.ZipFile(packed, "w") as bad:
        names = good.namelist()
        cells = [name for name in names if "sheet" in name.lower() or "sharedStrings" in name]
        spoilt = chance.choice(cells if chance.random() < 0.8 else names)
        for name in names:
            part = good.read(name)
            bad.writestr(name, chance.choice((spoil, _mark))(part, chance) if name == spoilt else part)
    return packed.getvalue()


def _mark(data: bytes, chance: random.Random) -> bytes:
    """Put something odd in place of the text between two marks of XML, or of an attribute's value."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        ends = [place for place, byte in enumerate(data) if byte in b'<>"']
        if len(ends) < 2:
            return data
        first = chance.randrange(len(ends) - 1)
        odd = chance.choice((*ODD, "s", "n", "d", "e", "b", "A1", "XFD1048576", "A1:B9", "-5", "1e9", "44000.5"))
        data = data[: ends[first] + 1] + odd.encode("utf-8", "surrogatepass") + data[ends[first + 1] :]
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
