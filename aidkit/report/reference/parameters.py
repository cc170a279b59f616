"""The parameters as a table a place: every value ever in force, its first day, its status and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from aidkit.parameter_files import NATIONAL, Entry, national_file, parameter_file
from aidkit.parameters import BY_PATH
from aidkit.policy import places
from aidkit.report.basis import SOURCE_HEADS, STATUS, VALUE_HEADS, unit_text, value_text
from aidkit.report.citations import cited
from aidkit.report.table import Head, Table
from aidkit.report.text import NOTHING, Lang, Text

HEADS = (*VALUE_HEADS, Head("range", Text("范围", "Range"), form="below"), *SOURCE_HEADS)
NATION = Text("全国（各地没有自己规定的，从其规定）", "The nation; it holds where a place has no value of its own")


def parameter_tables(lang: Lang = "both") -> Iterator[Table]:
    """Yield the nation's values and then each place's own, oldest first."""
    for name in (NATIONAL, *places()):
        file = national_file() if name == NATIONAL else parameter_file(name)
        rows = [_row(entry, lang) for path in BY_PATH for entry in file.entries.get(path, ())]
        frame = pd.DataFrame(rows, columns=[head.column for head in HEADS])
        title = NATION if name == NATIONAL else Text(file.place.zh, file.place.en)
        yield Table(f"values_{name.replace('-', '_')}", title, HEADS, frame, note=NOTHING, lang=lang)


def _row(entry: Entry, lang: Lang) -> dict[str, object]:
    spec = BY_PATH[entry.path]
    known = entry.low is not None and entry.high is not None
    return {
        "label": Text(spec.zh, spec.en).show(lang),
        "path": entry.path,
        "value": value_text(entry.value, lang),
        "unit": unit_text(entry.unit, lang),
        "since": entry.since.isoformat(),
        "status": STATUS[entry.status].show(lang),
        "range": f"{entry.low:g}–{entry.high:g}" if known else "",
        "source": cited(entry.source, lang),
        "address": entry.address,
    }
