"""The figures beside the tables: what a person costs, by size of the population and by engine."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pandas as pd

SPREAD = 1.38  # the least ratio between two names at the right edge, so that they do not overprint


def rulebook_figure(rows: pd.DataFrame, path: Path) -> None:
    """Draw the time of each contender at the largest size as a point, with its ratio to aidkit's."""
    plt = _plt()
    last = rows[rows["persons"] == rows["persons"].max()].sort_values("ms")
    canvas, axes = plt.subplots(figsize=(9, 0.6 + 0.42 * len(last)), layout="constrained")
    for name, ms, ratio in last[["contender", "ms", "times_aidkit"]].itertuples(index=False):
        colour = "black" if name.startswith("aidkit") else "tab:blue"
        axes.plot(ms, name, "o", color=colour)
        axes.annotate(f"{ratio:,.1f} ×", (ms, name), (8, 0), textcoords="offset points", va="center", fontsize=8)
    axes.invert_yaxis()
    axes.set(xscale="log", xlabel="milliseconds by the clock, and how many times aidkit's")
    axes.margins(x=0.12)
    axes.grid(alpha=0.3)
    axes.tick_params(axis="y", labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    place, persons = last.iloc[0][["place", "persons"]]
    axes.set_title(f"The complete rulebook of {place.capitalize()}, {persons:,} persons", fontsize=10, loc="left")
    canvas.savefig(path, dpi=110)
    plt.close(canvas)


def lite_figure(rows: pd.DataFrame, path: Path) -> None:
    """Draw nanoseconds a person by size of the population, one line a contender, named at its right end."""
    plt = _plt()
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


def _plt() -> ModuleType:
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    return plt


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
