"""A form's file: every fault with its line and what is allowed."""

import pytest

from aidkit.campaign import CampaignError
from aidkit.campaign.forms.reading import read_form

GOOD = """\
form:
  zh: "{place}表"
  en: Form
  clauses: [JJ-2.3.3]
  unit: 人
  orientation: portrait
  basis: assumed.
columns:
  - {name: town, zh: 镇, en: Town, kind: text}
  - zh: 人数
    en: Persons
    columns:
      - {name: men, zh: 男, en: Men, kind: count}
      - {name: women, zh: 女, en: Women, kind: count}
tables:
  towns: {zh: 分镇, en: By town, by: [town]}
checks:
  - {sum: [men], at_most: women}
"""


def test_a_good_file_is_read(tmp_path):
    path = tmp_path / "form.yaml"
    path.write_text(GOOD, encoding="utf-8")
    form = read_form(path)
    assert [column.name for column in form.layouts[0].columns] == ["town", "men", "women"]
    assert (form.keys, form.is_list, form.landscape) == (("town",), False, False)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "clauses: [JJ-2.3.3]",
            "clauses: [JJ-9]",
            "line 4, form.clauses.0: 'JJ-9' is no clause. Did you mean 'JJ-G9'?",
        ),
        (
            "kind: text",
            "kind: words",
            "line 9, columns.0.kind: 'words' is no kind of column. Valid names: text, day, count, yuan, number.\n"
            "  line 16, tables.towns.by: 'town' is no column of this form. Valid names: men, women.",
        ),
        ("name: women", "name: men", "line 8, columns: 'men' stands here 2 times. A column has one place.\n"
         "  line 18, checks.0: 'women' is no column of this form. Did you mean 'men'?"),
        ("by: [town]", "by: [twon]", "line 16, tables.towns.by: 'twon' is no column of this form. Did you mean 'town'?"),
        ("at_most: women", "most: women", "line 18, checks.0: one of equals and at_most is needed.\n"
         "  line 18, checks.0.most: 'most' is no key of this place. Valid names: sum, equals, at_most."),
        ("  unit: 人\n", "", "line 1, form: unit missing. Needed: zh, en, clauses, unit, orientation, basis."),
        ("portrait", "across", "line 6, form.orientation: 'across' is no orientation. Valid names: landscape, portrait."),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line_and_what_is_allowed(tmp_path, old, new, said):
    assert old in GOOD
    path = tmp_path / "form.yaml"
    path.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(CampaignError) as raised:
        read_form(path)
    number = "2 faults" if "\n" in said else "1 fault"
    assert str(raised.value) == f"params/forms/form.yaml has {number}.\n  {said}"
