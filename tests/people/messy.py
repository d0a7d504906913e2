"""Household and person lists as communes keep them: real files with invented people, each with what a reading must find.

`MESSY` is the table; `build()` makes the bytes. Places are real, people are not.
"""

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

import xlwt
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from hoctap.people.reading.legacy import encode

type Cell = object
type Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Sheet:
    """What a used sheet must be read as. `rows` are the Excel numbers of the data rows; `cells` are texts by row and field."""

    header_rows: list[int]
    columns: dict[str, str]
    rows: list[int]
    shape: str = "households"
    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    skipped: Mapping[int, str] = field(default_factory=dict)
    dropped: Sequence[str] = ()
    unknown: Sequence[str] = ()
    encodings: Mapping[str, str] = field(default_factory=dict)
    hamlet: str = ""
    hidden_rows: int = 0
    warnings: Sequence[str] = ()


@dataclass(frozen=True)
class MessyFile:
    """`used`: sheet → what it must be read as · `not_used`: sheet → words of the reason · `asked`: what a person is still asked."""

    name: str
    what: str
    build: Callable[[], bytes]
    used: Mapping[str, Sheet]
    not_used: Mapping[str, str] = field(default_factory=dict)
    format: str = "xlsx"
    asked: Sequence[str] = ()
    warnings: Sequence[str] = ()


# ---------------------------------------------------------------- writing the formats


