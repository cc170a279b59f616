"""Numbers that name a person are masked wherever people read."""

from __future__ import annotations

import pytest

import aidkit
from aidkit.masking import masked, masked_typed, shortened
from aidkit.shipped import shipped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("370101190102039973", "370101********9973"),
        ("read as 99999919790510345X.", "read as 999999********345X."),
        ("card 99999919540228125744 of 1", "card 999999**********5744 of 1"),
        ("15 digits 999999540228125", "15 digits 999999*****8125"),
        ("S000001-1", "S000001-1"),
        ("54,173.50 yuan", "54,173.50 yuan"),
        (12345678901234567890123, "12345678901234567890123"),  # no identity number is so long
    ],
)
def test_long_numbers_are_masked_and_nothing_else(text, shown):
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲 370101 19010203 9973 乙", "甲 370101********9973 乙"),
        ("９７０１０１１９０１０２０３９９７３", "970101********9973"),
        ("37010119010203997x", "370101********997x"),
        ("37010119010203997Ｘ", "370101********997X"),
        ("证370101190102039973号", "证370101********9973号"),
        ("ID370101190102039973", "ID370101********9973"),
        ("3701\u200b01190102039973", "370101********9973"),
        ("2021-08-28 合计 56348.51", "2021-08-28 合计 56348.51"),
        ("13900000000 500.00", "13900000000 500.00"),
    ],
)
def test_typed_numbers_are_masked_however_they_are_spaced(text, shown):
    assert masked_typed(text) == shown


@pytest.mark.parametrize(
    ("identity", "shown"), [("JJ-000123", "***123"), (17, "***7"), ("350582199001011234", "***234"), ("a", "***a")]
)
def test_identities_keep_only_their_end(identity, shown):
    assert shortened(identity) == shown


def test_an_explanation_names_nobody():
    population = aidkit.read_register(shipped("data") / "register-sample")
    shown = str(aidkit.explain(population, aidkit.load_policy("jinjiang"), "HH20210009"))
    assert "#1 999999********2325: 50 years" in shown
    assert "999999197107142325" not in shown
