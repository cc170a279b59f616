"""Settings of oversight from ``params/oversight/*.yaml``: each value with title, unit, status and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.errors import ParameterFileError, PolicyError, message, suggestion
from aidkit.parameter_yaml import load_yaml, shape_faults
from aidkit.shipped import shipped

if TYPE_CHECKING:
    import pandas as pd

FOLDER = "oversight"  # below the folder of parameters; it holds the schema too


@dataclass(frozen=True)
class Setting:
    """One value and where it comes from.

    Attributes:
        name: Its key.
        en, zh: Titles.
        value: A number, a word or a list.
        unit: Unit of the value.
        status: ``seed``, ``published`` or ``assumed``.
        source: Document and clause, notice and article, or the reason for an assumption.
        address: Where a published source was seen.
        low, high: Range of an assumed number.
        note: What a reader should know.
    """

    name: str
    en: str
    zh: str
    value: Any
    unit: str
    status: str
    source: str
    address: str = ""
    low: float | None = None
    high: float | None = None
    note: str = ""


class Settings(Mapping[str, Setting]):
    """The settings of one topic, by name."""

    def __init__(self, topic: str, settings: Mapping[str, Setting]) -> None:
        self.topic, self._settings = topic, dict(settings)

    def __getitem__(self, name: str) -> Setting:
        if name in self._settings:
            return self._settings[name]
        raise PolicyError(
            message(f"oversight/{self.topic}.yaml has no setting {name!r}.", suggestion(name, list(self)))
        )

    def __contains__(self, name: object) -> bool:
        return name in self._settings

    def __iter__(self) -> Any:
        return iter(self._settings)

    def __len__(self) -> int:
        return len(self._settings)

    def table(self) -> pd.DataFrame:
        """Return the settings as a table, a row each, for a report's provenance."""
        import pandas as pd

        return pd.DataFrame([vars(setting) for setting in self._settings.values()])


def load_settings(topic: str) -> Settings:
    """Read the settings of a topic, a file of ``params/oversight``: audit, files, inspection, matching and others.

    Raises:
        PolicyError: There is no such topic.
        ParameterFileError: The folder is not there, or the file breaks its schema; every fault is named.

    Example:
        >>> load_settings("audit")["registered"].value
        0.2
    """
    return _read(shipped("params") / FOLDER, topic)


@cache
def _read(folder: Path, topic: str) -> Settings:
    return settings_in(folder, topic)


def settings_in(folder: Path, topic: str) -> Settings:
    """Read the settings of a topic from a folder of one's own, which holds their schema too.

    Raises:
        PolicyError: There is no such topic.
        ParameterFileError: The folder is empty, or the file breaks its schema; every fault is named.
    """
    topics = sorted(path.stem for path in folder.glob("*.yaml"))
    if not topics:
        raise ParameterFileError(
            message(f"{folder}: no settings of oversight are there.", "Copy the folder from aidkit's own params.")
        )
    if topic not in topics:
        raise PolicyError(message(f"There are no settings {topic!r} of oversight.", suggestion(topic, topics)))
    shown = f"params/{FOLDER}/{topic}.yaml"
    content = load_yaml(folder / f"{topic}.yaml", shown, "settings file")
    faults = [f"  {'.'.join(keys)}: {said}" for keys, said in shape_faults(content, folder, shown)]
    if faults:
        raise ParameterFileError(message(f"{shown} breaks its schema.", *faults))
    return Settings(topic, {name: _setting(name, given) for name, given in content["settings"].items()})


def _setting(name: str, given: Mapping[str, Any]) -> Setting:
    said = {key: given[key] for key in ("en", "zh", "unit", "value", "status")}
    more = {key: given[key] for key in ("low", "high", "note") if key in given}
    source = dict(given["source"])
    address = source.pop("address", "")
    return Setting(name=name, source=" ".join(source.values()), address=address, **said, **more)
