"""An Excel form from the province in a browser: told once what its cells are, filled this year and the next, nothing else in it changed."""

import datetime as dt
import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree  # type: ignore[import-untyped]
from openpyxl import load_workbook
from playwright.sync_api import FilePayload, Page, expect

from hoctap.core.files import XLSX
from tests.journeys import seed_reports as seed
from tests.journeys.browser import OpenPage, Pictures, look_at
from tests.journeys.installation import Installation, NewInstallation
from tests.journeys.report_hands import PASSWORD, comes_in, press, says, tell
from tests.reports.foreign.forms import FIRST, province_form
from tests.tools import require_program

CODES = ("30043", "30037")
BODY = "Hội Khuyến học tỉnh Đồng Tháp"
COLUMNS = {
    "C": "learning_family.total",
    "D": "learning_family.registered",
    "E": "learning_family.registered_new",
    "F": "learning_family.recognised",
}
NEXT_YEAR = """
from hoctap.criteria.models import CriteriaEdition
from hoctap.places.models import Place
from tests.figures import fill_hamlet, make_round
edition = CriteriaEdition.objects.get(code="gia-dinh-hoc-tap-mau-1")
for number, hamlet in enumerate(Place.objects.filter(level="hamlet").order_by("id")):
    fill_hamlet(make_round(hamlet.parent, edition, 2027), hamlet, 20, 19, 15 + number)
"""


def form_of(names: list[str], year: int) -> bytes:
    """The province's form as it is handed on: a comment, a list of codes on a hidden sheet, totals that another sheet takes over."""
    book = load_workbook(io.BytesIO(province_form(names, year=year)))
    page, hidden = book["Biểu 01"], book.create_sheet("DanhMuc")
    hidden.sheet_state = "hidden"
    last = FIRST + len(names)
    hidden.append(["Mã", "Đơn vị hành chính"])
    for number, name in enumerate(names, start=1):
        hidden.append([f"87{number:03d}", name])
    hidden["D1"] = f"='Biểu 01'!F{last}"
    page.row_dimensions[4].height = 42
    page[f"B{last + 2}"] = "Người lập biểu"
    page[f"F{last + 2}"] = "Thủ trưởng đơn vị"
    page.merge_cells(f"F{last + 2}:H{last + 2}")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.requirement("S3-64")
def test_a_form_from_above_is_mapped_once_and_filled_each_year(
    new_installation: NewInstallation, open_page: OpenPage, pictures: Pictures, tmp_path: Path
):
    hoctap = new_installation()
    words = seed.SEED.format(year=2026, codes=CODES, level="province", body=BODY, password=PASSWORD)
    hoctap.on(dt.date(2026, 9, 1)).hoctap("shell", "--no-imports", "-c", words)
    names = _names(hoctap)
    form = form_of(names, 2026)
    with hoctap.on(dt.date(2026, 11, 20)).serving() as address:
        bich = comes_in(open_page, address, "bich")
        _is_refused_with_the_cure(bich, form, pictures)
        _brings(bich, form, pictures)
        _cannot_be_told(bich, len(names), pictures)
        _tells(bich, pictures)
        _stands_as_it_was(form, _fills(bich, 2026, pictures), [[10, 9, 7], [10, 9, 8]], tmp_path)
    hoctap.on(dt.date(2027, 9, 1)).hoctap("shell", "--no-imports", "-c", NEXT_YEAR)
    later = form_of(names, 2027)
    with hoctap.on(dt.date(2027, 11, 20)).serving() as address:
        bich = comes_in(open_page, address, "bich")
        _changed_form_is_told(bich, later, pictures)
        _brings_the_next(bich, later)
        _stands_as_it_was(later, _fills(bich, 2027, pictures), [[30, 19, 15], [30, 19, 16]], tmp_path)


def _names(hoctap: Installation) -> list[str]:
    words = (
        "from hoctap.places.models import Place\n"
        "for one in Place.objects.filter(level='hamlet').order_by('id'): print(one.parent.full_name)"
    )
    return tell(hoctap, words).strip().splitlines()


def _upload(page: Page, content: bytes, name: str) -> None:
    payload = FilePayload(name=name, mimeType=XLSX, buffer=content)
    page.locator("main [name=file]").set_input_files(payload)


