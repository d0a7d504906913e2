"""Runs in the child process only: a page of a scan or a photo made ready for OCR, with the ruled lines that stand on it.

Only Pillow: a run of dark pixels is found by laying the picture over itself, moved on by 1, 2, 4 … pixels.
"""

import io
import itertools
import json
import struct
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from hoctap.intake.reading import parcels
from hoctap.intake.reading.grids import Stroke, find_grids

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

DPI = 300
_POINTS = 72
_A4_INCHES = (8.27, 11.69)
_SHOWN_SIDE = 1700
"""Of the picture that people see beside the text."""
_MOST_TILT = 6.0
_DARK = 140
_THICKEST = 30
HEAD = struct.Struct(">II")
"""Before the two pictures: the length of the JSON and of the picture for OCR."""


def made_ready(packed: bytes) -> bytes:
    """`HEAD`, JSON (size, strokes, what was done), a PNG for the OCR and a JPEG to be shown.

    `packed`: four bytes for the page's number and four for the quarter turns, then the file.
    """
    from PIL import Image

    number, turns = HEAD.unpack_from(packed)
    content = packed[HEAD.size :]
    picture = _page_of_pdf(content, number) if content.startswith(b"%PDF-") else _photo(content)
    if turns:
        picture = picture.rotate(90 * turns, expand=True)
    picture = _even_light(picture)
    tilt = tilt_of(picture)
    if tilt:
        picture = picture.rotate(tilt, resample=Image.Resampling.BILINEAR, fillcolor=255)
    strokes, lines = _strokes(picture)
    has_table = bool(find_grids(strokes, tolerance=picture.height / 270))
    for_ocr = _without(picture, lines) if has_table else picture
    shown = picture.copy()
    shown.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE))
    told = parcels.dumped(
        {
            "width": picture.width,
            "height": picture.height,
            "tilt": tilt,
            "ink": round(_ink(picture), 5),
            "strokes": parcels.pack_strokes(strokes),
        }
    )
    png, jpeg = _saved(for_ocr, "PNG", compress_level=1), _saved(shown, "JPEG", quality=70)
    return HEAD.pack(len(told), len(png)) + told + png + jpeg


def parts_of(made: bytes) -> tuple[dict[str, Any], bytes, bytes]:
    """The JSON, the picture for OCR and the one to be shown; in the parent."""
    told, png = HEAD.unpack_from(made)
    at = HEAD.size
    return json.loads(made[at : at + told]), made[at + told : at + told + png], made[at + told + png :]


def shown_page(packed: bytes) -> bytes:
    """The JPEG of one page of a PDF that needs no OCR, to be seen beside its text."""
    number, _ = HEAD.unpack_from(packed)
    picture = _page_of_pdf(packed[HEAD.size :], number, dpi=140)
    picture.thumbnail((_SHOWN_SIDE, _SHOWN_SIDE))
    return _saved(picture, "JPEG", quality=75)


def _saved(picture: "Picture", kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.info.clear()
    picture.save(out, kind, **how)
    return out.getvalue()


def _page_of_pdf(content: bytes, number: int, dpi: int = DPI) -> "Picture":
    import pypdfium2 as pdfium

    from hoctap.core.images import MAX_PIXELS

    try:
        page = pdfium.PdfDocument(content)[number]
    except pdfium.PdfiumError as error:
        raise ValueError("Tệp PDF hỏng hoặc có mật khẩu.") from error
    width, height = page.get_size()
    # A page drawn larger than A4 holds no more than one of A4 does.
    longest = max(width, height) / _POINTS
    dpi = min(dpi, dpi * _A4_INCHES[1] / longest)
    scale = min(dpi / _POINTS, (MAX_PIXELS / 4 / max(width * height, 1)) ** 0.5)
    drawn: Picture = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    return drawn


def _photo(content: bytes) -> "Picture":
    from PIL import Image, ImageOps, UnidentifiedImageError

    from hoctap.core.images import MAX_PIXELS

    formats = ["JPEG", "PNG", "WEBP"]
    if content[4:8] == b"ftyp":
        from pi_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
        formats = ["HEIF"]
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=formats) as opened:
            gray = ImageOps.exif_transpose(opened).convert("L")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        RuntimeError,
    ) as error:
        raise ValueError("Tệp ảnh hỏng hoặc quá lớn. Hãy chụp lại.") from error
    longest = int(_A4_INCHES[1] * DPI)
    scale = longest / max(gray.size)
    if scale < 1 or min(gray.size) < 1200:
        scale = min(scale, 3)
        gray = gray.resize((int(gray.width * scale), int(gray.height * scale)), Image.Resampling.LANCZOS)
    return gray


