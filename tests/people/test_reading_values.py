"""What texts of a list mean. The year of the list is 2026."""

import pytest

from hoctap.people.reading import values
from hoctap.people.reading.values import Literacy, Relation, Schooling, Sex, WorkStatus

YEAR = 2026


@pytest.mark.parametrize(
    "text",
    ["1968", "'1968", "12/3/1968", "12-03-68", "12.3.1968", "12 / 3 / 1968", "03/1968", "1968-03-12", "sinh năm 1968", "Năm 1968",
     "khoảng 1968", "SN 1968", "ngày 12 tháng 3 năm 1968", "68", "1968.", "12/3/1968 00:00:00"],
)  # fmt: skip
def test_a_year_of_birth_is_read_in_every_style(text: str):
    assert values.birth_year(text, YEAR) == (1968, None)


@pytest.mark.parametrize("text", ["", " ", "-", "?"])
def test_no_year_is_no_fault(text: str):
    assert values.birth_year(text, YEAR) == (None, None)


@pytest.mark.parametrize(("text", "year"), [("27", 1927), ("99", 1999), ("03", 2003), ("05", 2005)])
def test_two_digits_are_taken_where_only_one_century_is_possible(text: str, year: int):
    assert values.birth_year(text, YEAR) == (year, None)


@pytest.mark.parametrize("text", ["06", "12", "26", "1/2/12"])
def test_two_digits_are_asked_about_where_both_centuries_are_possible(text: str):
    found, fault = values.birth_year(text, YEAR)
    assert found is None
    assert fault is not None
    assert "chỉ có hai chữ số" in fault[0]
    assert "bốn chữ số" in fault[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("19688", "không phải là năm"),
        ("45/13/1968", "không phải là năm"),
        ("không nhớ", "không phải là năm"),
        ("1968-1970", "không phải là năm"),
        ("1905", "nằm ngoài khoảng 1906–2026"),
        ("2027", "nằm ngoài khoảng"),
    ],
)
def test_what_is_no_year_is_told_with_its_cure(text: str, words: str):
    found, fault = values.birth_year(text, YEAR)
    assert found is None
    assert fault is not None
    assert words in fault[0]
    assert fault[1]


def test_the_column_with_the_year_says_the_sex():
    assert values.birth_and_sex("1960", "", YEAR) == (1960, Sex.MALE, None)
    assert values.birth_and_sex("", "1963", YEAR) == (1963, Sex.FEMALE, None)
    assert values.birth_and_sex("", "", YEAR) == (None, None, None)
    assert values.birth_and_sex("x", "", YEAR) == (None, Sex.MALE, None)
    assert values.birth_and_sex("1960", "1963", YEAR)[2] is not None


@pytest.mark.parametrize(
    ("text", "sex"),
    [("Nam", Sex.MALE), (" NỮ ", Sex.FEMALE), ("nu", Sex.FEMALE), ("", None), ("Ông", Sex.MALE)],
)
def test_sex(text: str, sex: Sex | None):
    assert values.sex(text) == (sex, None)


@pytest.mark.parametrize("text", ["1", "0", "khác chưa rõ"])
def test_a_sex_that_is_not_clear_is_a_fault(text: str):
    assert values.sex(text)[0] is None
    assert values.sex(text)[1] is not None


