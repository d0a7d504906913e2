"""The child process: what it takes, what it refuses, and that filling changes nothing but the cells it is told."""

import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from hoctap.core.refusals import Refused
from hoctap.reports.foreign import opening
from hoctap.reports.foreign.child import fill_form, read_form
from tests.reports.foreign.forms import province_form
from tests.tools import require_program


def filled(content: bytes, **cells: str) -> bytes:
    return fill_form(json.dumps({"Biểu 01": cells}).encode() + b"\n" + content)


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_form_is_read_with_its_merged_cells_and_formulas():
    read = json.loads(read_form(province_form()))
    sheet = read["sheets"][0]
    kinds = {(row, column): kind for row, column, kind, *_ in sheet["cells"]}
    assert kinds[8, 3] == "blank"
    assert kinds[10, 3] == "formula"
    assert kinds[8, 2] == "text"
    assert "D4:E4" in sheet["merged"]
    assert next(cell for cell in sheet["cells"] if cell[:2] == [8, 7])[4] is True
    assert read["pictures"] == 1


def test_years_in_its_words_do_not_change_the_fingerprint_and_a_column_does():
    def fingerprint(content: bytes) -> str:
        return json.loads(read_form(content))["fingerprint"]

    assert fingerprint(province_form(year=2024)) == fingerprint(province_form(year=2026))
    book = load_workbook(io.BytesIO(province_form()))
    book.active["E5"] = "Lại"
    out = io.BytesIO()
    book.save(out)
    assert fingerprint(out.getvalue()) != fingerprint(province_form())


def test_filling_changes_the_cells_and_leaves_every_other_part_as_it_is():
    before = province_form()
    after = filled(before, C8="1200", D8="900", G8="0.75")
    old, new = parts(before), parts(after)
    assert set(old) == set(new)
    changed = {name for name in old if old[name] != new[name]}
    assert changed <= {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    assert new["xl/media/image1.png"] == old["xl/media/image1.png"]
    page, was = load_workbook(io.BytesIO(after)).active, load_workbook(io.BytesIO(before)).active
    assert (page["C8"].value, page["D8"].value, page["G8"].value) == (1200, 900, 0.75)
    assert page["C10"].value == "=SUM(C8:C9)"
    assert page["C8"].fill.fgColor.rgb == was["C8"].fill.fgColor.rgb
    assert page.merged_cells.ranges == was.merged_cells.ranges
    assert page.column_dimensions["B"].width == 34
    assert page.print_area == was.print_area
    assert page.print_title_rows == was.print_title_rows
    assert page.freeze_panes == "C7"
    assert page.data_validations.dataValidation[0].sqref == was.data_validations.dataValidation[0].sqref
    assert len(page._images) == 1
    assert page["C9"].value is None


def test_a_cell_and_a_row_that_the_file_does_not_have_are_made_in_their_place():
    after = filled(province_form(), K3="5", J9="7")
    page = load_workbook(io.BytesIO(after)).active
    assert (page["K3"].value, page["J9"].value) == (5, 7)


def test_the_totals_of_the_filled_copy_are_computed_anew(tmp_path: Path):
    require_program("soffice")
    source = tmp_path / "bieu.xlsx"
    source.write_bytes(filled(province_form(), C8="1200", C9="800", F8="900", F9="500"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    page = load_workbook(tmp_path / "out" / "bieu.xlsx", data_only=True)["Biểu 01"]
    assert (page["C10"].value, page["F10"].value) == (2000, 1400)
    assert page["G10"].value == pytest.approx(0.7)


def test_the_inside_of_a_merged_range_and_a_formula_are_never_written():
    with pytest.raises(ValueError, match="ô E4 nằm trong vùng gộp D4:E4"):
        filled(province_form(), E4="1")
    with pytest.raises(ValueError, match="ô C10 có công thức"):
        filled(province_form(), C10="1")
    with pytest.raises(ValueError, match="không có trang"):
        fill_form(b'{"Khac": {"A1": "1"}}\n' + province_form())


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, part)
    return out.getvalue()


def large(rows: int, columns: int) -> bytes:
    book = Workbook()
    for row in range(1, rows + 1):
        book.active.append([row] * columns)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "mật khẩu"),
        (b"%PDF-1.7 xl/", "không nhận"),
        (with_part(province_form(), "xl/vbaProject.bin", b"x"), "macro"),
        (with_part(province_form(), "_xmlsignatures/sig1.xml", b"<a/>"), "đã ký số"),
        (province_form()[:4000], "hỏng"),
        (large(401, 2), "chỉ nhận đến 400 dòng"),
        (large(200, 50), "chỉ nhận đến 8000"),
        (b"PK\x03\x04" + b"0" * (5 * 1024 * 1024), "lớn hơn 5 MB"),
        (large(0, 0), "Biểu trống"),
    ],
    ids=["empty", "password", "pdf", "macro", "signed", "broken", "rows", "cells", "bytes", "blank"],
)
def test_what_would_be_damaged_or_is_no_form_is_refused_with_the_cure(content: bytes, words: str):
    with pytest.raises(Refused, match=words):
        opening.read_form(content)


def test_entities_are_not_read():
    sheet = parts(province_form())["xl/worksheets/sheet1.xml"]
    evil = sheet.replace(
        b"<worksheet", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet', 1
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts(province_form()).items():
            archive.writestr(name, evil if name == "xl/worksheets/sheet1.xml" else part)
    with pytest.raises(Refused, match="không an toàn"):
        opening.read_form(out.getvalue())
