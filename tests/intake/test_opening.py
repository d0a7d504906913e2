"""Every kind of file to its lines."""

import io
import shutil
import zipfile

import pytest

from hoctap.intake.lines import SourceText
from hoctap.intake.reading import ocr, opening, sense
from hoctap.intake.reading.grids import Stroke, find_grids
from hoctap.intake.reading.layout import Word, page_lines
from hoctap.papers.pdf import converted, docx_to_pdf, find_program
from hoctap.people.reading import legacy
from tests.intake import documents
from tests.tools import require_program


def texts(name: str, content: bytes) -> list[str]:
    return list(opening.read_file(name, content).texts)


def rows_of(source: SourceText) -> list[tuple[str, ...]]:
    return [line.cells for line in source.lines if line.cells]


def needs_ocr() -> None:
    require_program("tesseract")
    if not ocr.is_there():
        require_program("tesseract with Vietnamese")


def is_in_order(lines: list[str], *wanted: str) -> bool:
    places = [next((at for at, line in enumerate(lines) if part in line), -1) for part in wanted]
    return -1 not in places and places == sorted(places)


HEAD_IN_ORDER = (*documents.HEAD_LEFT, *documents.HEAD_RIGHT, documents.TITLE[0], documents.TITLE[1])
END_IN_ORDER = (*documents.RECIPIENTS, "TM. ỦY BAN NHÂN DÂN", "Phan Thị Mẫu")


# ---------------------------------------------------------------- Word


def test_word_head_and_foot_are_read_column_by_column_and_a_ruled_table_row_by_row():
    source = opening.read_file("a.docx", documents.plan_docx())
    lines = list(source.texts)
    assert is_in_order(lines, *HEAD_IN_ORDER)
    assert is_in_order(lines, *END_IN_ORDER)
    assert rows_of(source)[:3] == [documents.TASK_HEAD, *documents.TASKS]
    assert lines.count("TM. ỦY BAN NHÂN DÂN") == 1


def test_a_merged_cell_is_told_once_and_the_columns_stay():
    last = rows_of(opening.read_file("a.docx", documents.plan_docx()))[-1]
    assert last == ("Các việc khác do Ủy ban nhân dân xã giao", "", "", "", "")


def test_numbers_that_word_counts_are_written_out():
    lines = texts("a.docx", documents.plan_docx())
    assert "1. Việc thứ nhất" in lines
    assert "2. Việc thứ hai" in lines
    assert any(line.endswith("Một gạch đầu dòng") and line[0] in "•-" for line in lines)


def test_what_was_struck_out_is_not_read():
    lines = texts("a.docx", documents.with_tracked_deletion("Câu đã gạch bỏ."))
    assert lines == ["Câu còn lại."]


def test_bold_lines_say_so():
    source = opening.read_file("a.docx", documents.plan_docx())
    assert next(line for line in source.lines if line.text == "KẾ HOẠCH").bold
    assert not next(line for line in source.lines if line.text.startswith("Căn cứ")).bold


def test_a_word_file_of_before_2007_is_read_through_libreoffice():
    if find_program() is None:
        require_program("soffice")
    old = converted(documents.plan_docx(), suffix="docx", to="doc", how="doc:MS Word 97")
    source = opening.read_file("a.doc", old)
    assert is_in_order(list(source.texts), *HEAD_IN_ORDER)
    assert documents.TASKS[0] in rows_of(source)


def _old_word(marker: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100 + marker.encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (_old_word("_VBA_PROJECT WordDocument"), "macro"),
        (_old_word("EncryptedPackage"), "mật khẩu"),
        (_old_word("Workbook"), "không phải văn bản Word"),
        (b"{\\rtf1 abc}", "RTF"),
        (b"MZ\x90\x00\x03", "không phải văn bản chữ"),
        (b"PK\x03\x04 something else", "không phải văn bản chữ"),
        (b"", "rỗng"),
        (b"x" * (15 * 1024 * 1024 + 1), "15 MB"),
        (b"%PDF-1.7 broken", "hỏng"),
        (b"\x89PNG\r\n\x1a\n broken", "hỏng"),
    ],
)
def test_what_is_no_document_is_refused_in_words(content: bytes, says: str):
    with pytest.raises(opening.NotReadable) as refused:
        opening.read_file("a", content)
    if says == "hỏng" and content.startswith(b"\x89") and not ocr.is_there():
        return
    assert says in refused.value.reason


def test_a_workbook_is_no_plan():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(opening.NotReadable, match="Excel"):
        opening.read_file("a.xlsx", out.getvalue())


# ---------------------------------------------------------------- PDF


def test_a_pdf_with_letters_keeps_columns_tables_and_places():
    source = opening.read_file("a.pdf", documents.plan_pdf())
    lines = list(source.texts)
    assert is_in_order(lines, *HEAD_IN_ORDER)
    assert is_in_order(lines, *END_IN_ORDER)
    assert rows_of(source) == [documents.TASK_HEAD, *documents.TASKS]
    task = next(line for line in source.lines if line.cells == documents.TASKS[0])
    assert task.box is not None
    assert 0 < task.box.left < task.box.right < 1
    assert task.confidence is None
    assert next(line for line in source.lines if line.text == "KẾ HOẠCH").bold


