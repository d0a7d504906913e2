"""Long tables written row by row: numbers are numbers, text never runs, what is missing is a dash."""

import csv
import datetime as dt
import io
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from hoctap.core.sheet_stream import LongSheet, SheetColumn, Value, csv_pieces, write_xlsx, xlsx

COLUMNS = [
    SheetColumn("Địa bàn", "text", 30),
    SheetColumn("Số hộ", "count"),
    SheetColumn("%", "share"),
    SheetColumn("Điểm", "points"),
    SheetColumn("Ngày", "day"),
]
ROWS: list[list[Value]] = [
    ["Ấp 1", 1234, Decimal("0.829"), 7.5, dt.date(2024, 11, 10)],
    ["=HYPERLINK(1)", 0, None, None, None],
    ['<b>&"quoted"; \x0b\ud800', None, Decimal(1), -2, dt.date(1930, 1, 1)],
]
TOTAL: list[Value] = ["Tổng cộng", 1234, Decimal("0.5"), None, None]


def sheet() -> LongSheet:
    return LongSheet(
        "Năm 2024: [thử]", "KẾT QUẢ", COLUMNS, iter(ROWS), ("Xã Tân Kiều", "Người lấy: Lan"), TOTAL
    )


def test_a_workbook_reads_back_with_its_types():
    page = load_workbook(io.BytesIO(xlsx(sheet()))).active
    assert page is not None
    assert [page["A1"].value, page["A2"].value, page["A3"].value] == [
        "KẾT QUẢ",
        "Xã Tân Kiều",
        "Người lấy: Lan",
    ]
    assert [cell.value for cell in page[5]] == [column.head for column in COLUMNS]
    first = [cell.value for cell in page[6]]
    assert first == ["Ấp 1", 1234, pytest.approx(0.829), 7.5, dt.datetime(2024, 11, 10)]
    assert [page["B6"].number_format, page["C6"].number_format, page["E6"].number_format] == [
        "#,##0", "0.0%", "dd/mm/yyyy",
    ]  # fmt: skip
    assert (page["A7"].value, page["A7"].data_type) == ("=HYPERLINK(1)", "s")
    assert [page["B7"].value, page["C7"].value] == [0, "—"]
    assert page["A8"].value == '<b>&"quoted"; '
    assert page["E8"].value == dt.datetime(1930, 1, 1)
    assert page["A9"].font.bold
    assert page.freeze_panes == "B6"
    assert page.print_title_rows == "$5:$5"


def test_another_reader_reads_it_too(tmp_path: Path):
    rows = CalamineWorkbook.from_filelike(io.BytesIO(xlsx(sheet()))).get_sheet_by_index(0).to_python()
    assert rows[5][:2] == ["Ấp 1", 1234]
    if shutil.which("soffice"):
        (tmp_path / "a.xlsx").write_bytes(xlsx(sheet()))
        command = [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):59,34,76",
        ]
        subprocess.run([*command, "--outdir", tmp_path, tmp_path / "a.xlsx"], check=True, capture_output=True)
        text = (tmp_path / "a.csv").read_text(encoding="utf-8")
        assert "82.9%" in text
        assert "Ấp 1;1,234;82.9%" in text


def test_progress_is_heard_and_may_end_it():
    heard: list[int] = []
    many = LongSheet("a", "b", [SheetColumn("n", "count")], ([n] for n in range(1200)))
    assert write_xlsx(io.BytesIO(), many, progress=heard.append) == 1200
    assert heard == [500, 1000]

    def stop(done: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_xlsx(io.BytesIO(), LongSheet("a", "b", many.columns, ([n] for n in range(600))), progress=stop)


def test_csv_is_what_excel_opens_where_vietnamese_is_set():
    content = b"".join(csv_pieces(sheet()))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Địa bàn", "Số hộ", "%", "Điểm", "Ngày"]
    assert rows[1] == ["Ấp 1", "1234", "82,9", "7,5", "10/11/2024"]
    assert rows[2] == ["'=HYPERLINK(1)", "0", "—", "—", "—"]
    assert rows[3] == ['<b>&"quoted"; ', "—", "100", "-2", "01/01/1930"]
    assert rows[4][0] == "Tổng cộng"


@pytest.mark.parametrize("text", ["=1+1", "+84", "-1", "@a", "\tx", "\rx"])
def test_a_text_that_a_program_could_run_is_made_harmless(text: str):
    content = b"".join(csv_pieces(LongSheet("a", "b", [SheetColumn("x")], [[text]]))).decode("utf-8-sig")
    assert next(iter(list(csv.reader(io.StringIO(content)))[1])).startswith("'")


def test_the_head_comes_before_the_first_row_is_asked_for():
    def rows() -> "object":
        raise AssertionError("asked for")
        yield

    pieces = csv_pieces(LongSheet("a", "b", [SheetColumn("x")], rows()))  # type: ignore[arg-type]
    assert next(pieces) == b"\xef\xbb\xbfx\r\n"
