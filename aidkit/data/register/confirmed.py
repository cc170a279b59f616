"""What a user once said about an extract's own names: kept beside it, and used whenever the folder is read (已确认对照)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from aidkit.data.register.shapes import MEMBERS, OPTIONAL_FILES
from aidkit.data.tables import plain
from aidkit.errors import ParameterFileError, PopulationError, listed, message, suggestion
from aidkit.folders import put_together
from aidkit.parameter_yaml import load_yaml

FILE = "aidkit-register.yaml"
PARTS = ("files", "columns", "words")

_HEAD = (
    "# What this extract's own names mean, as confirmed by its user; aidkit reads it with the folder.\n"
    "# files: {file: what it is}, columns: {head in the file: column}, words: {column: {word in the file: word}}\n"
)


@dataclass(frozen=True)
class Confirmed:
    """A user's own names.

    Attributes:
        files: What a file is (家庭成员, 系统导出 …), by its name.
        columns: The column a head means, by the head as written.
        words: By column, the word a written word means.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_confirmed(folder: Path) -> Confirmed:
    """Return what was confirmed for the extract in a folder; nothing where no such file is there.

    Raises:
        PopulationError: The file breaks YAML or its form, or means a column or file that no extract has.
    """
    path = folder / FILE
    if not path.is_file():
        return Confirmed()
    try:
        content = load_yaml(path, FILE, "list of names")
    except ParameterFileError as fault:
        raise PopulationError(str(fault)) from None
    return _checked({} if content is None else content)


def confirm(
    folder: str | Path,
    *,
    files: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    words: Mapping[str, Mapping[str, str]] | None = None,
) -> Path:
    """Remember what names of an extract mean; what was confirmed before stays, unless it is said anew.

    Args:
        folder: The extract's folder.
        files: What a file is, by its name, e.g. ``{"人员名单.csv": "家庭成员"}``.
        columns: The column a head means, e.g. ``{"证件号": "身份证号"}``.
        words: By column, the word a written one means, e.g. ``{"健康状况": {"良好": "健康"}}``.

    Returns:
        The file it is kept in.

    Raises:
        PopulationError: A column or file that no extract has, or the file that is there breaks its form.
    """
    root = Path(folder)
    old = read_confirmed(root)
    made: dict[str, Any] = {
        "files": {**old.files, **(files or {})},
        "columns": {**old.columns, **{plain(head): name for head, name in (columns or {}).items()}},
        "words": {**old.words},
    }
    for column, said in (words or {}).items():
        own = {plain(word): meant for word, meant in said.items()}
        made["words"][column] = {**made["words"].get(column, {}), **own}
    _checked(made)
    text = _HEAD + yaml.safe_dump({part: made[part] for part in PARTS if made[part]}, allow_unicode=True)
    put_together(root, {FILE: text.encode()}, last=FILE)
    return root / FILE


def _checked(content: Any) -> Confirmed:
    if not isinstance(content, dict) or not set(content) <= set(PARTS) or not _texts(content):
        raise PopulationError(message(f"{FILE} is not of its form.", *_HEAD.replace("# ", "").splitlines()[1:]))
    columns = {name for shape in (MEMBERS, *OPTIONAL_FILES) for name in shape.columns}
    keywords = [shape.keyword for shape in (MEMBERS, *OPTIONAL_FILES)]
    wrong = [name for name in [*content.get("columns", {}).values(), *content.get("words", {})] if name not in columns]
    if wrong:
        raise PopulationError(
            message(f"{FILE}: no such column: {listed(wrong)}.", suggestion(wrong[0], sorted(columns)))
        )
    unknown = [name for name in content.get("files", {}).values() if name not in keywords]
    if unknown:
        raise PopulationError(message(f"{FILE}: no such file: {listed(unknown)}.", f"Known: {'、'.join(keywords)}."))
    return Confirmed(**content)


def _texts(content: dict[str, Any]) -> bool:
    """Whether every name and meaning is text."""
    flat = [content.get("files", {}), content.get("columns", {})]
    words = content.get("words", {})
    if not isinstance(words, dict) or not all(isinstance(block, dict) for block in [*flat, *words.values()]):
        return False
    said = [text for block in [*flat, *words.values()] for pair in block.items() for text in pair]
    return all(isinstance(text, str) for text in [*words, *said])
