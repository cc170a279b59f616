"""The rules as other engines are given them: written anew in numpy, every column equals the compiled pass."""

import numpy as np
import pytest

import aidkit
from tests.benchmarks.rulebook.book import Book, numpy_columns
from tests.oracle.population_generator import random_population

SAME = 1e-9  # yuan, and relative: families are added up in another order
PLACES = aidkit.places()


@pytest.mark.parametrize("place", PLACES)
def test_translated_rules_give_every_column(place):
    population, policy = aidkit.Population(*random_population(5_000, 3)), aidkit.load_policy(place)
    result = aidkit.simulate(population, policy)
    found = numpy_columns(Book.of(population, policy))()
    assert set(found) == set(result.outputs)
    for name, values in found.items():
        np.testing.assert_allclose(values.astype(float), result.values(name).astype(float), SAME, SAME, err_msg=name)
