"""Identity and disability card numbers: published examples, every single wrong digit, odd spellings."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidkit.data import identity
from aidkit.data.identity import check_character, normalise, parse, parse_card
from aidkit.errors import PopulationError
from aidkit.masking import mask

# the worked example of the weights (remainder 9), and the two numbers GB 11643-1999 prints
PUBLISHED = {"37010119010203997": "3", "11010519491231002": "X", "44052418800101001": "4"}

bodies = st.builds(
    lambda region, day, order: f"{region:06}{day:%Y%m%d}{order:03}",
    st.integers(110000, 999999),
    st.dates(date(1900, 1, 1), date(2029, 12, 31)),
    st.integers(0, 999),
)


@pytest.mark.parametrize(("body", "check"), PUBLISHED.items())
def test_published_numbers_have_the_published_check_character(body, check):
    assert check_character(body) == check


def test_a_check_character_needs_seventeen_digits():
    with pytest.raises(PopulationError) as raised:
        check_character("3701011901020399")
    assert str(raised.value) == (
        "'3701011901020399' is not 17 digits.\nGive the first 17 digits of an identity number."
    )


@given(bodies)
def test_any_seventeen_digits_with_a_date_and_their_check_are_valid(body):
    found = parse(body + check_character(body))
    assert found.valid
    assert found.reason == ""
    assert f"{found.birth:%Y%m%d}" == body[6:14]
    assert found.sex == ("male" if int(body[16]) % 2 else "female")
    assert found.region == body[:6]


@given(bodies, st.integers(0, 17), st.integers(1, 9))
def test_any_single_changed_digit_is_caught(body, place, shift):
    number = body + check_character(body)
    digit = "0123456789X".index(number[place])
    changed = "0123456789X"[(digit + shift) % (11 if place == 17 else 10)]
    assert not parse(number[:place] + changed + number[place + 1 :]).valid


@given(bodies, st.integers(0, 16))
def test_any_two_neighbours_swapped_are_caught(body, place):
    number = body + check_character(body)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not parse(swapped).valid


def test_a_wrong_check_digit_still_tells_birth_and_sex():
    found = parse("370101190102039974")
    assert (found.valid, found.reason) == (False, identity.WRONG_CHECK)
    assert (found.birth, found.sex) == (date(1901, 2, 3), "male")


def test_fifteen_digits_are_upgraded_with_century_and_check():
    found = parse("110105491231002")
    assert found.number == "11010519491231002X"
    assert found.valid


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", identity.NOT_A_NUMBER),
        ("身份证丢失", identity.NOT_A_NUMBER),
        ("3701011901020399", identity.NOT_A_NUMBER),
        ("37010119010203997A", identity.NOT_A_NUMBER),
        ("3701011901020X9973", identity.NOT_A_NUMBER),
        ("370101190113039978", identity.NO_SUCH_DATE),
    ],
)
def test_what_is_no_number_says_why(text, reason):
    found = parse(text)
    assert (found.valid, found.reason, found.birth) == (False, reason, None)


@pytest.mark.parametrize("text", ["9.99999194404220E+17", "9.9999919440422e17", "999999194404220000"])
def test_a_number_that_went_through_a_float_tells_birth_but_no_sex(text):
    found = parse(text)
    assert (found.number, found.reason) == ("999999194404220000", identity.DIGITS_LOST)
    assert (found.birth, found.sex) == (date(1944, 4, 22), "unknown")


@pytest.mark.parametrize(
    "text",
    [
        "３７０１０１１９０１０２０３９９７３",
        " 370101 19010203 9973 ",
        "'370101190102039973",
        "\ufeff370101190102039973\u3000",
    ],
)
def test_spelling_does_not_change_a_number(text):
    assert parse(text).number == "370101190102039973"


def test_normalise_raises_x():
    assert normalise("11010519491231002ｘ") == "11010519491231002X"


def test_a_card_says_kind_and_grade():
    card = parse_card("36012119701121001343")
    assert (card.kind, card.grade, card.replacement, card.valid) == ("physical", 3, 0, card.holder.valid)


@pytest.mark.parametrize(
    ("digit", "kind"),
    [
        (1, "visual"),
        (2, "hearing"),
        (3, "speech"),
        (4, "physical"),
        (5, "intellectual"),
        (6, "psychiatric"),
        (7, "multiple"),
    ],
)
def test_every_kind_has_its_digit(digit, kind):
    assert parse_card(f"99999919371127801X{digit}2B1").kind == kind


def test_a_replacement_card_counts_its_replacement():
    assert parse_card("99999919371127801x22b2").replacement == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("99999919371127801X2", identity.NOT_A_CARD),
        ("99999919371127801X22C1", identity.NOT_A_CARD),
        ("残疾证丢失", identity.NOT_A_CARD),
        ("99999919371127801X82", identity.NO_SUCH_KIND),
        ("99999919371127801X25", identity.NO_SUCH_KIND),
    ],
)
def test_an_unreadable_card_says_why_and_gives_no_kind(text, reason):
    card = parse_card(text)
    assert (card.valid, card.reason, card.kind, card.grade) == (False, reason, "none", 0)


def test_a_card_with_a_wrong_check_digit_keeps_kind_and_grade():
    card = parse_card("99999919371127801922")
    assert (card.valid, card.reason, card.kind, card.grade) == (False, identity.WRONG_CHECK, "hearing", 2)


def test_a_mask_hides_the_birth_date():
    assert mask("370101190102039973") == "370101********9973"
    assert mask("370101010203997") == "370101*****3997"
    assert mask("丢失") == "丢失"
