"""The road of a file as data: its days, who meets, and who receives and decides it, by title, territory and date."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Q

from hoctap.assessments.models import Authority
from hoctap.core.dates import last_day_before
from hoctap.criteria.titles import RoadKind, Title
from hoctap.places.models import Level, Place

_ABOVE_HAMLETS = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)
FILE = Path(__file__).parent / "roads.toml"


@dataclass(frozen=True)
class FileRoad:
    name: str
    chair: str
    invited: str
    instrument: str
    head: str = ""
    """Whose assessment it is; empty: the subject's own name."""
    file_before: str = ""
    """MM-DD of the year after the one assessed: the file is sent before this day."""
    decided_before: str = ""
    in_year: bool = False
    """Its days are of the year that is assessed."""
    least_members: int = 0
    """How many ủy viên a council has at least; their number is odd. 0: no council."""
    valid_after_year: bool = False
    """The months of validity are reckoned from the end of the year of the decision (TT 25/2023), not from its day."""
    papers: tuple[str, ...] = ()
    """What the file is made of, in its order: minutes, report, summary, letter, evidence."""
    proposed_by_association: bool = False
    """The Hội Khuyến học of the commune proposes to its chair. No public text says which papers there are: they are offered, none is demanded."""
    procedure: str = ""
    """Code of the public-service procedure."""
    reported_before: str = ""
    """MM-DD of the year after: an authority of the district has reported before this day (TT 24/2023)."""

    @property
    def needs_minutes(self) -> bool:
        return "minutes" in self.papers and not self.proposed_by_association

    def last_day_to_send(self, year: int) -> dt.date | None:
        return self._last_day(self.file_before, year)

    def last_day_to_decide(self, year: int) -> dt.date | None:
        return self._last_day(self.decided_before, year)

    def last_day_to_report(self, year: int) -> dt.date | None:
        return self._last_day(self.reported_before, year)

    def _last_day(self, before: str, year: int) -> dt.date | None:
        if not before:
            return None
        return last_day_before(dt.date.fromisoformat(f"{year if self.in_year else year + 1}-{before}"))


@dataclass(frozen=True)
class AuthorityFacts:
    """`place`: of the authority; None where it lies outside what hoctap keeps (the ministry)."""

    place: Place | None
    receives: str
    decides: str
    has_council: bool
    basis: str
    is_outside: bool = False


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def file_road(title: str) -> FileRoad:
    """A title that is not named goes the road of those the commune recognises."""
    rows = _data()["roads"]
    row = next((one for one in rows if title in one["titles"]), None)
    if row is None:
        if Title(title).facts.road is not RoadKind.FILE:
            raise KeyError(title)
        row = next(one for one in rows if "learning_unit" in one["titles"])
    facts = {key: value for key, value in row.items() if key not in ("titles", "papers")}
    return FileRoad(**facts, papers=tuple(row.get("papers", ())))


def shipped_rows() -> list[dict[str, Any]]:
    return list(_data()["authorities"])


def authority_at_sending(title: str, place: Place, year: int, today: dt.date) -> AuthorityFacts | None:
    """For a file that is not sent yet: of today, of an old year of the last day in time."""
    last = file_road(title).last_day_to_send(year)
    return authority_for(title, place, min(today, last) if last else today)


def authority_for(title: str, place: Place, day: dt.date) -> AuthorityFacts | None:
    """Who receives and decides a file of this place on that day; None where no paper names anybody.

    A paper that the province entered goes before what is shipped. Reads the units above the place.
    """
    above = {one.level: one for one in Place.objects.filter(pk__in=place.path)}
    own = (
        Authority.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=day),
            title=title,
            place__in=place.path,
            valid_from__lte=day,
        )
        .select_related("place")
        .order_by("-valid_from", "-id")
    )
    nearest = max(own, key=lambda one: (len(one.place.path), one.valid_from, one.pk), default=None)
    if nearest is not None:
        at = above.get(nearest.level)
        return AuthorityFacts(
            at,
            _named(nearest.receives, at),
            _named(nearest.decides, at),
            nearest.has_council,
            nearest.paper_words,
        )
    facts = Title(title).facts
    # What a commune or province started of its own goes as the titles of the commune do; who recognises a commune, its paper says.
    named = (
        title
        if not facts.is_local
        else ""
        if place.level in _ABOVE_HAMLETS and facts.place_levels
        else "learning_unit"
    )
    for row in _data()["authorities"]:
        if named not in row["titles"] or not row["from"] <= day or ("to" in row and row["to"] <= day):
            continue
        if "province_code" in row:
            province = above.get(Level.PROVINCE)
            if province is None or province.code != row["province_code"]:
                continue
        if row["level"] == "ministry":
            return AuthorityFacts(
                None, row["receives"], row["decides"], row["has_council"], row["instrument"], is_outside=True
            )
        at = above.get(row["level"])
        if at is None:
            continue
        basis = "Theo văn bản phát động danh hiệu của địa phương" if facts.is_local else row["instrument"]
        return AuthorityFacts(
            at, _named(row["receives"], at), _named(row["decides"], at), row["has_council"], basis
        )
    return None


def _named(words: str, place: Place | None) -> str:
    """'Sở Giáo dục và Đào tạo tỉnh Phú Thọ', 'Chủ tịch Ủy ban nhân dân huyện Tháp Mười'."""
    if place is None:
        return words
    kind = words.rsplit(" ", 1)[-1]
    if kind.lower() in ("xã", "huyện", "tỉnh"):
        return f"{words.rsplit(' ', 1)[0]} {place.full_name}"
    return f"{words} {place.full_name}" if place.name not in words else words
