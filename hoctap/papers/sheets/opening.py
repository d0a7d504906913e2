"""Runs in the child process only: pages and their codes out of a photo or PDF, and pages put together into one PDF.

What goes in and comes out is a zip of files and one list in JSON, so that a page keeps its own bytes: a scan is never drawn anew, a
photo is only turned upright and made smaller. Whoever holds nothing but one of its pages can read nothing of the others.
"""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from hoctap.core.images import MAX_PIXELS, without_metadata
from hoctap.papers import codes

MOST_PAGES = 60
LIST = "list.json"
# What a scan is asked for (200 dpi) reads at once; a bad one is looked at more closely.
_READ_AT_DPI = (200, 320)
_POINTS = 72
_A4_POINTS = (595.28, 841.89)
_SMALL_SIDE = 1600


def opened(content: bytes) -> bytes:
    """A zip: `list.json` tells of each page its file and the codes on it."""
    pages = _pages_of_pdf(content) if content.startswith(b"%PDF-") else [_page_of_photo(content)]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for number, (suffix, page, _) in enumerate(pages, start=1):
            packed.writestr(f"{number:03}{suffix}", page)
        told = [
            {"file": f"{number:03}{suffix}", "codes": sorted(found)}
            for number, (suffix, _, found) in enumerate(pages, start=1)
        ]
        packed.writestr(LIST, json.dumps(told))
    return out.getvalue()


def put_together(packed: bytes) -> bytes:
    """One PDF of the files of a zip, in the order of its list; a photo becomes a page of A4."""
    import pypdfium2 as pdfium

    made = pdfium.PdfDocument.new()
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        for name in json.loads(parts.read(LIST)):
            content = parts.read(name)
            if content.startswith(b"%PDF-"):
                made.import_pages(_pdf(content))
            else:
                _add_photo(made, content)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def page_counts(packed: bytes) -> bytes:
    """How many pages each PDF of a zip has, as JSON by name; 0 for one that cannot be opened."""
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        return json.dumps({name: _count(parts.read(name)) for name in parts.namelist()}).encode()


def _count(content: bytes) -> int:
    try:
        return len(_pdf(content))
    except ValueError:
        return 0


def _pages_of_pdf(content: bytes) -> list[tuple[str, bytes, set[str]]]:
    import pypdfium2 as pdfium

    document = _pdf(content)
    count = len(document)
    if not count:
        raise ValueError("tệp PDF không có trang nào.")
    if count > MOST_PAGES:
        raise ValueError(f"tệp PDF có {count} trang; mỗi lần nộp một tệp nhiều nhất {MOST_PAGES} trang.")
    pages = []
    for index in range(count):
        alone = pdfium.PdfDocument.new()
        alone.import_pages(document, [index])
        out = io.BytesIO()
        alone.save(out)
        pages.append((".pdf", out.getvalue(), _codes_on_page(document[index])))
    return pages


def _pdf(content: bytes) -> Any:
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise ValueError("tệp PDF hỏng hoặc có mật khẩu.") from error


def _codes_on_page(page: Any) -> set[str]:
    for dpi in _READ_AT_DPI:
        width, height = page.get_size()
        scale = min(dpi / _POINTS, (MAX_PIXELS / 4 / max(width * height, 1)) ** 0.5)
        found = _codes_in([page.render(scale=scale, grayscale=True).to_pil().convert("L")])
        if found:
            return found
    return set()


def _page_of_photo(content: bytes) -> tuple[str, bytes, set[str]]:
    from PIL import Image, ImageOps

    kept = without_metadata(content)  # says what is wrong with the photo
    with Image.open(io.BytesIO(content)) as photo:  # HEIC too: its reader is there by now
        # As it came: a smaller copy loses small squares.
        gray = ImageOps.exif_transpose(photo).convert("L")
    return ".jpg", kept, _codes_in(_looks_at(gray))


def _looks_at(gray: Any) -> Iterable[Any]:
    """From cheap to dear, until one shows a code: as it is, with more contrast, smoothed, small squares enlarged."""
    from PIL import ImageFilter, ImageOps

    yield gray
    yield ImageOps.autocontrast(gray, cutoff=2)
    yield gray.filter(ImageFilter.GaussianBlur(1.2))
    if min(gray.size) < _SMALL_SIDE:
        yield gray.resize((gray.width * 2, gray.height * 2))


def _codes_in(images: Iterable[Any]) -> set[str]:
    import zxingcpp

    for image in images:
        read = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
        if found := {code for one in read if (code := codes.from_symbol(one.text))}:
            return found
    return set()


def _add_photo(made: Any, jpeg: bytes) -> None:
    import pypdfium2 as pdfium

    image = pdfium.PdfImage.new(made)
    image.load_jpeg(io.BytesIO(jpeg), inline=True)
    width, height = image.get_px_size()
    sides = _A4_POINTS if height >= width else _A4_POINTS[::-1]
    scale = min(sides[0] / width, sides[1] / height)
    image.set_matrix(
        pdfium.PdfMatrix()
        .scale(width * scale, height * scale)
        .translate((sides[0] - width * scale) / 2, (sides[1] - height * scale) / 2)
    )
    page = made.new_page(*sides)
    page.insert_obj(image)
    page.gen_content()
