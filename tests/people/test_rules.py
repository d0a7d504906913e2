"""What a household list must be like, row by row."""

import pytest

from hoctap.people.rules import Checked, Fault, RawRow, check_rows, household_key, person_name

HAMLETS = {"h1": "Ấp 1", "h2": "ấp Mỹ Tây"}


def row(number: int = 2, **changes: str) -> RawRow:
    return RawRow(**({"number": number, "name": "Nguyễn Văn Một", "hamlet": "Ấp 1"} | changes))  # type: ignore[arg-type]


def check(*rows: RawRow, present: set[tuple[str, str, int | None]] | None = None) -> Checked:
    return check_rows(rows, HAMLETS, present or set(), 2024)


def only_fault(raw: RawRow) -> Fault:
    checked = check(raw)
    assert checked.good == []
    assert checked.faulty == [raw]
    (fault,) = checked.faults
    assert fault.row == raw.number
    assert fault.cure
    return fault


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "Thiếu họ tên"),
        ({"name": "Nguyễn Văn 1"}, "name", "có chữ số"),
        ({"name": "NguyÔn V¨n A"}, "name", "ký tự lạ"),
        ({"name": "A" * 130}, "name", "dài hơn 120"),
        ({"birth_year": "năm Thìn"}, "birth_year", "không phải là năm"),
        ({"birth_year": "19680"}, "birth_year", "nằm ngoài khoảng 1904–2024"),
        ({"birth_year": "1903"}, "birth_year", "nằm ngoài khoảng"),
        ({"birth_year": "2025"}, "birth_year", "nằm ngoài khoảng"),
        ({"hamlet": ""}, "hamlet", "Thiếu tên ấp"),
        ({"hamlet": "Ấp 9"}, "hamlet", "Không có ấp, khóm nào tên “Ấp 9”"),
        ({"members": "bốn"}, "members", "“bốn” không đúng"),
        ({"members": "0"}, "members", "“0” không đúng"),
        ({"sex": "khác"}, "sex", "không rõ"),
        ({"phone": "09"}, "phone", "không đúng"),
        ({"group": "T" * 61}, "group", "dài hơn 60"),
    ],
)
def test_each_fault_names_its_row_its_column_and_its_cure(changes: dict[str, str], field: str, words: str):
    fault = only_fault(row(**changes))
    assert fault.field == field
    assert words in fault.what


def test_an_unknown_hamlet_lists_the_known_and_guesses_the_near():
    fault = only_fault(row(hamlet="Mỹ Tay"))
    assert fault.cure == "Có phải ấp Mỹ Tây? Các ấp, khóm trong sổ: Ấp 1, ấp Mỹ Tây."


@pytest.mark.parametrize("typed", ["Ấp 1", "ẤP  1", "1", "ấp 01", " âp 1".replace("âp", "ấp")])
def test_a_hamlet_is_known_however_it_is_written(typed: str):
    assert [good.hamlet_id for good in check(row(hamlet=typed)).good] == ["h1"]


@pytest.mark.parametrize(
    ("typed", "year"), [("1968", 1968), ("12/03/1968", 1968), ("1-1-1968", 1968), ("", None)]
)
def test_a_birth_year_or_a_whole_date_is_taken_as_a_year(typed: str, year: int | None):
    assert check(row(birth_year=typed)).good[0].birth_year == year


def test_a_phone_that_a_sheet_took_for_a_figure_gets_its_nought_back():
    assert check(row(phone="912345678")).good[0].phone == "0912345678"
    assert check(row(phone="+84 912 345 678")).good[0].phone == "0912345678"


def test_the_same_name_year_and_hamlet_twice_names_the_first_row():
    checked = check(row(2, birth_year="1970"), row(3, name="NGUYỄN VĂN MỘT", birth_year="1970"))
    assert [good.number for good in checked.good] == [2]
    assert checked.faults[0].what.startswith("Trùng với dòng 2")
    apart = check(
        row(2, birth_year="1970"), row(3, birth_year="1971"), row(4, birth_year="1970", hamlet="Mỹ Tây")
    )
    assert len(apart.good) == 3


def test_one_who_is_in_the_register_is_no_fault_and_not_new():
    present = {household_key("h1", "nguyễn văn một", None)}
    checked = check(row(), row(3, name="Nguyễn Văn Mốt"), present=present)
    assert [known.number for known in checked.already] == [2]
    assert [good.number for good in checked.good] == [3]
    assert checked.faults == []


def test_the_place_of_a_tone_mark_does_not_make_two_people_accents_do():
    assert household_key("h1", "Trần Thị Hoà", 1970) == household_key("h1", "TRẦN THỊ HÒA", 1970)
    assert household_key("h1", "Trần Thị Hòa", 1970) != household_key("h1", "Trần Thị Hoa", 1970)


def test_names_get_their_capitals_only_when_they_had_none():
    assert person_name("  NGUYỄN   VĂN ĐÔ ") == "Nguyễn Văn Đô"
    assert person_name("lê thị út") == "Lê Thị Út"
    assert person_name("Lê Văn K'Sor") == "Lê Văn K'Sor"


def test_the_rows_of_one_faulty_line_are_all_told():
    checked = check(row(name="", hamlet="", members="x"))
    assert [fault.field for fault in checked.faults] == ["name", "hamlet", "members"]
    assert len(checked.faulty) == 1
