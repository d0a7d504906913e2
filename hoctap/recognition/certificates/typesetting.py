"""Typst in a child process: JSON in, a PDF or a picture out. See ADR 0027.

The templates in `typst/` are ours and whole; what people typed reaches them as JSON and is set as text, never read as markup. Only the
fonts inside the package are used, so that a sheet looks the same on every machine, and a certificate printed again is the same file.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from hoctap.core import isolation
from hoctap.core.refusals import Refused

_FOLDER = Path(__file__).parent / "typst"
_MEMORY = 3 * 1024 * 1024 * 1024  # of addresses; the library alone maps a good part of it


def pdf(template: str, data: dict[str, Any], *, made_at: dt.datetime, seconds: int = 120) -> bytes:
    return _made(template, "pdf", data, made_at, seconds)


def picture(template: str, data: dict[str, Any], *, made_at: dt.datetime) -> bytes:
    """The first page as PNG."""
    return _made(template, "png", data, made_at, 30)


def _made(template: str, form: str, data: dict[str, Any], made_at: dt.datetime, seconds: int) -> bytes:
    asked = {"template": template, "form": form, "at": int(made_at.timestamp()), "data": data}
    try:
        return isolation.run(
            f"{__name__}:typeset", json.dumps(asked).encode(), seconds=seconds, memory=_MEMORY
        )
    except isolation.IsolatedFailure as failure:
        raise Refused("Không dàn được trang in. Hãy thử lại; nếu vẫn vậy, báo quản trị.") from failure


def typeset(asked: bytes) -> bytes:
    """In the child."""
    import typst

    order = json.loads(asked)
    fonts = typst.Fonts(include_system_fonts=False)
    compiler = typst.Compiler(
        str(_FOLDER / f"{order['template']}.typ"),
        root=str(_FOLDER),
        font_paths=fonts,
        sys_inputs={"data": json.dumps(order["data"])},
    )
    made = compiler.compile(
        format=order["form"],
        ppi=110.0,
        timestamp=order["at"],
        pdf_tags=order["form"] == "pdf" and order["template"] != "certificate",
    )
    first = made[0] if isinstance(made, list) else made
    assert isinstance(first, bytes)
    return first
