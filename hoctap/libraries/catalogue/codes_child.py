"""Runs in the child process only: the codes that a photo shows, linear and square."""

import io
import json
from collections.abc import Iterable
from typing import Any

from hoctap.core.images import without_metadata

_SMALL_SIDE = 1200
MOST = 20


def read_codes(content: bytes) -> bytes:
    """A list in JSON, the plainest first."""
    from PIL import Image, ImageOps

    without_metadata(content)  # says what is wrong with the photo
    with Image.open(io.BytesIO(content)) as photo:
        gray = ImageOps.exif_transpose(photo).convert("L")
    return json.dumps(_codes_in(_looks_at(gray))).encode()


def _looks_at(gray: Any) -> Iterable[Any]:
    from PIL import ImageFilter, ImageOps

    yield gray
    yield ImageOps.autocontrast(gray, cutoff=2)
    yield gray.filter(ImageFilter.GaussianBlur(1.2))
    if min(gray.size) < _SMALL_SIDE:
        yield gray.resize((gray.width * 2, gray.height * 2))


def _codes_in(images: Iterable[Any]) -> list[str]:
    import zxingcpp

    for image in images:
        found = [one.text.strip()[:60] for one in zxingcpp.read_barcodes(image) if one.text.strip()]
        if found:
            return list(dict.fromkeys(found))[:MOST]
    return []
