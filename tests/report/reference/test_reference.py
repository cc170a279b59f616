"""The reference pages say what the code and the parameter files say, every rule and every value."""

import pytest

from aidkit.errors import ReportError
from aidkit.parameter_files import national_file, parameter_file
from aidkit.policy import places
from aidkit.report.reference.pages import write_reference
from aidkit.report.reference.parameters import parameter_tables
from aidkit.report.reference.rules import formula, rule_tables
from aidkit.rules import all_nodes
from aidkit.rules.dibao import dibao_benefit


@pytest.fixture(scope="module")
def rules():
    return [row for table in rule_tables("zh") for row in table.frame.to_dict("records")]


def test_every_rule_and_every_dated_variant_has_a_row(rules):
    assert sorted(row["name"] for row in rules) == sorted(
        name for name, variants in all_nodes().items() for _ in variants
    )


def test_a_formula_is_the_code_without_its_description():
    assert formula(dibao_benefit) == "if not is_dibao:\n    return 0.0\nreturn dibao_base + unit_uplift"


def test_a_row_says_unit_and_clauses(rules):
    (row,) = [row for row in rules if row["name"] == "dibao_benefit"]
    assert (row["label"], row["unit"], row["clauses"]) == ("低保金", "元/月", "HZ-1.2, HS-3.2")


def test_every_value_ever_in_force_has_a_row():
    tables = {table.name: len(table.frame) for table in parameter_tables("en")}
    files = {
        "values_national": national_file(),
        **{f"values_{p.replace('-', '_')}": parameter_file(p) for p in places()},
    }
    assert tables == {name: sum(map(len, file.entries.values())) for name, file in files.items()}


def test_pages_and_workbooks_are_written_and_repeat(tmp_path):
    files = write_reference(tmp_path / "docs", "en")
    assert [path.name for path in files] == ["rules.html", "rules.xlsx", "parameters.html", "parameters.xlsx"]
    kept = [path.read_bytes() for path in files]
    assert [path.read_bytes() for path in write_reference(tmp_path / "docs", "en")] == kept


def test_an_unknown_language_is_refused(tmp_path):
    with pytest.raises(ReportError) as error:
        write_reference(tmp_path, "fr")
    assert str(error.value) == "'fr' is not a language of the pages.\nValid names: zh, en, both."
