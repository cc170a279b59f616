"""The panel: the model's dials as sliders, its figures beside them, live in a notebook that somebody sits at."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import Any

from aidkit.errors import AidkitError
from aidkit.report.text import Text
from aidkit.widgets import markup, words
from aidkit.widgets.controls import Controls
from aidkit.widgets.model import ExploreModel

COPY = "navigator.clipboard.writeText({text}).catch(() => null);"  # where a browser forbids it, the box is there to copy from


class Panel:
    """The what-if panel of a place; made by ``aidkit.explore``.

    Attributes:
        model: The same without widgets.
    """

    def __init__(self, model: ExploreModel) -> None:
        self.model = model
        self._drawing = threading.Lock()
        self._built = False

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if attended():
            display(self.widget)  # type: ignore[no-untyped-call]
        else:
            display(self.picture(), self.model.figures())  # type: ignore[no-untyped-call]

    def picture(self) -> Any:
        """Return the panel's picture as it stands, its finding as the words for who cannot see it."""
        from aidkit.charts.picture import Picture
        from aidkit.widgets.figure import png

        model = self.model
        return Picture(png(model.figure()), model.finding.show(model.lang))

    @property
    def widget(self) -> Any:
        """The panel as an ipywidgets box, made at its first use."""
        if not self._built:
            self._build()
            self._built = True
            self._show()
            threading.Thread(target=self._prepare, daemon=True).start()
        return self._box

    def _build(self) -> None:
        import ipywidgets as w

        model, lang = self.model, self.model.lang
        self._controls = Controls(model, self._moved)
        self._cards, self._table, self._say, self._finding, self._how = (w.HTML() for _ in range(5))
        self._image = w.Image(format="png", layout=w.Layout(width="100%"))
        self._yaml = w.Textarea(rows=12, layout=w.Layout(width="100%", display="none"))
        self._page = w.Output()
        buttons = [
            _button(text, icon, self._guarded(action), lang_text)
            for text, icon, action, lang_text in (
                (words.RESET, "undo", self._reset, lang),
                (words.COPY, "clipboard", self._copy, lang),
                (words.REPORT, "file-text-o", self._report, lang),
            )
        ]
        right = w.VBox(
            [self._finding, self._image, self._how, self._table], layout=w.Layout(flex="1 1 auto", min_width="0")
        )
        left = w.VBox([self._controls.box], layout=w.Layout(flex="0 0 330px", padding="0 18px 0 0"))
        body = w.HBox([left, right], layout=w.Layout(align_items="flex-start"))
        parts = [
            w.HTML(markup.head(model)),
            self._cards,
            body,
            w.HBox(buttons, layout=w.Layout(margin="8px 0 0")),
            self._say,
            self._yaml,
            self._page,
        ]
        self._box = w.VBox(parts)
        self._box.add_class("aidkit-what-if")

    def _prepare(self) -> None:
        """Have the walk behind the exact curve compiled, or fetched from disk, while somebody looks at the panel."""
        self.model.curve()
        self._draw()

    def _moved(self, path: str, value: Any) -> None:
        self._guarded(lambda: self.model.set(path, value))()

    def _guarded(self, action: Callable[[], str | None]) -> Callable[..., None]:
        """Do something and show how things stand then; an error is said in the panel."""

        def run(*_: Any) -> None:
            try:
                text, refused = action() or "", False
            except AidkitError as error:
                text, refused = str(error), True
            self._show()
            self._speak(text or self._idle(), refused=refused)

        return run

    def _show(self) -> None:
        """Show the figures at once, then draw the curve."""
        self._controls.follow()
        self._cards.value = markup.cards(self.model.figures())
        self._finding.value = markup.finding(self.model.finding, self.model.lang)
        self._table.value = markup.scheme_table(self.model.table())
        self._draw()

    def _draw(self) -> None:
        from aidkit.widgets.figure import png

        with self._drawing:
            exact = self.model.traced
            self._image.value = png(self.model.figure(wait=False))
            how = words.TRACED if exact else words.SAMPLED
            self._how.value = f"<small>{how.show(self.model.lang)}</small>"

    def _idle(self) -> str:
        model = self.model
        idle = bool(model.changes) and model.now.figures == model.before.figures
        return (words.NOTHING_MOVES if idle else words.KEYS).show(model.lang)

    def _speak(self, text: str, *, refused: bool = False) -> None:
        self._say.value = markup.said(text, refused=refused)

    def _reset(self) -> None:
        self.model.reset()
        self._yaml.layout.display = "none"
        self._page.outputs = ()

    def _copy(self) -> str:
        from IPython.display import Javascript

        text = self.model.yaml()
        self._yaml.value, self._yaml.layout.display = text, None
        self._page.outputs = ()
        self._page.append_display_data(Javascript(COPY.format(text=json.dumps(text))))  # type: ignore[no-untyped-call]
        return words.COPIED.show(self.model.lang)

    def _report(self) -> str:
        from IPython.display import FileLink

        self._speak(words.WRITING.show(self.model.lang))
        page = self.model.report().folder / "report.html"
        self._page.outputs = ()
        self._page.append_display_data(FileLink(str(page)))  # type: ignore[no-untyped-call]
        return f"{words.WRITTEN.show(self.model.lang)} {page}"


def attended() -> bool:
    """Whether somebody sits at the notebook: whoever runs it could be asked for input."""
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    return kernel is not None and bool(kernel.get_parent().get("content", {}).get("allow_stdin"))


def _button(text: Text, icon: str, action: Callable[..., None], lang: Any) -> Any:
    import ipywidgets as w

    button = w.Button(description=text.show(lang), icon=icon, layout=w.Layout(width="auto"))
    button.on_click(action)
    return button
