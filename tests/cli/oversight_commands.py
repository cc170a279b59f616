"""Commands of oversight as tests call them: what they print, how they end, what they refuse."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from aidkit.cli import app

SAMPLE = Path(__file__).parents[2] / "data" / "register-sample"
NOWHERE = "jinjang"
UNKNOWN_PLACE = "'jinjang' is not a place aidkit knows.\nDid you mean 'jinjiang'?\n"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def printed(*arguments, code=0):
    """Return what a command prints that must end with a code and say nothing on stderr."""
    outcome = run(*arguments)
    assert (outcome.exit_code, outcome.stderr) == (code, "")
    return outcome.stdout


def refused(*arguments):
    """Return what stderr says of a command that must end with 2 and print nothing else."""
    outcome = run(*arguments)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    return outcome.stderr
