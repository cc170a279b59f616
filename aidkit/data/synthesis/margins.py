"""Read the published figures a synthetic population must meet, the place's own or the country's (校准边际)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from aidkit.data.synthesis.value_form import is_number, leaves, same_form
from aidkit.errors import PolicyError, listed, message, suggestion
from aidkit.parameter_yaml import load_yaml
from aidkit.remembering import STATES
from aidkit.shipped import shipped

NATIONAL = "national"
NO_PLACES = {NATIONAL, "assumed_behaviour"}
REGISTERED = "population.hukou"
COUNTS = "beneficiaries."  # keys of numbers that grow with the population
FIELDS = {"value", "unit", "year", "status", "source"}


@dataclass(frozen=True)
class Anchor:
    """One published or assumed figure about a place.

    Attributes:
        key: What it measures, e.g. ``income.median_annual.rural``.
        value: A number, or numbers by name (age group, household size, kind of disability).
        unit: Unit of the numbers.
        year: Year they describe.
        status: published, or assumed where borrowed from elsewhere.
        source: Notice, or the reason for an assumed figure.
        address: Page it was read on, or empty.
        origin: Id of the place whose figure it is; ``national`` where the country stands in.
    """

    key: str
    value: Any
    unit: str
    year: int
    status: str
    source: str
    address: str
    origin: str


@dataclass(frozen=True)
class Anchors:
    """All figures of a place, with the country's behind them.

    Attributes:
        place: Id of the place.
        zh: Its Chinese name.
        own: The place's figures by key.
        national: The country's figures by key.
    """

    place: str
    zh: str
    own: Mapping[str, Anchor]
    national: Mapping[str, Anchor]

    def __getitem__(self, key: str) -> Anchor:
        """Return a figure; registered (hukou) persons are preferred to residents, the place to the country.

        A count the place lacks is the country's, in proportion to the registered population.
        """
        for name in (f"{key}_hukou", key):
            if name in self.own:
                return self.own[name]
        if key not in self.national:
            what = f"data/margins: neither {self.place}.yaml nor national.yaml gives {key!r}."
            raise PolicyError(message(what, suggestion(key, sorted(self.national))))
        return self._standing_in(self.national[key])

    def number(self, key: str) -> float:
        """Return a figure that is a single number."""
        return float(self[key].value)

    def _standing_in(self, anchor: Anchor) -> Anchor:
        if not anchor.key.startswith(COUNTS):
            return replace(anchor, status="assumed", source=f"China's figure stands in: {anchor.source}")
        ratio = self.own[REGISTERED].value / self.national[REGISTERED].value
        source = f"China's rate stands in: {anchor.source}"
        return replace(anchor, value=anchor.value * ratio, status="assumed", source=source)


def read_anchors(place: str) -> Anchors:
    """Read a place's figures from ``data/margins``.

    Raises:
        PolicyError: The place has no file there, or a file breaks its form.
    """
    folder = shipped("data") / "margins"
    known = sorted(path.stem for path in folder.glob("*.yaml") if path.stem not in NO_PLACES)
    if place not in known:
        raise PolicyError(message(f"No margins for {place!r} in data/margins.", suggestion(place, known)))
    files = tuple(folder / f"{name}.yaml" for name in (place, NATIONAL))
    return _anchors(place, *files, tuple(file.stat().st_mtime_ns for file in files))


@lru_cache(maxsize=STATES)
def _anchors(place: str, own_file: Path, national_file: Path, _stamps: tuple[int, ...]) -> Anchors:
    own, nation = _file(own_file), _file(national_file)
    anchors = Anchors(place, own["place"]["zh"], _read(own, place), _read(nation, NATIONAL))
    _refuse_other_forms(anchors)
    return anchors


def read_margins(path: Path) -> dict[str, Any]:
    """Read one file of figures as it is written, each of its form, not yet held against the country's.

    Raises:
        PolicyError: The file breaks its form.
    """
    content = _file(path)
    _read(content, path.stem)
    return content


def _file(path: Path) -> dict[str, Any]:
    content = load_yaml(path, f"data/margins/{path.name}", "file of margins")
    parts = [content.get(part) for part in ("place", "anchors")] if isinstance(content, dict) else [None]
    if not all(isinstance(part, dict) for part in parts) or not isinstance(content["place"].get("zh"), str):
        what = f"data/margins/{path.name}: 'place' and 'anchors' are expected, and place.zh."
        raise PolicyError(message(what, "See the top of national.yaml."))
    return dict(content)


def _read(content: dict[str, Any], name: str) -> dict[str, Anchor]:
    wrong = [key for key, entry in content["anchors"].items() if not isinstance(key, str) or not _whole(entry)]
    if wrong:
        what = f"data/margins/{name}.yaml: value, unit, year, status or source missing in {listed(wrong)}."
        raise PolicyError(message(what, "See the top of national.yaml for what an entry holds."))
    odd = [key for key, entry in content["anchors"].items() if not _counts(entry["value"])]
    if odd:
        what = f"data/margins/{name}.yaml: the value of {listed(odd)} is no number, nor numbers by name."
        raise PolicyError(message(what, "Figures are numbers of 0 or more, without separators."))
    return {key: _anchor(key, entry, name) for key, entry in content["anchors"].items()}


def _counts(value: Any) -> bool:
    found = list(leaves(value))
    return bool(found) and all(is_number(number) and number >= 0 for number in found)


def _refuse_other_forms(anchors: Anchors) -> None:
    """Refuse a place's figure that is not of the form of the country's, and registered persons that are none."""
    for name, figures in ((NATIONAL, anchors.national), (anchors.place, anchors.own)):
        persons = figures.get(REGISTERED)
        if persons is None or not is_number(persons.value) or persons.value <= 0:
            what = f"data/margins/{name}.yaml: {REGISTERED} is not there, or no number above 0."
            raise PolicyError(message(what, "It is what counts of persons are held against."))
    other = [key for key, anchor in anchors.own.items() if not _fits(anchor, anchors.national)]
    if other:
        what = f"data/margins/{anchors.place}.yaml: the value of {listed(other)} has not the names of the country's."
        raise PolicyError(
            message(what, "Give the same names in the same order as national.yaml, or a number as there.")
        )


def _fits(anchor: Anchor, national: Mapping[str, Anchor]) -> bool:
    model = national.get(anchor.key, national.get(anchor.key.removesuffix("_hukou")))
    return model is None or same_form(anchor.value, model.value)


def _whole(entry: Any) -> bool:
    if not isinstance(entry, dict) or not entry.keys() >= FIELDS:
        return False
    texts = [entry["unit"], *entry["source"].values()] if isinstance(entry["source"], dict) else [None]
    known = entry["status"] in ("published", "assumed") and type(entry["year"]) is int
    return known and all(isinstance(text, str) for text in texts)


def _anchor(key: str, entry: dict[str, Any], origin: str) -> Anchor:
    source = entry["source"]
    text = source.get("notice") or source.get("reason", "")
    address = source.get("address", "")
    return Anchor(key, entry["value"], entry["unit"], entry["year"], entry["status"], text, address, origin)
