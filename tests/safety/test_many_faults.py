"""A file of thousands of faults is refused as quickly as one of a few, and in a text that can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from aidkit.errors import AidkitError, ParameterFileError
from tests.refusals import refusal
from tests.safety.fuzz_by_hand import LONGEST, within
from tests.safety.readers import target

LEAF = (
    "  k{0}: {{unit: yuan, values: {{2020-01-01: {{value: 1, status: seed, source: {{document: a, clause: b}}}}}}}}\n"
)
MANY = {  # a reader, a text of its first file, and what many times over comes after it
    "place": ("parameters:\n", LEAF, 250),
    "reform": ("changes:\n", "  dibao.standrd{0}: {{value: 1, reason: a}}\n", 850),
    "survey mapping": ("columns:\n", "  agee{0}: {{column: c}}\n", 1_500),
    "plan": ("places: [", "jinjang{0}, ", 4_500),
    "calendar": ("items:\n", "  i{0}: {{clause: JJ-9, zh: a, en: b, owner: towns, weekly: sunday}}\n", 400),
    "form": ("clauses: [", "JJ-9.{0}, ", 4_500),
    "clauses": ("kinds: [", "X, ", 4_500),
    "guide directory": ("asks: [", "shok{0}, ", 4_500),
    "settings of oversight": ("settings:\n", "  k{0}: {{value: 1}}\n", 1_500),
    "margins": ("anchors:\n", "  k{0}: {{value: 1}}\n", 1_500),
}
LONGEST_TEXT = 60_000  # characters: a hundred faults, each with the names that are allowed


@pytest.mark.parametrize("name", MANY)
def test_many_faults_are_refused_at_once(tmp_path: Path, name: str) -> None:
    laid = target(name, tmp_path)
    laid.good()
    after, line, times = MANY[name]
    (path, good) = laid.texts[0]
    assert after.encode() in good
    text = good.decode().replace(after, after + "".join(line.format(at) for at in range(times)), 1)

    def said() -> str:
        with pytest.raises(AidkitError) as caught:
            laid.read_with(path, text.encode(), good)
        return str(caught.value)

    assert len(within(LONGEST, said)) < LONGEST_TEXT


@pytest.mark.parametrize(
    ("junk", "said"),
    [
        (f"  k: [{'1, ' * 9_000}]\n", "is not readable YAML: line 3: more than 5,000 keys and values.\n"
         "Keys stand once, indented by two spaces, the file in UTF-8."),
        ("".join(f"  k{at:04}: 5\n" for at in range(200)), "cannot be used; 200 faults, the first:\n"
         + "".join(f"- parameters.k{at:04}: 5 is not a mapping.\n" for at in range(5)) + "Mend these first."),
    ],
    ids=["values", "faults"],
)  # fmt: skip
def test_the_limits_say_what_they_are(tmp_path: Path, junk: str, said: str) -> None:
    laid = target("place", tmp_path)
    path, good = laid.texts[0]
    text = good.decode().replace("parameters:\n", f"parameters:\n{junk}", 1)
    assert refusal(ParameterFileError, laid.read_with, path, text.encode(), good) == f"params/town-template.yaml {said}"
