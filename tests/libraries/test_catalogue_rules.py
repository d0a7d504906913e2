"""Numbers on books, codes of copies, what a title may be."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoctap.libraries.catalogue import rules
from hoctap.libraries.catalogue.rules import CopiesDetails, TitleDetails

TODAY = dt.date(2024, 6, 1)


@pytest.mark.parametrize(
    "typed", ["9786041234567", "978-604-1-23456-7", "ISBN 978 604 1 23456 7", "ISBN: 9786041234567"]
)
def test_an_isbn_is_read_however_it_is_typed(typed: str):
    good = rules.read_isbn("978604123456" + "0")
    assert good[0] == ""
    right = good[1].split("phải là ")[1][0]
    assert rules.read_isbn(typed[:-1] + right) == (f"978604123456{right}", "")


def test_ten_digits_are_kept_as_thirteen():
    assert rules.read_isbn("0-306-40615-2") == ("9780306406157", "")
    assert rules.read_isbn("080442957X") == ("9780804429573", "")
    assert rules.read_isbn("080442957x") == ("9780804429573", "")
    assert rules.read_isbn("") == ("", "")


def test_a_wrong_digit_is_told_with_the_one_that_was_expected():
    isbn, wrong = rules.read_isbn("9780306406158")
    assert isbn == ""
    assert "chữ số cuối phải là 7, đang là 8" in wrong
    assert "phải là 2" in rules.read_isbn("0306406153")[1]


def test_two_digits_that_were_swapped_are_named():
    assert rules.read_isbn("9780306406157")[0]
    wrong = rules.read_isbn("9780306046157")[1]
    assert "thứ 8 và 9 (“04”) bị đảo" in wrong
    several = rules.read_isbn("9780804429537")[1]
    assert "bị đảo" not in several


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("8934974170617", "mã hàng hóa (EAN), không phải ISBN"),
        ("9771234567003", "báo, tạp chí (ISSN)"),
        ("9790060115615", "bản nhạc"),
        ("978604123456", "có 12 chữ số"),
        ("Dế Mèn", "không phải ISBN"),
        ("97860412345X7", "ISBN có 10 hoặc 13"),
        ("٩٧٨٦٠٤١٢٣٤٥٦٧", "không phải ISBN"),
    ],
)
def test_what_is_no_isbn_is_told_with_the_cure(typed: str, told: str):
    isbn, wrong = rules.read_isbn(typed)
    assert isbn == ""
    assert told in wrong


@given(st.integers(10_001, 99_999_999), st.data())
def test_a_slip_of_the_thumb_in_the_code_of_a_copy_is_noticed(number: int, data: st.DataObject):
    code = rules.code_of(number)
    assert rules.code_fault(code) == ""
    digits = list(code[:-1])
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != digits[at]]))
    slipped = [*digits]
    slipped[at] = other
    assert rules.code_fault("".join(slipped) + code[-1])
    if at and digits[at] != digits[at - 1]:
        digits[at - 1], digits[at] = digits[at], digits[at - 1]
        assert "gõ sai một chữ" in rules.code_fault("".join(digits) + code[-1])


def test_a_code_that_stood_on_the_book_is_taken_and_an_isbn_is_not():
    assert rules.code_fault(rules.cleaned_code(" tv.000 12 ")) == ""
    assert "Mỗi bản cần mã riêng" in rules.code_fault("9780306406157")
    assert rules.code_fault("")
    assert rules.code_fault("A" * 31)
    assert rules.code_fault("<B>1</B>")


def test_what_a_title_may_be():
    good = TitleDetails("Đất rừng phương Nam")

    def wrong(**values: object) -> list[str]:
        changed = replace(good, **values)  # type: ignore[arg-type]
        return [one.field for one in rules.title_blockers(changed, this_year=2024)]

    assert wrong() == []
    assert wrong(name="") == ["name"]
    assert wrong(isbn="9780306406158") == ["isbn"]
    assert wrong(year=2027) == ["year"]
    assert wrong(year=2025, kind="papyrus") == ["kind"]
    assert wrong(language="Việt") == ["language"]
    assert wrong(authors="a" * 301) == ["authors"]
    assert wrong(subjects=("x" * 151,)) == ["subjects"]
    assert wrong(summary="x" * 3001) == ["summary"]


def test_the_same_book_is_known_again_without_accents_and_marks():
    one = rules.likeness("Dế Mèn phiêu lưu ký", "Tô Hoài", "Kim Đồng", 2019)
    assert one == rules.likeness("DẾ MÈN  PHIÊU LƯU KÝ.", "Tô Hoài", "Kim đồng,", 2019)
    assert one != rules.likeness("Dế Mèn phiêu lưu ký", "Tô Hoài", "Kim Đồng", 2020)
    assert rules.likeness("水滸傳", "", "", None) != rules.likeness("紅樓夢", "", "", None)


def test_what_copies_may_be():
    good = CopiesDetails(2, "bought", acquired_on=dt.date(2024, 1, 1))

    def wrong(taken: tuple[str, ...] = (), **values: object) -> list[str]:
        changed = replace(good, **values)  # type: ignore[arg-type]
        return [one.field for one in rules.copies_blockers(changed, taken=taken, today=TODAY)]

    assert wrong() == []
    assert wrong(number=None) == wrong(number=0) == wrong(number=201) == ["number"]
    assert wrong(source="stolen") == ["source"]
    assert wrong(source="given") == ["giver"]
    assert wrong(source="given", giver="Đoàn Thanh niên") == []
    assert wrong(price=-1) == ["price"]
    assert wrong(acquired_on=None) == wrong(acquired_on=dt.date(2025, 1, 1)) == ["acquired_on"]
    assert wrong(acquired_on=dt.date(1800, 1, 1)) == ["acquired_on"]
    assert wrong(codes=("A1", "A2")) == []
    assert wrong(codes=("A1",)) == ["codes"]
    assert wrong(codes=("A1", "A1")) == ["codes"]
    assert wrong(codes=("A1", "A2"), taken=("A2",)) == ["codes"]


def test_how_copies_leave():
    facts = {"codes": ["A1"], "lent": [], "gone": [], "why": "worn", "on": TODAY, "newest": None}

    def wrong(**values: object) -> list[str]:
        return [one.field for one in rules.withdrawal_blockers(**(facts | values), today=TODAY)]  # type: ignore[arg-type]

    assert wrong() == []
    assert wrong(codes=[]) == ["copies"]
    assert wrong(why="") == ["why"]
    assert wrong(lent=["A1"]) == ["copies"]
    assert wrong(lent=["A1"], why="lost") == []
    assert wrong(gone=["A1"]) == ["copies"]
    assert wrong(on=None) == wrong(on=dt.date(2025, 1, 1)) == ["on"]
    assert wrong(newest=dt.date(2024, 6, 2)) == ["on"]
