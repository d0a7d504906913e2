"""How many rows of the trail this thread has written: whether a view did something, whatever its answer looks like."""

from contextvars import ContextVar

_rows: ContextVar[int] = ContextVar("audit_rows", default=0)


def rows_written() -> int:
    return _rows.get()


def note_row() -> None:
    _rows.set(_rows.get() + 1)
