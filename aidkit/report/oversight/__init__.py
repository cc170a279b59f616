"""What the notebooks 30–35 ask of oversight and how they say it: a module for each part, opened when it is named."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidkit.report.oversight import (
        allocation as allocation,
    )
    from aidkit.report.oversight import (
        cases as cases,
    )
    from aidkit.report.oversight import (
        chances as chances,
    )
    from aidkit.report.oversight import (
        clues as clues,
    )
    from aidkit.report.oversight import (
        confirmed as confirmed,
    )
    from aidkit.report.oversight import (
        delay as delay,
    )
    from aidkit.report.oversight import (
        estimates as estimates,
    )
    from aidkit.report.oversight import (
        files as files,
    )
    from aidkit.report.oversight import (
        floors as floors,
    )
    from aidkit.report.oversight import (
        given as given,
    )
    from aidkit.report.oversight import (
        hits as hits,
    )
    from aidkit.report.oversight import (
        levels as levels,
    )
    from aidkit.report.oversight import (
        listed as listed,
    )
    from aidkit.report.oversight import (
        payees as payees,
    )
    from aidkit.report.oversight import (
        payments as payments,
    )
    from aidkit.report.oversight import (
        power as power,
    )
    from aidkit.report.oversight import (
        process as process,
    )
    from aidkit.report.oversight import (
        ranges as ranges,
    )
    from aidkit.report.oversight import (
        settings as settings,
    )
    from aidkit.report.oversight import (
        shortfall as shortfall,
    )
    from aidkit.report.oversight import (
        stages as stages,
    )
    from aidkit.report.oversight import (
        steps as steps,
    )
    from aidkit.report.oversight import (
        triggers as triggers,
    )
    from aidkit.report.oversight import (
        tuned as tuned,
    )
    from aidkit.report.oversight import (
        visits as visits,
    )
    from aidkit.report.oversight import (
        waits as waits,
    )
    from aidkit.report.oversight import (
        warning as warning,
    )


def __getattr__(name: str) -> ModuleType:
    """Open a module where a notebook names it: `oversight.hits.kinds(found)`."""
    if name.startswith("_"):
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
