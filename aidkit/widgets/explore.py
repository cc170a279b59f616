"""``aidkit.explore``: open the what-if panel of a place."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from aidkit.errors import PolicyError, message, suggestion
from aidkit.population import Population
from aidkit.report.inputs import HOUSEHOLDS, SEED, SYNTHETIC, open_policy, open_population
from aidkit.report.text import LANGS, Lang
from aidkit.widgets.model import ExploreModel

if TYPE_CHECKING:
    from aidkit.widgets.panel import Panel


def explore(
    place: str,
    population: Population | str | None = None,
    lang: Lang | None = None,
    *,
    date: str | None = None,
    households: int = HOUSEHOLDS,
    seed: int = SEED,
) -> Panel:
    """Open the what-if panel of a place: sliders for its thresholds, the figures under them, and their curve.

    In a notebook with somebody at it the panel is live; in one that is run unattended it is a picture and a table.

    Args:
        place: Id of the place, one of ``aidkit.places()``.
        population: A population, or the path of one; an invented one when left out.
        lang: Language of the texts: ``zh``, ``en`` or ``both``; both when left out.
        date: Policy date ``YYYY-MM-DD``; the place's campaign date when left out.
        households: Families to invent.
        seed: Seed to invent them with.

    Returns:
        The panel. ``panel.model`` is the same without widgets: ``set``, ``figures``, ``table``, ``figure``, ``yaml``.

    Raises:
        AidkitError: Place, date, language or population cannot be used.

    Example:
        >>> panel = aidkit.explore("jinjiang")
        >>> panel.model.set("edge.multiple", 1.5)
    """
    from aidkit.widgets.panel import Panel

    policy = open_policy(place, date)
    if lang is not None and lang not in LANGS:
        raise PolicyError(message(f"{lang!r} is not a language of the panel.", suggestion(str(lang), LANGS)))
    source = population if isinstance(population, str) else SYNTHETIC if population is None else None
    if isinstance(population, Population):
        people = population
    elif source == SYNTHETIC:
        people = _invented(place, date, households, seed)
    else:
        people = open_population(str(source), policy)  # anew each time: the file may have changed
    asked: dict[str, Any] = {"households": households, "seed": seed} if source == SYNTHETIC else {}
    return Panel(ExploreModel(policy, people, lang=lang or "both", source=source, parameters=asked))


@lru_cache(maxsize=4)
def _invented(place: str, date: str | None, households: int, seed: int) -> Population:
    """Invent a population once, however often the cell that shows the panel is run."""
    return open_population(SYNTHETIC, open_policy(place, date), households=households, seed=seed)
