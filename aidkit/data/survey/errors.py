"""The kind of mistake a user of survey data can make."""

from __future__ import annotations

from aidkit.errors import AidkitError


class SurveyError(AidkitError):
    """A survey's mapping cannot be used, or its files are not what the mapping says."""