def test_a_pdf_that_an_office_program_made_is_read_the_same():
    if find_program() is None:
        require_program("soffice")
    lines = texts("a.pdf", docx_to_pdf(documents.plan_docx()))
    assert is_in_order(lines, *documents.HEAD_LEFT, "CỘNG HÒA", "Độc lập", "Tân Kiều, ngày", *documents.TITLE)
    assert "• Một gạch đầu dòng" in lines


def test_a_pdf_of_letters_and_pictures_is_read_page_by_page():
    needs_ocr()
    import pypdfium2 as pdfium

    mixed = pdfium.PdfDocument.new()
    for part in (documents.plan_pdf(), documents.scanned(documents.plan_pdf())):
        mixed.import_pages(pdfium.PdfDocument(part))
    out = io.BytesIO()
    mixed.save(out)
    pages = opening.open_file("a.pdf", out.getvalue())
    assert [page.is_scan for page in pages] == [False, True]
    source = opening.read_file("a.pdf", out.getvalue())
    assert source.pages == 2
    assert {line.page for line in source.lines if line.confidence is not None} == {2}


def test_a_pdf_that_asks_for_more_than_paper_is_not_opened():
    for content, says in (
        (b"%PDF-1.4\n1 0 obj<</S/JavaScript/JS(x)>>endobj", "JavaScript"),
        (b"%PDF-1.4\n1 0 obj<</S/L#61unch/F(x)>>endobj", "mở chương trình khác"),
        (b"%PDF-1.4\ntrailer<</Encrypt 5 0 R>>", "mật khẩu"),
    ):
        with pytest.raises(opening.NotReadable, match=says):
            opening.read_file("a.pdf", content)


# ---------------------------------------------------------------- scans and photos


def test_a_scan_that_lies_askew_is_read_with_its_table():
    needs_ocr()
    source = opening.read_file("a.pdf", documents.scanned(documents.plan_pdf(), degrees=1.2))
    lines = list(source.texts)
    assert is_in_order(lines, "27/KH-UBND", "Độc lập", "KẾ HOẠCH", "MỤC TIÊU", "Nơi nhận", "CHỦ TỊCH")
    rows = rows_of(source)
    assert [len(row) for row in rows] == [5, 5, 5]
    assert rows[1][1:3] == documents.TASKS[0][1:3]
    assert rows[1][4] == "31/3/2024"
    target = next(line for line in source.lines if "80%" in line.text)
    assert target.confidence is not None
    assert target.confidence > 0.8
    assert target.box is not None


@pytest.mark.parametrize("degrees", [0, 90, 180])
def test_a_photo_is_turned_upright_whichever_way_it_was_held(degrees: int):
    needs_ocr()
    (page,) = opening.open_file("a.jpg", documents.photo(documents.plan_pdf(), turned=degrees))
    read = opening.read_page(page)
    assert is_in_order([line.text for line in read.lines], "27/KH-UBND", "KẾ HOẠCH", "Nơi nhận")
    assert bool(read.turned) == bool(degrees)
    assert read.shown.startswith(b"\xff\xd8")
    assert read.ratio > 1.2


def test_an_empty_sheet_is_blank():
    needs_ocr()
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (1200, 1700), 250).save(out, "PNG")
    (page,) = opening.open_file("a.png", out.getvalue())
    assert opening.read_page(page).is_blank
    assert sense.why_no_plan([]) == sense.NO_TEXT


def test_without_the_program_a_scan_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    ocr.languages.cache_clear()
    try:
        with pytest.raises(opening.NotReadable, match="tesseract-ocr-vie"):
            opening.read_file("a.pdf", documents.scanned(documents.plan_pdf()))
    finally:
        ocr.languages.cache_clear()


# ---------------------------------------------------------------- texts


def test_line_numbers_of_a_text_are_those_of_the_file():
    source = opening.read_file("a.txt", "một\r\n\r\nba\n\fbốn".encode())
    assert [(line.number, line.text, line.page) for line in source.lines] == [
        (1, "một", 1), (2, "", 1), (3, "ba", 1), (4, "bốn", 2),
    ]  # fmt: skip


def test_markdown_loses_its_marks_and_its_tables_have_cells():
    text = "# **KẾ HOẠCH**\n\n| TT | Việc |\n|---|---|\n| 1 | *Mở lớp* |\n"
    source = opening.read_file("a.md", text.encode())
    assert [line.text for line in source.lines][:3] == ["KẾ HOẠCH", "", "TT | Việc"]
    assert source.lines[0].bold
    assert source.lines[3].text == ""
    assert source.lines[4].cells == ("1", "Mở lớp")


@pytest.mark.parametrize("how", ["utf-8-sig", "utf-16", "cp1258"])
def test_a_text_is_read_in_whatever_it_was_saved(how: str):
    text = "Kế hoạch mở các lớp học buổi tối tại ấp"
    if how == "cp1258":
        import unicodedata

        bare = unicodedata.normalize("NFD", text)
        content = "".join(unicodedata.normalize("NFC", char + "") for char in _tones_apart(bare)).encode(
            "cp1258"
        )
    else:
        content = text.encode(how)
    assert texts("a.txt", content) == [text]


