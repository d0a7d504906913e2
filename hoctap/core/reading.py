"""Which persons and households a request has looked at.

Models of people say `saw` when a row of theirs is loaded, queries that read names past the models say it themselves. Outside of a
request nobody listens, and saying it costs next to nothing.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID


@dataclass
class Seen:
    persons: set[UUID] = field(default_factory=set)
    households: set[UUID] = field(default_factory=set)
    unnamed: int = 0
    """Persons without an id: rows of a file that was not taken in."""

    def __bool__(self) -> bool:
        return bool(self.persons or self.households or self.unnamed)


_seen: ContextVar[Seen | None] = ContextVar("seen", default=None)


def saw(*, persons: Iterable[UUID] = (), households: Iterable[UUID] = (), unnamed: int = 0) -> None:
    seen = _seen.get()
    if seen is not None:
        seen.persons.update(persons)
        seen.households.update(households)
        seen.unnamed += unnamed


def is_watched() -> bool:
    return _seen.get() is not None


@contextmanager
def watched() -> Iterator[Seen]:
    """Collects what is looked at inside."""
    seen = Seen()
    token = _seen.set(seen)
    try:
        yield seen
    finally:
        _seen.reset(token)


@contextmanager
def not_shown() -> Iterator[None]:
    """For rows that are loaded to compute with and that nobody gets to see."""
    token = _seen.set(None)
    try:
        yield
    finally:
        _seen.reset(token)
