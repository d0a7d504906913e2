"""Runs in the child process only: pages of a PDF as JPEGs of a width that a phone reads, in a zip. `asked` and `parts_of`: in the parent."""

import io
import struct
import zipfile

WIDTH = 900
MOST_HEIGHT = 2_400
QUALITY = 58
HEAD = struct.Struct(">HH")


def asked(first: int, count: int, content: bytes) -> bytes:
    return HEAD.pack(first, count) + content


def pictures_of(packed: bytes) -> bytes:
    import pypdfium2 as pdfium

    first, count = HEAD.unpack_from(packed)
    try:
        document = pdfium.PdfDocument(packed[HEAD.size :])
    except pdfium.PdfiumError as error:
        raise ValueError("Tệp PDF hỏng hoặc có mật khẩu.") from error
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for number in range(first, min(first + count, len(document))):
            page = document[number]
            width, height = page.get_size()
            scale = min(WIDTH / max(width, 1), MOST_HEIGHT / max(height, 1))
            picture = page.render(scale=scale).to_pil().convert("RGB")
            drawn = io.BytesIO()
            picture.save(drawn, "JPEG", quality=QUALITY, optimize=True)
            made.writestr(f"{number + 1}-{picture.width}x{picture.height}", drawn.getvalue())
            page.close()
    return out.getvalue()


def parts_of(made: bytes) -> list[tuple[int, int, int, bytes]]:
    """Number, width, height, JPEG."""
    found = []
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            number, _, size = name.partition("-")
            width, _, height = size.partition("x")
            found.append((int(number), int(width), int(height), archive.read(name)))
    return found
