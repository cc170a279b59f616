"""Invented tables that fill any form: figures drawn from a seed, sums that hold, nothing about anybody."""

from __future__ import annotations

import random

import pandas as pd

from aidkit.campaign.forms.definition import Form

TOWNS = ("甲镇", "乙街道", "丙镇")
GROUPS = ("1 自付医疗费用", "2 新增重度残疾人")


def table_for(form: Form, seed: int = 1, towns: tuple[str, ...] = TOWNS) -> pd.DataFrame:
    """Return an invented table for a form: a row a key, or seven entries of a list."""
    draw = random.Random(f"{form.id} {seed}")
    if form.is_list:
        rows = [{"town": draw.choice(towns)} for _ in range(7)]
    else:
        rows = [{"town": town} for town in towns]
        if "group" in form.keys:
            rows = [{**row, "group": group} for row in rows for group in GROUPS]
    small = {part for check in form.checks if not check.equal for part in check.parts}
    less = {part for check in form.checks if check.equal and check.total in small for part in check.parts}
    for row in rows:
        for column in form.columns:
            if column.name not in row:
                row[column.name] = drawn(
                    column.kind, draw, 0 if column.name in small else 1 if column.name in less else 9
                )
        for check in form.checks:
            if check.equal:
                row[check.total] = round(sum(row[part] for part in check.parts), 2)
    return pd.DataFrame(rows)


def drawn(kind: str, draw: random.Random, most: int) -> object:
    """Return a value of a kind."""
    if kind == "text":
        return draw.choice(["某某情况（虚构）", "=1+1", "+86", None])
    if kind == "day":
        return draw.choice([f"2021-0{draw.randint(6, 8)}-{draw.randint(10, 28)}", None])
    if kind == "yuan":
        return draw.randint(0, most * 100_000) / 100
    return draw.randint(min(4, most) if most > 1 else 0, most)
