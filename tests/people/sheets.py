"""Household lists for tests."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

HEADERS = [
    "STT",
    "Họ và tên chủ hộ",
    "Năm sinh",
    "Giới tính",
    "Ấp",
    "Tổ",
    "Địa chỉ",
    "Số nhân khẩu",
    "Điện thoại",
]


def sheet(rows: Sequence[Sequence[object]], headers: Sequence[object] = HEADERS) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(list(headers))
    for row in rows:
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GOOD = [
    [1, "Nguyễn Văn Một", 1970, "Nam", "Ấp 1", "Tổ 1", "12 đường tỉnh", 4, "0912345678"],
    [2, "TRẦN THỊ HAI", 1965.0, "Nữ", "ấp  1", "", "", 3, 912345679],
    [3, "Lê Văn Ba", None, "", "2", "Tổ 4", "", None, ""],
]
FAULTY = [
    [4, "", 1980, "Nam", "Ấp 1", "", "", 4, ""],
    [5, "Phạm Văn 4", 1980, "Nam", "Ấp 1", "", "", 4, ""],
    [6, "Phạm Thị Năm", 19680, "Nữ", "Ấp 9", "", "", "bốn", ""],
    [7, "nguyễn văn một", "12/3/1970", "Nam", "Ấp 1", "", "", 4, ""],
]
