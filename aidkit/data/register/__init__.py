"""A town's register extract (社会救助台账), read as handed over: `read_register` gives a population, `read_extract` tables."""

from __future__ import annotations

from aidkit.data.register.confirmed import confirm
from aidkit.data.register.extract import RegisterExtract, read_extract, read_register
from aidkit.data.register.quality import Quality, examine

__all__ = ["Quality", "RegisterExtract", "confirm", "examine", "read_extract", "read_register"]