def _even_light(picture: "Picture") -> "Picture":
    """Shadows and yellow paper go: each place is measured against the lightest around it."""
    from PIL import Image, ImageChops, ImageFilter, ImageOps

    small = picture.resize((max(1, picture.width // 12), max(1, picture.height // 12)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.GaussianBlur(4)).resize(picture.size)
    return ImageOps.autocontrast(ImageChops.invert(ImageChops.subtract(paper, picture)), cutoff=(0.5, 0))


def tilt_of(picture: "Picture") -> float:
    """By how many degrees the lines of text lean, found by which turn makes rows of ink stand out most."""
    from PIL import Image

    small = picture.convert("L")
    small.thumbnail((900, 900))
    dark = small.point([255 if value < _DARK else 0 for value in range(256)])

    def sharpness(angle: float) -> int:
        turned = dark.rotate(angle, resample=Image.Resampling.NEAREST) if angle else dark
        rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
        return sum((one - other) ** 2 for one, other in itertools.pairwise(rows))

    best = max((step / 2 for step in range(-int(2 * _MOST_TILT), int(2 * _MOST_TILT) + 1)), key=sharpness)
    best = max((best + step / 10 for step in range(-4, 5)), key=sharpness)
    # Turning a straight page makes it no better.
    return round(best, 1) if abs(best) >= 0.15 and sharpness(best) > 1.02 * sharpness(0) else 0.0


def _ink(picture: "Picture") -> float:
    """Which share of the page is dark, its margins left out."""
    inner = picture.crop(
        (picture.width // 20, picture.height // 20, 19 * picture.width // 20, 19 * picture.height // 20)
    )
    return sum(inner.histogram()[:_DARK]) / max(1, inner.width * inner.height)


def _strokes(picture: "Picture") -> tuple[list[Stroke], "Picture"]:
    """The long straight lines, and a picture of half the size in which nothing but they are light."""
    from PIL import Image, ImageChops

    half = picture.reduce(2)
    dark = half.point([255 if value < _DARK + 30 else 0 for value in range(256)])
    lying = _long_runs(dark, half.width // 12)
    # Rows become columns, so that what stands is found as what lies.
    upright = _long_runs(dark.transpose(Image.Transpose.TRANSPOSE), half.height // 42)
    found = [Stroke(False, 2 * at, 2 * start, 2 * end) for at, start, end in _bands(lying)]
    found += [Stroke(True, 2 * at, 2 * start, 2 * end) for at, start, end in _bands(upright)]
    return found, ImageChops.lighter(lying, upright.transpose(Image.Transpose.TRANSPOSE))


def _long_runs(dark: "Picture", length: int) -> "Picture":
    """Only the lying runs of at least `length` pixels. A run that leans by a pixel holds together."""
    from PIL import ImageChops

    kept = ImageChops.lighter(dark, ImageChops.lighter(_moved(dark, 0, 1), _moved(dark, 0, -1)))
    kept = _stretched(kept, length, ImageChops.darker, -1)
    return _stretched(kept, length, ImageChops.lighter, 1)


def _stretched(picture: "Picture", length: int, put: Callable[..., "Picture"], way: int) -> "Picture":
    """The picture laid over itself moved by 1, 2, … `length` - 1 pixels."""
    covered = 1
    while covered < length:
        step = min(covered, length - covered)
        picture = put(picture, _moved(picture, way * step, 0))
        covered += step
    return picture


def _moved(picture: "Picture", x: int, y: int) -> "Picture":
    from PIL import Image

    moved = Image.new("L", picture.size)
    moved.paste(picture, (x, y))
    return moved


def _bands(lines: "Picture") -> list[tuple[float, float, float]]:
    """Of each lying line its y, its first and its last x."""
    from PIL import Image

    found = []
    filled = [lines.crop((0, y, lines.width, y + 1)).getbbox() is not None for y in range(lines.height)]
    for first, last in _spans(filled):
        if last - first > _THICKEST:
            continue  # an area, not a line
        band = lines.crop((0, first, lines.width, last))
        columns = band.resize((band.width, 1), Image.Resampling.BOX).tobytes()
        found += [((first + last) / 2, float(start), float(end)) for start, end in _spans(columns)]
    return found


def _spans(values: Sequence[int | bool]) -> list[tuple[int, int]]:
    """Where values other than zero begin and end."""
    found, start = [], None
    for place, value in enumerate(values):
        if value and start is None:
            start = place
        if not value and start is not None:
            found.append((start, place))
            start = None
    return found if start is None else [*found, (start, len(values))]


def _without(picture: "Picture", lines: "Picture") -> "Picture":
    """Ruled lines painted over: the OCR takes them for letters."""
    from PIL import ImageFilter

    clean = picture.copy()
    clean.paste(255, mask=lines.resize(picture.size).filter(ImageFilter.MaxFilter(5)))
    return clean
