"""dibao-lite by ttsim's ``main()``, what a user calls: a data frame in, checks, sorting, compiling, a data frame out.

Each call builds the function anew, so JAX compiles it each time.
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import ttsim

from tests.benchmarks.lite_data import Data, Outcome
from tests.benchmarks.peers.ttsim_rules import columns_of, outcome, settings

NAME, PACKAGE = "ttsim on JAX, main()", "ttsim-backend"


def prepare(data: Data, p: dict[str, float]) -> Callable[[], Outcome]:
    """Return the work."""
    table = pd.DataFrame(columns_of(data))
    known = {**settings(data, p), "input_data": ttsim.InputData.df_with_qname_columns(table)}
    target = ttsim.MainTarget.results.df_with_qname_columns
    return lambda: outcome(ttsim.main(main_target=target, **known), data)
