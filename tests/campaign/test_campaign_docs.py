"""The examples in the documentation of calendar, forms and clauses hold."""

import doctest
import importlib

import pytest

MODULES = (
    "days", "plan.choice", "calendar.loading", "calendar.working_days", "clauses.files", "forms.files", "forms.filling",
    "forms.from_recipients", "forms.reading", "forms.writing",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    result = doctest.testmod(importlib.import_module(f"aidkit.campaign.{name}"))
    assert (result.failed, result.attempted > 0) == (0, True)
