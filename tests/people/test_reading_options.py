"""What a person says about a file: other columns, sheets, header rows, fonts. And what no option brings back."""

import json

import pytest

from hoctap.core import isolation
from hoctap.people.reading import child
from hoctap.people.reading.cells import column_index, letter
from hoctap.people.reading.fields import PERSONAL, Field, kind_of
from hoctap.people.reading.header import group_in, hamlet_in
from hoctap.people.reading.model import Options, Reading, RowReading, decode, decode_all
from hoctap.people.reading.personal import MASK, mask
from tests.people.messy import FIVE, MESSY, PLAIN, csv_text, old, xlsx


def read(content: bytes, **said: object) -> tuple[Reading, list[RowReading]]:
    return decode_all(child.read(Options(**said).line() + content))  # type: ignore[arg-type]


def test_the_fixed_interface_of_the_child():
    """One line of options, the file; the head, then a line a row."""
    data = json.dumps({"file_name": "a.csv"}).encode() + b"\n" + csv_text(PLAIN).encode()
    result = isolation.run("hoctap.people.reading.child:read", data)
    assert len(result.splitlines()) == 1 + 5
    assert decode(result).sheets[0].data_rows == 5
    assert decode_all(result)[1][0].cells["B"] == "Nguyễn Thị Hường"


def test_a_column_is_used_as_a_person_says():
    content = xlsx(
        {"A": [["STT", "Họ tên", "Năm sinh", "Cột lạ", "Ấp"], [1, "Nguyễn Văn A", 1970, "Tổ 4", "Ấp 1"]]}
    )
    reading, rows = read(content)
    assert reading.sheet("A").unknown == {"D": "Cột lạ"}
    assert rows[0].cells["D"] == "Tổ 4"
    reading, rows = read(content, columns={"A": {"D": "group", "C": ""}})
    assert reading.sheet("A").columns == {"B": "name", "D": "group", "E": "hamlet"}
    assert reading.sheet("A").by_field(rows[0]) == {"name": "Nguyễn Văn A", "group": "Tổ 4", "hamlet": "Ấp 1"}
    assert "C" not in rows[0].cells


def test_a_field_given_to_another_column_leaves_the_first_one():
    content = xlsx({"A": [["Họ tên", "Địa chỉ", "Nơi ở thật"], ["Nguyễn Văn A", "Cũ", "Mới"]]})
    reading, _ = read(content, columns={"A": {"C": "address"}})
    assert reading.sheet("A").columns == {"A": "name", "C": "address"}
    assert reading.sheet("A").unknown == {"B": "Địa chỉ"}


def test_no_mapping_brings_back_what_is_never_kept():
    content = next(file for file in MESSY if file.name == "du_lieu_ca_nhan.xlsx").build()
    said = {"Ấp 8": dict.fromkeys("DEFGHKL", "note")}
    for options in ({}, {"columns": said}):
        raw = child.read(Options(**options).line() + content)  # type: ignore[arg-type]
        for secret in (
            "087070001234",
            "87180005678",
            "087 090 009 999",
            "34123456",
            "341.234",
            "Kinh",
            "Khmer",
            "Cao Đài",
            "DN487",
        ):
            assert secret.encode() not in raw, secret


def test_hidden_sheets_are_read_when_they_are_asked_for():
    content = next(file for file in MESSY if file.name == "moi_ap_mot_trang.xlsx").build()
    reading, rows = read(content, sheets=["Cũ 2023"])
    assert [sheet.name for sheet in reading.used] == ["Cũ 2023"]
    assert [row.cells["B"] for row in rows] == ["Cũ Văn Một", "Cũ Thị Hai"]
    assert reading.sheet("Ấp 1").why_not_used == "Không chọn trang này."


def test_the_header_is_where_a_person_says():
    rows = [["Họ và tên", "Năm sinh"], ["Bảng mẫu", ""], ["Tên người", "Sinh"], ["Nguyễn Văn A", 1970]]
    reading, found = read(
        xlsx({"A": rows}), header_rows={"A": [3, 3]}, columns={"A": {"A": "name", "B": "birth"}}
    )
    assert reading.sheet("A").header_rows == [3, 3]
    assert [(row.number, row.cells["A"]) for row in found] == [(4, "Nguyễn Văn A")]


