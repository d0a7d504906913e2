"""What higher apps put on a centre's page, and which pages of theirs its row of links names."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.labelled import Labelled
from hoctap.core.registries import Registry


class PageGroup(Labelled):
    """Under which head a page of the centre stands, in the order of the heads."""

    YEAR = "year", "Năm học tập"
    PEOPLE = "people", "Con người"
    HOUSE = "house", "Cơ sở, địa bàn"
    FILE = "file", "Hồ sơ"


@dataclass(frozen=True)
class CentrePage:
    """A list that belongs to the learning centre's year. `url_name`: takes `?centre=`; shown to whoever holds `permission` somewhere.
    `beside`: lists that are reached from it and stand under the same head.
    """

    label: str
    url_name: str
    permission: str
    order: int
    hint: str = ""
    group: PageGroup = PageGroup.YEAR
    beside: tuple[str, ...] = ()


centre_pages: Registry[CentrePage] = Registry()


@dataclass(frozen=True)
class SectionLine:
    """'Chương trình năm 2026: 14 lớp, đã duyệt'. `tone`: as of the glyphs, empty for plain."""

    label: str
    value: str = ""
    url: str = ""
    tone: str = ""


@dataclass(frozen=True)
class CentreSection:
    title: str
    lines: tuple[SectionLine, ...]
    url: str = ""
    order: int = 50


# What stands on the page of one centre for a year: a fixed number of queries, None where there is nothing for this actor.
centre_sections: Registry[Callable[[Centre, int, Actor], CentreSection | None]] = Registry()


@dataclass(frozen=True)
class CentreCarrier:
    """What goes along when a centre is merged into another. `count(centres, on)`: rows that these centres have together, no row twice;
    asked of all before and of the successor after, and both must be the same. `move(old, new, on)`: in the act's transaction.
    """

    label: str
    count: Callable[[Sequence[Centre], dt.date], int]
    move: Callable[[Centre, Centre, dt.date], None]


centre_carriers: Registry[CentreCarrier] = Registry()

# The last day of an activity held by each of these centres up to a day; who has none is left out. A fixed number of queries.
last_activity: Registry[Callable[[Sequence[UUID], dt.date], dict[UUID, dt.date]]] = Registry()

# How many sessions each of these speakers taught in a year. A fixed number of queries.
teaching_counts: Registry[Callable[[list[UUID], int], dict[UUID, int]]] = Registry()


class Met(Labelled):
    """Whether a centre does what is asked of it. Not known is never taken for done."""

    DONE = "done"
    NOT = "not"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    met: Met
    note: str = ""
    url: str = ""


# By the code of a requirement (`compliance.rules.REQUIREMENTS`): how these centres stand in a year. A centre left out is not known. A fixed
# number of queries whatever the number of centres.
requirements: Registry[Callable[[Sequence[Centre], int], dict[UUID, Answer]]] = Registry()

type Cell = str | int | None


@dataclass(frozen=True)
class Book:
    """A book that a centre keeps by working: a view of its records of a year. `columns`: head, width in parts, centred. `sums`: below them."""

    label: str
    columns: tuple[tuple[str, int, bool], ...]
    rows: Callable[[Centre, int], list[list[Cell]]]
    hint: str = ""
    order: int = 50
    sums: Callable[[Centre, int], list[list[Cell]]] | None = None


centre_books: Registry[Book] = Registry()
