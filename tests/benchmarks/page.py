"""Writes the tables of ``README.md`` from the CSVs in ``results``, between their marks: no number is typed by hand.

Run it with ``make bench``, or ``python -m tests.benchmarks.page`` after any of the measuring scripts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

PAGE = Path(__file__).parent / "README.md"
RESULTS = Path(__file__).parent / "results"
MARKED = re.compile(r"(<!-- table: (?P<name>\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
TITLES = {
    "cluster": "Worker processes, by Dask",
    "rulebook": "The complete rulebook without columns, beside one pass with all of them",
    "rulebook_speed": "The complete rulebook beside the same rules in numpy, by hand",
    "scale": "From ten thousand persons to a hundred million",
}
HEADS = {
    "M_persons_a_second": "million persons/s", "times_the_floor": "× floor", "times_aidkit": "× aidkit", "cpu_ms": "CPU ms",
    "cpu_times_aidkit": "× aidkit, CPU", "read_GB_s": "read GB/s", "copy_GB_s": "copy GB/s", "fill_GB_s": "fill GB/s",
    "implied_floor_ms": "floor implied, ms", "measured_floor_ms": "floor measured, ms", "measured_GB_s": "floor, GB/s",
    "import_s": "import, s", "first_run_s": "first run, s", "cached_first_run_s": "first run cached, s",
    "later_run_s": "later run, s", "start_to_result_s": "start to result, s", "take_in_1e7_s": "take in 10⁷, s",
    "peak_mib_1e7": "peak at 10⁷, MiB", "others_running": "running when it began",
}  # fmt: skip
BUSY = 0.5  # processes a core
OURS, FLOOR = "aidkit", "floor"


def rows_of(name: str) -> pd.DataFrame:
    """Read a table of results."""
    return pd.read_csv(RESULTS / f"{name}.csv")


def markdown(rows: pd.DataFrame) -> str:
    """Write a table; numbers stand right, with separators of thousands, aidkit's rows bold."""
    right = [pd.api.types.is_numeric_dtype(rows[name]) for name in rows]
    lines = [
        "| " + " | ".join(HEADS.get(str(name)) or str(name).replace("_", " ") for name in rows) + " |",
        "|" + "|".join("---:" if one else "---" for one in right) + "|",
    ]
    for row in rows.itertuples(index=False):
        cells = [_cell(value) for value in row]
        if cells[0].startswith(OURS):
            cells = [f"**{cell}**" if cell else "" for cell in cells]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if isinstance(value, float):
        if pd.isna(value):
            return ""
        digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2 if abs(value) >= 1 else 3
        return f"{value:,.{digits}f}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "/")


def machine() -> str:
    """Write where and when it was measured."""
    rows = rows_of("machine")
    busy = (rows["others_running"] > BUSY * rows["cores"]).any()
    said = (
        "\n**The machine was busy with other work: the clock says little here, processor time more.**\n" if busy else ""
    )
    return markdown(rows) + said


def memory() -> str:
    """Write what the memory gives, and the floor it implies beside the one measured."""
    return markdown(rows_of("memory"))


def lite() -> str:
    """Write dibao-lite at the largest size all went through."""
    return markdown(_largest(rows_of("lite"))[[
        "contender", "version", "ms", "M_persons_a_second", "times_the_floor", "times_aidkit", "cpu_ms",
        "cpu_times_aidkit",
    ]])  # fmt: skip


def sizes() -> str:
    """Write what a person costs by size."""
    rows = rows_of("lite")
    wide = rows.pivot_table(index="contender", columns="persons", values="ns_a_person", sort=False)
    wide = wide[sorted(wide)].rename(columns=lambda persons: f"{persons:,} persons")
    return markdown(wide.sort_values(wide.columns[-1] if wide.iloc[:, -1].notna().all() else wide.columns[-2])
                    .reset_index().rename(columns={"contender": "nanoseconds a person"}))  # fmt: skip


def starts() -> str:
    """Write what a start costs."""
    return markdown(rows_of("starts"))


