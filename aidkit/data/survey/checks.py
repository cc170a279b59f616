"""Whether a survey's mapping holds together: its units, its values, what it says of aidkit's own columns."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aidkit.errors import listed, suggestion
from aidkit.parameter_yaml import MAX_FAULTS
from aidkit.schema import COLUMNS, Column

LEAVE_OUT = "leave_out"
TEXTS = ("text", "date", "category")
SCHEMA = {name: column for level in COLUMNS.values() for name, column in level.items() if column.kind != "key"}

_MONTHS = {"month": 1.0, "year": 12.0}
_SOURCES = ("column", "add", "value")
_LABELS = {"value", "unit", "en", "zh"}
_ARITHMETIC = {"add", "times", "plus", "per", "less"}

Shape = list[tuple[tuple[str, ...], str]]


def conversion(given: str, wanted: str) -> float | None:
    """Return what an amount of one unit is multiplied by to be of another; None where they do not match.

    Args:
        given: Such as ``reais/month``, or ``reais`` for a stock.
        wanted: Likewise.

    Example:
        >>> conversion("yuan/month", "yuan/year"), conversion("yuan", "yuan/year")
        (12.0, None)
    """
    if given == wanted:
        return 1.0
    (money, _, period), (other, _, over) = given.partition("/"), wanted.partition("/")
    if money != other or period not in _MONTHS or over not in _MONTHS:
        return None
    return _MONTHS[over] / _MONTHS[period]


def mapping_faults(content: Any, misshapen: Shape, stem: str) -> list[str]:
    """Return everything that is wrong with a mapping.

    Args:
        content: What the YAML file holds.
        misshapen: Faults of its shape: the keys that lead there, and what is wrong.
        stem: The file's name.
    """
    faults = [f"{'.'.join(keys) or 'the file'}: {what}" for keys, what in misshapen]
    unsound = {keys[:2] for keys, _ in misshapen}
    basic = {"survey", "tables"}
    if not isinstance(content, dict) or not basic <= content.keys() or basic & {"".join(keys[:1]) for keys in unsound}:
        return faults
    if content["survey"]["id"] != stem:
        faults.append(f"survey.id: {content['survey']['id']!r} is not the file's name. Write {stem!r}, or rename it.")

    def sound(part: str) -> dict[str, Any]:
        block = content.get(part)
        named = block.items() if isinstance(block, dict) else ()
        return {str(name): item for name, item in named if not {(part, str(name)), (part,)} & unsound}

    context = _Context(content["survey"]["currency"], content["tables"], _names(content), sound("variables"))
    weight = {"weight": sound("weight")} if sound("weight") else {}
    for part, items in (("", weight), ("variables", context.variables), ("columns", sound("columns"))):
        for name, item in items.items():
            if len(faults) > MAX_FAULTS:  # whoever has so many mends these first
                break
            where = f"{part}.{name}".lstrip(".")
            faults.extend(f"{where}: {what}" for what in _item_faults(part, name, item, context))
    for part in ("design", "province"):
        if sound(part).get("from") == "households" and "households" not in context.tables:
            faults.append(f"{part}: from households, but tables has no households.")
    return faults + list(_lack_faults(sound("lacks"), sound("columns")))


def _names(content: dict[str, Any]) -> list[str]:
    variables = content.get("variables")
    return [str(name) for name in variables] if isinstance(variables, dict) else []


@dataclass(frozen=True)
class _Context:
    """What an item may refer to: currency, tables, the variables in order and those of sound shape."""

    currency: str
    tables: Mapping[str, Any]
    names: list[str]
    variables: Mapping[str, Any]

    def unit(self, column: Column) -> str:
        """Unit of a column of aidkit, in the survey's currency."""
        return column.unit.replace("yuan", self.currency)


def _item_faults(part: str, name: str, item: dict[str, Any], context: _Context) -> Iterator[str]:
    given = [key for key in _SOURCES if key in item]
    if len(given) != 1:
        yield f"{' and '.join(given) or 'none of them'} is given. Give exactly one of column, add and value."
    beside = sorted(item.keys() - _LABELS)
    if given == ["value"] and beside:
        yield f"a constant value needs no {listed(beside)}."
    if part == "variables" and name in ("person_id", "household_id"):
        yield "the table has an id of that name already. Give the variable another."
    of_households = item.get("from") == "households"
    if of_households and "households" not in context.tables:
        yield "from households, but tables has no households."
    if of_households and "household" in item:
        yield "household: joins the answers of members, but these columns are the household's already."
    if part == "columns":
        yield from _column_faults(name, item, context)
    else:
        yield from _number_faults(item)
    yield from _less_faults(part, name, item, context)


def _column_faults(name: str, item: dict[str, Any], context: _Context) -> Iterator[str]:
    column = SCHEMA.get(name)
    if column is None:
        yield f"no such column of aidkit. {suggestion(name, tuple(SCHEMA))}"
        return
    wanted = context.unit(column)
    if column.kind == "amount" and "unit" not in item:
        yield f"unit is missing. aidkit wants {wanted}; say what the survey's amounts are."
    if column.kind == "amount" and "unit" in item and conversion(item["unit"], wanted) is None:
        yield f"{item['unit']!r} cannot be turned into {wanted!r}."
    if column.kind not in TEXTS:
        yield from _number_faults(item)
        return
    senseless = sorted(item.keys() & _ARITHMETIC) + ["household"] * (item.get("household", "same") != "same")
    if senseless:
        yield f"is words, not numbers, so it takes no {listed(senseless)}."
    unknown = [value for value in _written(item) if value not in (*column.allowed, LEAVE_OUT)]
    if column.kind == "category" and unknown:
        yield f"no such category: {listed(unknown)}. Allowed: {', '.join(column.allowed)}."


def _written(item: dict[str, Any]) -> list[Any]:
    """Return the values the mapping itself writes into the data."""
    return list(dict.fromkeys([*item.get("recode", {}).values(), *(item[k] for k in ("value", "blank") if k in item)]))


def _number_faults(item: dict[str, Any]) -> Iterator[str]:
    numbers = [*_written(item), *(item[key] for key in ("times", "plus") if key in item)]
    bad = [value for value in numbers if isinstance(value, str) or not abs(value) <= sys.float_info.max]
    if bad and bad != [LEAVE_OUT]:
        yield f"numbers are needed, not {listed(bad)}."


def _less_faults(part: str, name: str, item: dict[str, Any], context: _Context) -> Iterator[str]:
    above = context.names[: context.names.index(name)] if part == "variables" else context.names
    ours = context.unit(SCHEMA[name]) if part == "columns" and name in SCHEMA else item.get("unit")
    for other in item.get("less", []):
        if other not in above:
            yield f"less {other}: no variable of that name stands above it. {suggestion(other, above)}"
        elif other in context.variables:
            taken = context.variables[other]
            if taken["unit"] != ours:
                yield f"less {other}: that is {taken['unit']}, this {ours}. Both must be of one unit."
            if "per" in item and "per" in taken:
                yield f"less {other}: that is per {taken['per']} already, and per comes last. Take off the whole amount."


def _lack_faults(lacks: dict[str, Any], columns: dict[str, Any]) -> Iterator[str]:
    for name in lacks:
        if name not in SCHEMA:
            yield f"lacks.{name}: no such column of aidkit. {suggestion(name, tuple(SCHEMA))}"
        elif name in columns:
            yield f"lacks.{name}: stands under columns too. Keep one of the two."
