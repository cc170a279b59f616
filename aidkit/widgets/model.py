"""The panel without its widgets: a place's dials, the figures under their setting, and what can be carried away."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from aidkit.errors import PolicyError, ReportError, message, suggestion
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.report.inputs import SYNTHETIC
from aidkit.report.table import Table
from aidkit.report.text import Lang, Text
from aidkit.whatif.figures import figure_graph
from aidkit.widgets import tables
from aidkit.widgets.counts import Counts, counts_of
from aidkit.widgets.dials import Choice, Dial, choices_of, dials_of
from aidkit.widgets.reform_text import reform_yaml
from aidkit.widgets.tracing import drawn, sampled, trace

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from aidkit.report.study import Run
    from aidkit.whatif.curve import Curve


KEPT = 24  # exact curves kept for when somebody comes back to a dial; each takes a few megabytes


class ExploreModel:
    """A place whose thresholds are moved one by one; made by ``aidkit.explore``.

    Args:
        policy: The rules in force.
        population: The population they are applied to.
        lang: Language of the texts: ``zh``, ``en`` or ``both``.
        source: What the population was opened from; None where it was made in Python and lies in no file.
        parameters: The notebook settings a report needs for the same population: ``households`` and ``seed``.

    Attributes:
        dials: The numbers that can be moved.
        choices: What can be chosen.
        dial: The dial moved last, along which the picture is drawn.

    Example:
        >>> model = aidkit.explore("jinjiang").model
        >>> model.set("edge.multiple", 1.5)
        >>> print(model.figures())
    """

    def __init__(
        self,
        policy: Policy,
        population: Population,
        *,
        lang: Lang = "both",
        source: str | None = SYNTHETIC,
        parameters: Mapping[str, int] | None = None,
    ) -> None:
        self.baseline, self.population, self.lang, self.source = policy, population, lang, source
        self.parameters = dict(parameters or {})
        self.dials, self.choices = dials_of(policy), choices_of(policy)
        self.dial = self.dials[0]
        self._values: dict[str, Any] = {}
        self._counts = counts_of(population, policy)
        self._known: dict[Policy, Counts] = {}
        self._curves: dict[tuple[str, Policy], Curve] = {}
        self._compiled = threading.Event()

    def set(self, path: str, value: Any) -> None:
        """Move one dial, or choose.

        Args:
            path: The path of one of the dials or choices.
            value: The new position; a dial takes the nearest of its own.

        Raises:
            PolicyError: There is no such dial, or it cannot stand there.
        """
        moved = self._named(path)
        value = moved.at(value)
        self._values = {name: kept for name, kept in self._values.items() if name != path}
        if value != moved.value:
            self._values[path] = value
        if isinstance(moved, Dial):
            self.dial = moved

    def value(self, path: str) -> Any:
        """Return where a dial or choice stands."""
        return self._values.get(path, self._named(path).value)

    def reset(self) -> None:
        """Put everything back to the rules in force."""
        self._values, self.dial = {}, self.dials[0]

    @property
    def changes(self) -> dict[str, Any]:
        """By parameter path, the values that differ from those in force, in the order they were moved."""
        return {path: value for name, value in self._values.items() for path in self._named(name).paths}

    @property
    def policy(self) -> Policy:
        """The policy as the dials stand."""
        return self.baseline.reform(self.changes) if self._values else self.baseline

    @cached_property
    def before(self) -> Counts:
        """What the rules in force say."""
        return self.counts(self.baseline)

    @property
    def now(self) -> Counts:
        """What the rules say as the dials stand."""
        return self.counts(self.policy)

    def counts(self, policy: Policy) -> Counts:
        """Return what a policy says, counted once."""
        if policy not in self._known:
            self._known[policy] = self._counts(policy)
        return self._known[policy]

    @property
    def finding(self) -> Text:
        """What the dial moved last does to the yearly cost, all dials together; or where it stands in force."""
        from aidkit.widgets.figure import finding

        before, now = (counts.figures["annual_cost"] for counts in (self.before, self.now))
        return finding(before, now, self.dial, self.value(self.dial.path), others=len(self._values) > 1)

    def figures(self) -> Table:
        """Return the key figures: in force, as the dials stand, and the difference."""
        return tables.key_figures(self.before, self.now, self.lang)

    def table(self) -> Table:
        """Return persons and families by scheme: in force, as the dials stand, and the difference."""
        return tables.by_scheme(self.before, self.now, self.lang)

    def curve(self, path: str | None = None) -> Curve:
        """Return the exact curve along a dial, all others where they stand.

        Args:
            path: The dial; the one moved last when left out.

        Raises:
            PolicyError: There is no such dial.
        """
        dial = self.dial if path is None else self._named(path)
        if not isinstance(dial, Dial):
            raise PolicyError(message(f"{path}: is chosen, not moved, so there is no curve along it."))
        others = self.policy.reform(dict.fromkeys(dial.paths, dial.value))
        key = (dial.path, others)
        if key not in self._curves:
            if len(self._curves) >= KEPT:
                del self._curves[next(iter(self._curves))]
            self._curves[key] = trace(figure_graph(self.baseline), self.population, others, self.dials, dial)
            self._compiled.set()
        return self._curves[key]

    @property
    def traced(self) -> bool:
        """Whether exact curves can be drawn at once: the walk behind them is compiled."""
        return self._compiled.is_set()

    def figure(self, *, wait: bool = True) -> Figure:
        """Draw the yearly cost, and the persons due cash and missed, along the dial moved last.

        Args:
            wait: Draw the exact curve even where the walk behind it must first be compiled; else, until it is, a
                curve through single runs.
        """
        from aidkit.widgets.figure import draw

        exact = wait or self.traced
        points = drawn(self.curve()) if exact else sampled(self.counts, self.policy, self.dial)
        return draw(points, self.dial, self.value(self.dial.path), self.lang)

    def yaml(self) -> str:
        """Return the setting as a reform's document, as ``aidkit whatif PLACE --reform FILE`` reads it.

        Raises:
            PolicyError: Nothing is moved.
        """
        return reform_yaml(self.baseline, self.changes, self.source)

    def report(self, out: str = "reports") -> Run:
        """Write the campaign report under this setting.

        Args:
            out: Folder of all reports.

        Raises:
            ReportError: The population lies in no file, so a report cannot open it.
            CellError: A cell of the report's notebook failed.
        """
        from aidkit.report.study import run_report

        if self.source is None:
            raise ReportError(
                message(
                    "A report opens its population itself, and this one was made in Python.",
                    'Save it to a folder and give the folder: aidkit.explore(place, population="my-population").',
                )
            )
        place, date = self.baseline.place.id, str(self.baseline.date)
        settings = {"overrides": self.changes, "population": self.source, "lang": self.lang, "out": out}
        return run_report(place, date=date, parameters=self.parameters, **settings)

    def _named(self, path: str) -> Dial | Choice:
        movable: tuple[Dial | Choice, ...] = (*self.dials, *self.choices)
        found = {one.path: one for one in movable}
        if path not in found:
            raise PolicyError(message(f"{path!r} is not moved in this panel.", suggestion(str(path), list(found))))
        return found[path]