def test_a_list_without_any_header_is_read_once_its_columns_are_said():
    content = csv_text([["Nguyễn Văn A", "1970", "Ấp 1"], ["Trần Thị B", "1980", "Ấp 2"]]).encode()
    reading, _ = read(content, file_name="x.csv")
    assert not reading.used
    columns = {"x": {"A": "name", "B": "birth", "C": "hamlet"}}
    reading, rows = read(content, file_name="x.csv", header_rows={"x": [0, 0]}, columns=columns)
    assert [reading.sheet("x").by_field(row)["name"] for row in rows] == ["Nguyễn Văn A", "Trần Thị B"]
    assert [row.number for row in rows] == [1, 2]


def test_a_font_is_confirmed_or_refused_by_a_person():
    content = xlsx({"A": old(PLAIN, "TCVN3")})
    reading, rows = read(content)
    assert reading.sheet("A").encodings["B"] == "TCVN3"
    assert rows[0].cells["B"] == "Nguyễn Thị Hường"
    assert len(reading.sheet("A").warnings) == 4
    confirmed = dict.fromkeys("BDEF", "TCVN3")
    reading, rows = read(content, encodings={"A": confirmed})
    assert rows[0].cells["B"] == "Nguyễn Thị Hường"
    assert reading.sheet("A").warnings == []
    reading, rows = read(content, encodings={"A": confirmed | {"B": "unicode"}})
    assert rows[0].cells["B"].startswith("NguyÔn")


def test_an_old_font_that_begins_after_hundreds_of_rows_is_found():
    rows = [FIVE, *([n, "Nguyễn Văn Bằng", 1970, "Nam", 4] for n in range(1, 700))]
    rows += old([[700, "Trần Thị Hường", 1971, "Nữ", 3]], "VNI")
    reading, found = read(xlsx({"A": rows}))
    assert reading.sheet("A").encodings == {"B": "VNI", "D": "VNI"}
    assert found[-1].cells == {"B": "Trần Thị Hường", "C": "1971", "D": "Nữ", "E": "3"}
    assert found[0].cells["B"] == "Nguyễn Văn Bằng"


def test_the_short_way_and_the_careful_way_say_the_same():
    """A row that needs no care is written without looking at each cell; a strange one beside it changes nothing."""
    people = [
        [n, f"Nguyễn Văn {name}", 1960 + n, "Nam", n, "gọi 0912345678"]
        for n, name in enumerate(("Ân", "Bình", "Cảnh"), 1)
    ]
    plain = read(xlsx({"A": [FIVE, *people]}))[1]
    careful = read(xlsx({"A": [FIVE, *([n, f"{name}\u200b", *rest] for n, name, *rest in people)]}))[1]
    assert plain == careful


def test_an_officer_of_the_hamlet_in_the_list_is_no_signature_and_nobody_after_him_is_lost():
    """Neither number nor year of birth in these rows: only the column tells that "Trưởng ấp" is what he does."""
    rows = [
        ["Họ và tên", "Nghề nghiệp", "Ghi chú"],
        ["Nguyễn Văn A", "Trưởng ấp"],
        ["Trần Thị B", "Làm ruộng"],
        ["Lê Văn C", "", "Chủ tịch Hội"],
    ]
    signed = [["", "Người lập bảng"], ["", "Lê Văn Lập"]]
    reading, found = read(xlsx({"A": rows + signed}))
    assert [row.number for row in found] == [2, 3, 4]
    assert [skipped.row for skipped in reading.sheet("A").skipped] == [5, 6]


