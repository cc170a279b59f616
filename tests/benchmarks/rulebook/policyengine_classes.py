"""The rulebook in policyengine-core, the same classes as in openfisca-core."""

from __future__ import annotations

from collections.abc import Callable

from tests.benchmarks.rulebook.book import Array, Book
from tests.benchmarks.rulebook.openfisca_classes import prepared

NAME, PACKAGE = "policyengine-core", "policyengine-core"


def prepare(book: Book) -> Callable[[], dict[str, Array]]:
    """Return the work."""
    return prepared("policyengine_core", book)
