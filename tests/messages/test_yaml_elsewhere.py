"""YAML that lies elsewhere than the places' parameters: what is said names the file as its user knows it."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

import aidkit
from aidkit.data.survey.errors import SurveyError
from aidkit.data.survey.mapping import read_mapping
from aidkit.errors import AidkitError, ParameterFileError
from aidkit.oversight import load_settings
from aidkit.shipped import shipped
from tests.refusals import refusal

ADVICE = "Keys stand once, indented by two spaces, the file in UTF-8."
FAULTS = {
    "a: [": "{shown} is not readable YAML: while parsing a flow node did not find expected node content in "
    f'"<unicode string>", line 2, column 1.\n{ADVICE}',
    "a: 1\na: 2": f"{{shown}} is not readable YAML: line 2: the key 'a' stands here a second time.\n{ADVICE}",
    "a: &b 1\nc: *b": f"{{shown}} is not readable YAML: aliases (*name) are not allowed in {{kind}}s.\n{ADVICE}",
    "#" * 2_000_000: "{shown} is larger than 2,000,000 bytes.\nIs it a {kind}?",
}

every_fault = pytest.mark.parametrize(("text", "said"), FAULTS.items(), ids=("syntax", "twice", "alias", "size"))


def refused(error: type[AidkitError], read: object, path: Path, text: str, given: object = None) -> str:
    path.write_text(f"{text}\n", encoding="utf-8")
    return refusal(error, read, given or path)  # type: ignore[arg-type]


@every_fault
def test_settings_of_oversight(tmp_path, monkeypatch, text, said):
    copytree(shipped("params") / "oversight", tmp_path / "oversight")
    monkeypatch.setenv("AIDKIT_PARAMS", str(tmp_path))
    path = tmp_path / "oversight" / "audit.yaml"
    shown = said.format(shown="params/oversight/audit.yaml", kind="settings file")
    assert refused(ParameterFileError, load_settings, path, text, "audit") == shown


@every_fault
def test_a_reform(tmp_path, text, said):
    shown = said.format(shown="The reform mine.yaml", kind="reform")
    assert refused(ParameterFileError, aidkit.load_reform, tmp_path / "mine.yaml", text) == shown


@every_fault
def test_a_mapping_of_a_survey(tmp_path, text, said):
    shown = said.format(shown="The mapping mine.yaml", kind="mapping")
    assert refused(SurveyError, read_mapping, tmp_path / "mine.yaml", text) == shown
