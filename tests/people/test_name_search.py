"""What is typed into the search, as words."""

import pytest

from hoctap.people.name_search import asked_for


def test_without_an_accent_nothing_is_asked_about_accents():
    asked = asked_for("  Nguyen   van A ")
    assert asked
    assert asked.name == "'~nguyen van a'"
    assert asked.words == "'nguyen':* & 'van':* & 'a':*"
    assert not asked.exact
    assert not asked.digits


def test_with_an_accent_the_syllables_are_asked_for_too_wherever_the_tone_stands():
    one, other = asked_for("Nguyễn Thị Hoà"), asked_for("nguyễn thị hòa")
    assert one == other
    assert one
    assert one.exact.count("&") == 2
    different = asked_for("Nguyễn Thị Hoa")
    assert different
    assert different.exact != one.exact
    assert different.words == one.words


@pytest.mark.parametrize(
    ("typed", "digits"),
    [("0912 345 678", "0912345678"), ("+84 912.345.678", "0912345678"), ("12", "12"), ("012", "012")],
)
def test_digits_are_a_number(typed: str, digits: str):
    asked = asked_for(typed)
    assert asked
    assert asked.digits == digits


@pytest.mark.parametrize("typed", ["", "  ", ",", "\u0301"])
def test_nothing_is_asked_by_nothing(typed: str):
    assert asked_for(typed) is None


def test_signs_of_the_index_are_words_like_others():
    asked = asked_for("h'len \\ | !a")
    assert asked
    assert asked.words == "'h''len':* & '\\\\':* & '|':* & '!a':*"
