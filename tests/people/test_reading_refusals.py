"""Files that are no lists, or are made to harm: each is refused in a sentence, in little memory and time."""

import io
import random
import struct
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoctap.core import isolation
from hoctap.people.reading import child
from hoctap.people.reading.model import Options, decode_all
from hoctap.people.reading.opening import opened
from tests.people.messy import FIVE, ODS_HEAD, csv_text, ods_of, xls, xlsx

GOOD = xlsx({"Ấp 1": [FIVE, [1, "Nguyễn Văn Một", 1970, "Nam", 4]]})


def refused(content: bytes, file_name: str = "danh_sach.xlsx") -> str:
    with pytest.raises(isolation.IsolatedFailure) as failure, opened(content, Options(file_name=file_name)):
        pass
    assert len(failure.value.reason) < 200
    return failure.value.reason


def with_part(name: str, part: bytes, content: bytes = GOOD) -> bytes:
    """The same workbook with one part replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            if entry.filename != name:
                target.writestr(entry, source.read(entry.filename))
        target.writestr(name, part)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp trống"),
        (b"\0" * 5000, "Tệp trống"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 100, "tệp ảnh"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "tệp ảnh"),
        (zipped({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"}), "tệp Word"),
        (zipped({"ppt/presentation.xml": b"<x/>"}), "không phải tệp danh sách"),
        (b"<html><body><table><tr><td>Ho ten</td></tr></table></body></html>", "trang web (HTML)"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "tệp XML"),
        (b"Rar!\x1a\x07\0" + b"x" * 50, "không phải tệp danh sách"),
        (GOOD[: len(GOOD) // 2], "hỏng"),
        (b"PK\x03\x04 broken", "hỏng"),
        (with_part("xl/vbaProject.bin", b"macro"), "macro"),
        (b"Ho ten,Nam sinh\nA\0B,1970\n", "NUL"),
        (random.Random(7).randbytes(5000), "Không nhận ra loại tệp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "không phải tệp danh sách"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage\0".encode("utf-16-le"), "mật khẩu"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "_VBA_PROJECT_CUR\0".encode("utf-16-le"), "macro"),
        (xls({"A": [["Họ và tên"], ["A"]]})[:3000], "không phải tệp danh sách"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_with_the_cure(content: bytes, words: str):
    assert words in refused(content)


def test_a_workbook_with_a_password_is_refused():
    """.xls: the record with the user's name becomes a FILEPASS record of the same length."""
    content = xls({"A": [["Họ và tên", "Năm sinh"], ["Nguyễn Văn A", 1970]]})
    user_name = struct.pack("<HH", 0x5C, 112)
    at = content.index(user_name)
    file_pass = struct.pack("<HHHHH", 0x2F, 112, 1, 1, 1)
    assert "mật khẩu" in refused(content[:at] + file_pass + content[at + len(file_pass) :], "danh_sach.xls")


def test_a_zip_with_encrypted_parts_is_refused():
    content = bytearray(GOOD)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    assert "mật khẩu" in refused(bytes(content))


def test_a_plain_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w") as entry:
            for _ in range(400):
                entry.write(b"\0" * 1024 * 1024)
    assert len(bomb.getvalue()) < 2_000_000
    assert "quá lớn khi mở ra" in refused(bomb.getvalue())


def test_a_dense_zip_bomb_below_the_size_limit_is_refused_too():
    assert "quá lớn khi mở ra" in refused(with_part("xl/worksheets/sheet1.xml", b" " * 60 * 1024 * 1024))


