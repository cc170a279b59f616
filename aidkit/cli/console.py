"""What all commands share: how they speak, how they fail, what they read from their options."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

import typer

from aidkit.errors import AidkitError, ReportError, message

DONE, FAILED, REFUSED = 0, 1, 2
EXIT_CODES = "Exit codes: 0 done, 1 the work failed, 2 a name or a value cannot be used."
EXAMPLES = {"--set": "--set edge.multiple=1.5", "--param": "--param households=5000"}
F = TypeVar("F", bound=Callable[..., None])


def spoken(command: F) -> F:
    """Make a command end in words: a mistake is said on stderr, without a traceback, with its exit code."""

    @functools.wraps(command)
    def run(*args: Any, **settings: Any) -> None:
        try:
            command(*args, **settings)
        except AidkitError as error:
            fail(str(error), REFUSED)
        except BrokenPipeError:  # the reader, such as `head`, has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        except OSError as error:
            fail(f"{error.filename or 'A file'}: {error.strerror or error}.", FAILED)

    return run  # type: ignore[return-value]


def fail(text: str, code: int) -> NoReturn:
    """Say what is wrong on stderr and end with an exit code."""
    typer.echo(text, err=True)
    raise typer.Exit(code)


def tell(found: object, lines: Iterable[str] = (), written: object = None) -> None:
    """Say what an office's files gave: the finding, long numbers masked, what is left to look at, what was written.

    Args:
        found: Its text is printed.
        lines: Faults and doubts, masked before, a line each.
        written: The file that was written; None for none.
    """
    from aidkit.masking import masked_typed

    typer.echo(masked_typed(str(found)))
    for line in lines:
        typer.echo(f"  {line}")
    if written is not None:
        typer.echo(written)


@contextmanager
def progress(label: str) -> Iterator[tuple[Callable[[int], None], Callable[..., None]]]:
    """Show a bar on stderr while something long runs; nothing where that is no terminal.

    Yields:
        A function to call with the number of steps, and one to call after each step, with what was done if it has a
        name.
    """
    from rich import progress as bars
    from rich.console import Console

    console = Console(stderr=True)
    done = (
        bars.TextColumn("{task.description}"),
        bars.BarColumn(),
        bars.MofNCompleteColumn(),
        bars.TimeElapsedColumn(),
    )
    left = (bars.TextColumn("left"), bars.TimeRemainingColumn())
    with bars.Progress(*done, *left, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)
        yield (
            lambda total: bar.update(task, total=total),
            lambda done="": bar.update(task, advance=1, description=f"{label} {done}".rstrip()),
        )


def assignments(option: str, given: list[str] | None, example: str = "") -> dict[str, Any]:
    """Read an option's ``NAME=VALUE`` settings; a value is a number, true, false, null, a word, or YAML.

    Args:
        option: The option, as it is written.
        given: What was written behind it.
        example: One that would do, in place of the option's usual one.

    Raises:
        ReportError: A setting has no ``=``, or its value cannot be read.
    """
    from yaml import YAMLError

    from aidkit.parameter_yaml import read_yaml

    found: dict[str, Any] = {}
    for setting in given or ():
        name, sign, value = setting.partition("=")
        try:
            found[name.strip()] = read_yaml(value, "setting")
        except (YAMLError, ValueError):
            sign = ""
        if not sign or not name.strip():
            raise ReportError(
                message(f"{option} {setting}: not NAME=VALUE.", f"Example: {example or EXAMPLES[option]}")
            )
    return found
