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


def rated(value, low=None, high=None):
    return {"name": "missed_rate", "label": ["漏保率", "Missed"], "unit": ["%", "%"], "value": value,
            "low": low or value, "high": high or value}  # fmt: skip


def test_places_stand_side_by_side_highest_first_and_what_is_hidden_says_so(tmp_path):
    write(tmp_path, "jinjiang/2021-08-24-baseline", place="jinjiang", rates=[rated(20.0, 10.0, 30.0)])
    write(tmp_path, "daye/2017-12-31-baseline", place="daye", place_name=["大冶市", "Daye"], rates=[rated(40.0)])
    write(
        tmp_path, "huangshi/2018-03-31-baseline", place="huangshi", place_name=["黄石", "Huangshi"], rates=[rated(None)]
    )
    write(tmp_path, "daye/2018-01-01-reform", place="daye", name="reform", rates=[rated(99.0)])
    index = write_index(tmp_path).read_text(encoding="utf-8")
    page = (tmp_path / "places.html").read_text(encoding="utf-8")
    assert '<a href="places.html">' in index
    assert page.index("大冶市</text>") < page.index("晋江市</text>") < page.index("黄石</text>")
    assert "大冶市最高，40.0 %；晋江市最低，20.0 %" in page
    assert '<rect x="124.0" y="12" width="200.0" height="14"/>' in page
    assert '<path d="M174.0 49H274.0" class="interval"/>' in page
    assert "99.0" not in page
    assert page.count(">不予显示 not shown</text>") == 1
    assert "http" not in page.replace("http://www.w3.org", "")


def test_a_single_place_is_compared_with_nobody(tmp_path):
    write(tmp_path, "jinjiang/2021-08-24-baseline", place="jinjiang", rates=[rated(20.0)])
    assert "places.html" not in write_index(tmp_path).read_text(encoding="utf-8")
    assert not (tmp_path / "places.html").exists()
