"""The households that should have a file (一户一档): those on assistance in a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidkit.errors import message
from aidkit.oversight.errors import OversightError

if TYPE_CHECKING:
    from aidkit.data.register import RegisterExtract


def households_on_assistance(register: RegisterExtract) -> tuple[str, ...]:
    """Return the households of a register of whom anybody is on a scheme, in the register's order.

    Args:
        register: The extract; it says what each person receives.

    Raises:
        OversightError: The register does not say what anybody receives.

    Source: QH-6.4.
    """
    persons = register.persons
    if "current_scheme" not in persons:
        raise OversightError(
            message(
                f"{register.source}: it does not say who is on assistance.",
                "Give a register with the column 现享受待遇, or leave it out: the list of files is then checked alone.",
            )
        )
    helped = set(persons.loc[persons["current_scheme"] != "none", "household_id"])
    return tuple(str(home) for home in register.households["household_id"] if home in helped)
