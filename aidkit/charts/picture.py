"""A drawn figure as an image and in words."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DPI = 160


@dataclass(frozen=True)
class Picture:
    """A drawn figure as a notebook shows it: an image, and the same in words for those who cannot see it."""

    png: bytes
    words: str

    def __str__(self) -> str:
        return self.words

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        from base64 import b64encode

        return {"text/plain": self.words, "image/png": b64encode(self.png).decode()}


def show(ax: Axes) -> Picture:
    """Return drawn axes as a picture whose words are its finding and its axes' labels."""
    figure = ax.get_figure(root=True)
    if figure is None:
        raise ValueError("The axes belong to no figure.")
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None}, bbox_inches="tight")
    words = [str(ax.get_label()) or ax.get_title(loc="left"), ax.get_xlabel(), ax.get_ylabel()]
    return Picture(buffer.getvalue(), " — ".join(text for text in words if text))
