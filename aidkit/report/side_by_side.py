"""places.html: the places side by side in small figures of one shape, drawn into the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from aidkit.policy import BASELINE
from aidkit.report.export import page_html
from aidkit.report.folder import PAGE
from aidkit.report.prose import two_languages
from aidkit.report.text import Text

TITLE = Text("各地对比", "The places side by side")
READ = Text(
    "各图地区次序相同，按漏保率由高到低；横线为 95% 区间，区间不相交的两地才可说有差别。仅列现行政策下的报告。",
    "All figures list the places in one order, highest rate of missed cover first. The thin line is the 95% interval: "
    "say that two places differ where their lines do not meet. Runs of the rules in force only.",
)
INVENTED = Text(
    "本页人口均为合成（虚构）数据，不能说明各地实际情况。", "The populations are invented: no evidence about any place."
)
HIDDEN = Text("不予显示", "not shown")
LABEL, BAR, FIGURE, ROW, TOP = 124, 200, 64, 30, 4  # pixels: label, longest bar, figure behind it, height of a row


@dataclass(frozen=True)
class Place:
    """One place's run: its name, whether its people are invented, its page and its rates by name."""

    name: Text
    synthetic: bool
    page: str
    rates: dict[str, dict[str, Any]]


def places_html(runs: list[tuple[Path, dict[str, Any]]]) -> str | None:
    """Return the page, or None where fewer than two places have a run of the rules in force.

    Args:
        runs: Each run's folder below the page and its record; of several of one place the latest date is taken.
    """
    newest = {
        record["place"]: _place(folder, record)
        for folder, record in sorted(runs, key=lambda run: str(run[1]["date"]))
        if record["name"] == BASELINE and record.get("rates")
    }
    if len(newest) < 2:
        return None
    names = [rate["name"] for rate in next(iter(newest.values())).rates.values()]
    found = sorted(newest.values(), key=lambda place: -(_value(place, names[0]) or 0.0))
    panels = "".join(_panel(name, found) for name in names if any(name in place.rates for place in found))
    notice = f'<p class="notice" role="note">{two_languages(INVENTED, "both")}</p>'
    body = (notice if any(place.synthetic for place in found) else "") + (
        f'<p>{two_languages(READ, "both")}</p><div class="multiples">{panels}</div>'
    )
    return page_html(TITLE, body, "both")


def _place(folder: Path, record: dict[str, Any]) -> Place:
    page = f"{folder.as_posix()}/{PAGE}" if PAGE in record["files"] else ""
    rates = {rate["name"]: rate for rate in record["rates"]}
    return Place(Text(*record["place_name"]), bool(record.get("synthetic")), page, rates)


def _value(place: Place, name: str) -> float | None:
    value: float | None = place.rates.get(name, {}).get("value")
    return value


def _panel(name: str, places: list[Place]) -> str:
    """Return one small figure: a bar a place from the same zero, its interval, its figure."""
    rate = next(place.rates[name] for place in places if name in place.rates)
    label, unit = Text(*rate["label"]), Text(*rate["unit"])
    ends = [place.rates[name]["high"] or 0.0 for place in places if name in place.rates]
    longest = max(ends) or 1.0
    rows = "".join(_row(place, name, number, longest) for number, place in enumerate(places))
    width, height = LABEL + BAR + FIGURE, TOP + ROW * len(places)
    finding = _finding(places, name, unit)
    words = escape(f"{label.show('both')}（{unit.show('both')}）: {'; '.join(_words(places, name))}")
    return (
        f'<figure class="panel"><figcaption>{two_languages(finding, "both")}'
        f"<small>{two_languages(label, 'both')} · {escape(unit.show('both'))}</small></figcaption>"
        f'<svg role="img" viewBox="0 0 {width} {height}" aria-label="{words}">{rows}</svg></figure>'
    )


def _row(place: Place, name: str, number: int, longest: float) -> str:
    middle = TOP + ROW * number + ROW / 2
    text = (
        f'<text x="{LABEL - 8}" y="{middle - 1:g}" class="name">{escape(place.name.zh)}</text>'
        f'<text x="{LABEL - 8}" y="{middle + 10:g}" class="name small">{escape(place.name.en)}</text>'
    )
    link = f'<a href="{escape(place.page)}">{text}</a>' if place.page else text
    value = _value(place, name)
    if value is None:
        return f'{link}<text x="{LABEL + 4}" y="{middle + 4:g}" class="hidden">{HIDDEN.show("both")}</text>'
    rate = place.rates[name]
    start, low, end, high = (LABEL + BAR * part / longest for part in (0.0, rate["low"], value, rate["high"]))
    line = f'<path d="M{low:.1f} {middle:g}H{high:.1f}" class="interval"/>' if rate["high"] > rate["low"] else ""
    return (
        f'{link}<rect x="{start:.1f}" y="{middle - 7:g}" width="{end - start:.1f}" height="14"/>{line}'
        f'<text x="{high + 6:.1f}" y="{middle + 4:g}" class="figure">{_written(value)}</text>'
    )


def _finding(places: list[Place], name: str, unit: Text) -> Text:
    known = [(value, place.name) for place in places if (value := _value(place, name)) is not None]
    if not known:
        return HIDDEN
    (most, top), (least, low) = max(known, key=lambda item: item[0]), min(known, key=lambda item: item[0])
    return Text(
        f"{top.zh}最高，{_written(most)} {unit.zh}；{low.zh}最低，{_written(least)} {unit.zh}",
        f"{top.en} highest, {_written(most)} {unit.en}; {low.en} lowest, {_written(least)} {unit.en}",
    )


def _words(places: list[Place], name: str) -> Iterator[str]:
    for place in places:
        value = _value(place, name)
        yield f"{place.name.show('both')} {HIDDEN.show('both') if value is None else _written(value)}"


def _written(value: float) -> str:
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"
