"""Reading a workbook in the child process: what is taken, dropped and refused."""

import datetime as dt
import io
import json
import zipfile

import pytest

from hoctap.core import isolation
from tests.people.sheets import GOOD, HEADERS, sheet


def read(content: bytes) -> dict[str, object]:
    return json.loads(isolation.run("hoctap.people.workbook:read", content, seconds=60))  # type: ignore[no-any-return]


def refused(content: bytes) -> str:
    with pytest.raises(isolation.IsolatedFailure) as failure:
        read(content)
    return failure.value.reason


def test_columns_are_known_by_their_header_however_it_is_written():
    headers = ["STT", "HO TEN CHU HO", "năm  sinh", "Số nhân khẩu (người)", "Khóm", "Mã hộ", "Ghi chú"]
    table = read(sheet([[1, "Nguyễn Văn Một", 1970, 4, "Khóm 1", "H-01", "x"]], headers))
    assert table["unknown"] == ["Ghi chú"]
    assert table["rows"] == [
        {
            "number": 2,
            "name": "Nguyễn Văn Một",
            "birth_year": "1970",
            "members": "4",
            "hamlet": "Khóm 1",
            "household_number": "H-01",
        }
    ]


def test_what_we_do_not_keep_never_leaves_the_child():
    headers = [*HEADERS, "Số CCCD", "Dân tộc", "Tôn giáo", "Hộ nghèo"]
    content = sheet([[*GOOD[0], "087090001234", "Kinh", "Không", "x"]], headers)
    raw = isolation.run("hoctap.people.workbook:read", content)
    assert json.loads(raw)["dropped"] == ["Số CCCD", "Dân tộc", "Tôn giáo", "Hộ nghèo"]
    for secret in (b"087090001234", b"Kinh"):
        assert secret not in raw


def test_dates_and_whole_figures_come_out_as_they_are_read_and_empty_rows_are_left_out():
    rows = [[1, "A", dt.date(1970, 5, 1), "", "Ấp 1"], [], [None, " "], [2, "B", 1965.0, "", "Ấp\n1"]]
    table = read(sheet(rows))
    assert [(row["number"], row["birth_year"], row["hamlet"]) for row in table["rows"]] == [  # type: ignore[index,attr-defined]
        (2, "1970", "Ấp 1"),
        (5, "1965", "Ấp 1"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"ten,nam sinh\nA,1970", "không phải tệp Excel .xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "kiểu cũ (.xls) hoặc có mật khẩu"),
        (b"PK\x03\x04 broken", "hỏng"),
        (sheet([], [None]), "Hàng 1 đang trống"),
        (sheet([["x"]], ["DANH SÁCH HỘ GIA ĐÌNH NĂM 2024"]), "Hàng 1 chưa có cột: Họ và tên chủ hộ, Ấp"),
        (sheet([], ["Họ và tên chủ hộ", "Năm sinh"]), "Hàng 1 chưa có cột: Ấp"),
        (sheet([], [f"Cột {number}" for number in range(70)]), "hơn 60 cột"),
    ],
)
def test_what_is_no_list_is_refused_with_the_cure(content: bytes, words: str):
    assert words in refused(content)


def test_a_list_of_more_than_20000_rows_is_refused():
    assert "20.000 dòng" in refused(sheet([["Nguyễn Văn A", "Ấp 1"]] * 20_001, ["Chủ hộ", "Ấp"]))


def test_a_zip_bomb_is_refused_in_a_sentence():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as entry:
            for _ in range(400):
                entry.write(b"\0" * 1024 * 1024)
    assert len(bomb.getvalue()) < 2_000_000
    assert "quá lớn khi mở ra" in refused(bomb.getvalue())


def test_a_workbook_that_would_grow_without_end_is_stopped_by_the_limits():
    """Entities in its XML: refused as broken, not expanded."""
    laughs = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "' + b"h" * 1000 + b'">'
    for before, name in zip("abcdefg", "bcdefgh", strict=True):
        laughs += f'<!ENTITY {name} "{"&" + before + ";" * 1}{("&" + before + ";") * 9}">'.encode()
    laughs += b"]><workbook>&h;</workbook>"
    content = io.BytesIO(sheet(GOOD))
    out = io.BytesIO()
    with zipfile.ZipFile(content) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            target.writestr(
                entry, laughs if entry.filename == "xl/workbook.xml" else source.read(entry.filename)
            )
    assert "hỏng" in refused(out.getvalue())
