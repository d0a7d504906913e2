"""Runs in the child process only: a photo comes out turned upright, at most 2,400 px, without metadata."""

import io

MAX_PIXELS = 80_000_000
LONG_SIDE = 2400


def without_metadata(content: bytes) -> bytes:
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
    return out.getvalue()
