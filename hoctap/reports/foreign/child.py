"""In the child process: what an Excel form looks like, and writing numbers into a copy of it.

The copy is the file itself with the values of some cells changed: styles, widths, merged cells, print areas, pictures, charts and every other
part stay as they are, byte by byte. Values that formulas had are dropped, so that whoever opens the copy computes them again.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from hoctap.core import zips

MAX_ROWS, MAX_COLUMNS, MAX_CELLS, MAX_SHEETS = 400, 60, 8_000, 12
MAX_PART = 24 * 1024 * 1024
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What stands before calcPr in a workbook.
_BEFORE_CALC = {
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
}  # fmt: skip


def read_form(data: bytes) -> bytes:
    """Its sheets as JSON: cells with their kind, merged ranges, the fingerprint."""
    archive = _opened(data)
    try:
        book = load_workbook(io.BytesIO(data))
    except ValueError:
        raise
    except Exception as error:
        raise ValueError(zips.BROKEN) from error
    if len(book.worksheets) > MAX_SHEETS:
        raise ValueError(f"Biểu có {len(book.worksheets)} trang tính; chỉ nhận đến {MAX_SHEETS}.")
    sheets = [_sheet(page) for page in book.worksheets]
    if not any(sheet["cells"] for sheet in sheets):
        raise ValueError("Biểu trống: không trang tính nào có chữ hay ô kẻ khung.")
    count = sum(len(sheet["cells"]) for sheet in sheets)
    if count > MAX_CELLS:
        raise ValueError(
            f"Biểu có {count} ô có chữ hoặc kẻ khung; chỉ nhận đến {MAX_CELLS}. Hãy bỏ các trang, dòng không phải điền."
        )
    locked = [page.title for page in book.worksheets if page.protection.sheet]
    answer = {
        "sheets": sheets,
        "fingerprint": _fingerprint(sheets),
        "locked": locked,
        "pictures": sum("/media/" in name for name in archive.namelist()),
    }
    return json.dumps(answer, ensure_ascii=False).encode()


def _opened(data: bytes) -> zipfile.ZipFile:
    if data.startswith(_CFB):
        raise ValueError(
            "Tệp có mật khẩu hoặc là tệp .xls kiểu cũ. Hãy mở bằng Excel, bỏ mật khẩu, rồi lưu thành tệp .xlsx."
        )
    archive = zips.checked(data)
    zips.refuse_declarations(archive)
    names = archive.namelist()
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise ValueError("Tệp này không phải tệp Excel (.xlsx). Hãy chọn đúng tệp biểu mẫu.")
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
        raise ValueError(
            "Tệp có macro nên không điền: chương trình trong tệp có thể hỏng. Hãy lưu thành tệp .xlsx không có macro."
        )
    if any(name.startswith("_xmlsignatures") for name in names):
        raise ValueError("Tệp đã ký số: điền vào là hỏng chữ ký. Hãy xin tệp biểu mẫu chưa ký.")
    for entry in archive.infolist():
        if entry.filename.endswith(".xml") and entry.file_size > MAX_PART:
            raise ValueError(f"Biểu quá lớn: phần {entry.filename} vượt {MAX_PART // 1024 // 1024} MB.")
    return archive


def _sheet(page: Any) -> dict[str, Any]:
    cells: list[list[Any]] = []
    computed = _computed(page)
    for row in page.iter_rows():
        for cell in row:
            if cell.__class__.__name__ == "MergedCell":
                continue
            kind, text = _told(cell.value)
            if (cell.row, cell.column) in computed:
                kind = "formula"
            if kind == "blank" and not _has_border(cell):
                continue
            if cell.row > MAX_ROWS or cell.column > MAX_COLUMNS:
                at = f"{get_column_letter(cell.column)}{cell.row}"
                raise ValueError(
                    f"Trang “{page.title}” có ô đến {at}; chỉ nhận đến {MAX_ROWS} dòng, {MAX_COLUMNS} cột. "
                    "Hãy bỏ phần không phải điền."
                )
            cells.append([cell.row, cell.column, kind, text, "%" in str(cell.number_format)])
    return {
        "name": page.title,
        "cells": cells,
        "merged": sorted(str(merged) for merged in page.merged_cells.ranges),
        "hidden": page.sheet_state != "visible",
    }


def _told(value: Any) -> tuple[str, str]:
    if value is None or value == "":
        return "blank", ""
    if value.__class__.__name__ in ("ArrayFormula", "DataTableFormula"):
        return "formula", f"={getattr(value, 'text', '') or ''}"[:200]
    if isinstance(value, str):
        return ("formula" if value.startswith("=") else "text"), value[:300]
    if isinstance(value, bool):
        return "text", str(value)
    return "number" if isinstance(value, int | float) else "text", str(value)[:60]


def _computed(page: Any) -> set[tuple[int, int]]:
    """Cells that a formula of many cells fills; only its first one tells it."""
    found: set[tuple[int, int]] = set()
    for row in page.iter_rows():
        for cell in row:
            reference = getattr(cell.value, "ref", None)
            if isinstance(reference, str) and ":" in reference:
                left, top, right, bottom = (int(side or 0) for side in range_boundaries(reference))
                if (right - left + 1) * (bottom - top + 1) <= MAX_CELLS:
                    found |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    return found


def _has_border(cell: Any) -> bool:
    border = cell.border
    return bool(border and any(getattr(border, side).style for side in ("left", "right", "top", "bottom")))


def _fingerprint(sheets: list[dict[str, Any]]) -> str:
    """Of what a form says and how it is laid out; years and dates in its words may change from period to period."""
    told = [
        [
            _plain(sheet["name"]),
            sheet["merged"],
            [
                [r, c, kind, _plain(text)]
                for r, c, kind, text, _ in sheet["cells"]
                if kind in ("text", "formula")
            ],
        ]
        for sheet in sheets
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _plain(text: str) -> str:
    return re.sub(r"\d+", "#", text)


# ------------------------------------------------------------------------------------------------ filling


def fill_form(data: bytes) -> bytes:
    """A line of JSON {sheet: {cell: number}} and the file: the file with these numbers."""
    line, _, content = data.partition(b"\n")
    writes: dict[str, dict[str, str]] = json.loads(line)
    archive = _opened(content)
    parts = _parts(archive)
    if unknown := set(writes) - set(parts):
        raise ValueError(f"Biểu không có trang “{sorted(unknown)[0]}”.")
    changed = {
        part: _sheet_with(archive.read(part), name, writes.get(name, {})) for name, part in parts.items()
    }
    changed["xl/workbook.xml"] = _computing_again(archive.read("xl/workbook.xml"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            copy.writestr(entry, changed.get(entry.filename) or archive.read(entry))
    return out.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NOTES = "Ghi chú"


def with_notes(data: bytes) -> bytes:
    """A line of JSON [words, …] and the file: the file with these words on a new last sheet. The sheets that it has stay as they are, byte by
    byte; a book whose sheets are locked, or that is kept in the strict form, comes back as it was.
    """
    line, _, content = data.partition(b"\n")
    words: list[str] = json.loads(line)
    archive = _opened(content)
    book = _parsed(archive.read("xl/workbook.xml"))
    locked = next(_named(book, "workbookProtection"), None)
    if book.tag != f"{{{_MAIN}}}workbook":
        return content
    if locked is not None and locked.get("lockStructure") in ("1", "true"):
        return content
    names = set(archive.namelist())
    part = next(name for n in range(1, 1000) if (name := f"xl/worksheets/sheet{n}.xml") not in names)
    relations = _parsed(archive.read("xl/_rels/workbook.xml.rels"))
    types = _parsed(archive.read("[Content_Types].xml"))
    taken = {str(one.get("Id")) for one in relations}
    key = next(name for n in range(1, 10_000) if (name := f"rId{n}") not in taken)
    sheets = next(_named(book, "sheets"))
    titles = {str(one.get("name")) for one in sheets}
    title = next(name for n in range(1, 1000) if (name := NOTES if n == 1 else f"{NOTES} {n}") not in titles)
    number = max(int(one.get("sheetId") or 0) for one in sheets) + 1
    sheet = etree.SubElement(sheets, f"{{{_MAIN}}}sheet", name=title, sheetId=str(number))
    sheet.set(f"{{{_RELATIONS}}}id", key)
    etree.SubElement(
        relations,
        relations.tag.replace("Relationships", "Relationship"),
        Id=key,
        Type=f"{_RELATIONS}/worksheet",
        Target=f"/{part}",
    )
    etree.SubElement(
        types,
        types.tag.replace("Types", "Override"),
        PartName=f"/{part}",
        ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml",
    )
    changed = {
        "xl/workbook.xml": _written(book),
        "xl/_rels/workbook.xml.rels": _written(relations),
        "[Content_Types].xml": _written(types),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            copy.writestr(entry, changed.get(entry.filename) or archive.read(entry))
        copy.writestr(part, _note_sheet(words))
    return out.getvalue()


def _note_sheet(words: list[str]) -> bytes:
    root = etree.Element(f"{{{_MAIN}}}worksheet", nsmap={None: _MAIN})
    rows = etree.SubElement(root, f"{{{_MAIN}}}sheetData")
    for number, text in enumerate(words, 1):
        row = etree.SubElement(rows, f"{{{_MAIN}}}row", r=str(number))
        cell = etree.SubElement(row, f"{{{_MAIN}}}c", r=f"A{number}", t="inlineStr")
        inside = etree.SubElement(cell, f"{{{_MAIN}}}is")
        etree.SubElement(inside, f"{{{_MAIN}}}t").text = text
    return _written(root)


def _parsed(xml: bytes) -> etree._Element:
    try:
        return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(zips.BROKEN) from error


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _named(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Elements of this name, whichever of the two forms of the standard the file keeps to."""
    return (one for one in root.iter() if isinstance(one.tag, str) and etree.QName(one).localname == name)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet → the part that holds it."""
    book = _parsed(archive.read("xl/workbook.xml"))
    relations = {
        one.get("Id"): str(one.get("Target"))
        for one in _named(_parsed(archive.read("xl/_rels/workbook.xml.rels")), "Relationship")
        if str(one.get("Type", "")).endswith("/worksheet")
    }
    found = {}
    for sheet in _named(book, "sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), None)
        if key in relations:
            target = relations[key]
            found[str(sheet.get("name"))] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _sheet_with(xml: bytes, name: str, writes: dict[str, str]) -> bytes:
    root = _parsed(xml)
    tag = root.tag[: root.tag.rindex("}") + 1] if "}" in root.tag else ""
    merged = [
        tuple(int(side or 0) for side in range_boundaries(str(one.get("ref"))))
        for one in _named(root, "mergeCell")
    ]
    data = next(_named(root, "sheetData"))
    for address, number in writes.items():
        column, row, _, _ = (int(side or 0) for side in range_boundaries(address))
        for left, top, right, bottom in merged:
            if left <= column <= right and top <= row <= bottom and (left, top) != (column, row):
                area = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
                raise ValueError(f"Trang “{name}”: ô {address} nằm trong vùng gộp {area}, không ghi được.")
        cell = _cell(data, tag, row, column)
        if any(etree.QName(child).localname == "f" for child in cell):
            raise ValueError(f"Trang “{name}”: ô {address} có công thức, không ghi đè.")
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        etree.SubElement(cell, f"{tag}v").text = number
    for cell in _named(data, "c"):
        children = {etree.QName(child).localname: child for child in cell}
        if "f" in children and "v" in children:
            cell.remove(children["v"])
            cell.attrib.pop("t", None)
    return _written(root)


def _cell(data: etree._Element, tag: str, row: int, column: int) -> etree._Element:
    """The cell, made in its place where the file has none."""
    line = next((one for one in data if one.get("r") == str(row)), None)
    if line is None:
        line = etree.Element(f"{tag}row", r=str(row))
        after = sum(int(one.get("r") or 0) < row for one in data)
        data.insert(after, line)
    line.attrib.pop("spans", None)
    address = f"{get_column_letter(column)}{row}"
    found = next((one for one in line if one.get("r") == address), None)
    if found is None:
        found = etree.Element(f"{tag}c", r=address)
        before = sum(int(range_boundaries(str(one.get("r")))[0] or 0) < column for one in line)
        line.insert(before, found)
    return found


def _computing_again(xml: bytes) -> bytes:
    root = _parsed(xml)
    tag = root.tag[: root.tag.rindex("}") + 1] if "}" in root.tag else ""
    settings = next(_named(root, "calcPr"), None)
    if settings is None:
        settings = etree.Element(f"{tag}calcPr")
        after = sum(etree.QName(one).localname in _BEFORE_CALC for one in root if isinstance(one.tag, str))
        root.insert(after, settings)
    settings.set("fullCalcOnLoad", "1")
    return _written(root)