def rulebook_peers() -> str:
    """Write the complete rulebook through every engine, by size."""
    rows, written = rows_of("rulebook_peers"), []
    for (place, persons), found in rows.groupby(["place", "persons"]):
        table = found.drop(columns=["place", "persons"]).rename(
            columns={"contender": f"complete rulebook of {place}, {persons:,} persons"}
        )
        written.append(markdown(table))
    return "\n".join(written)


def others() -> str:
    """Write every other table of results as it is, with its figure where there is one."""
    known = {*BLOCKS, "machine", "lite"}
    return "\n".join(_whole(file) for file in sorted(RESULTS.glob("*.csv")) if file.stem not in known)


def _whole(file: Path) -> str:
    title = TITLES.get(file.stem, f"`{file.name}`")
    picture = f"\n![{title}](results/{file.stem}.png)\n" if file.with_suffix(".png").exists() else ""
    return f"**{title}**\n\n{markdown(rows_of(file.stem))}{picture}"


def better() -> str:
    """List where a peer is better, as measured."""
    return "".join(f"- {line}\n" for line in [*_faster(), *_sooner(), *_leaner()])


def _faster() -> Iterator[str]:
    """Say who is faster than aidkit, by work and size."""
    for name, work in (("lite", "dibao-lite"), ("rulebook_peers", "the complete rulebook")):
        rows = rows_of(name)
        ours = rows[rows["contender"].str.startswith(OURS) & (rows["times_aidkit"] == 1)].set_index("persons")["ms"]
        theirs = rows[~rows["contender"].str.startswith((OURS, FLOOR)) & (rows["times_aidkit"] < 1)]
        for row in theirs.sort_values(["persons", "ms"]).itertuples():
            yield (
                f"**{work}, {row.persons:,} persons**: {row.contender} takes {_cell(row.ms)} ms, "
                f"aidkit {_cell(float(ours[row.persons]))}."
            )


def _sooner() -> Iterator[str]:
    said = {
        "first_run_s": "**The first run ever**, nothing compiled yet",
        "start_to_result_s": "**From process start to the first result**, whatever is cached",
        "take_in_1e7_s": "**Taking in ten million persons**, which aidkit sorts into runs of families of one size",
    }
    rows = rows_of("starts").set_index("engine")
    others = rows[~rows.index.str.startswith((OURS, "the data"))]
    for column, what in said.items():
        ours = rows.loc[OURS, column]
        less = others[column][others[column] < ours].sort_values()
        if len(less):
            yield f"{what}: aidkit {_cell(float(ours))} s; less with {_named(less)}."


def _leaner() -> Iterator[str]:
    rows = rows_of("starts").set_index("engine")["peak_mib_1e7"]
    less = rows[~rows.index.str.startswith((OURS, "the data")) & (rows < rows[OURS])].sort_values()
    if len(less):
        yield f"**Memory at ten million persons**: aidkit {_cell(float(rows[OURS]))} MiB; less with {_named(less)}."


def _named(values: pd.Series) -> str:
    return "; ".join(f"{name} ({_cell(value)})" for name, value in values.items())


def _largest(rows: pd.DataFrame) -> pd.DataFrame:
    """Take the largest size that the most contenders went through."""
    counts = rows.groupby("persons").size()
    return rows[rows["persons"] == counts[counts == counts.max()].index.max()]


BLOCKS: dict[str, Callable[[], str]] = {
    one.__name__: one for one in (machine, memory, lite, sizes, starts, rulebook_peers, others, better)
}


def block(name: str) -> str:
    """Write one block of the page; what was not measured says so."""
    try:
        return BLOCKS[name]()
    except FileNotFoundError:
        return "Not measured yet.\n"


def written(page: str) -> str:
    """Return the page with its tables as the results say."""
    return MARKED.sub(lambda found: f"{found[1]}\n{block(found['name'])}\n{found[3]}", page)


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"written: {PAGE.name}")


if __name__ == "__main__":
    main()
