"""A file that somebody hands in, from its bytes to the lines of its pages. No table, no clock: the job and the command both come here.

`open_file` says what it is and what the pages are; a page that is only a picture is read when it is asked for, one at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core import files, isolation
from hoctap.intake.lines import Line, SourceText
from hoctap.intake.reading import ocr, parcels, pictures, plain, scans
from hoctap.intake.reading.headings import mended
from hoctap.intake.reading.layout import PageLine
from hoctap.papers.pdf import PdfFailed, PdfToolMissing, converted
from hoctap.people.reading import legacy

MOST_PHOTOS = 60
_OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_LOCKED_WORD = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM = "WordDocument".encode("utf-16-le")
_OTHER_KINDS = {
    files.XLSX: "Tệp này là bảng tính Excel, không phải văn bản kế hoạch. Hãy gửi bản Word, PDF hoặc ảnh chụp của kế hoạch.",
}
DAMAGED_BELOW = 0.85
"""A share of real syllables below which somebody else's OCR is not good enough and the page is read anew."""


class NotReadable(Exception):
    """The file is not read; the reason says what it is and what to do."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class OpenedPage:
    lines: list[PageLine] | None
    """None: the page is a picture and has to be read by OCR."""
    content: bytes = b""
    """The file that holds its picture."""
    number: int = 0
    """Of the page within that file, from 0."""
    ratio: float = 0.0
    is_plain: bool = False
    """Of a text file: its lines are the file's."""

    @property
    def is_scan(self) -> bool:
        return self.lines is None

    @property
    def has_picture(self) -> bool:
        return bool(self.content)


@dataclass(frozen=True)
class ReadPage:
    lines: list[PageLine]
    shown: bytes = b""
    """JPEG of the page, empty for a text."""
    ratio: float = 0.0
    """Height of the picture by its width."""
    turned: int = 0
    is_blank: bool = False


def open_file(name: str, content: bytes) -> list[OpenedPage]:
    """The pages of a file. Raises `NotReadable` or, where the disk or the scanner for viruses says no, `Refused`."""
    if not content.strip():
        raise NotReadable("Tệp rỗng. Hãy chọn lại tệp.")
    if len(content) > files.MAX_BYTES:
        raise NotReadable("Tệp lớn hơn 15 MB. Hãy quét lại ở cỡ nhỏ hơn (200 dpi, thang xám), hoặc tách tệp.")
    media_type = files.media_type_of(content)
    try:
        if media_type == files.PDF:
            return _pdf(content)
        if media_type == files.DOCX:
            return _word(content)
        if media_type in files.IMAGE_TYPES or media_type == files.HEIC:
            return [OpenedPage(None, content)]
        if content.startswith(_OLD_WORD):
            return _word(_modern(content))
        if media_type in _OTHER_KINDS:
            raise NotReadable(_OTHER_KINDS[media_type])
        if media_type or content[:2] in (b"MZ", b"PK") or content[:4] == b"\x7fELF":
            raise NotReadable(plain.NOT_TEXT)
        if content[:5] == b"{\\rtf":
            raise NotReadable("Tệp là văn bản RTF. Hãy mở bằng Word, lưu lại thành .docx rồi gửi lại.")
        text = plain.text_of(content)
    except isolation.IsolatedFailure as failure:
        raise NotReadable(failure.reason) from failure
    except ValueError as error:
        raise NotReadable(str(error)) from error
    is_markdown = name.lower().endswith((".md", ".markdown"))
    return [OpenedPage(lines, is_plain=True) for lines in plain.pages_of(text, is_markdown=is_markdown)]


def _pdf(content: bytes) -> list[OpenedPage]:
    packed = isolation.run("hoctap.intake.reading.pdf_pages:opened", content, seconds=30)
    pages = []
    for number, told in enumerate(parcels.loaded(packed)):
        lines = parcels.lines_of(told["lines"])
        is_scan = told["is_scan"] or _is_damaged(lines, has_picture=told["has_picture"])
        pages.append(
            OpenedPage(None if is_scan else lines, content, number, told["height"] / max(1, told["width"]))
        )
    return pages


