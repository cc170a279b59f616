"""Names that generated passes and walks use for their own variables; no rule may bear one."""

from __future__ import annotations

import re

WORDS = frozenset(
    [
        "np", "range", "min", "max", "abs", "len", "value_of", "slope_of", "whole", "add_up", "add_up_weighted", "add_bins", "block", "SLOPE", "low",
        "high", "row", "rows", "row_of", "home", "person", "size", "count", "run", "begin", "families", "first_home",
        "first_person", "first_kept", "member", "i", "j", "h", "astray", "first_family", "last_family", "stride",
        "slope", "weights", "totals", "pieces", "used", "trace", "steps", "start", "here", "there",
        "moved", "at", "scenario", "sums", "people", "amounts",
    ]
)  # fmt: skip
PREFIXED = re.compile("[bdhoprstu]_|(?:now|rate|was|pace)_[0-9]")  # and inputs, outputs, rules, what stages hand on
