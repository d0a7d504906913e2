"""For the server: a list read in the child, its rows one at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

from hoctap.core import isolation
from hoctap.people.reading.model import (
    MAX_BYTES,
    TOO_LONG,
    Options,
    Reading,
    RowReading,
    decode_head,
    decode_rows,
)

MEMORY_BYTES = 512 * 1024 * 1024
OUTPUT_BYTES = 256 * 1024 * 1024
SECONDS = 120


@contextmanager
def opened(content: bytes, options: Options) -> Iterator[tuple[Reading, Iterator[RowReading]]]:
    """Head and rows; the rows are read from a temporary file that is gone afterwards. `IsolatedFailure` has the reason
    why a file cannot be read.
    """
    if len(content) > MAX_BYTES:
        raise isolation.IsolatedFailure(TOO_LONG)
    with isolation.result_file(
        "hoctap.people.reading.child:read_parts",
        options.line() + content,
        seconds=SECONDS,
        memory=MEMORY_BYTES,
        output=OUTPUT_BYTES,
    ) as result:
        reading = decode_head(result.readline())
        yield reading, decode_rows(reading, result)
