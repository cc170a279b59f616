"""Load a guide directory: kinds of help with condition, office and papers, from ``params/guide/*.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.guide import fits
from aidkit.campaign.plan.lines import Keys, line_of, lines_of
from aidkit.errors import counted, message, suggestion
from aidkit.parameter_yaml import MAX_FAULTS, load_yaml, shape_faults
from aidkit.remembering import until_changed
from aidkit.rules import nodes_of
from aidkit.rules.definition import Rule
from aidkit.schema import COLUMNS
from aidkit.shipped import shipped

Fault = tuple[Keys, str]
FOLDER, DEFAULT = "guide", "huangshi"
FITS: Mapping[str, Rule] = MappingProxyType(
    {name: node for name, (node, *_) in nodes_of(fits).items() if isinstance(node, Rule)}
)
LIMITS = frozenset({"school_from", "school_below"})  # what the rules of ``fits`` ask of a guide


@dataclass(frozen=True)
class Said:
    """An office or a paper, in two languages, and who says so.

    Attributes:
        en, zh: Its name.
        status: ``seed``, ``published`` or ``assumed``.
        source: Clause or article; empty where assumed.
    """

    en: str
    zh: str
    status: str
    source: str = ""

    @property
    def show_zh(self) -> str:
        """The Chinese name; what is assumed says so."""
        return f"{self.zh}（假定）" if self.status == "assumed" else self.zh

    @property
    def show_en(self) -> str:
        """The English name; what is assumed says so."""
        return f"{self.en} (assumed)" if self.status == "assumed" else self.en


@dataclass(frozen=True)
class Help:
    """One kind of help (救助事项).

    Attributes:
        id: Its key.
        en, zh: Its name.
        fits: The rule that says whom it fits.
        asks: Input columns without which nobody can say that it does not fit.
        office: Where to apply.
        papers: What to bring.
        basis: The law it rests on.
        note: What a reader should know.
    """

    id: str
    en: str
    zh: str
    fits: str
    asks: tuple[str, ...]
    office: Said
    papers: tuple[Said, ...]
    basis: str
    note: str = ""


@dataclass(frozen=True)
class Guide:
    """A guide directory; made by ``load_guide``.

    Attributes:
        id, en, zh: Name of its file, titles.
        clause: Clause it comes from.
        limits: Ages and the like its conditions ask for.
        help: Kinds of help by key, in the directory's order.
        note: What a reader should know.
    """

    id: str
    en: str
    zh: str
    clause: str
    limits: Mapping[str, float]
    help: Mapping[str, Help]
    note: str = ""


def load_guide(id_or_path: str | Path = DEFAULT) -> Guide:
    """Load a guide directory.

    Args:
        id_or_path: Name of a guide that ships, or the path of a file of one's own.

    Returns:
        The guide.

    Raises:
        CampaignError: There is none of the name, or it names a condition, limit or column that is not there.
        ParameterFileError: It is not readable YAML.

    Example:
        >>> len(load_guide().help)
        9
    """
    path = Path(id_or_path)
    if not path.suffix:
        folder = shipped("params") / FOLDER
        known = sorted(file.stem for file in folder.glob("*.yaml"))
        if str(id_or_path) not in known:
            raise CampaignError(
                message(f"There is no guide directory {str(id_or_path)!r}.", suggestion(str(id_or_path), known))
            )
        path = folder / f"{id_or_path}.yaml"
    elif not path.is_file():
        raise CampaignError(message(f"{path}: no such file.", "Copy one from params/guide."))
    return _read(path.resolve())


@until_changed
def _read(path: Path) -> Guide:
    shown = f"{path.parent.name}/{path.name}"
    content = load_yaml(path, shown, "guide directory")
    faults: list[Fault] = shape_faults(content, shipped("params") / FOLDER, shown)
    if not faults:
        faults = _unknown(content)
    if faults:
        lines = lines_of(path)
        said = [f"- line {line_of(lines, keys)}, {'.'.join(keys) or 'the file'}: {what}" for keys, what in faults]
        raise CampaignError(message(f"{shown} cannot be used; {counted(len(faults), 'fault')}:", *said))
    head = content["guide"]
    return Guide(
        id=head["id"],
        en=head["en"],
        zh=head["zh"],
        clause=head["clause"],
        limits=MappingProxyType({name: float(given["value"]) for name, given in content["limits"].items()}),
        help=MappingProxyType({name: _help(name, given) for name, given in content["help"].items()}),
        note=head.get("note", ""),
    )


def _help(name: str, given: Mapping[str, Any]) -> Help:
    return Help(
        id=name,
        en=given["en"],
        zh=given["zh"],
        fits=given["fits"],
        asks=tuple(given.get("asks", ())),
        office=Said(**given["office"]),
        papers=tuple(Said(**paper) for paper in given["papers"]),
        basis=given["basis"],
        note=given.get("note", ""),
    )


def _unknown(content: Mapping[str, Any]) -> list[Fault]:
    """Say which conditions, limits and columns are not there."""
    columns = [name for level in COLUMNS.values() for name in level]
    faults: list[Fault] = []
    for name, given in content["help"].items():
        fits, at = given["fits"], ("help", name)
        if fits not in FITS:
            faults.append(((*at, "fits"), f"{fits!r} is no condition aidkit has. {suggestion(fits, list(FITS))}"))
        for place, column in enumerate(given.get("asks", ())):
            if column not in columns and len(faults) <= MAX_FAULTS:
                said = f"{column!r} is no input column. {suggestion(column, columns)}"
                faults.append(((*at, "asks", str(place)), said))
    given_limits, valid = content["limits"], sorted(LIMITS)
    faults += [(("limits",), f"{name!r} is missing.") for name in valid if name not in given_limits]
    for name in given_limits:
        if name not in LIMITS:
            said = f"no condition asks for {name!r}. {suggestion(str(name), valid)}"
            faults.append((("limits", str(name)), said))
    return faults
