"""reports/index.html: the runs in a folder of reports, their key figures side by side, each with its links."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from aidkit.policy import BASELINE
from aidkit.report.export import page_html
from aidkit.report.folder import NOTEBOOK, PAGE, PDF, RECORD, WORD, WORKBOOK
from aidkit.report.prose import two_languages
from aidkit.report.record import SHOWN, read_record
from aidkit.report.side_by_side import TITLE as COMPARED
from aidkit.report.side_by_side import places_html
from aidkit.report.text import Text

TITLE = Text("困难群众“漏保”“漏救”专项排查报告一览", "Campaign reports")
COLUMNS = (Text("地区", "Place"), Text("日期与方案", "Date and scenario"), Text("文件", "Files"))
RULES_IN_FORCE = Text("现行政策", "rules in force")
INVENTED = Text("合成（虚构）数据", "invented data")
WHOLE = Text("未脱敏", "not masked")
PLACES = "places.html"
FILES = {
    PAGE: Text("报告", "report"), PDF: Text("PDF", "PDF"), WORD: Text("Word", "Word"), WORKBOOK: Text("表", "tables"),
    NOTEBOOK: Text("笔记本", "notebook"),
}  # fmt: skip


def write_index(out: Path) -> Path:
    """Write the index of all runs below a folder and return its path.

    Raises:
        ReportError: A run's record cannot be read, or has not the shape of one.
    """
    runs = [path.parent for path in sorted(out.glob(f"*/*/{RECORD}"))]
    found = [(folder.relative_to(out), read_record(folder, SHOWN)) for folder in runs]
    out.mkdir(parents=True, exist_ok=True)
    compared = places_html(found)
    if compared is None:
        (out / PLACES).unlink(missing_ok=True)
    else:
        _put(out / PLACES, compared)
    return _put(out / "index.html", index_html(found, compared=compared is not None))


def _put(path: Path, text: str) -> Path:
    """Write a page beside its place and move it there whole."""
    staged = path.with_name(f".{path.name}")
    staged.write_text(text, encoding="utf-8")
    return staged.replace(path)


def index_html(runs: list[tuple[Path, dict[str, Any]]], *, compared: bool = False) -> str:
    """Return the index page of runs.

    Args:
        runs: Each run's folder below the index and its record.
        compared: Whether there is a page that compares the places.
    """
    if not runs:
        return page_html(TITLE, "<p>还没有报告。No report yet: run <code>aidkit report --all</code>.</p>", "both")
    figures = max((record.get("key_figures", []) for _, record in runs), key=len)
    heads = "".join(
        f'<th scope="col" class="count">{two_languages(Text(*figure["label"]), "both")}'
        f"<small>{escape(Text(*figure['unit']).show('both'))}</small></th>"
        for figure in figures
    )
    names = [figure["name"] for figure in figures]
    rows = "".join(_row(folder, record, names) for folder, record in runs)
    place, scenario, written = (f'<th scope="col">{two_languages(text, "both")}</th>' for text in COLUMNS)
    link = f'<p><a href="{PLACES}">{two_languages(COMPARED, "both")}</a></p>' if compared else ""
    return page_html(
        TITLE,
        f'{link}<figure class="table"><div class="scroll"><table><thead><tr>{place}{scenario}{heads}{written}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></figure>",
        "both",
    )


def _row(folder: Path, record: dict[str, Any], names: list[str]) -> str:
    shown = {figure["name"]: figure["shown"] for figure in record.get("key_figures", [])}
    between = {figure["name"]: figure.get("interval") for figure in record.get("key_figures", [])}
    place = two_languages(Text(*record["place_name"]), "both")
    if PAGE in record["files"]:
        place = f'<a href="{escape(folder.as_posix())}/{PAGE}">{place}</a>'
    marks = [text for text, holds in ((INVENTED, record.get("synthetic")), (WHOLE, record.get("raw"))) if holds]
    mark = "".join(f"<small>{text.show('both')}</small>" for text in marks)
    scenario = two_languages(RULES_IN_FORCE, "both") if record["name"] == BASELINE else escape(record["name"])
    links = "<br>".join(
        f'<a href="{escape(folder.as_posix())}/{name}">{text.show("both")}</a>'
        for name, text in FILES.items()
        if name in record["files"]
    )
    cells = "".join(
        f'<td class="count">{escape(shown.get(name, "—"))}{_between(between.get(name))}</td>' for name in names
    )
    return (
        f"<tr><td>{place}{mark}</td>"
        f"<td class='date'>{escape(record['date'])}<small>{scenario}</small></td>{cells}<td><small>{links}</small></td></tr>"
    )


def _between(interval: str | None) -> str:
    return f"<small>{escape(interval)}</small>" if interval else ""
