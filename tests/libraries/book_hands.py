"""Books as a keeper types them, and photos of their codes."""

import datetime as dt
import io
from typing import Any

import zxingcpp
from PIL import Image

from hoctap.libraries.catalogue.rules import CopiesDetails, TitleDetails
from hoctap.libraries.models import Library

CAME = dt.date(2024, 3, 1)
ISBN = "9780306406157"
OTHER_ISBN = "9780804429573"


def details(name: str = "Đất rừng phương Nam", **values: Any) -> TitleDetails:
    return TitleDetails(name, **values)


def copies(number: int = 1, **values: Any) -> CopiesDetails:
    return CopiesDetails(**({"number": number, "source": "bought", "acquired_on": CAME} | values))


def typed(library: Library, name: str = "Đất rừng phương Nam", **values: str) -> dict[str, str]:
    """The form of a new title."""
    return {
        "name": name,
        "kind": "book",
        "language": "vie",
        "library": str(library.pk),
        "number": "1",
        "source": "bought",
        "acquired_on": "2024-03-01",
    } | values


def photo_of(text: str, kind: Any = zxingcpp.BarcodeFormat.EAN13) -> bytes:
    """A code as a phone sees it: in the middle of something else; without a text, the something else."""
    page = Image.new("L", (900, 700), 235)
    if text:
        drawn = zxingcpp.create_barcode(text, kind).to_image(scale=4)
        page.paste(Image.fromarray(drawn).convert("L"), (100, 150))
    out = io.BytesIO()
    page.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()
