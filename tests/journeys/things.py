"""What people bring along: the household list from the commune's computer, a photo off a phone, the scan of a signed sheet."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from openpyxl import Workbook, load_workbook
from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base
from playwright.sync_api import FilePayload

from hoctap.core.files import PDF, XLSX

HEADERS = (
    "STT",
    "Họ và tên chủ hộ",
    "Năm sinh",
    "Giới tính",
    "Ấp",
    "Tổ",
    "Địa chỉ",
    "Số nhân khẩu",
    "Số CCCD",
)


def household_list(rows: Sequence[Sequence[object]]) -> FilePayload:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADERS)
    for number, row in enumerate(rows, start=1):
        sheet.append([number, *row])
    return _xlsx("Danh sach ho 2024.xlsx", book)


def put_right(faulty: bytes, cures: dict[str, object]) -> FilePayload:
    """The workbook of faulty rows, corrected as its last column says: wrong cell → right value."""
    book = load_workbook(BytesIO(faulty))
    sheet = book.active
    assert sheet is not None
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if str(cell.value) in cures:
                cell.value = cures[str(cell.value)]  # type: ignore[assignment]
    return _xlsx("dong-can-sua-2024.xlsx", book)


def _xlsx(name: str, book: Workbook) -> FilePayload:
    out = BytesIO()
    book.save(out)
    return FilePayload(name=name, mimeType=XLSX, buffer=out.getvalue())


def photo() -> FilePayload:
    """As a cheap phone makes it: lying on its side, with the place where it was taken."""
    image = Image.new("RGB", (1600, 1200), "#b8c9dd")
    draw = ImageDraw.Draw(image)
    draw.rectangle((150, 300, 1450, 1000), fill="#e9dfc7", outline="#5b4a2f", width=12)
    draw.text((420, 560), "GOC HOC TAP", fill="#5b4a2f", font_size=110)
    exif = image.getexif()
    exif[Base.Model] = "Dien thoai re tien"
    exif[Base.Orientation] = 6
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (10.0, 32.0, 11.0)})
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    return FilePayload(name="IMG_20240928_071544.jpg", mimeType="image/jpeg", buffer=out.getvalue())


def scan(words: str) -> FilePayload:
    """The signed and sealed sheet as the office's scanner gives it."""
    sheet = Image.new("RGB", (827, 1169), "white")
    draw = ImageDraw.Draw(sheet)
    draw.ellipse((430, 760, 640, 970), outline="#c8102e", width=10)
    draw.text((90, 120), words, fill="black", font_size=26)
    out = BytesIO()
    sheet.save(out, "PDF")
    return FilePayload(name="ban-da-ky.pdf", mimeType=PDF, buffer=out.getvalue())


def has_metadata(jpeg: bytes) -> bool:
    with Image.open(BytesIO(jpeg)) as image:
        return bool(image.getexif())


def words_of(docx: bytes) -> str:
    """Everything that a DOCX says, tables too."""
    document = Document(BytesIO(docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def sheet_rows(xlsx: bytes) -> list[tuple[object, ...]]:
    book = load_workbook(BytesIO(xlsx))
    return [tuple(row) for row in book.worksheets[0].iter_rows(values_only=True)]
