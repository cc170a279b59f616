"""The sliders and choices of the panel, in groups; they follow the model, and tell what somebody does with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aidkit.widgets import markup, words
from aidkit.widgets.dials import CARE, SHARE_PAID, UPLIFTS, Choice, Dial
from aidkit.widgets.model import ExploreModel

FOLDED = {"single": (SHARE_PAID,), "uplift": UPLIFTS, "care": CARE}  # groups that open at a click


class Controls:
    """One slider a dial and one list a choice.

    Args:
        model: The model they move.
        moved: Called with a path and its new value when somebody moves one.

    Attributes:
        box: All of them, as a widget.
        by_path: By path, the widget.
    """

    def __init__(self, model: ExploreModel, moved: Callable[[str, Any], None]) -> None:
        import ipywidgets as w

        self.model, self._moved, self._following = model, moved, False
        movable: tuple[Dial | Choice, ...] = (*model.dials, *model.choices)
        self.by_path = {one.path: self._control(one) for one in movable}
        rows = {one.path: self._row(one) for one in movable}
        folded = {path for paths in FOLDED.values() for path in paths}
        folds = []
        for name, paths in FOLDED.items():
            inside = [*(one.path for one in model.choices if name == "single"), *paths]
            folds.append(w.Accordion([w.VBox([rows[path] for path in inside])], selected_index=None))
            folds[-1].set_title(0, words.GROUPS[name].show(model.lang))
        self.box = w.VBox([*(rows[dial.path] for dial in model.dials if dial.path not in folded), *folds])

    def follow(self) -> None:
        """Put every control where the model stands, without telling of it."""
        self._following = True
        for path, control in self.by_path.items():
            control.value = self.model.value(path)
        self._following = False

    def _control(self, one: Dial | Choice) -> Any:
        import ipywidgets as w

        if isinstance(one, Dial):
            settings = {"min": one.low, "max": one.high, "step": one.step, "value": one.value}
            form = {"continuous_update": False, "readout_format": digits(one)}
            control: Any = w.FloatSlider(**settings, **form, layout=w.Layout(width="auto"))
        else:
            options = [(text.show(self.model.lang), value) for text, value in one.options]
            control = w.Dropdown(options=options, value=one.value, layout=w.Layout(width="auto"))
        control.observe(lambda change: self._tell(one.path, change["new"]), names="value")
        return control

    def _row(self, one: Dial | Choice) -> Any:
        import ipywidgets as w

        if isinstance(one, Dial):
            value, unit = format(one.value, digits(one)), one.unit.show(self.model.lang)
        else:
            value, unit = one.named(one.value).show(self.model.lang), ""
        return w.VBox([w.HTML(markup.label(one, value, unit, self.model.lang)), self.by_path[one.path]])

    def _tell(self, path: str, value: Any) -> None:
        if not self._following:
            self._moved(path, value)


def digits(dial: Dial) -> str:
    """Return how many digits a dial shows: none where it moves by whole yuan from a whole one."""
    return ",.0f" if dial.step >= 1 and dial.value == round(dial.value) else ".2f"