def _tones_apart(decomposed: str) -> str:
    """Windows writes a vowel with its hat as one letter and the tone as another."""
    import unicodedata

    tones = "\u0300\u0301\u0309\u0303\u0323"
    out = ""
    for char in decomposed:
        if unicodedata.combining(char) and char not in tones:
            tone = out[-1] if out and out[-1] in tones else ""
            base = out[:-1] if tone else out
            out = base[:-1] + unicodedata.normalize("NFC", base[-1] + char) + tone
        else:
            out += char
    return out.replace("đ", "đ")


@pytest.mark.parametrize("encoding", legacy.ENCODINGS)
def test_old_fonts_are_recognised(encoding: str):
    content = legacy.encode(documents.plan_text(), encoding).encode("cp1252", "replace")
    pages = [opening.read_page_lines(page) for page in opening.open_file("a.txt", content)]
    assert opening.proposed_encoding(pages) == encoding
    assert any("Khảo sát nhu cầu học nghề" in text for text in texts("a.txt", content))


def test_letters_that_nobody_knows_are_refused():
    with pytest.raises(opening.NotReadable, match="bảng mã"):
        opening.read_file("a.txt", bytes(range(0x80, 0xFF)) * 5)


# ---------------------------------------------------------------- lines out of words and strokes


def words_at(y: float, *parts: tuple[float, str]) -> list[Word]:
    found = []
    for x, text in parts:
        for part in text.split():
            found.append(Word(part, x, y, x + 6 * len(part), y + 10))
            x += 6 * len(part) + 4
    return found


def test_two_columns_are_read_one_after_the_other_and_flowing_text_as_it_flows():
    words = [
        *words_at(20, (50, "NƠI RA"), (300, "QUỐC HIỆU")),
        *words_at(40, (50, "Số 1"), (300, "ngày 2")),
        *words_at(80, (50, "một hàng chữ chạy suốt từ lề này sang tận lề bên kia của trang giấy này")),
        *words_at(95, (50, "hàng tiếp theo cũng chạy suốt như thế cho đến hết lề phải của trang giấy")),
    ]
    lines = [line.text for line in page_lines(words, 600, 800)]
    assert [line for line in lines if line][:4] == ["NƠI RA", "Số 1", "QUỐC HIỆU", "ngày 2"]
    assert lines[-1].startswith("hàng tiếp theo")


def test_what_stands_left_below_a_letterhead_comes_after_it():
    words = [
        *words_at(20, (50, "NƠI RA"), (300, "QUỐC HIỆU")),
        *words_at(40, (50, "Số 1"), (300, "ngày 2")),
        *words_at(70, (60, "KẾ HOẠCH")),
    ]
    lines = [line.text for line in page_lines(words, 600, 800) if line.text]
    assert lines == ["NƠI RA", "Số 1", "QUỐC HIỆU", "ngày 2", "KẾ HOẠCH"]


def test_the_list_of_recipients_is_read_to_its_end_before_the_signer():
    words = [
        *words_at(600, (50, "Nơi nhận:")),
        *words_at(615, (50, "- Tỉnh;"), (350, "CHỦ TỊCH")),
        *words_at(630, (50, "- Huyện;")),
        *words_at(700, (50, "- Lưu."), (350, "Phan Thị Mẫu")),
        *words_at(715, (50, "- Xã.")),
    ]
    lines = [line.text for line in page_lines(words, 600, 800) if line.text]
    assert lines == ["Nơi nhận:", "- Tỉnh;", "- Huyện;", "- Lưu.", "- Xã.", "CHỦ TỊCH", "Phan Thị Mẫu"]


def test_a_page_number_at_the_edge_is_left_out():
    words = [*words_at(400, (50, "nội dung của trang")), *words_at(780, (300, "3"))]
    assert [line.text for line in page_lines(words, 600, 800)] == ["nội dung của trang"]


def test_strokes_make_a_grid_with_merged_cells():
    lying = [Stroke(False, y, 0, 300) for y in (0, 20, 40)]
    upright = [Stroke(True, x, 0, 40) for x in (0, 100, 300)] + [Stroke(True, 200, 20, 40)]
    (grid,) = find_grids([*lying, *upright], 2)
    assert (grid.rows, grid.columns) == (2, 3)
    assert sorted((cell.row, cell.column) for cell in grid.cells) == [(0, 0), (0, 1), (1, 0), (1, 1), (1, 2)]


def test_a_frame_and_a_line_below_a_heading_are_no_table():
    frame = [
        Stroke(False, 0, 0, 100),
        Stroke(False, 50, 0, 100),
        Stroke(True, 0, 0, 50),
        Stroke(True, 100, 0, 50),
    ]
    assert find_grids(frame, 2) == []
    assert find_grids([Stroke(False, 10, 0, 80)], 2) == []