def xlsx(sheets: Mapping[str, Rows], after: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        fill(book.create_sheet(name), rows)
    if after:
        after(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def fill(page: Worksheet, rows: Rows) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value not in (None, ""):
                cell = page.cell(number, column, value)  # type: ignore[arg-type]
                if isinstance(value, str) and value[:1] in "=":
                    cell.data_type = "s"  # a text that looks like a formula


def merged(*ranges: str) -> Callable[[Workbook], None]:
    def merge(book: Workbook) -> None:
        for page in book.worksheets:
            for one in ranges:
                page.merge_cells(one)

    return merge


def xls(sheets: Mapping[str, Rows], merges: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """Excel 97–2003. Merges are first row, last row, first column, last column, from 0."""
    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for name, rows in sheets.items():
        page = book.add_sheet(name)
        covered = {(r, c) for r1, r2, c1, c2 in merges for r in range(r1, r2 + 1) for c in range(c1, c2 + 1)}
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value not in (None, "") and (r, c) not in covered:
                    if isinstance(value, dt.date):
                        page.write(r, c, value, day)
                    else:
                        page.write(r, c, value)
        for r1, r2, c1, c2 in merges:
            page.write_merge(r1, r2, c1, c2, rows[r1][c1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3">'
)


def ods(
    sheets: Mapping[str, Rows],
    *,
    spans: Mapping[tuple[int, int], tuple[int, int]] | None = None,
    hidden: Sequence[int] = (),
    hidden_sheets: Sequence[str] = (),
) -> bytes:
    """OpenDocument. `spans`: (row, column) → (rows, columns) of merged cells, from 0; `hidden` are rows from 0."""
    parts = [ODS_HEAD, "<office:automatic-styles>"]
    parts.append(
        '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    parts.append("</office:automatic-styles><office:body><office:spreadsheet>")
    for name, rows in sheets.items():
        style = ' table:style-name="off"' if name in hidden_sheets else ""
        parts.append(f'<table:table table:name="{escape(name)}"{style}>')
        for number, row in enumerate(rows):
            parts.append(
                f"<table:table-row{' table:visibility=' + chr(34) + 'filter' + chr(34) if number in hidden else ''}>"
            )
            for column, value in enumerate(row):
                rows_over, columns_over = (spans or {}).get((number, column), (1, 1))
                span = (
                    f' table:number-rows-spanned="{rows_over}" table:number-columns-spanned="{columns_over}"'
                    if rows_over * columns_over > 1
                    else ""
                )
                parts.append(_ods_cell(value, span))
            parts.append("</table:table-row>")
        parts.append(
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
        )
        parts.append("</table:table>")
    parts.append("</office:spreadsheet></office:body></office:document-content>")
    return ods_of("".join(parts).encode())


def ods_of(content: bytes) -> bytes:
    """An .ods with this content.xml."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return out.getvalue()


def _ods_cell(value: Cell, span: str) -> str:
    if value in (None, ""):
        return f"<table:table-cell{span}/>"
    if isinstance(value, dt.date):
        return (
            f'<table:table-cell{span} office:value-type="date" office:date-value="{value:%Y-%m-%d}">'
            f"<text:p>{value:%d/%m/%Y}</text:p></table:table-cell>"
        )
    if isinstance(value, int | float):
        return f'<table:table-cell{span} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell{span} office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def old(rows: Rows, encoding: str) -> list[list[Cell]]:
    """Every text typed in an old font."""
    return [[encode(value, encoding) if isinstance(value, str) else value for value in row] for row in rows]


def csv_text(rows: Rows, separator: str = ",") -> str:
    def cell(value: Cell) -> str:
        text = "" if value is None else str(value)
        return (
            '"' + text.replace('"', '""') + '"'
            if any(sign in text for sign in (separator, '"', "\n"))
            else text
        )

    return "\r\n".join(separator.join(map(cell, row)) for row in rows) + "\r\n"


# ---------------------------------------------------------------- the files

SIGNED: list[list[Cell]] = [
    [],
    ["", "", "", "", "", "Thanh Mỹ, ngày 12 tháng 3 năm 2026"],
    ["", "NGƯỜI LẬP BẢNG", "", "", "", "TM. BAN NHÂN DÂN ẤP"],
    ["", "(Ký, ghi rõ họ tên)", "", "", "", "TRƯỞNG ẤP"],
    [],
    ["", "Lê Thị Bảy", "", "", "", "Nguyễn Văn Sáu"],
]
FIVE = ["STT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Số nhân khẩu", "Ghi chú"]
FIVE_COLUMNS = {"B": "name", "C": "birth", "D": "sex", "E": "members", "F": "note"}


def _titles_totals_signatures() -> bytes:
    return xlsx(
        {
            "Ap My Tay 1": [
                ["ỦY BAN NHÂN DÂN XÃ THANH MỸ", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
                ["BAN NHÂN DÂN ẤP MỸ TÂY 1", "", "", "Độc lập - Tự do - Hạnh phúc"],
                [],
                ["DANH SÁCH HỘ GIA ĐÌNH NĂM 2026"],
                FIVE,
                ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
                ["TỔ 1"],
                [1, "Nguyễn Văn Một", 1970, "Nam", 4],
                [2, "Trần Thị Hai", 1965, "Nữ", 3, "đi làm ăn xa"],
                ["", "Cộng tổ 1", "", "", 7],
                ["TỔ 2"],
                [1, "Lê Văn Ba", 1981, "Nam", 5],
                [2, "Tống Thị Cộng", 1959, "Nữ", 2],
                ["Tổng cộng: 4 hộ", "", "", "", 14],
                *SIGNED,
            ]
        }
    )


def _birth_in_two_columns() -> bytes:
    return xlsx(
        {
            "Khóm 3": [
                ["DANH SÁCH NHÂN KHẨU KHÓM 3, PHƯỜNG MỸ THỌ"],
                ["Số hộ", "STT", "Họ và tên", "Năm sinh", "", "Quan hệ với chủ hộ", "Nơi làm việc"],
                ["", "", "", "Nam", "Nữ", "", ""],
                [1, 1, "Phạm Văn Tư", 1960, "", "Chủ hộ", "Làm ruộng"],
                ["", 2, "Võ Thị Năm", "", 1963, "Vợ", ""],
                ["", 3, "Phạm Văn Sáu", 1990, "", "Con", "Công ty may"],
                [2, 4, "Huỳnh Thị Bảy", "", 1955, "Chủ hộ", ""],
                ["", 5, "Huỳnh Văn Tám", 2001, "", "Cháu ngoại", ""],
            ]
        },
        merged("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3", "A4:A6", "A7:A8"),
    )


def _a_sheet_for_each_hamlet() -> bytes:
    def page(first: str, second: str) -> list[list[Cell]]:
        return [["DANH SÁCH HỘ"], FIVE, [1, first, 1970, "Nam", 4], [2, second, 1980, "Nữ", 3]]

    def hide(book: Workbook) -> None:
        book["Cũ 2023"].sheet_state = "hidden"

    return xlsx(
        {
            "Tổng hợp": [
                ["TỔNG HỢP SỐ HỘ"],
                ["STT", "Tên ấp", "Số hộ", "Số khẩu"],
                [1, "Ấp 1", 2, 7],
                [2, "Ấp 2", 2, 7],
            ],
            "Ấp 1": page("Nguyễn Văn An", "Trần Thị Bình"),
            "Ấp 2": page("Lê Văn Cường", "Phan Thị Dung"),
            "Ấp Mỹ Phước": page("Đỗ Văn Em", "Bùi Thị Gấm"),
            "Cũ 2023": page("Cũ Văn Một", "Cũ Thị Hai"),
            "Hướng dẫn": [["Các ấp điền theo mẫu, gửi trước ngày 15."]],
            "Sheet7": [],
        },
        hide,
    )


def _header_of_three_lines() -> bytes:
    return xlsx(
        {
            "Thôn Đông": [
                ["PHƯỜNG ĐA MAI - DANH SÁCH HỘ THÔN ĐÔNG"],
                ["STT", "THÔNG TIN CHỦ HỘ", "", "", "", "NHÂN KHẨU", "", "Ghi chú"],
                ["", "Họ và tên", "Sinh", "", "Số điện thoại", "Tổng số", "Nữ", ""],
                ["", "", "Ngày tháng", "Năm sinh", "", "", "", ""],
                ["A", "B", 1, 2, 3, 4, 5, 6],
                [1, "Giáp Văn Hùng", "12/3", 1968, "0912 345 678", 4, 2, ""],
                [2, "Thân Thị Hoa", "1/1", 1975, "0987654321", 3, 2, "mới đến"],
            ]
        },
        merged("A1:H1", "A2:A4", "B2:E2", "F2:G2", "H2:H4", "B3:B4", "C3:D3", "E3:E4", "F3:F4", "G3:G4"),
    )


def _header_again_on_each_page() -> bytes:
    people = [
        [n, f"Nguyễn Thị {name}", 1950 + n, "Nữ", 2] for n, name in enumerate(("Lan", "Huệ", "Cúc", "Mai"), 1)
    ]
    return xlsx(
        {
            "Danh sách": [
                ["DANH SÁCH HỘ TỔ DÂN PHỐ SỐ 4"],
                FIVE,
                *people[:2],
                ["", "Cộng trang 1", "", "", 4],
                FIVE,
                *people[2:],
            ]
        }
    )


def _hidden_rows() -> bytes:
    def hide(book: Workbook) -> None:
        page = book.worksheets[0]
        for row in (4, 6):
            page.row_dimensions[row].hidden = True
        page.auto_filter.ref = "A1:F7"

    rows = [
        FIVE,
        *(
            [n, f"Trần Văn {name}", 1960 + n, "Nam", 3]
            for n, name in enumerate(("Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh"), 1)
        ),
    ]
    return xlsx({"Ấp 5": rows}, hide)


def _strange_letters() -> bytes:
    return xlsx(
        {
            "Ấp 6": [
                [unicodedata.normalize("NFD", text) for text in FIVE],
                [1, unicodedata.normalize("NFD", "Nguyễn Thị Hường"), 1970, "Nữ", 4],
                [2, "Ðặng  Văn\u00a0Ðức", 1971, "Nam\u200b", 3],
                [3, "\ufeffLê Thị Hо\u0301a", 1972, "N\u1eef", 3],  # Cyrillic о
                [4, "Trần\u2003Văn Τâm", 1973, " Nam ", 2, "dòng\nhai\u00ad dòng"],  # Greek Τ
                [5, "Hoàng Hoà", 1974, "Nam", 1],
            ]
        }
    )


PLAIN: list[list[Cell]] = [
    ["DANH SÁCH HỘ DÂN ẤP MỸ ĐÔNG"],
    ["TT", "Họ và tên chủ hộ", "Năm sinh", "Giới tính", "Địa chỉ", "Ghi chú"],
    [1, "Nguyễn Thị Hường", 1970, "Nữ", "Đường Trần Hưng Đạo", "đi làm ăn xa"],
    [2, "Đặng Văn Đức", 1968, "Nam", "Tổ 2 kênh Tư Mới", ""],
    [3, "Lương Ngọc Quyến", 1975, "Nam", "Gần chợ Trường Xuân", "hộ ghép"],
    [4, "Trịnh Thị Ánh Tuyết", 1981, "Nữ", "Sau trạm y tế", ""],
    [5, "Lê Văn Tám", 1959, "Nam", "Đường đê bao", ""],
]
PLAIN_COLUMNS = {"B": "name", "C": "birth", "D": "sex", "E": "address", "F": "note"}


def _birth_dates() -> bytes:
    def dates(book: Workbook) -> None:
        page = book.worksheets[0]
        for row, typed in enumerate((24836, 1968), start=12):
            page.cell(row, 3, typed)
        page.cell(13, 3).number_format = "dd/mm/yyyy"  # the year 1968 shown as a day of 1905

    typed: list[Cell] = [
        dt.date(1968, 3, 12), dt.datetime(1971, 5, 1, 0, 0), "12/3/1968", "12-03-68", "12.3.1968", "03/1968", "'1968",
        "sinh năm 1968", "1968-03-12", "30/2/1968", None, None, "không nhớ",
    ]  # fmt: skip
    names = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý", "Tý", "Sửu", "Dần")
    rows = [
        [n, f"Phạm Văn {name}", value, "Nam", 1]
        for n, (name, value) in enumerate(zip(names, typed, strict=True), 1)
    ]
    return xlsx(
        {"Ấp 7": [["STT", "Họ và tên chủ hộ", "Ngày tháng năm sinh", "Giới tính", "Số nhân khẩu"], *rows]},
        dates,
    )


def _personal_columns() -> bytes:
    head = [
        "STT", "Họ và tên", "Năm sinh", "Số CCCD", "Dân tộc", "Tôn giáo", "Hộ nghèo", "Mã quản lý", "Điện thoại", "Ghi chú", "Thẻ BHYT", "Khuyết tật",
    ]  # fmt: skip
    return xlsx(
        {
            "Ấp 8": [
                head,
                [
                    1,
                    "Nguyễn Văn Kín",
                    1970,
                    "087070001234",
                    "Kinh",
                    "Phật giáo",
                    "x",
                    341234567,
                    "0912345678",
                    "CCCD 087070001234",
                    "DN487",
                    "",
                ],
                [
                    2,
                    "Trần Thị Đáo",
                    1980,
                    87180005678,
                    "Khmer",
                    "Không",
                    "",
                    "341234568",
                    987654321,
                    "gọi 0912345678",
                    "",
                    "x",
                ],
                [
                    3,
                    "Lê Văn Mật",
                    1990,
                    "087 090 009 999",
                    "Kinh",
                    "Cao Đài",
                    "",
                    "341.234.569",
                    "0277 3851 234",
                    "",
                    "",
                    "",
                ],
            ]
        }
    )


def _school_workbook() -> bytes:
    head = [
        "Mã phiếu",
        "STT trong hộ",
        "Họ và tên",
        "Ngày tháng năm sinh",
        "",
        "",
        "Nữ",
        "Dân tộc",
        "Quan hệ với chủ hộ",
        "Đang học lớp",
        "Bỏ học",
        "Biết chữ mức",
        "Chuyển đi",
    ]
    return xlsx(
        {
            "PCGD": [
                ["PHIẾU ĐIỀU TRA PHỔ CẬP GIÁO DỤC - XÓA MÙ CHỮ"],
                head,
                ["", "", "", "Ngày", "Tháng", "Năm"],
                ["001", 1, "Hoàng Văn Páo", 4, 5, 1985, "", "Mông", "Chủ hộ", "", "", 2, ""],
                ["001", 2, "Giàng Thị Mỷ", 1, 1, 1987, "x", "Mông", "Vợ", "", "", 1, ""],
                ["001", 3, "Hoàng Thị Sua", 6, 9, 2012, "x", "Mông", "Con", "8A", "", "", ""],
                ["002", 1, "Vàng Mí Dính", 2, 2, 1990, "", "Mông", "Chủ hộ", "", "", 2, ""],
                ["002", 2, "Vàng Mí Chá", 3, 3, 2010, "", "Mông", "Con", "", "x", "", "2025"],
            ]
        },
        merged("D2:F2", *(f"{letter}2:{letter}3" for letter in "ABCGHIJKLM")),
    )


def _opendocument() -> bytes:
    return ods(
        {
            "Thôn Trung": [
                ["DANH SÁCH NHÂN KHẨU THÔN TRUNG", "", "", "", ""],
                ["Số hộ", "Họ và tên", "Ngày sinh", "Quan hệ", "Nghề nghiệp"],
                [1, "Nguyễn Văn Giáp", dt.date(1970, 5, 4), "Chủ hộ", "Thợ nề"],
                ["", "Trần Thị Ất", dt.date(1972, 1, 2), "Vợ", ""],
                [2, "Lê Văn Bính", 1980, "Chủ hộ", ""],
            ],
            "Ẩn": [FIVE, [1, "Nguyễn Văn Ẩn", 1970]],
        },
        spans={(0, 0): (1, 5), (2, 0): (2, 1)},
        hidden=[3],
        hidden_sheets=["Ẩn"],
    )


def _family_and_given_name() -> bytes:
    return xlsx(
        {
            "Tổ 3": [
                ["Danh sách hộ", "", "", ""],
                ["STT", "Họ và tên", "", "Năm sinh", "Xóm"],
                [1, "Nông Văn", "Bằng", 1970, "Xóm Nà Lạn"],
                [2, "Hoàng Thị", "Nương", 1980, "Xóm Nà Lạn"],
            ],
            "Tổ 4": [
                ["STT", "Họ và chữ đệm", "Tên", "Năm sinh", "Xóm"],
                [1, "Lý Văn", "Sơn", 1970, "Xóm Tân"],
            ],
        },
        lambda book: book["Tổ 3"].merge_cells("B2:C2"),
    )


def _wide_and_mostly_empty() -> bytes:
    head: list[Cell] = [*FIVE, *[""] * 294]
    head[280] = "Số điện thoại"
    row: list[Cell] = [1, "Nguyễn Văn Rộng", 1970, "Nam", 4, *[""] * 295]
    row[280] = "0912345678"
    return xlsx({"Ấp 9": [head, row]})


def _blank_but_formatted() -> bytes:
    def paint(book: Workbook) -> None:
        page = book.worksheets[0]
        grey = PatternFill("solid", fgColor="DDDDDD")
        for row in range(4, 5004):
            for column in range(1, 7):
                page.cell(row, column).fill = grey

    return xlsx(
        {"Ấp 10": [FIVE, [1, "Nguyễn Văn Trống", 1970, "Nam", 4], [2, "Trần Thị Vắng", 1971, "Nữ", 2]]}, paint
    )


def _looks_like_a_formula() -> bytes:
    return xlsx(
        {
            "Ấp 11": [
                FIVE,
                [1, "Nguyễn Văn Thật", 1970, "Nam", 4, '=HYPERLINK("http://x","y")'],
                [2, "Trần Thị Chắc", 1971, "Nữ", 2, "+cmd|' /C calc'!A0"],
                [3, "Lê Văn Dấu", 1972, "Nam", 2, "@SUM(1+1)"],
                [4, "Lê Văn Trừ", 1973, "Nam", 2, "-"],
            ]
        }
    )


def _names_of_the_highlands() -> bytes:
    return xlsx(
        {
            "Buôn Kô Tam": [
                ["DANH SÁCH HỘ BUÔN KÔ TAM"],
                ["STT", "Họ tên chủ hộ", "NS", "Giới", "Số khẩu", "SĐT"],
                [1, "Y Bhăm Êban", 1970, "Nam", 6, "0912345678"],
                [2, "H'Bia Niê Kđăm", 1982, "Nữ", 4, ""],
                [3, "Rơ Châm Đaih", 1975, "Nam", 5, ""],
            ]
        }
    )


def _heads_marked_by_a_cross() -> bytes:
    return xlsx(
        {
            "Ấp 12": [
                ["STT", "Hộ số", "Họ và tên", "Chủ hộ", "Nam", "Nữ", "Năm sinh"],
                [1, 1, "Nguyễn Văn Đầu", "x", "x", "", 1960],
                [2, 1, "Trần Thị Giữa", "x", "", "x", 1962],
                [3, 2, "Lê Văn Không", "", "x", "", 1970],
                [4, 2, "Lê Thị Cuối", "", "", "x", 1999],
            ]
        }
    )


def _repeated_and_lost() -> bytes:
    return xlsx(
        {
            "Sheet1": [
                ["STT", "Họ tên chủ hộ", "Năm sinh", "Ấp", "Tổ", "Số nhân khẩu"],
                [1, "Nguyễn Văn Lặp", 1970, "Ấp 1", 1, 4],
                [2, "Nguyễn Văn Lặp", 1970, "Ấp 1", 1, 4],
                [3, "Trần Thị Lạc", 1971, "Ấp 99", 2, 3],
                [4, "", 1972, "Ấp 2", 2, 3],
                [5],
                ["Ghi chú: hộ đi làm ăn xa vẫn tính"],
            ]
        }
    )


def _old_excel_with_dates() -> bytes:
    return xls(
        {
            "Ấp 13": [
                ["DANH SÁCH NHÂN KHẨU", "", "", "", ""],
                ["Số hộ", "Họ và tên", "Ngày sinh", "Quan hệ với chủ hộ", "Giới tính"],
                [1, "Nguyễn Văn Xưa", dt.date(1950, 2, 3), "Chủ hộ", "Nam"],
                ["", "Trần Thị Cũ", dt.date(1952, 3, 4), "Vợ", "Nữ"],
            ]
        },
        [(0, 0, 0, 4), (2, 3, 0, 0)],
    )


def _table_in_the_middle() -> bytes:
    blank: list[Cell] = ["", ""]
    return xlsx(
        {
            "DS": [
                [],
                [*blank, "Ấp: Gò Tháp"],
                [],
                [*blank, "Stt", "HỌ TÊN CHỦ HỘ", "NĂM SINH", "GIỚI TÍNH", "TỔ NDTQ"],
                [*blank, 1, "NGUYỄN VĂN GIỮA", 1970, "NAM", 3],
                [],
                [*blank, 2, "TRẦN THỊ LÒNG", 1975, "NỮ", 3],
            ]
        }
    )


def _two_fonts_in_one_column() -> bytes:
    mixed = [list(row) for row in PLAIN]
    for row in mixed[3:]:
        row[1] = encode(str(row[1]), "TCVN3")
    return xlsx({"Gộp": mixed})


CSV_ROWS: list[list[Cell]] = [
    ["STT", "Họ và tên chủ hộ", "Năm sinh", "Ấp", "Số nhân khẩu", "Ghi chú"],
    [1, "Nguyễn Thị Hường", 1970, "Ấp Mỹ Đông", 4, "mới đến;\nở trọ"],
    [2, "Đặng Văn Đức", 1968, "Ấp Mỹ Đông", 3, 'nhà "Hai Lúa"'],
]
CSV_COLUMNS = {"B": "name", "C": "birth", "D": "hamlet", "E": "members", "F": "note"}


def windows_1258(text: str) -> bytes:
    """Tones stand as characters of their own behind their vowel."""
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", char)
            shaped = unicodedata.normalize(
                "NFC", base + "".join(m for m in marks if m in "\u0302\u0306\u031b")
            )
            tone = "".join(m for m in marks if m not in "\u0302\u0306\u031b")
            out += shaped.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def _merged_commune() -> bytes:
    """Lists of three old communes in one workbook; two of them have an Ấp 1."""

    def page(name: str) -> list[list[Cell]]:
        return [["DANH SÁCH HỘ ẤP 1"], ["STT", "Chủ hộ", "Sinh năm", "Tổ NDTQ"], [1, name, 1970, 2]]

    return xlsx(
        {
            "Ap 1 My An": page("Võ Văn Ước"),
            "Ấp 1 Mỹ Hòa": page("Lâm Thị Nguyện"),
            "Mỹ Quý": page("Ngô Văn Mong"),
        }
    )


def _clan_and_long_cell() -> bytes:
    return xlsx({"Ấp 14": [FIVE, [1, "Nguyễn Văn Dài", 1970, "Nam", 4, "rất dài " * 5000]]})


MERGED_COLUMNS = {"B": "name", "C": "birth", "D": "group"}
OLD_FONT = "Cột {} có vẻ gõ bằng phông chữ cũ"
XLS_WARNING = "không biết dòng nào bị ẩn"
HAMLETS = {"B": "name", "C": "birth", "D": "hamlet", "E": "members", "F": "note"}


def _plain(encodings: Mapping[str, str] | None = None) -> Sheet:
    return Sheet(
        [2, 2],
        PLAIN_COLUMNS,
        [3, 4, 5, 6, 7],
        cells={
            3: {
                "name": "Nguyễn Thị Hường",
                "sex": "Nữ",
                "address": "Đường Trần Hưng Đạo",
                "note": "đi làm ăn xa",
            },
            4: {"name": "Đặng Văn Đức", "address": "Tổ 2 kênh Tư Mới"},
            6: {"name": "Trịnh Thị Ánh Tuyết", "birth": "1981"},
        },
        encodings=encodings or {},
        hamlet="Ấp Mỹ Đông",
        warnings=[OLD_FONT.format(letter) for letter in encodings or {}],
    )


def _csv_sheet() -> Sheet:
    return Sheet(
        [1, 1],
        HAMLETS,
        [2, 3],
        cells={
            2: {"name": "Nguyễn Thị Hường", "hamlet": "Ấp Mỹ Đông", "note": "mới đến; ở trọ"},
            3: {"name": "Đặng Văn Đức", "note": 'nhà "Hai Lúa"'},
        },
    )


OLD = ("B", "D", "E", "F")
ASK_FONT = "Cột gõ phông cũ: xác nhận TCVN3 hay VNI."
ASK_HAMLET = "Danh sách thuộc ấp nào."

MESSY: list[MessyFile] = [
    MessyFile(
        "ap_my_tay_1.xlsx",
        "Tiêu ngữ, dòng đánh số cột, dòng tên tổ, dòng cộng, phần chữ ký",
        _titles_totals_signatures,
        {
            "Ap My Tay 1": Sheet(
                [5, 5],
                {**FIVE_COLUMNS, "@group": "group"},
                [8, 9, 12, 13],
                cells={
                    8: {"name": "Nguyễn Văn Một", "group": "Tổ 1"},
                    13: {"name": "Tống Thị Cộng", "group": "Tổ 2", "members": "2"},
                },
                skipped={
                    6: "đánh số",
                    7: "tên tổ",
                    10: "dòng cộng",
                    11: "tên tổ",
                    14: "dòng cộng",
                    16: "chữ ký",
                    17: "chữ ký",
                    18: "chữ ký",
                    20: "chữ ký",
                },
                hamlet="Ấp Mỹ Tây 1",
            )
        },
    ),
    MessyFile(
        "khom_3.xlsx",
        "Mỗi người một dòng; tiêu đề hai dòng “Năm sinh: Nam | Nữ”; số hộ gộp ô",
        _birth_in_two_columns,
        {
            "Khóm 3": Sheet(
                [2, 3],
                {
                    "A": "household_number",
                    "C": "name",
                    "D": "birth_male",
                    "E": "birth_female",
                    "F": "relation",
                    "G": "workplace",
                },
                [4, 5, 6, 7, 8],
                shape="persons",
                cells={
                    5: {
                        "household_number": "1",
                        "name": "Võ Thị Năm",
                        "birth_female": "1963",
                        "relation": "Vợ",
                    },
                    8: {"household_number": "2", "birth_male": "2001", "relation": "Cháu ngoại"},
                },
                hamlet="Khóm 3",
            )
        },
    ),
    MessyFile(
        "moi_ap_mot_trang.xlsx",
        "Mỗi ấp một trang; trang tổng hợp, trang ẩn, trang hướng dẫn, trang trống",
        _a_sheet_for_each_hamlet,
        {
            name: Sheet([2, 2], FIVE_COLUMNS, [3, 4], cells={3: {"name": first}}, hamlet=name)
            for name, first in (
                ("Ấp 1", "Nguyễn Văn An"),
                ("Ấp 2", "Lê Văn Cường"),
                ("Ấp Mỹ Phước", "Đỗ Văn Em"),
            )
        },
        {"Tổng hợp": "tổng hợp", "Cũ 2023": "ẩn", "Hướng dẫn": "Không thấy dòng tên cột", "Sheet7": "trống"},
    ),
    MessyFile(
        "thon_dong.xlsx",
        "Tiêu đề ba dòng, ngày tháng sinh ở cột riêng",
        _header_of_three_lines,
        {
            "Thôn Đông": Sheet(
                [2, 4],
                {"B": "name", "D": "birth", "E": "phone", "F": "members", "H": "note"},
                [6, 7],
                cells={
                    6: {"name": "Giáp Văn Hùng", "birth": "1968", "phone": "0912 345 678", "members": "4"}
                },
                skipped={5: "đánh số"},
                dropped=["C"],
                unknown=["G"],
                hamlet="Thôn Đông",
            )
        },
        asked=["Cột G “NHÂN KHẨU / Nữ” là gì."],
    ),
    MessyFile(
        "in_lai_tieu_de.xlsx",
        "Tiêu đề in lại ở mỗi trang giấy, cộng trang",
        _header_again_on_each_page,
        {
            "Danh sách": Sheet(
                [2, 2],
                FIVE_COLUMNS,
                [3, 4, 7, 8],
                skipped={5: "dòng cộng", 6: "in lại"},
                hamlet="Tổ dân phố số 4",
            )
        },
    ),
    MessyFile(
        "dang_loc.xlsx",
        "Tệp đang lọc: dòng ẩn vẫn được đọc",
        _hidden_rows,
        {
            "Ấp 5": Sheet(
                [1, 1],
                FIVE_COLUMNS,
                [2, 3, 4, 5, 6, 7],
                hamlet="Ấp 5",
                hidden_rows=2,
                warnings=["2 dòng bị ẩn"],
            )
        },
    ),
    MessyFile(
        "chu_la.xlsx",
        "Unicode tổ hợp, chữ cái nước ngoài giống chữ Việt, ký tự không thấy",
        _strange_letters,
        {
            "Ấp 6": Sheet(
                [1, 1],
                FIVE_COLUMNS,
                [2, 3, 4, 5, 6],
                cells={
                    2: {"name": "Nguyễn Thị Hường"},
                    3: {"name": "Đặng Văn Đức", "sex": "Nam"},
                    4: {"name": "Lê Thị Hóa", "sex": "Nữ"},
                    5: {"name": "Trần Văn Tâm", "sex": "Nam", "note": "dòng hai dòng"},
                    6: {"name": "Hoàng Hoà"},
                },
                hamlet="Ấp 6",
                warnings=["B3, B4, B5"],
            )
        },
    ),
    MessyFile(
        "tcvn3.xlsx",
        "Cả tiêu đề và chữ gõ phông TCVN3 (ABC)",
        lambda: xlsx({"Trang 1": old(PLAIN, "TCVN3")}),
        {"Trang 1": _plain(dict.fromkeys(OLD, "TCVN3"))},
        asked=[ASK_FONT],
    ),
    MessyFile(
        "vni.xls",
        "Excel 97–2003, gõ phông VNI",
        lambda: xls({"Trang 1": old(PLAIN, "VNI")}),
        {"Trang 1": _plain(dict.fromkeys(OLD, "VNI"))},
        format="xls",
        asked=[ASK_FONT],
        warnings=[XLS_WARNING],
    ),
    MessyFile(
        "hai_phong_chu.xlsx",
        "Một cột hai người gõ: trên Unicode, dưới TCVN3",
        _two_fonts_in_one_column,
        {"Gộp": _plain({"B": "TCVN3"})},
        asked=[ASK_FONT],
    ),
    MessyFile(
        "ngay_sinh.xlsx",
        "Ngày sinh đủ kiểu: ngày thật, số của Excel, chữ",
        _birth_dates,
        {
            "Ấp 7": Sheet(
                [1, 1],
                {"B": "name", "C": "birth", "D": "sex", "E": "members"},
                list(range(2, 15)),
                cells={
                    number: {"birth": text}
                    for number, text in enumerate(
                        (
                            "1968",
                            "1971",
                            "1968",
                            "68",
                            "1968",
                            "1968",
                            "'1968",
                            "sinh năm 1968",
                            "1968",
                            "1968",
                            "1967",
                            "1968",
                            "không nhớ",
                        ),
                        2,
                    )
                },
                hamlet="Ấp 7",
                warnings=["C12"],
            )
        },
        asked=["Dòng 14: “không nhớ” không phải là năm."],
    ),
    MessyFile(
        "du_lieu_ca_nhan.xlsx",
        "CCCD, dân tộc, tôn giáo, hộ nghèo, BHYT; số CMND dưới tên cột khác; số trong ghi chú",
        _personal_columns,
        {
            "Ấp 8": Sheet(
                [1, 1],
                {"B": "name", "C": "birth", "I": "phone", "J": "note"},
                [2, 3, 4],
                cells={
                    2: {"phone": "0912345678", "note": "CCCD [đã bỏ số giấy tờ]"},
                    3: {"phone": "987654321", "note": "gọi 0912345678"},
                    4: {"phone": "0277 3851 234"},
                },
                dropped=["D", "E", "F", "G", "H", "K", "L"],
                hamlet="Ấp 8",
                warnings=["Cột H", "1 ô có số giấy tờ"],
            )
        },
    ),
    MessyFile(
        "pcgd_xmc.xlsx",
        "Sổ phổ cập giáo dục, xóa mù chữ theo hộ",
        _school_workbook,
        {
            "PCGD": Sheet(
                [2, 3],
                {
                    "A": "household_number",
                    "B": "person_number",
                    "C": "name",
                    "F": "birth",
                    "G": "sex_female",
                    "I": "relation",
                    "J": "schooling",
                    "K": "dropped_out",
                    "L": "literacy",
                    "M": "left",
                },
                [4, 5, 6, 7, 8],
                shape="persons",
                cells={
                    4: {"household_number": "001", "birth": "1985", "literacy": "2"},
                    6: {"sex_female": "x", "schooling": "đang học"},
                    8: {"dropped_out": "x", "left": "2025"},
                },
                dropped=["D", "E", "H"],
            )
        },
        asked=[ASK_HAMLET],
    ),
    MessyFile(
        "thon_trung.ods",
        "OpenDocument: ô gộp, dòng lọc, trang ẩn",
        _opendocument,
        {
            "Thôn Trung": Sheet(
                [2, 2],
                {"A": "household_number", "B": "name", "C": "birth", "D": "relation", "E": "occupation"},
                [3, 4, 5],
                shape="persons",
                cells={4: {"household_number": "1", "name": "Trần Thị Ất", "birth": "1972"}},
                hamlet="Thôn Trung",
                hidden_rows=1,
                warnings=["1 dòng bị ẩn"],
            )
        },
        {"Ẩn": "ẩn"},
        format="ods",
    ),
    MessyFile(
        "cham_phay.csv",
        "CSV có dấu UTF-8, chấm phẩy, xuống dòng trong ô",
        lambda: b"\xef\xbb\xbf" + csv_text(CSV_ROWS, ";").encode(),
        {"cham_phay": _csv_sheet()},
        format="csv",
    ),
    MessyFile(
        "sep.csv",
        "CSV có dòng “sep=” của Excel, không dấu UTF-8",
        lambda: ("sep=|\r\n" + csv_text(CSV_ROWS, "|")).encode(),
        {"sep": _csv_sheet()},
        format="csv",
    ),
    MessyFile(
        "utf16.tsv",
        "Chữ Unicode (UTF-16) cách nhau bằng Tab",
        lambda: b"\xff\xfe" + csv_text(CSV_ROWS, "\t").encode("utf-16-le"),
        {"utf16": _csv_sheet()},
        format="csv",
    ),
    MessyFile(
        "windows1258.csv",
        "CSV bảng mã Windows-1258",
        lambda: windows_1258(csv_text(CSV_ROWS)),
        {"windows1258": _csv_sheet()},
        format="csv",
        warnings=["Windows-1258"],
    ),
    MessyFile(
        "tcvn3.csv",
        "CSV gõ phông TCVN3",
        lambda: csv_text(old(PLAIN, "TCVN3")).encode("latin-1"),
        {"tcvn3": _plain(dict.fromkeys(OLD, "TCVN3"))},
        format="csv",
        asked=[ASK_FONT],
    ),
    MessyFile(
        "vni.csv",
        "CSV gõ phông VNI",
        lambda: csv_text(old(PLAIN, "VNI")).encode("latin-1"),
        {"vni": _plain(dict.fromkeys(OLD, "VNI"))},
        format="csv",
        asked=[ASK_FONT],
    ),
    MessyFile(
        "ho_dem_va_ten.xlsx",
        "Họ đệm và tên ở hai cột, tiêu đề gộp hoặc tách",
        _family_and_given_name,
        {
            "Tổ 3": Sheet(
                [2, 2],
                {"B": "name", "D": "birth", "E": "hamlet"},
                [3, 4],
                cells={3: {"name": "Nông Văn Bằng", "hamlet": "Xóm Nà Lạn"}},
            ),
            "Tổ 4": Sheet(
                [1, 1], {"B": "name", "D": "birth", "E": "hamlet"}, [2], cells={2: {"name": "Lý Văn Sơn"}}
            ),
        },
    ),
    MessyFile(
        "300_cot.xlsx",
        "300 cột, gần hết trống",
        _wide_and_mostly_empty,
        {
            "Ấp 9": Sheet(
                [1, 1],
                {**FIVE_COLUMNS, "JU": "phone"},
                [2],
                cells={2: {"phone": "0912345678"}},
                hamlet="Ấp 9",
            )
        },
    ),
    MessyFile(
        "5000_dong_trong.xlsx",
        "5.000 dòng tô màu nhưng trống",
        _blank_but_formatted,
        {"Ấp 10": Sheet([1, 1], FIVE_COLUMNS, [2, 3], hamlet="Ấp 10")},
    ),
    MessyFile(
        "o_rat_dai.xlsx",
        "Một ô 40.000 ký tự",
        _clan_and_long_cell,
        {
            "Ấp 14": Sheet(
                [1, 1], FIVE_COLUMNS, [2], hamlet="Ấp 14", warnings=["Ô quá dài, chỉ giữ 300 ký tự đầu: F2"]
            )
        },
    ),
    MessyFile(
        "giong_cong_thuc.xlsx",
        "Chữ bắt đầu bằng = + - @ vẫn là chữ",
        _looks_like_a_formula,
        {
            "Ấp 11": Sheet(
                [1, 1],
                FIVE_COLUMNS,
                [2, 3, 4, 5],
                cells={
                    2: {"note": '=HYPERLINK("http://x","y")'},
                    3: {"note": "+cmd|' /C calc'!A0"},
                    4: {"note": "@SUM(1+1)"},
                    5: {"note": "-"},
                },
                hamlet="Ấp 11",
            )
        },
    ),
    MessyFile(
        "buon.xlsx",
        "Họ tên đồng bào Tây Nguyên, tên cột viết tắt",
        _names_of_the_highlands,
        {
            "Buôn Kô Tam": Sheet(
                [2, 2],
                {"B": "name", "C": "birth", "D": "sex", "E": "members", "F": "phone"},
                [3, 4, 5],
                cells={4: {"name": "H'Bia Niê Kđăm"}},
                hamlet="Buôn Kô Tam",
            )
        },
    ),
    MessyFile(
        "chu_ho_danh_dau.xlsx",
        "Chủ hộ, nam, nữ đánh dấu x; hộ hai chủ, hộ không chủ",
        _heads_marked_by_a_cross,
        {
            "Ấp 12": Sheet(
                [1, 1],
                {
                    "B": "household_number",
                    "C": "name",
                    "D": "relation",
                    "E": "sex_male",
                    "F": "sex_female",
                    "G": "birth",
                },
                [2, 3, 4, 5],
                shape="persons",
                cells={2: {"relation": "x", "sex_male": "x"}, 3: {"relation": "x", "sex_female": "x"}},
                hamlet="Ấp 12",
            )
        },
        asked=["Hộ 1 có hai chủ hộ.", "Hộ 2 chưa có chủ hộ."],
    ),
    MessyFile(
        "trung_va_lac.xlsx",
        "Dòng lặp, ấp không có trong sổ, dòng thiếu tên, dòng chỉ có số thứ tự",
        _repeated_and_lost,
        {
            "Sheet1": Sheet(
                [1, 1],
                {"B": "name", "C": "birth", "D": "hamlet", "E": "group", "F": "members"},
                [2, 3, 4, 5],
                cells={4: {"hamlet": "Ấp 99"}, 5: {"birth": "1972"}},
                skipped={6: "chỉ có số thứ tự", 7: "không có họ tên"},
            )
        },
        asked=["Dòng 3 trùng dòng 2.", "Dòng 4: ấp lạ.", "Dòng 5: thiếu họ tên."],
    ),
    MessyFile(
        "excel_cu.xls",
        "Excel 97–2003: ngày thật, ô gộp theo hộ",
        _old_excel_with_dates,
        {
            "Ấp 13": Sheet(
                [2, 2],
                {"A": "household_number", "B": "name", "C": "birth", "D": "relation", "E": "sex"},
                [3, 4],
                shape="persons",
                cells={3: {"birth": "1950"}, 4: {"household_number": "1", "birth": "1952"}},
                hamlet="Ấp 13",
            )
        },
        format="xls",
        warnings=[XLS_WARNING],
    ),
    MessyFile(
        "lech_bang.xlsx",
        "Bảng không bắt đầu ở A1, chữ in hoa, dòng trống xen giữa",
        _table_in_the_middle,
        {
            "DS": Sheet(
                [4, 4],
                {"D": "name", "E": "birth", "F": "sex", "G": "group"},
                [5, 7],
                cells={7: {"name": "TRẦN THỊ LÒNG", "group": "3"}},
                hamlet="Ấp Gò Tháp",
            )
        },
    ),
    MessyFile(
        "ba_xa_cu.xlsx",
        "Danh sách ba xã cũ trong một tệp, hai “Ấp 1”",
        _merged_commune,
        {
            "Ap 1 My An": Sheet(
                [2, 2], MERGED_COLUMNS, [3], hamlet="Ap 1 My An", warnings=["dòng tiêu đề ghi “Ấp 1”"]
            ),
            "Ấp 1 Mỹ Hòa": Sheet(
                [2, 2], MERGED_COLUMNS, [3], hamlet="Ấp 1 Mỹ Hòa", warnings=["dòng tiêu đề ghi “Ấp 1”"]
            ),
            "Mỹ Quý": Sheet([2, 2], MERGED_COLUMNS, [3], cells={3: {"name": "Ngô Văn Mong"}}, hamlet="Ấp 1"),
        },
        asked=["Tên trang và tiêu đề ghi hai tên ấp.", "Hai “Ấp 1” của hai xã cũ là hai ấp."],
    ),
]
