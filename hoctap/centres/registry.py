"""What higher apps put on a centre's page, and which pages of theirs its row of links names."""

from collections.abc import Callable
from dataclasses import dataclass

from hoctap.centres.models import Centre
from hoctap.core.actor import Actor
from hoctap.core.registries import Registry


@dataclass(frozen=True)
class CentrePage:
    """A list that belongs to the learning centre's year. `url_name`: takes `?centre=`; shown to whoever holds `permission` somewhere."""

    label: str
    url_name: str
    permission: str
    order: int
    hint: str = ""


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
