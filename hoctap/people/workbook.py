"""Runs in the child process only: a household list (.xlsx, headers in row 1) comes out as JSON of plain texts.

Columns are told by their header, whatever its case, accents and spaces. What we do not keep (identity numbers,
ethnicity, religion, poverty …) is dropped here and never leaves the child; only its header is told, so that the
preview can say so.
"""

import datetime as dt
import io
import json
import re
import unicodedata
import zipfile
from typing import Any

MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_UNPACKED_BYTES = 300 * 1024 * 1024
MAX_CELL = 300

# Headers without accents, signs or spaces.
HEADERS = {
    "name": ("hovatenchuho", "hotenchuho", "tenchuho", "chuho", "hovaten", "hoten"),
    "birth_year": ("namsinh", "namsinhchuho", "ngaysinh", "ngaythangnamsinh", "namsinhcuachuho"),
    "sex": ("gioitinh", "gioitinhchuho", "namnu", "phai"),
    "hamlet": (
        "ap",
        "khom",
        "thon",
        "apkhom",
        "khomap",
        "tenap",
        "tenkhom",
        "tenthon",
        "todanpho",
        "khupho",
        "ban",
        "xom",
    ),
    "group": ("to", "tonhandantuquan", "tondtq", "totuquan", "toso"),
    "address": ("diachi", "diachinha", "sonha", "noio", "noicutru", "choo"),
    "members": ("sonhankhau", "songuoi", "nhankhau", "sothanhvien", "sokhau", "tongsonhankhau"),
    "phone": ("dienthoai", "sodienthoai", "dtdd", "sdt", "didong"),
    "household_number": ("maho", "soho", "masoho", "sohokhau"),
}
ORDINAL = ("stt", "sott", "tt", "sothutu", "dong", "cansua")
# Never kept (decision 12); told apart from headers that are merely unknown.
PERSONAL = (
    "cccd", "cancuoc", "cmnd", "chungminh", "sodinhdanh", "dinhdanh", "dantoc", "tongiao", "hongheo",
    "canngheo", "khuyettat", "chinhsach", "bhyt", "baohiem", "hocluc", "hanhkiem", "thunhap", "suckhoe",
)  # fmt: skip
_FIELD_OF = {header: field for field, headers in HEADERS.items() for header in headers}


def read(content: bytes) -> bytes:
    """{"columns": {field: header}, "dropped": [...], "unknown": [...], "rows": [{"number", field…}]};
    ValueError says what is wrong.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _refuse_other_kinds(content)
    try:
        workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = workbook.worksheets[0]
        # The size a file claims for its sheet is not to be trusted; the limits below are ours.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
        return json.dumps(_table(rows), ensure_ascii=False).encode()
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        OSError,
    ) as error:
        raise ValueError(
            "Tệp Excel hỏng, không mở được. Hãy mở bằng Excel rồi lưu lại thành tệp .xlsx mới."
        ) from error
    except SyntaxError as error:  # malformed XML
        raise ValueError(
            "Tệp Excel hỏng ở bên trong. Hãy mở bằng Excel rồi lưu lại thành tệp .xlsx mới."
        ) from error


def _refuse_other_kinds(content: bytes) -> None:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise ValueError("Tệp Excel kiểu cũ (.xls) hoặc có mật khẩu. Hãy bỏ mật khẩu và lưu lại dạng .xlsx.")
    if not content.startswith(b"PK"):
        raise ValueError(
            "Đây không phải tệp Excel .xlsx. Hãy mở danh sách bằng Excel rồi lưu lại dạng .xlsx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError) as error:
        raise ValueError(
            "Tệp Excel hỏng, không mở được. Hãy mở bằng Excel rồi lưu lại thành tệp .xlsx mới."
        ) from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise ValueError(
            "Tệp Excel quá lớn khi mở ra. Hãy chép danh sách sang một tệp mới, chỉ để các cột cần dùng."
        )
    if not any(name.endswith("workbook.xml") for name in names):
        raise ValueError(
            "Đây không phải tệp Excel .xlsx. Hãy mở danh sách bằng Excel rồi lưu lại dạng .xlsx."
        )


def _table(rows: Any) -> dict[str, Any]:
    header = next(iter(rows), None)
    if header is None or not any(_text(cell) for cell in header):
        raise ValueError(
            "Hàng 1 đang trống. Hàng 1 phải là tên các cột, ví dụ: Họ và tên chủ hộ, Năm sinh, Ấp."
        )
    if any(_text(cell) for cell in header[MAX_COLUMNS:]):
        raise ValueError(f"Tệp có hơn {MAX_COLUMNS} cột. Hãy xóa bớt các cột không dùng.")
    columns: dict[int, str] = {}
    found: dict[str, str] = {}
    dropped, unknown = [], []
    for index, cell in enumerate(header[:MAX_COLUMNS]):
        label = _text(cell)[:60]
        field = _field(label)
        if not label or _plain(label) in ORDINAL:
            continue
        if field and field not in found:
            columns[index] = field
            found[field] = label
        elif any(word in _plain(label) for word in PERSONAL):
            dropped.append(label)
        else:
            unknown.append(label)
    missing = [
        words for field, words in (("name", "Họ và tên chủ hộ"), ("hamlet", "Ấp")) if field not in found
    ]
    if missing:
        seen = ", ".join(_text(cell)[:40] for cell in header[:12] if _text(cell))
        raise ValueError(
            f"Hàng 1 chưa có cột: {', '.join(missing)}. Hàng 1 đang là: {seen}. Hãy để tên các cột ở hàng 1."
        )
    kept = []
    for number, row in enumerate(rows, start=2):
        if number > MAX_ROWS + 1:
            if any(_text(cell) for cell in row):
                raise ValueError("Tệp có hơn 20.000 dòng. Hãy chia thành nhiều tệp.")
            continue
        values = {field: _text(row[index])[:MAX_CELL] for index, field in columns.items() if index < len(row)}
        if any(values.values()):
            kept.append({"number": number, **values})
    return {"columns": found, "dropped": dropped, "unknown": unknown, "rows": kept}


def _field(label: str) -> str:
    return _FIELD_OF.get(_plain(label), "")


def _plain(text: str) -> str:
    without_notes = re.sub(r"\(.*?\)", "", text)
    decomposed = unicodedata.normalize("NFD", without_notes.lower().replace("đ", "d"))
    return "".join(char for char in decomposed if char.isascii() and char.isalnum())


def _text(value: Any) -> str:
    """What the cell shows: 1970.0 is '1970', a date is its year (nothing finer is kept), line breaks are
    spaces.
    """
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return str(value.year)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())
