"""The index of runs: made from the records alone, the same each time, text escaped."""

import json

from aidkit.report.gallery import write_index

RECORD = {
    "place_name": ["晋江市", "Jinjiang"], "date": "2021-08-24", "name": "baseline", "synthetic": True,
    "files": ["report.html", "tables.xlsx", "notebook.ipynb"],
    "key_figures": [{"name": "missed", "label": ["漏保", "Missed"], "unit": ["人", "persons"], "shown": "1,234"}],
}  # fmt: skip


def write(tmp_path, folder, **changes):
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "run.json").write_text(json.dumps({**RECORD, **changes}), encoding="utf-8")


def test_each_run_stands_with_its_figures_and_links(tmp_path):
    write(tmp_path, "jinjiang/2021-08-24-baseline")
    write(
        tmp_path,
        "daye/2017-12-31-edge",
        place_name=["大冶市", "Daye"],
        name="<edge>",
        synthetic=False,
        files=["notebook.ipynb"],
    )
    html = write_index(tmp_path).read_text(encoding="utf-8")
    assert html.index("大冶市") < html.index("晋江市")
    assert '<td class="count">1,234</td>' in html
    assert '<a href="jinjiang/2021-08-24-baseline/report.html">' in html
    assert "daye/2017-12-31-edge/report.html" not in html
    assert "&lt;edge&gt;" in html
    assert html.count("invented data") == 1
    assert write_index(tmp_path).read_text(encoding="utf-8") == html


def test_an_empty_folder_says_what_to_run(tmp_path):
    assert "aidkit report --all" in write_index(tmp_path / "reports").read_text(encoding="utf-8")
