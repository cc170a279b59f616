"""Read the published figures a synthetic population must meet, the place's own or the country's (校准边际)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from aidkit.errors import PolicyError, listed, message, suggestion
from aidkit.shipped import shipped

NATIONAL = "national"
NO_PLACES = {NATIONAL, "assumed_behaviour"}
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
        ratio = self.own["population.hukou"].value / self.national["population.hukou"].value
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
    own, nation = _file(place), _file(NATIONAL)
    return Anchors(place, own["place"]["zh"], _read(own, place), _read(nation, NATIONAL))


def _file(name: str) -> dict[str, Any]:
    path = shipped("data") / "margins" / f"{name}.yaml"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict) or not {"place", "anchors"} <= content.keys():
        what = f"data/margins/{name}.yaml: 'place' and 'anchors' are expected."
        raise PolicyError(message(what, "See the top of national.yaml."))
    return content


def _read(content: dict[str, Any], name: str) -> dict[str, Anchor]:
    wrong = [key for key, entry in content["anchors"].items() if not _whole(entry)]
    if wrong:
        what = f"data/margins/{name}.yaml: value, unit, year, status or source missing in {listed(wrong)}."
        raise PolicyError(message(what, "See the top of national.yaml for what an entry holds."))
    return {key: _anchor(key, entry, name) for key, entry in content["anchors"].items()}


def _whole(entry: Any) -> bool:
    if not isinstance(entry, dict) or not entry.keys() >= FIELDS:
        return False
    return entry["status"] in {"published", "assumed"} and isinstance(entry["source"], dict)


def _anchor(key: str, entry: dict[str, Any], origin: str) -> Anchor:
    source = entry["source"]
    text = source.get("notice") or source.get("reason", "")
    address = source.get("address", "")
    return Anchor(key, entry["value"], entry["unit"], entry["year"], entry["status"], text, address, origin)
