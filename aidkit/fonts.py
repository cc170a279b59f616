"""The Chinese font for figures: Noto Sans SC (OFL), found in the zhplot wheel without importing it.

Importing zhplot would change matplotlib's settings for the whole process, so only its file is used.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from aidkit.errors import ReportError, message

FAMILY = "Noto Sans SC"


@cache
def chinese_font() -> Path:
    """Return the path of the Chinese TrueType font that ships with zhplot.

    Raises:
        ReportError: When zhplot, or the font in it, is not installed.
    """
    spec = find_spec("zhplot")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        font = Path(folder, "fonts", "NotoSansSC-Regular.ttf")
        if font.is_file():
            return font
    raise ReportError(
        message(
            "The Chinese font for figures is not installed: NotoSansSC-Regular.ttf of the package zhplot.",
            "Run `make setup`, or `pip install zhplot`.",
        )
    )


@cache
def use_chinese_font() -> tuple[str, ...]:
    """Make the font known to matplotlib and return the families to draw with, best first."""
    from matplotlib import font_manager

    font_manager.fontManager.addfont(chinese_font())
    return (FAMILY, "DejaVu Sans")
