"""What other apps, and the parts of this one, put on the page of a library, and which lists of theirs its row of links names."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from hoctap.centres.registry import SectionLine
from hoctap.core.actor import Actor
from hoctap.core.labelled import Labelled
from hoctap.core.registries import Registry
from hoctap.libraries.models import Library


class PageGroup(Labelled):
    """Under which head a page of a library stands, in the order of the heads."""

    BOOKS = "books", "Sách"
    LENDING = "lending", "Mượn trả"
    READING = "reading", "Văn hóa đọc"


@dataclass(frozen=True)
class LibraryPage:
    """A list that belongs to a library. `url_name`: takes `?library=`; shown to whoever holds `permission` at the library.
    `lending`: only where books are lent, not for museums and culture houses. `beside`: pages that are reached from it and lie at addresses
    of their own.
    """

    label: str
    url_name: str
    permission: str
    order: int
    lending: bool = True
    group: PageGroup = PageGroup.BOOKS
    beside: tuple[str, ...] = ()


library_pages: Registry[LibraryPage] = Registry()


@dataclass(frozen=True)
class LibrarySection:
    title: str
    lines: tuple[SectionLine, ...]
    url: str = ""
    order: int = 50


# What stands on the page of one library for a year: a fixed number of queries, None where there is nothing for this actor.
library_sections: Registry[Callable[[Library, int, Actor], LibrarySection | None]] = Registry()


@dataclass(frozen=True)
class TitleFollower:
    """What names a title and goes along when two catalogues become one and the same book stood in both. `move(old title → the one that
    stays, libraries)`: in the change's transaction, of these libraries alone where they are named; what it returns is kept as JSON and
    handed to `back`.
    """

    label: str
    move: Callable[[Mapping[UUID, UUID], Collection[UUID] | None], Any]
    back: Callable[[Any], None]


title_followers: Registry[TitleFollower] = Registry()
