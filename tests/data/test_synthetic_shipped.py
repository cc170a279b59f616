"""The populations that ship are what `synthesize` draws: a change of numbers shows here, and is then made on purpose."""

from __future__ import annotations

import numpy as np
import pytest

import aidkit
from aidkit.schema import COLUMNS
from aidkit.shipped import shipped

FOLDER = shipped("data") / "populations"
SHIPPED = ("hanzhong", "jinjiang", "town-template")
ADVICE = "Draw again with write_population(synthesize(place, households=400, seed=1), folder), and say why."
SOLVED = 1e-9  # relative: weights are solved by iteration, everything else is drawn


def test_every_folder_is_tested_here():
    assert sorted(path.name for path in FOLDER.iterdir() if path.is_dir()) == sorted(SHIPPED)


@pytest.mark.parametrize("place", SHIPPED)
def test_a_shipped_population_is_drawn_again_alike(place):
    ours = aidkit.read_population(FOLDER / place)
    again = aidkit.synthesize(place, households=400, seed=1)
    assert ours.synthetic
    assert list(ours.persons.index) == list(again.persons.index), ADVICE
    for level in ("household", "person"):
        drawn = [column for column in COLUMNS[level].values() if column.kind not in ("key", "weight")]
        for column in drawn:
            values = [population.column(level, column.name).astype(str) for population in (ours, again)]
            assert np.array_equal(*values), f"{column.name}: {ADVICE}"
    assert ours.weight == pytest.approx(again.weight, rel=SOLVED), ADVICE


@pytest.mark.parametrize("place", SHIPPED)
def test_a_shipped_population_says_how_it_was_drawn(place):
    text = (FOLDER / place / "SYNTHETIC").read_text(encoding="utf-8")
    assert text.strip() == aidkit.synthesize(place, households=400, seed=1).source
