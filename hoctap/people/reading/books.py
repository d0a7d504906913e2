"""From the bytes of a file to its sheets, for every format that is read; others are refused with the cure."""

import io
import re
import struct
import zipfile
from collections.abc import Callable
from functools import partial
from typing import Any

from hoctap.core import zips
from hoctap.people.reading import delimited, opendocument
from hoctap.people.reading.grid import Book, Grid, SheetSource

SAVE_AS = "Hãy mở bằng Excel, chọn “Lưu thành” (Save As), loại .xlsx, rồi gửi lại."
MACROS = "Tệp có macro nên không nhận. Hãy mở bằng Excel, lưu lại thành tệp .xlsx (không có macro)."
NOT_A_LIST = "Đây không phải tệp danh sách. Hãy gửi tệp Excel (.xlsx, .xls), .ods hoặc .csv."
PASSWORD = "Tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại."


def open_book(file_name: str, content: bytes) -> Book:
    """ValueError says in Vietnamese what is wrong with the file and what to do. What a file is, is told by its content."""
    if not content.strip(b"\0 \r\n\t"):
        raise ValueError("Tệp trống. Hãy chọn đúng tệp danh sách.")
    if content.startswith(b"PK"):
        return _zipped(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _old_office(content)
    _refuse_others(content)
    return delimited.open_text(file_name, content)


def _zipped(content: bytes) -> Book:
    archive = zips.checked(content)
    names = set(archive.namelist())
    if any(
        name.lower().endswith("vbaproject.bin") or name.startswith(("xl/macrosheets/", "Basic/"))
        for name in names
    ):
        raise ValueError(MACROS)
    if "xl/workbook.xml" in names:
        zips.refuse_declarations(archive)
        return _calamine("xlsx", content, partial(_xlsx_hidden_rows, archive))
    if "content.xml" in names:
        return _ods(archive, content)
    if "word/document.xml" in names:
        raise ValueError("Đây là tệp Word. Hãy chép bảng danh sách sang Excel rồi lưu thành tệp .xlsx.")
    raise ValueError(NOT_A_LIST)


def _old_office(content: bytes) -> Book:
    """.xls, and what Excel wraps in the same container when it has a password."""
    if _stream("EncryptedPackage") in content or _has_password_record(content):
        raise ValueError(PASSWORD)
    if _stream("_VBA_PROJECT_CUR") in content:
        raise ValueError(MACROS)
    if _stream("WordDocument") in content:
        raise ValueError("Đây là tệp Word. Hãy chép bảng danh sách sang Excel rồi lưu thành tệp .xlsx.")
    if _stream("Workbook") not in content and _stream("Book") not in content:
        raise ValueError(NOT_A_LIST)
    book = _calamine("xls", content, lambda name: 0)
    book.warnings.append("Tệp .xls: không biết dòng nào bị ẩn hoặc lọc; mọi dòng đều được đọc.")
    return book


def _stream(name: str) -> bytes:
    """The name of a stream as the directory of such a container writes it, with its end."""
    return (name + "\0").encode("utf-16-le")


def _has_password_record(content: bytes) -> bool:
    """FILEPASS among the first records of the workbook stream, which begins with its BOF at the start of a sector."""
    at = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    for _ in range(20):
        if at < 0 or at + 4 > len(content):
            return False
        kind, length = struct.unpack_from("<HH", content, at)
        if kind == 0x2F:
            return True
        at += 4 + length
    return False


def _refuse_others(content: bytes) -> None:
    beginning = content[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    lowered = beginning.lower()
    if beginning.startswith(b"%PDF"):
        raise ValueError("Đây là tệp PDF. Hãy xin tệp Excel gốc của danh sách.")
    if beginning.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\0", b"MM\0*", b"BM")):
        raise ValueError("Đây là tệp ảnh. Hãy gửi tệp Excel của danh sách, không gửi ảnh chụp.")
    if beginning.startswith((b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise ValueError(NOT_A_LIST)
    if lowered.startswith(
        (b"<html", b"<!doctype", b"<table", b"<head", b"<meta", b"<style", b"<div", b"mime-version:")
    ):
        raise ValueError("Đây là trang web (HTML) mang tên tệp Excel. " + SAVE_AS)
    if lowered.startswith((b"<?xml", b"<workbook", b"<?mso")):
        raise ValueError("Đây là tệp XML, không phải tệp Excel. " + SAVE_AS)


def _calamine(format_name: str, content: bytes, hidden_rows: Callable[[str], int]) -> Book:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with _clear_words():
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        told = book.sheets_metadata
    sheets = [
        SheetSource(
            sheet.name,
            sheet.visible != SheetVisibleEnum.Visible,
            partial(_open_sheet, book, sheet.name, hidden_rows),
            is_table=sheet.typ == SheetTypeEnum.WorkSheet,
        )
        for sheet in told
    ]
    return Book(format_name, sheets)


def _ods(archive: zipfile.ZipFile, content: bytes) -> Book:
    kind = b"".join(zips.chunks(archive, "mimetype"))[:200] if "mimetype" in archive.namelist() else b""
    if b"spreadsheet" not in kind:
        raise ValueError(NOT_A_LIST)
    zips.refuse_declarations(archive)
    manifest = b"".join(zips.chunks(archive, "META-INF/manifest.xml"))
    if b"encryption-data" in manifest:
        raise ValueError(PASSWORD)
    layout = opendocument.layout(zips.chunks(archive, "content.xml"))
    book = _calamine("ods", content, lambda name: layout[name].hidden_rows if name in layout else 0)
    for source in book.sheets:
        source.open = partial(_with_merges, source.open, layout.get(source.name))
    return book


def _with_merges(opened: Callable[[], Grid], sheet: opendocument.Layout | None) -> Grid:
    grid = opened()
    grid.merges = sheet.merges if sheet else []
    return grid


def _open_sheet(book: Any, name: str, hidden_rows: Callable[[str], int]) -> Grid:
    with _clear_words():
        sheet = book.get_sheet_by_name(name)
        start = sheet.start
        merges = [
            (top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        ]
    if start is None:
        return Grid(lambda: iter(()), 0)
    return Grid(sheet.iter_rows, sheet.total_height, start[1], merges, hidden_rows(name))


class _clear_words:
    """What the reading library says, or its panic, becomes one sentence for the user."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, ValueError | MemoryError | KeyboardInterrupt | SystemExit):
            return
        if type(error).__name__ == "PasswordError" or "password" in str(error).lower():
            raise ValueError(PASSWORD) from error
        raise ValueError(zips.BROKEN) from error


# ---------------------------------------------------------------- hidden rows of .xlsx

_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*\bhidden=[\"'](?:1|true)[\"']")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def _attributes(tag: bytes) -> dict[str, str]:
    import html

    return {
        name.decode().rpartition(":")[2]: html.unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in _ATTRIBUTE.findall(tag)
    }


def _xlsx_hidden_rows(archive: zipfile.ZipFile, sheet_name: str) -> int:
    part = _part_of_sheet(archive, sheet_name)
    if not part:
        return 0
    count, rest = 0, b""
    for piece in zips.chunks(archive, part):
        if b"hidden=" in piece or b"hidden=" in rest:
            piece = rest + piece
            count += len(_HIDDEN_ROW.findall(piece))
        rest = piece[piece.rfind(b"<") :]
    return count


def _part_of_sheet(archive: zipfile.ZipFile, sheet_name: str) -> str:
    book = b"".join(zips.chunks(archive, "xl/workbook.xml"))
    relations = b"".join(zips.chunks(archive, "xl/_rels/workbook.xml.rels"))
    targets = {
        one["Id"]: one["Target"]
        for tag in _RELATION.findall(relations)
        if {"Id", "Target"} <= (one := _attributes(tag)).keys()
    }
    for tag in _SHEET.findall(book):
        one = _attributes(tag)
        if one.get("name") == sheet_name:
            target = targets.get(one.get("id", ""), "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}" if target else ""
    return ""