def overlapping(copies: int) -> bytes:
    """Many entries of the directory that share one block of packed bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    plain = b"<x/>" * 10_000
    packed = packer.compress(plain) + packer.flush()
    check = zlib.crc32(plain)
    name = b"xl/workbook.xml"
    local = (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, check, len(packed), len(plain), len(name), 0)
        + name
    )
    directory = b""
    for number in range(copies):
        entry = name if number == 0 else b"xl/part%d.xml" % number
        directory += struct.pack(
            "<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, check, len(packed), len(plain), len(entry), 0, 0, 0, 0, 0, 0
        ) + entry  # fmt: skip
    body = local + packed
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, copies, copies, len(directory), len(body), 0)
    return body + directory + end


def test_a_zip_whose_parts_overlap_is_refused():
    assert "bất thường" in refused(overlapping(50))


def test_a_part_that_says_it_is_smaller_than_it_is_stays_within_the_limits():
    """The directory claims 1,000 bytes; 80 MB of rows come out."""
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>Nguyen Van A</t></is></c></row>'
    rows = b"".join(row % (n, n) for n in range(1, 800_000))
    content = bytearray(
        with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")
    )
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(mark)
        while at >= 0:
            name_at = at + (30 if mark == b"PK\x03\x04" else 46)
            if content[name_at : name_at + 24] == b"xl/worksheets/sheet1.xml":
                content[at + place : at + place + 4] = struct.pack("<I", 1000)
            at = content.find(mark, at + 4)
    with pytest.raises(isolation.IsolatedFailure) as failure, opened(bytes(content), Options()):
        pass
    assert failure.value.reason


LAUGHS = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "prolog", [LAUGHS, OUTSIDE, LAUGHS.decode().encode("utf-16")], ids=["laughs", "outside", "utf16"]
)
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"]
)
def test_entities_in_a_part_of_a_workbook_are_refused(prolog: bytes, part: str):
    assert "bất thường" in refused(with_part(part, prolog + b"<worksheet>&b;&x;</worksheet>"))


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE])
def test_entities_in_an_opendocument_are_refused(prolog: bytes):
    content = (
        prolog
        + ODS_HEAD.split("?>", 1)[1].encode()
        + b"<office:body>&b;&x;</office:body></office:document-content>"
    )
    assert "bất thường" in refused(ods_of(content), "danh_sach.ods")


def test_the_reading_library_itself_expands_no_entities():
    """The second lock: even without our check nothing of a file of this machine comes out."""
    from python_calamine import CalamineWorkbook

    sheet = (
        OUTSIDE
        + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + b'<row r="1"><c r="A1" t="inlineStr"><is><t>a&x;b</t></is></c></row></sheetData></worksheet>'
    )
    try:
        found = (
            CalamineWorkbook.from_filelike(io.BytesIO(with_part("xl/worksheets/sheet1.xml", sheet)))
            .get_sheet_by_index(0)
            .to_python()
        )
    except Exception:
        found = []
    assert "root:" not in str(found)


def test_an_opendocument_blown_up_by_repetition_is_refused():
    rows = (
        '<office:body><office:spreadsheet><table:table table:name="A"><table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell office:value-type="string" table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    assert "quá lớn khi mở ra" in refused(ods_of((ODS_HEAD + rows).encode()), "danh_sach.ods")


def test_a_cell_far_away_does_not_take_all_memory():
    """The table between A1 and the last possible cell would need hundreds of gigabytes."""
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert "bộ nhớ" in refused(with_part("xl/worksheets/sheet1.xml", sheet))


def test_a_file_of_200_mb_is_refused_by_its_size():
    assert "lớn hơn 40 MB" in refused(b"a,b\n" * (50 * 1024 * 1024), "danh_sach.csv")


def test_200_mb_of_rows_in_a_small_workbook_stay_within_the_limits():
    row = b'<row><c t="inlineStr"><is><t>' + b"Nguyen Van An " * 50 + b"</t></is></c></row>"
    rows = row * (200_000_000 // len(row) + 1)
    content = with_part(
        "xl/worksheets/sheet1.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    )
    assert len(content) < 3_000_000
    # The kernel holds the child to its address space (test_isolation); within it the sheet is read and told.
    with opened(content, Options()) as (reading, _):
        assert not reading.used
        assert reading.sheets[0].why_not_used


def test_more_rows_than_any_commune_has_are_refused():
    rows = [["Họ và tên chủ hộ", "Năm sinh"], *([["Nguyễn Văn A", "1970"]] * 160_001)]
    assert "160.000 dòng" in refused(csv_text(rows).encode(), "danh_sach.csv")


def test_a_csv_with_a_cell_of_megabytes_is_cut():
    content = csv_text(
        [["Họ và tên chủ hộ", "Năm sinh", "Ghi chú"], ["Nguyễn Văn A", "1970", "a" * 3_000_000]]
    ).encode()
    with opened(content, Options(file_name="a.csv")) as (reading, rows):
        assert [len(row.cells["C"]) for row in rows] == [300]
        assert "Ô quá dài" in reading.sheets[0].warnings[0]


def test_a_workbook_without_a_list_says_so_for_each_sheet():
    with opened(xlsx({"A": [["x"]], "B": [["Ấp", "Số hộ"], ["Ấp 1", 4]]}), Options()) as (reading, _):
        assert not reading.used
        assert reading.warnings == ["Không trang nào có bảng danh sách với cột họ và tên."]
        assert all(sheet.why_not_used for sheet in reading.sheets)


def _quietly(content: bytes, file_name: str) -> None:
    """Whatever the bytes are: a reading, or a ValueError with a sentence."""
    try:
        decode_all(child.read(Options(file_name=file_name).line() + content))
    except ValueError as error:
        said = str(error)
    else:
        said = "Đọc được."
    assert said[:1].isupper()
    assert said.endswith(".")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=600), st.sampled_from(["a.xlsx", "a.csv", "a.xls", "a.ods"]))
def test_no_bytes_break_the_reader(content: bytes, name: str):
    _quietly(content, name)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=12))
def test_no_table_breaks_the_reader(rows: list[list[str]]):
    _quietly(
        csv_text([["Họ và tên", "Năm sinh", "Ấp", "Số nhân khẩu"], *rows]).encode("utf-8", "surrogatepass"),
        "a.csv",
    )


@pytest.mark.soak
@settings(max_examples=3000, deadline=None)
@given(st.data())
def test_no_damaged_workbook_breaks_the_reader(data: st.DataObject):
    content = bytearray(data.draw(st.sampled_from([GOOD, xls({"A": [FIVE, [1, "Nguyễn Văn A", 1970]]})])))
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    _quietly(bytes(content), "a.xlsx")
