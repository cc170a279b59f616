"""dibao-lite in policyengine-core, the same classes as in openfisca-core."""

from __future__ import annotations

from collections.abc import Callable

from tests.benchmarks.lite_data import Data, Outcome
from tests.benchmarks.peers.openfisca_rules import prepared

NAME, PACKAGE = "policyengine-core", "policyengine-core"


def prepare(data: Data, p: dict[str, float]) -> Callable[[], Outcome]:
    """Return the work."""
    return prepared("policyengine_core", data, p)
