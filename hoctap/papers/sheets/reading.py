"""Files that were handed in, opened in the child process: their pages, each with the codes on it."""

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hoctap.core import files, isolation
from hoctap.core.refusals import Refused
from hoctap.papers.pades.checking import has_signature
from hoctap.papers.sheets.opening import LIST

_SECONDS = 60
_OUTPUT = 200 * 1024 * 1024
SIGNED_ELSEWHERE = "Tệp PDF này có chữ ký số, không tách trang được. Hãy nộp cả tệp ở trang của văn bản, phần “Ghi nhận sau khi ký”."


@dataclass(frozen=True)
class ReadPage:
    """One page, or, with a `reason`, a file that could not be read."""

    file_name: str
    number: int
    content: bytes = b""
    media_type: str = ""
    codes: tuple[str, ...] = ()
    reason: str = ""


def read_file(name: str, content: bytes) -> list[ReadPage]:
    """Its pages in order; a file that is none of ours gives one entry that says why."""
    if has_signature(content):  # cut into pages it would lose its signature
        return [ReadPage(name, 1, reason=SIGNED_ELSEWHERE)]
    try:
        files.checked(content, allowed={*files.IMAGE_TYPES, files.PDF})
        packed = isolation.run("hoctap.papers.sheets.opening:opened", content, seconds=_SECONDS)
    except Refused as refusal:
        return [ReadPage(name, 1, reason=str(refusal)[:200])]
    except isolation.IsolatedFailure as failure:
        return [ReadPage(name, 1, reason=f"Không đọc được tệp này: {failure.reason}"[:200])]
    with zipfile.ZipFile(io.BytesIO(packed)) as parts:
        return [
            ReadPage(
                name,
                number,
                parts.read(told["file"]),
                files.PDF if told["file"].endswith(".pdf") else "image/jpeg",
                tuple(told["codes"]),
            )
            for number, told in enumerate(json.loads(parts.read(LIST)), start=1)
        ]


def one_pdf(contents: Sequence[bytes]) -> bytes:
    """The pages and PDFs one after the other."""
    packed = io.BytesIO()
    names = [f"{place:05}" for place in range(len(contents))]
    with zipfile.ZipFile(packed, "w") as parts:
        for name, content in zip(names, contents, strict=True):
            parts.writestr(name, content)
        parts.writestr(LIST, json.dumps(names))
    with isolation.result_file(
        "hoctap.papers.sheets.opening:put_together", packed.getvalue(), seconds=_SECONDS, output=_OUTPUT
    ) as made:
        return made.read()


def page_counts(contents: Iterable[tuple[str, bytes]]) -> dict[str, int]:
    """How many pages each PDF has, by its name."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as parts:
        for name, content in contents:
            parts.writestr(name, content)
    counted: dict[str, int] = json.loads(
        isolation.run("hoctap.papers.sheets.opening:page_counts", packed.getvalue(), seconds=_SECONDS)
    )
    return counted
