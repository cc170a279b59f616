"""A drawn picture for printed reports."""

from io import BytesIO

import pytest


@pytest.fixture(scope="session")
def drawn() -> bytes:
    from matplotlib.figure import Figure

    made = BytesIO()
    Figure(figsize=(2, 1)).savefig(made, format="png")
    return made.getvalue()
