"""A town's register extract (社会救助台账), read as handed over: `read_register` gives a population, `read_extract` tables."""

from __future__ import annotations

from aidkit.data.register.extract import RegisterExtract, read_extract, read_register

__all__ = ["RegisterExtract", "read_extract", "read_register"]
