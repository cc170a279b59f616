"""The figures beside the tables: what a person costs, by size of the population and by engine."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

SPREAD = 1.27  # the least ratio between two names at the right edge, so that they do not overprint


def lite_figure(rows: pd.DataFrame, path: Path) -> None:
    """Draw nanoseconds a person by size of the population, one line a contender, named at its right end."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    canvas, axes = plt.subplots(figsize=(10, 5.4), layout="constrained")
    compared = rows.groupby("persons")["contender"].transform("size").eq(rows["contender"].nunique())
    last = rows[compared & (rows["persons"] == rows[compared]["persons"].max())].sort_values("ns_a_person")
    colours = iter(plt.get_cmap("tab10").colors)
    heights = _apart(last["ns_a_person"].tolist())
    for name, height in zip(last["contender"], heights, strict=True):
        own = rows[rows["contender"] == name].sort_values("persons")
        bold = name.startswith(("aidkit, a", "floor"))
        colour = "black" if bold else next(colours)
        style = "--" if name.startswith("floor") else "-"
        axes.plot(own["persons"], own["ns_a_person"], style, marker="o", ms=4, lw=2.4 if bold else 1.2, color=colour)
        axes.annotate(
            f"{name}", (1.01, height), xycoords=("axes fraction", "data"), fontsize=8, color=colour, va="center"
        )
    axes.set(xscale="log", yscale="log", xlabel="persons", ylabel="nanoseconds a person, by the clock")
    axes.set_title(_finding(last), fontsize=10, loc="left")
    axes.grid(alpha=0.3)
    canvas.savefig(path, dpi=110)
    plt.close(canvas)


def _finding(last: pd.DataFrame) -> str:
    engines = last[~last["contender"].str.startswith(("floor", "aidkit"))]
    nearest = engines.iloc[0]
    return (
        f"At {nearest['persons']:,} persons the nearest, {nearest['contender']}, takes "
        f"{nearest['times_aidkit']:.0f} times aidkit's time"
    )


def _apart(values: list[float]) -> list[float]:
    """Push ascending values apart to at least ``SPREAD`` times the one before."""
    found: list[float] = []
    for value in values:
        found.append(max(value, found[-1] * SPREAD) if found else value)
    return found
