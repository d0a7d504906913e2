"""A list of results is read with the register's reader: points are what it is about, what is never kept is dropped."""

import datetime as dt

import pytest

from hoctap.people.reading.child import read
from hoctap.people.reading.fields import RESULTS, ResultField, result_kind_of
from hoctap.people.reading.model import Options, decode_all
from tests.people.sheets import sheet

HEADERS = ["STT", "Họ và tên", "Năm sinh", "CCCD", "Dân tộc", "Tôn giáo", "Ấp", "Điểm tổng", "Kết quả", "Ngày xác nhận", "Người duyệt"]  # fmt: skip


def test_total_result_day_and_who_confirmed_are_known_and_the_day_stays_whole():
    content = sheet(
        [[1, "Lê Thị Vợ", dt.date(1972, 3, 4), "079072001234", "Kinh", "Không", "Ấp 1", 87.5, "Đạt", dt.date(2026, 10, 20), "Ông A"]],
        HEADERS,
    )  # fmt: skip
    reading, (row,) = decode_all(read(Options(file_name="a.xlsx", vocabulary=RESULTS).line() + content))
    said = reading.used[0].by_field(row)
    assert said == {
        "name": "Lê Thị Vợ",
        "birth": "1972",
        "hamlet": "Ấp 1",
        "total": "87.5",
        "passed": "Đạt",
        "result_day": "20/10/2026",
        "confirmed_by": "Ông A",
    }
    assert set(reading.used[0].dropped.values()) == {"CCCD", "Dân tộc", "Tôn giáo"}
    assert "079072001234" not in str(row.cells)


def test_a_list_of_the_register_still_drops_points():
    content = sheet([[1, "Lê Thị Vợ", 1972, "", "", "", "Ấp 1", 87.5, "Đạt", "", ""]], HEADERS)
    reading, _ = decode_all(read(Options(file_name="a.xlsx").line() + content))
    assert "Điểm tổng" in reading.used[0].dropped.values()
    assert not {one.value for one in ResultField} & set(reading.used[0].columns.values())


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Tổng điểm"], "total"),
        (["Tổng số điểm đạt được"], "total"),
        (["Điểm Công dân học tập"], "total"),
        (["Kết quả", "Điểm số"], "total"),
        (["Xếp loại"], "passed"),
        (["Đạt/Không đạt"], "passed"),
        (["Kết quả đánh giá"], "passed"),
        (["Thời gian hoàn thành"], "result_day"),
        (["Đơn vị xác nhận"], "confirmed_by"),
        (["Điểm chỉ số 1"], ""),
        (["Điểm trung bình"], None),
        (["Ngày, tháng, năm sinh", "Ngày"], None),
        (["Kết quả học tập"], None),
        (["Số CCCD, điểm"], None),
    ],
)
def test_headers_of_results(lines: list[str], kind: str | None):
    assert result_kind_of(lines) == kind