def _is_refused_with_the_cure(page: Page, form: bytes, pictures: Pictures) -> None:
    """Files that are no form to fill: each is told what it is and what to do."""
    macro = io.BytesIO(form)
    with zipfile.ZipFile(macro, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    for content, name, words in (
        (old, "bieu.xls", "lưu thành tệp .xlsx"),
        (macro.getvalue(), "bieu.xlsm", "không có macro"),
        (form[:4000], "bieu.xlsx", "Tệp hỏng"),
    ):
        page.goto("/reports/foreign/new/")
        _upload(page, content, name)
        press(page, "Nhận biểu")
        says(page, "Chưa nhận được biểu", words)
    look_at(page, "no-form", pictures)


def _brings(page: Page, form: bytes, pictures: Pictures) -> None:
    page.goto("/reports/foreign/")
    page.get_by_role("main").get_by_role("link", name="Nhận biểu").first.click()
    _upload(page, form, "Bieu 01 nam 2026.xlsx")
    press(page, "Nhận biểu")
    says(page, "Đã đọc biểu", "DanhMuc (trang ẩn)")
    look_at(page, "brought", pictures)


def _tell(page: Page, cells: str, code: str, *, over: str = "", when: str = "now") -> None:
    page.locator("main [name=cells]").fill(cells)
    page.locator("main [name=code]").select_option(code)
    page.locator("main [name=over]").select_option(over)
    page.locator("main [name=when]").select_option(when)
    page.locator("main [name=who]").select_option("row")
    page.locator("main [name=name_column]").fill("B")
    press(page, "Gán")


def _cannot_be_told(page: Page, count: int, pictures: Pictures) -> None:
    total = FIRST + count
    for cells, words in (
        ("E4", "ô E4 nằm trong vùng gộp D4:E4. Hãy chọn ô D4"),
        (f"C{total}", f"ô C{total} có công thức (=SUM(C{FIRST}:C{total - 1})), giữ nguyên"),
        (f"B{FIRST}", f"ô B{FIRST} đã có chữ"),
        ("Z99", "ô Z99 nằm ngoài biểu"),
    ):
        _tell(page, cells, COLUMNS["C"])
        says(page, "Chưa gán được", words)
        expect(page.locator("main [name=cells]")).to_have_value(cells)
    look_at(page, "not-told", pictures)


def _tells(page: Page, pictures: Pictures) -> None:
    for letter, code in COLUMNS.items():
        _tell(page, f"{letter}{FIRST} đến hết", code)
        says(page, f"Đã gán {letter}{FIRST} đến hết.")
    _tell(page, f"G{FIRST} đến hết", COLUMNS["F"], over=COLUMNS["C"])
    _tell(page, f"H{FIRST} đến hết", COLUMNS["F"], when="before")
    says(page, f"Đã gán H{FIRST} đến hết.")
    look_at(page, "told", pictures)


def _fills(page: Page, year: int, pictures: Pictures) -> bytes:
    page.get_by_role("link", name="Điền", exact=True).click()
    says(page, f"năm {year}", "Ô nào lấy từ đâu")
    look_at(page, f"filling-{year}", pictures)
    with page.expect_download() as download:
        page.get_by_role("button", name="Điền và tải về").click()
    assert f"năm {year}" in download.value.suggested_filename
    return Path(download.value.path()).read_bytes()


def _changed_form_is_told(page: Page, later: bytes, pictures: Pictures) -> None:
    """The next year's copy with other columns: what moved is told by its cell, and nothing is filled until it is told again."""
    book = load_workbook(io.BytesIO(later))
    book["Biểu 01"]["F5"] = "Đề nghị"
    book["Biểu 01"][f"D{FIRST}"] = "=1+1"
    out = io.BytesIO()
    book.save(out)
    page.goto("/reports/foreign/")
    page.get_by_role("main").get_by_role("link", name="Bieu 01 nam 2026").first.click()
    _upload(page, out.getvalue(), "khac.xlsx")
    press(page, "Thay tệp")
    says(page, "phải gán lại", f"ô F{FIRST}", f"ô D{FIRST}: nay có công thức")
    expect(page.get_by_role("link", name="Điền", exact=True)).to_have_count(0)
    look_at(page, "changed", pictures)


def _brings_the_next(page: Page, later: bytes) -> None:
    """The right copy comes after all: what had moved stands again, and nothing is mapped anew."""
    _upload(page, later, "Bieu 01 nam 2027.xlsx")
    press(page, "Thay tệp")
    says(page, "điền được ngay")


def _stands_as_it_was(before: bytes, after: bytes, counted: list[list[int]], folder: Path) -> None:
    """The numbers of the records stand in their cells, the totals follow, and all else is as it came."""
    old, new = _parts(before), _parts(after)
    # The criteria of these tests are a sample: a sheet after the last one says so, and three parts of the book name it.
    added = set(new) - set(old)
    assert len(added) == 1
    assert "MẪU CHƯA XÁC THỰC" in new[added.pop()].decode()
    for name in old:
        if name.startswith("xl/worksheets/sheet"):
            assert _without_values(old[name]) == _without_values(new[name]), name
        elif name not in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"):
            assert old[name] == new[name], name
    book = load_workbook(io.BytesIO(after))
    assert book.sheetnames[:-1] == load_workbook(io.BytesIO(before)).sheetnames
    assert book["DanhMuc"].sheet_state == "hidden"
    page, rows = book["Biểu 01"], range(FIRST, FIRST + 2)
    assert [[page[f"{letter}{row}"].value for letter in "CDF"] for row in rows] == counted
    for row, (total, _, recognised) in zip(rows, counted, strict=True):
        assert page[f"G{row}"].value == pytest.approx(recognised / total, abs=0.0001)
    again = _computed(after, folder)
    last = FIRST + 2
    for letter in "CDEF":
        assert again["Biểu 01"][f"{letter}{last}"].value == sum(page[f"{letter}{row}"].value for row in rows)
    recognised, total = (sum(line[at] for line in counted) for at in (2, 0))
    assert again["Biểu 01"][f"G{last}"].value == pytest.approx(recognised / total)
    assert again["DanhMuc"]["D1"].value == recognised


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _without_values(part: bytes) -> str:
    """Everything of a sheet but the numbers in its cells: formulas, words, styles, merged ranges, widths, rules, drawings."""
    root = etree.fromstring(part)
    for cell in list(root.iter("{*}c")):
        if cell.get("t") in (None, "n") or cell.find("{*}f") is not None:
            for value in cell.findall("{*}v"):
                cell.remove(value)
            cell.attrib.pop("t", None)
    for row in root.iter("{*}row"):
        row.attrib.pop("spans", None)
    return etree.tostring(root, method="c14n2").decode()


def _computed(content: bytes, folder: Path):
    """As LibreOffice computes it anew."""
    require_program("soffice")
    source = folder / "dien.xlsx"
    source.write_bytes(content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(folder / "out"), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return load_workbook(folder / "out" / "dien.xlsx", data_only=True)
