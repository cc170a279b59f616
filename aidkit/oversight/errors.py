"""The kind of mistake a user of the oversight tools can make."""

from __future__ import annotations

from aidkit.errors import AidkitError


class OversightError(AidkitError):
    """Files, cases or settings given to a tool of oversight cannot be used as they are."""