def _is_damaged(lines: Sequence[PageLine], *, has_picture: bool) -> bool:
    """Letters that are none: under a picture somebody else's OCR, elsewhere a font that does not say what its letters are."""
    words = [
        word
        for line in lines
        for word in line.text.split()
        if word.isalpha() and not word.isupper() and len(word) > 1
    ]
    if len(words) < 20 or legacy.proposal([line.text for line in lines]):
        return False
    share = sum(map(legacy.is_syllable, words)) / len(words)
    return share < (DAMAGED_BELOW if has_picture else 0.3) and ocr.is_there()


def _word(content: bytes) -> list[OpenedPage]:
    try:
        packed = isolation.run("hoctap.intake.reading.word_files:opened", content, seconds=30)
    except isolation.IsolatedFailure as failure:
        words = failure.reason.replace("Excel", "Word").replace(".xlsx", ".docx")
        raise NotReadable(words) from failure
    return [OpenedPage(parcels.lines_of(page)) for page in parcels.loaded(packed)]


def _modern(content: bytes) -> bytes:
    """A Word file of before 2007 as .docx. Macros are refused, not only left out: an office file has none."""
    if _LOCKED_WORD in content:
        raise NotReadable("Tệp Word có mật khẩu. Hãy bỏ mật khẩu rồi lưu lại thành .docx.")
    if _MACROS in content:
        raise NotReadable(
            "Tệp Word có macro nên không nhận. Hãy lưu lại thành .docx (không macro) rồi gửi lại."
        )
    if _WORD_STREAM not in content:
        raise NotReadable(
            "Tệp này không phải văn bản Word. Hãy gửi bản Word, PDF hoặc ảnh chụp của kế hoạch."
        )
    try:
        return converted(content, suffix="doc", to="docx", how="docx:MS Word 2007 XML", timeout=60)
    except PdfToolMissing as missing:
        raise NotReadable(
            "Máy chủ chưa cài LibreOffice nên chưa đọc được tệp .doc đời cũ. Hãy mở bằng Word và lưu lại thành .docx, "
            "hoặc báo người quản trị cài: apt install libreoffice-writer."
        ) from missing
    except PdfFailed as failed:
        raise NotReadable("Không mở được tệp .doc này. Hãy mở bằng Word và lưu lại thành .docx.") from failed


def read_page(page: OpenedPage) -> ReadPage:
    """The lines of one page and its picture. Raises `NotReadable`."""
    try:
        if page.lines is None:
            scanned = scans.read_page(page.content, page.number)
            return ReadPage(scanned.lines, scanned.shown, scanned.ratio, scanned.turned, scanned.is_blank)
        shown = b""
        if page.content:
            shown = isolation.run(
                "hoctap.intake.reading.pictures:shown_page",
                pictures.HEAD.pack(page.number, 0) + page.content,
                seconds=30,
            )
        return ReadPage(page.lines, shown, page.ratio, is_blank=not any(line.text for line in page.lines))
    except isolation.IsolatedFailure as failure:
        raise NotReadable(failure.reason) from failure
    except (ocr.OcrToolMissing, ocr.OcrFailed) as failure:
        raise NotReadable(str(failure)) from failure


def proposed_encoding(pages: Sequence[Sequence[PageLine]]) -> str:
    """The old font in which the text was typed ("TCVN3", "VNI"), or nothing."""
    return legacy.proposal(line.text for page in pages for line in page)


def together(pages: Sequence[Sequence[PageLine]], encoding: str = "") -> SourceText:
    """One document of the lines of its pages, in Unicode."""

    def letters(text: str) -> str:
        return legacy.decode_cell(text, encoding) if encoding else text

    lines: list[Line] = []
    for number, page in enumerate(pages, start=1):
        for line in page:
            cells = tuple(map(letters, line.cells)) if line.cells is not None else None
            lines.append(
                Line(len(lines) + 1, letters(line.text), number, line.confidence, line.box, cells, line.bold)
            )
    return SourceText(tuple(mended(lines)), max(1, len(pages)))


def read_file(name: str, content: bytes) -> SourceText:
    """The whole file at once, an old font decoded as proposed; for the command and for tests."""
    pages = [read_page_lines(page) for page in open_file(name, content)]
    return together(pages, proposed_encoding(pages))


def read_page_lines(page: OpenedPage) -> list[PageLine]:
    return page.lines if page.lines is not None else read_page(page).lines