def test_sex_of_marks():
    assert values.sex_of_marks("x", "") == (Sex.MALE, None)
    assert values.sex_of_marks("", "1") == (Sex.FEMALE, None)
    assert values.sex_of_marks("0", "-") == (None, None)
    assert values.sex_of_marks("x", "x")[1] is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NGUYỄN  VĂN A", "Nguyễn Văn A"),
        ("trần thị b", "Trần Thị B"),
        ("H'BIA NIÊ", "H'Bia Niê"),
        ("Hoàng Hoà", "Hoàng Hoà"),
        ("1. Lê Văn Ba", "Lê Văn Ba"),
        ("Lê Văn Ba (chết)", "Lê Văn Ba"),
        ("Ðặng Văn Ðức", "Đặng Văn Đức"),
    ],
)
def test_a_name_is_cleaned(text: str, name: str):
    assert values.person_name(text) == (name, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Thiếu"), ("Phạm Văn 4", "chữ số"), ("NguyÔn V¨n §øc", "ký tự lạ"), ("a" * 121, "120")],
)
def test_a_name_that_is_none_is_told(text: str, words: str):
    fault = values.person_name(text)[1]
    assert fault is not None
    assert words in fault[0]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Chủ hộ", Relation.HEAD),
        ("x", Relation.HEAD),
        ("Vợ", Relation.SPOUSE),
        ("chồng", Relation.SPOUSE),
        ("Con", Relation.CHILD),
        ("Con trai", Relation.CHILD),
        ("con gái út", Relation.CHILD),
        ("Con dâu", Relation.CHILD_IN_LAW),
        ("Rể", Relation.CHILD_IN_LAW),
        ("Cháu", Relation.GRANDCHILD),
        ("Cháu ngoại", Relation.GRANDCHILD),
        ("Cháu ruột", Relation.NIECE_NEPHEW),
        ("Cha", Relation.PARENT),
        ("Mẹ", Relation.PARENT),
        ("Bố", Relation.PARENT),
        ("Má", Relation.PARENT),
        ("Bà", Relation.GRANDPARENT),
        ("Ông nội", Relation.GRANDPARENT),
        ("Em trai", Relation.SIBLING),
        ("Chị", Relation.SIBLING),
        ("Mẹ vợ", Relation.IN_LAW),
        ("Em dâu", Relation.IN_LAW),
        ("Chú", Relation.AUNT_UNCLE),
        ("Cô ruột", Relation.AUNT_UNCLE),
        ("Ở nhờ", Relation.OTHER),
        ("Thông gia", None),
        ("", None),
    ],
)
def test_relations(text: str, relation: Relation | None):
    assert values.relation(text) == (relation, text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("0912345678", "0912345678"), ("912345678", "0912345678"), ("+84 912 345 678", "0912345678"), ("0912.345.678", "0912345678"),
     ("0912345678; 0987654321", "0912345678"), ("0912345678/0987654321", "0912345678"), ("0277 3851 234", "02773851234"), ("", "")],
)  # fmt: skip
def test_phones(text: str, number: str):
    assert values.phone(text) == (number, None)


@pytest.mark.parametrize("text", ["12345", "09123456789012", "số 113 nhà"])
def test_a_phone_that_is_none_is_told(text: str):
    assert values.phone(text)[1] is not None


def test_whole_numbers():
    for text, number in (("4", 4), ("04", 4), ("4 người", 4), ("4,0", 4), ("", None), ("-", None)):
        assert values.whole(text, 1, 60, "Số nhân khẩu") == (number, None)
    for text in ("bốn", "0", "61", "4,5"):
        found, fault = values.whole(text, 1, 60, "Số nhân khẩu")
        assert found is None
        assert fault == (f"Số nhân khẩu “{text}” không đúng.", "Ghi một số từ 1 đến 60, hoặc để trống.")


def test_work_school_and_reading():
    assert values.work_status("Nội trợ") == (WorkStatus.HOMEMAKER, None)
    assert values.work_status("thất nghiệp") == (WorkStatus.NOT_WORKING, None)
    assert values.work_status("Có việc làm") == (WorkStatus.WORKING, None)
    assert values.work_status("???") == (None, None)
    assert values.work_status("abc")[1] is not None
    assert values.schooling("đang học") == (Schooling.ATTENDING, None)
    assert values.schooling("Bỏ học") == (Schooling.DROPPED_OUT, None)
    assert values.schooling("chưa đi học") == (Schooling.NEVER, None)
    assert values.schooling_of_marks("", "x") == (Schooling.DROPPED_OUT, None)
    assert values.schooling_of_marks("x", "") == (Schooling.ATTENDING, None)
    assert values.schooling_of_marks("x", "x")[1] is not None
    assert values.literacy("2") == (Literacy.LEVEL_2, None)
    assert values.literacy("mức 1") == (Literacy.LEVEL_1, None)
    assert values.literacy("chưa biết chữ") == (Literacy.ILLITERATE, None)
    assert values.literacy_of_marks("x", "x") == Literacy.LEVEL_2


@pytest.mark.parametrize(
    ("text", "left"),
    [("x", True), ("Chuyển đi 2024", True), ("2025", True), ("đã chết", True), ("đi làm ăn xa", False), ("tạm vắng", False), ("đi nơi khác", True),
     ("", False), ("Thường trú", False), ("0", False), ("mới đến", False)],
)  # fmt: skip
def test_who_is_no_longer_here(text: str, left: bool):
    assert values.has_left(text) == left
