"""What a notebook's settings get wrong, and a notebook that is not there: whole texts, before anything runs."""

import pytest

from aidkit.errors import ReportError
from aidkit.report.study import run_report


@pytest.fixture
def refused(tmp_path):
    def run(**settings):
        with pytest.raises(ReportError) as error:
            run_report("jinjiang", out=tmp_path / "reports", **settings)
        assert not (tmp_path / "reports").exists()
        return str(error.value)

    return run


def test_an_unknown_parameter(refused):
    assert refused(parameters={"hauseholds": 10}) == (
        "10_campaign_report: 1 parameter cannot be used.\n"
        "hauseholds: not a parameter of this notebook. Did you mean 'households'?"
    )


def test_a_parameter_of_the_wrong_type(refused):
    assert refused(parameters={"households": "many", "seed": 1.5}) == (
        "10_campaign_report: 2 parameters cannot be used.\n"
        "households: 'many' is str, expected int (default 20000).\n"
        "seed: 1.5 is float, expected int (default 2021)."
    )


def test_a_parameter_that_is_a_setting(refused):
    assert refused(parameters={"place": "daye"}) == (
        "'place' is a setting of the report.\nGive it as place=…, not as a parameter."
    )


def test_a_setting_the_notebook_does_not_take(refused):
    assert refused(notebook="00_quickstart", lang="en", overrides={"edge.multiple": 1.5}) == (
        "00_quickstart: 3 parameters cannot be used.\n"
        "overrides: not a parameter of this notebook. Valid names: place, date, households, seed, factors, step.\n"
        "reform: not a parameter of this notebook. Valid names: place, date, households, seed, factors, step.\n"
        "lang: not a parameter of this notebook. Valid names: place, date, households, seed, factors, step."
    )


def test_an_unknown_notebook(refused):
    assert refused(notebook="10_campain_report") == (
        "'10_campain_report' is no notebook.\nDid you mean '10_campaign_report'?"
    )


def test_an_unknown_setting(refused):
    assert refused(populaton="data") == "'populaton' is not a setting of a report.\nDid you mean 'population'?"
