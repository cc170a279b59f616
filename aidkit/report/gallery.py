"""reports/index.html: the runs in a folder of reports, their key figures side by side, each with its link."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from aidkit.policy import BASELINE
from aidkit.report.export import page_html
from aidkit.report.folder import NOTEBOOK, PAGE, RECORD, WORKBOOK
from aidkit.report.prose import two_languages
from aidkit.report.text import Text

TITLE = Text("困难群众“漏保”“漏救”专项排查报告一览", "Campaign reports")
COLUMNS = (Text("地区", "Place"), Text("日期与方案", "Date and scenario"), Text("文件", "Files"))
RULES_IN_FORCE = Text("现行政策", "rules in force")
INVENTED = Text("合成（虚构）数据", "invented data")
FILES = {PAGE: Text("报告", "report"), WORKBOOK: Text("表", "tables"), NOTEBOOK: Text("笔记本", "notebook")}


def write_index(out: Path) -> Path:
    """Write the index of all runs below a folder and return its path."""
    runs = [(path.parent, json.loads(path.read_text(encoding="utf-8"))) for path in sorted(out.glob(f"*/*/{RECORD}"))]
    index, staged = out / "index.html", out / ".index.html"
    out.mkdir(parents=True, exist_ok=True)
    staged.write_text(index_html([(folder.relative_to(out), record) for folder, record in runs]), encoding="utf-8")
    staged.replace(index)
    return index


def index_html(runs: list[tuple[Path, dict[str, Any]]]) -> str:
    """Return the index page of runs, given each run's folder below the index and its record."""
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
    return page_html(
        TITLE,
        f'<figure class="table"><div class="scroll"><table><thead><tr>{place}{scenario}{heads}{written}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></figure>",
        "both",
    )


def _row(folder: Path, record: dict[str, Any], names: list[str]) -> str:
    shown = {figure["name"]: figure["shown"] for figure in record.get("key_figures", [])}
    place = two_languages(Text(*record["place_name"]), "both")
    if PAGE in record["files"]:
        place = f'<a href="{escape(folder.as_posix())}/{PAGE}">{place}</a>'
    mark = f"<small>{INVENTED.show('both')}</small>" if record.get("synthetic") else ""
    scenario = two_languages(RULES_IN_FORCE, "both") if record["name"] == BASELINE else escape(record["name"])
    links = "<br>".join(
        f'<a href="{escape(folder.as_posix())}/{name}">{text.show("both")}</a>'
        for name, text in FILES.items()
        if name in record["files"]
    )
    cells = "".join(f'<td class="count">{escape(shown.get(name, "—"))}</td>' for name in names)
    return (
        f"<tr><td>{place}{mark}</td>"
        f"<td>{escape(record['date'])}<small>{scenario}</small></td>{cells}<td><small>{links}</small></td></tr>"
    )
