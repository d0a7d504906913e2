"""Rows of a list become households with their people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hoctap.people.importing import assembling
from hoctap.people.importing.listed import HamletBook, Listed
from hoctap.people.reading.values import person_name
from tests.people.lists import book, listed

HOUSEHOLDS = "name birth hamlet members sex phone group household_number"
PERSONS = "household_number name birth relation hamlet"


def one(row: list[str], fields: str = HOUSEHOLDS) -> Listed:
    return listed(fields, [row])


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (["", "1970", "Ấp 1"], "name", "Thiếu họ tên"),
        (["Nguyễn Văn 1", "1970", "Ấp 1"], "name", "có chữ số"),
        (["Nguyễn Văn Một", "năm Thìn", "Ấp 1"], "birth", "không phải là năm"),
        (["Nguyễn Văn Một", "1903", "Ấp 1"], "birth", "nằm ngoài khoảng 1906–2026"),
        (["Nguyễn Văn Một", "1970", ""], "hamlet", "Thiếu tên ấp"),
        (["Nguyễn Văn Một", "1970", "Ấp 9"], "hamlet", "Không có ấp, khóm nào tên “Ấp 9”"),
        (["Nguyễn Văn Một", "1970", "Ấp 1", "bốn"], "members", "“bốn” không đúng"),
        (["Nguyễn Văn Một", "1970", "Ấp 1", "4", "khác"], "sex", "không rõ"),
        (["Nguyễn Văn Một", "1970", "Ấp 1", "4", "Nam", "09"], "phone", "không đúng"),
        (["Nguyễn Văn Một", "1970", "Ấp 1", "4", "Nam", "", "T" * 61], "group", "Dài hơn 60"),
    ],
)
def test_each_fault_names_its_row_its_column_and_its_cure(row: list[str], field: str, words: str):
    found = one(row)
    (fault,) = found.faults
    assert (fault.row, fault.field, fault.severity) == (2, field, "error")
    assert words in fault.what
    assert fault.cure
    assert found.households == []


def test_a_fault_never_says_a_number_again_that_may_be_an_identity_number():
    found = one(["Nguyễn Văn Một", "1970", "Ấp 1", "4", "Nam", "087123456789"])
    assert "0871" not in repr(found.faults)


def test_an_unknown_hamlet_lists_the_known_and_guesses_the_near():
    (fault,) = one(["Nguyễn Văn Một", "1970", "Mỹ Tay"]).faults
    assert fault.cure == "Có phải ấp Mỹ Tây? Các ấp, khóm trong sổ: Ấp 1, ấp Mỹ Tây."


@pytest.mark.parametrize("typed", ["Ấp 1", "ẤP  1", "1", "ấp 01", "Ap 1"])
def test_a_hamlet_is_known_however_it_is_written(typed: str):
    assert [home.hamlet_id for home in one(["Nguyễn Văn Một", "1970", typed]).households] == ["h1"]


def test_the_sheet_says_the_hamlet_where_the_row_does_not():
    found = listed("name birth", [["Nguyễn Văn Một", "1970"]], hamlet="Ấp Mỹ Tây")
    assert found.hamlets == {"ấp Mỹ Tây": 1}


def test_people_with_one_household_number_are_one_household_and_the_head_comes_first():
    found = listed(
        PERSONS,
        [
            ["1", "Lê Thị Vợ", "1972", "Vợ", "Ấp 1"],
            ["", "Nguyễn Văn Một", "1970", "Chủ hộ"],
            ["1", "Nguyễn Văn Con", "2000", "Con", ""],
            ["2", "Trần Văn Hai", "1960", "CH", "Ấp 1"],
        ],
    )
    assert [[person.name for person in home.people] for home in found.households] == [
        ["Nguyễn Văn Một", "Lê Thị Vợ", "Nguyễn Văn Con"],
        ["Trần Văn Hai"],
    ]
    assert [home.members_count for home in found.households] == [3, 1]
    assert [person.relation for person in found.households[0].people] == ["head", "spouse", "child"]
    assert found.faults == []


def test_without_numbers_each_head_begins_a_household():
    rows = [["Một Văn A", "1970", "chủ hộ"], ["Một Thị B", "1972", "vợ"], ["Hai Văn C", "1960", "Chủ hộ"]]
    found = listed("name birth relation", rows, hamlet="Ấp 1")
    assert [len(home.people) for home in found.households] == [2, 1]


def test_the_name_of_the_head_beside_each_person_makes_the_household():
    rows = [
        ["Nguyễn Văn Một", "Nguyễn Văn Một", "1970"],
        ["NGUYỄN VĂN MỘT", "Lê Thị Vợ", "1972"],
        ["Trần Văn Hai", "Trần Văn Hai", "1960"],
    ]
    found = listed("head_name name birth", rows, hamlet="Ấp 1")
    assert [home.head.name for home in found.households] == ["Nguyễn Văn Một", "Trần Văn Hai"]
    assert [len(home.people) for home in found.households] == [2, 1]


def test_two_heads_hold_the_whole_household_back_and_their_rows_are_named():
    rows = [
        ["7", "Một Văn A", "1970", "chủ hộ", "Ấp 1"],
        ["7", "Một Thị B", "1972", "vợ", "Ấp 1"],
        ["7", "Một Văn C", "1990", "chủ hộ", "Ấp 1"],
    ]
    found = listed(PERSONS, rows)
    assert found.households == []
    assert {row for _, row in found.faulty_rows} == {2, 3, 4}
    assert any(
        fault.what == "Hộ số 7 có 2 chủ hộ: dòng 2, 4." and fault.field == "relation"
        for fault in found.faults
    )


def test_no_head_is_never_guessed_even_with_one_adult():
    rows = [["7", "Một Thị B", "1972", "vợ", "Ấp 1"], ["7", "Một Văn C", "2015", "con", "Ấp 1"]]
    found = listed(PERSONS, rows)
    assert found.households == []
    assert "không có chủ hộ (dòng 2–3)" in found.faults[0].what
    assert {row for _, row in found.faulty_rows} == {2, 3}


def test_a_member_with_a_fault_is_held_back_alone_and_the_head_with_all():
    rows = [
        ["1", "Một Văn A", "1970", "chủ hộ", "Ấp 1"],
        ["1", "Một Văn B", "1872", "con", "Ấp 1"],
        ["2", "Hai Văn A", "1872", "chủ hộ", "Ấp 1"],
        ["2", "Hai Văn B", "1999", "con", "Ấp 1"],
    ]
    found = listed(PERSONS, rows)
    assert [[person.row for person in home.people] for home in found.households] == [[2]]
    assert {row for _, row in found.faulty_rows} == {3, 4, 5}


def test_numbers_that_begin_again_in_the_next_hamlet_are_other_households():
    rows = [["1", "Một Văn A", "1970", "chủ hộ", "Ấp 1"], ["1", "Hai Văn B", "1972", "chủ hộ", "Ấp Mỹ Tây"]]
    assert len(listed(PERSONS, rows).households) == 2


def test_a_repeated_row_is_told_and_not_entered_a_contradiction_is_a_likely_double():
    found = listed(
        HOUSEHOLDS,
        [
            ["Nguyễn Văn Một", "1970", "Ấp 1", "4", "", "", "Tổ 1"],
            ["NGUYỄN VĂN MỘT", "12/3/1970", "Ấp 1"],
            ["Nguyễn Văn Một", "1970", "Ấp 1", "4", "", "", "Tổ 2"],
            ["Nguyễn Văn Một", "1970", "Mỹ Tây"],
        ],
    )
    assert [(one.row, one.first_row) for one in found.repeats] == [(3, 2)]
    assert [home.head.row for home in found.households] == [2, 4, 5]
    assert [(pair.first.row, pair.second.row) for pair in found.pairs if pair.first] == [(2, 4)]


def test_names_that_differ_by_accents_and_a_missing_year_are_likely_doubles():
    rows = [
        ["Trần Văn Hòa", "1970", "Ấp 1"],
        ["Trần Văn Hoa", "1970", "Ấp 1"],
        ["Trần Văn Hòa", "", "Ấp 1"],
        ["Trần Văn Hóa", "1971", "Ấp 1"],
    ]
    found = listed(HOUSEHOLDS, rows)
    assert len(found.households) == 4
    told = {(pair.first.row, pair.second.row): pair.why for pair in found.pairs if pair.first}
    assert told == {
        (2, 3): "họ tên chỉ khác dấu, cùng năm sinh và ấp",
        (2, 4): "cùng họ tên và ấp, một dòng thiếu năm sinh",
    }


def test_a_person_twice_in_one_household_is_entered_once():
    rows = [
        ["1", "Một Văn A", "1970", "chủ hộ", "Ấp 1"],
        ["1", "Một Văn B", "1999", "con", "Ấp 1"],
        ["1", "MỘT VĂN B", "1999", "con", "Ấp 1"],
    ]
    found = listed(PERSONS, rows)
    assert [len(home.people) for home in found.households] == [2]
    assert [one.row for one in found.repeats] == [4]


def test_who_left_is_not_entered_and_the_row_says_so():
    found = listed(
        "name birth hamlet left",
        [["Một Văn A", "1970", "Ấp 1", "đã chết 2025"], ["Hai Văn B", "1970", "Ấp 1", "thường trú"]],
    )
    assert [home.head.row for home in found.households] == [3]
    assert [(fault.row, fault.severity) for fault in found.faults] == [(2, "warning")]


def test_the_columns_of_years_by_sex_say_the_sex():
    found = listed(
        "name birth_male birth_female hamlet",
        [["Một Văn A", "1970", "", "1"], ["Hai Thị B", "", "1980", "1"]],
    )
    assert [(home.head.birth_year, home.head.sex) for home in found.households] == [(1970, "m"), (1980, "f")]


def test_what_is_not_kept_is_counted():
    found = listed(
        "name hamlet schooling note", [["Một Văn A", "1", "bỏ học", "x"], ["Hai Văn B", "1", "", ""]]
    )
    assert found.not_kept == {"schooling": 1, "note": 1}


def test_a_hamlet_that_may_be_made_is_promised_and_a_refused_one_says_why():
    hamlets = HamletBook(
        book().known, may_create=True, usual_kind="ấp", name_of_new=lambda typed: f"{typed} (cũ)"
    )
    found = listed("name hamlet", [["Một Văn A", "Ấp Lạ"], ["Hai Văn B", "ấp lạ"]], hamlets=hamlets)
    assert {home.hamlet for home in found.households} == {"Ấp Lạ (cũ)"}
    assert len(hamlets.created) == 1


def test_another_kind_than_the_register_says_is_asked_and_never_guessed():
    for typed in ("Khóm 1", "khom 1", "Thôn 01", "KHÓM 1"):
        found = one(["Nguyễn Văn Một", "1970", typed])
        (fault,) = found.faults
        assert found.households == []
        assert f"Tệp ghi “{typed}”, trong sổ là Ấp 1" in fault.what
        assert list(found.unknown_hamlets) == [typed]
    assert one(["Nguyễn Văn Một", "1970", "khóm Mỹ Tây"]).households == []


def test_what_a_person_said_of_a_name_holds():
    said = HamletBook(book().known, answers={"Khóm 1": "h1"})
    found = listed("name hamlet", [["Một Văn A", "Khóm 1"]], hamlets=said)
    assert [(home.hamlet_id, home.hamlet) for home in found.households] == [("h1", "Ấp 1")]


def test_two_hamlets_that_only_the_kind_tells_apart_are_told_apart():
    both = book({"h1": "Ấp 3", "h2": "Khóm 3"})
    found = listed(
        "name hamlet", [["Một Văn A", "Khóm 3"], ["Hai Văn B", "ấp 03"], ["Ba Văn C", "3"]], hamlets=both
    )
    assert [home.hamlet_id for home in found.households] == ["h2", "h1"]
    assert "Ấp 3 hay Khóm 3" in found.faults[0].what


def test_hamlets_of_two_kinds_that_are_made_stay_two():
    made = HamletBook({}, may_create=True, usual_kind="ấp")
    rows = [["Một Văn A", "Ấp 7"], ["Hai Văn B", "Khóm 7"], ["Ba Văn C", "7"]]
    listed("name hamlet", rows, hamlets=made)
    assert sorted(key.split()[0] for key in made.created) == ["khóm", "ấp"]


_SYLLABLE = "[A-ZĐÂ][a-zàáãễ]{1,4}"


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
    | st.from_regex(rf"{_SYLLABLE}( {_SYLLABLE}){{1,3}}", fullmatch=True)
)
def test_the_short_way_for_plain_names_gives_what_the_long_way_gives(typed: str):
    if assembling._is_plain_name(typed):
        assert person_name(typed) == (typed, None)
