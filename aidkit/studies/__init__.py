"""Studies of one's own: a folder that needs no clone of aidkit, and the files of a new place."""

from __future__ import annotations

from aidkit.studies.folder import begin_study
from aidkit.studies.new_city import begin_city

__all__ = ["begin_city", "begin_study"]