def test_partial_dates_of_birth_are_reduced_even_in_rows_that_need_no_care():
    rows = [
        ["Họ và tên", "Năm sinh"],
        ["Nguyễn Văn A", "1/3/68"],
        ["Trần Thị Bê", "3/1968"],
        ["Lê Văn Xê", "1/3/1968"],
    ]
    assert [row.cells["B"] for row in read(xlsx({"A": rows}))[1]] == ["68", "1968", "1968"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("CCCD 087090001234", f"CCCD {MASK}"),
        ("số:087090001234, ấp 1", f"số:{MASK}, ấp 1"),
        ("Số.087090001234.", f"Số.{MASK}."),
        ("087.090.001.234", MASK),
        ("87090001234", MASK),
        ("1090001234", MASK),
        ("341234567", MASK),
        ("0912345678", "0912345678"),
        ("0912 345 678 - 0987654321", "0912 345 678 - 0987654321"),
        ("0277 3851 234", "0277 3851 234"),
        ("+84 912345678", "+84 912345678"),
        ("ĐT: 912345678", "ĐT: 912345678"),
        ("12/3/1968", "12/3/1968"),
        ("nhà 123, tổ 4", "nhà 123, tổ 4"),
    ],
)
def test_numbers_of_papers_are_masked_and_phone_numbers_stay(text: str, kept: str):
    assert mask(text) == kept


def test_a_phone_column_keeps_a_number_that_lost_its_zero_but_no_identity_number():
    assert mask("912345678", is_phone=True) == "912345678"
    assert mask("84912345678", is_phone=True) == "84912345678"
    assert mask("087090001234", is_phone=True) == MASK


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Họ và tên", Field.NAME),
        ("HO TEN CHU HO", Field.HEAD_NAME),
        ("Họ và tên (chữ in hoa)", Field.NAME),
        ("Năm / Sinh", Field.BIRTH),
        ("Quan hệ với chủ hộ", Field.RELATION),
        ("Số nhân khẩu (người)", Field.MEMBERS),
        ("Tổ NDTQ", Field.GROUP),
        ("Tổ Nhân dân tự quản số", Field.GROUP),
        ("Ấp, khóm", Field.HAMLET),
        ("Thôn/bản", Field.HAMLET),
        ("Tổ dân phố", Field.HAMLET),
        ("Số ĐT", Field.PHONE),
        ("Nơi làm việc", Field.WORKPLACE),
        ("Hä vµ tªn", Field.NAME),
        ("Naêm sinh", Field.BIRTH),
        ("Số CCCD/CMND", PERSONAL),
        ("Mã định danh cá nhân", PERSONAL),
        ("Thuộc diện hộ cận nghèo", PERSONAL),
        ("Thu nhập bình quân", PERSONAL),
        ("Họ tên mẹ", ""),
        ("Diện tích đất", ""),
    ],
)
def test_a_header_is_known_however_it_is_written(header: str, kind: str):
    assert kind_of([header]) == kind


@pytest.mark.parametrize(
    ("title", "hamlet"),
    [
        ("DANH SÁCH HỘ ẤP MỸ TÂY NĂM 2025", "Ấp Mỹ Tây"),
        ("Ấp 1", "Ấp 1"),
        ("Danh sách hộ gia đình thôn Đông, xã Tân Mỹ", "Thôn Đông"),
        ("BAN NHÂN DÂN KHÓM IV - THỊ TRẤN MỸ AN", "Khóm IV"),
        ("ẤP MỸ HÒA: 20 hộ", "Ấp Mỹ Hòa"),
        ("DANH SÁCH CÁC ẤP TRONG XÃ", ""),
        ("Ấp 1 và ấp 2", ""),
        ("Danh sách hộ năm 2025", ""),
    ],
)
def test_the_hamlet_is_found_in_a_title(title: str, hamlet: str):
    assert hamlet_in(title) == hamlet


def test_the_group_is_found_in_a_title():
    assert group_in("TỔ NHÂN DÂN TỰ QUẢN SỐ 5") == "Tổ 5"
    assert group_in("TỔ DÂN PHỐ SỐ 5") == ""


def test_letters_of_columns():
    assert [letter(index) for index in (0, 25, 26, 280, 16_383)] == ["A", "Z", "AA", "JU", "XFD"]
    assert all(column_index(letter(index)) == index for index in range(0, 17_000, 13))
    with pytest.raises(ValueError):
        column_index("1")


def test_every_field_has_its_words():
    assert all(field.label[0].isupper() for field in Field)
    assert len({field.label for field in Field}) == len(Field)
