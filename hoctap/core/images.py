"""Runs in the child process only: a photo comes out turned upright, at most 2,400 px, without metadata, with the hash of its looks."""

import io
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MAX_PIXELS = 80_000_000
LONG_SIDE = 2400


# Before the photo in what the child gives back: is there a likeness, and which.
LIKENESS = struct.Struct(">?q")
LEAST_CONTRAST = 12


def without_metadata(content: bytes) -> bytes:
    """`LIKENESS`, then the JPEG."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    formats = ["JPEG", "PNG", "WEBP"]
    if content[4:8] == b"ftyp":
        from pi_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
        formats = ["HEIF"]
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(content), formats=formats) as opened:
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        SyntaxError,
        RuntimeError,
    ) as error:
        raise ValueError("tệp ảnh hỏng hoặc quá lớn.") from error
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    # Pillow would write a comment and other words of the old file into the new one.
    upright.info.clear()
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    likeness = likeness_of(upright)
    return LIKENESS.pack(likeness is not None, likeness or 0) + out.getvalue()


def likeness_of(picture: "Picture") -> int | None:
    """64 bits (dHash), one for each pair of neighbours in a thumbnail of 9 x 8: is the right one lighter? Photos that look alike
    differ in few of them. None for a picture without anything on it: a wall looks like any other.
    """
    from PIL import Image

    small = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS)
    lights = small.tobytes()
    if max(lights) - min(lights) < LEAST_CONTRAST:
        return None
    bits = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            bits = bits << 1 | (lights[at + 1] > lights[at])
    return bits - (1 << 64) if bits >> 63 else bits
