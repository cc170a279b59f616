"""The text of a refusal, whole: what every test of a message compares."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aidkit.errors import AidkitError


def refusal(kind: type[AidkitError], call: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """Return the text of the error a call ends with; it must be of just this class, not of one above or below."""
    with pytest.raises(kind) as caught:
        call(*args, **kwargs)
    assert type(caught.value) is kind
    return str(caught.value)
