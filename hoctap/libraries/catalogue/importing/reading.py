"""For the server: a list of books, read in the child process, entry by entry."""

from collections.abc import Iterator
from contextlib import contextmanager

from hoctap.core import antivirus, isolation
from hoctap.core.dates import today
from hoctap.core.refusals import Reason, Refused
from hoctap.libraries.catalogue.importing.entries import Entry, Fault, decoded
from hoctap.libraries.models import CatalogueImport

MAX_BYTES = 20 * 1024 * 1024
SECONDS = 120
OUTPUT = 256 * 1024 * 1024
_HERE = "hoctap.libraries.catalogue.importing"
Format = CatalogueImport.Format


def format_of(content: bytes) -> CatalogueImport.Format:
    """What a file is, is told by its content; what is neither MARC nor XML is taken for a table and refused there."""
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        return Format.SHEET
    start = content[:2000].lstrip(b"\xef\xbb\xbf\r\n\t \0")
    if start.startswith((b"<?xml", b"<collection", b"<record", b"<marc:")):
        return Format.MARCXML
    if b"\x1e" in content[:100_000] and b"\x1f" in content[:100_000]:
        return Format.MARC
    return Format.SHEET


@contextmanager
def read_list(file_name: str, content: bytes) -> Iterator[Iterator[Entry | Fault]]:
    """`Refused` says why the file as a whole cannot be read, and the cure."""
    if not content.strip(b"\0 \r\n\t"):
        raise Refused([Reason("Tệp rỗng. Hãy chọn lại tệp.", field="file")])
    if len(content) > MAX_BYTES:
        raise Refused([Reason("Tệp lớn hơn 20 MB. Hãy chia làm nhiều tệp.", field="file")])
    antivirus.must_be_clean(content)
    target = {
        Format.MARC: f"{_HERE}.marc:read_marc",
        Format.MARCXML: f"{_HERE}.marc:read_marcxml",
        Format.SHEET: f"{_HERE}.sheet:read_sheet",
    }
    kind = format_of(content)
    head = f"{today().year}\n".encode()
    if kind == Format.SHEET:
        head += file_name.replace("\n", " ").encode() + b"\n"
    try:
        with isolation.result_file(target[kind], head + content, seconds=SECONDS, output=OUTPUT) as lines:
            yield decoded(iter(lines))
    except isolation.IsolatedFailure as failure:
        raise Refused([Reason(failure.reason, field="file")]) from failure
