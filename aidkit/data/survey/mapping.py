"""A survey's mapping: a YAML file that says what each column of a survey's files is (调查数据映射).

A survey is data, not code: its mapping names files, ids, weight and design, and for every column wanted what it
means, in which unit, under which codes. `mappings/template.yaml` explains every key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from aidkit.data.survey.checks import SCHEMA, TEXTS, conversion, mapping_faults
from aidkit.data.survey.codes import plain
from aidkit.data.survey.errors import SurveyError
from aidkit.data.survey.parts import Beside, Stacked
from aidkit.data.survey.provinces import Province
from aidkit.errors import ParameterFileError, counted, message, suggestion
from aidkit.parameter_yaml import load_yaml, shape_faults

FOLDER = Path(__file__).parents[1] / "mappings"
TEMPLATE = "template"

TableName = Literal["persons", "households"]


@dataclass(frozen=True)
class Table:
    """One table of a survey: files, the columns of its id and of the household's, rows kept, what matches nothing.

    Its rows are those of one file, or of files stacked; files beside it hold more columns of them.
    """

    files: tuple[str, ...]
    id: tuple[str, ...]
    household: str
    keep: Mapping[str, list[Any]] = field(default_factory=dict)
    unmatched: str = ""
    stacked: Stacked | None = None
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True)
class Item:
    """What one value of every person is made of.

    Attributes:
        name: A variable's name, or a column of aidkit's schema.
        columns: The survey's columns, added up where there are several; empty for a constant.
        value: The constant.
        table: The table the columns are in.
        missing: Codes that are no answer.
        blank: What no answer means; ``leave_out`` leaves the household out; None refuses it.
        recode: Values by code.
        factor: What the number is multiplied by, the conversion of units included.
        plus: What is then added.
        per: A column of the same table to divide by.
        household: How members' answers become the household's: same, total, mean or largest; empty: the person's.
        less: Variables taken off at the end.
        unit: Unit of the result.
        en: English name.
        zh: Chinese name.
        text: Whether the result is text, not a number.
    """

    name: str
    columns: tuple[str, ...]
    value: Any
    table: TableName
    missing: tuple[Any, ...]
    blank: Any
    recode: Mapping[Any, Any]
    factor: float
    plus: float
    per: str
    household: str
    less: tuple[str, ...]
    unit: str
    en: str
    zh: str
    text: bool

    @property
    def reads(self) -> tuple[str, ...]:
        """The survey's columns it needs."""
        return (*self.columns, self.per) if self.per else self.columns


@dataclass(frozen=True)
class SurveyMapping:
    """A survey's mapping, checked.

    Attributes:
        id: Its name, as the file's.
        en: English title.
        zh: Chinese title.
        currency: Currency of its amounts.
        source: Who publishes the data, under which terms.
        note: What a user should know.
        tables: ``persons`` and, where there is one, ``households``.
        weight: Persons each row stands for.
        design: Table, strata column and cluster column; None where the survey tells none.
        variables: Analysis variables, in the order they are made.
        columns: Columns of aidkit's schema.
        province: The column that says a family's province; None where the mapping names none.
        lacks: Why a column of aidkit's schema cannot be had from this survey.
    """

    id: str
    en: str
    zh: str
    currency: str
    source: str
    note: str
    tables: Mapping[TableName, Table]
    weight: Item
    design: tuple[TableName, str, str] | None
    variables: tuple[Item, ...]
    columns: tuple[Item, ...]
    province: Province | None
    lacks: Mapping[str, str]

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything that is made of columns: the weight, the variables, the schema's columns."""
        return (self.weight, *self.variables, *self.columns)

    @property
    def several_files(self) -> bool:
        """Whether the survey cannot lie in a single file."""
        return len(self.tables) > 1 or any(table.stacked or table.beside for table in self.tables.values())


def mappings() -> tuple[str, ...]:
    """Return the names of the mappings that ship with aidkit."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != TEMPLATE))


def read_mapping(mapping: str | Path) -> SurveyMapping:
    """Read and check a mapping.

    Args:
        mapping: Name of one that ships with aidkit, or the path of a YAML file of one's own.

    Raises:
        SurveyError: No such mapping, or the file breaks YAML or the rules of mappings; all faults are listed.

    Example:
        >>> read_mapping("pnad_covid_2020").currency
        'reais'
    """
    path = _path(mapping)
    shown = f"The mapping {path.name}"
    try:
        content = load_yaml(path, shown, "mapping")
        misshapen = shape_faults(content, FOLDER, shown)
    except ParameterFileError as fault:
        raise SurveyError(str(fault)) from None
    faults = mapping_faults(content, misshapen, path.stem)
    if faults:
        what = f"{shown} cannot be used; {counted(len(faults), 'fault')}:"
        raise SurveyError(message(what, *(f"- {fault}" for fault in faults)))
    return _mapping(content)


def _path(mapping: str | Path) -> Path:
    if str(mapping) in mappings():
        return FOLDER / f"{mapping}.yaml"
    if Path(mapping).suffix != ".yaml":
        what = f"{str(mapping)!r} is not a survey aidkit has a mapping for."
        advice = "For another survey give the path of a .yaml file of your own."
        raise SurveyError(message(what, suggestion(str(mapping), mappings()), advice))
    if not Path(mapping).is_file():
        raise SurveyError(message(f"{mapping}: no such file.", f"Begin one with a copy of {FOLDER / TEMPLATE}.yaml."))
    return Path(mapping)


def _mapping(content: dict[str, Any]) -> SurveyMapping:
    """Build a mapping of checked content."""
    head, design = content["survey"], content.get("design")
    common = {"missing": content.get("missing", []), "unit": ""}

    def items(part: str) -> tuple[Item, ...]:
        return tuple(
            _item(name, common | block, part, head["currency"]) for name, block in content.get(part, {}).items()
        )

    return SurveyMapping(
        **{"note": "", **head},
        tables={name: _table(block) for name, block in content["tables"].items()},
        weight=_item("weight", common | content["weight"], "weight", head["currency"]),
        design=(design.get("from", "persons"), design["strata"], design["psu"]) if design else None,
        variables=items("variables"),
        columns=items("columns"),
        province=_province(content["province"]) if "province" in content else None,
        lacks=content.get("lacks", {}),
    )


def _table(block: dict[str, Any]) -> Table:
    stack = block.get("stack")
    return Table(
        files=tuple(block.get("files", ())),
        id=tuple(block["id"]),
        household=block.get("household", block["id"][0]),
        keep=block.get("keep", {}),
        unmatched=block.get("unmatched", ""),
        stacked=Stacked(stack["column"], {str(part): tuple(files) for part, files in stack["files"].items()})
        if stack
        else None,
        beside=tuple(
            Beside(tuple(more["files"]), tuple(more["id"]), tuple(more["columns"]), more.get("unmatched", ""))
            for more in block.get("beside", ())
        ),
    )


def _province(block: dict[str, Any]) -> Province:
    unsampled = {plain(code): str(why) for code, why in block.get("unsampled", {}).items()}
    return Province(block.get("from", "persons"), block["column"], block.get("digits", 0), unsampled)


def _item(name: str, block: dict[str, Any], part: str, currency: str) -> Item:
    column = SCHEMA[name] if part == "columns" else None
    unit = column.unit.replace("yuan", currency) if column else block["unit"]
    return Item(
        name=name,
        columns=tuple(block.get("add", [block["column"]] if "column" in block else [])),
        value=block.get("value"),
        table=block.get("from", "persons"),
        missing=tuple(block["missing"]),
        blank=block.get("blank"),
        recode=block.get("recode", {}),
        factor=block.get("times", 1.0) * (conversion(block["unit"] or unit, unit) or 1.0),
        plus=block.get("plus", 0.0),
        per=block.get("per", ""),
        household=block.get("household", "same" if column and column.level == "household" else ""),
        less=tuple(block.get("less", [])),
        unit=unit,
        en=column.en if column else block.get("en", name),
        zh=column.zh if column else block.get("zh", name),
        text=column is not None and column.kind in TEXTS,
    )
