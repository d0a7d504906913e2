"""Hamlets of a list for a past year: those that stood then, and where a household of one that is no more lives now."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from hoctap.core.dates import today
from hoctap.core.vietnamese import format_date
from hoctap.places.models import Level, LineageEdge, Place
from hoctap.places.queries import hamlets_at_end_of, hamlets_of

_WHOLE = (LineageEdge.Kind.MERGE, LineageEdge.Kind.RENAME)


@dataclass(frozen=True)
class Stay:
    """A household counts in the hamlet from a year up to, and without, another; None when it still does."""

    hamlet: Place
    from_year: int
    to_year: int | None


def hamlets_of_list(commune: Place, year: int) -> list[Place]:
    """Of a past year those of that year's end; where the commune had none yet, and for this year and the next, today's."""
    then = hamlets_at_end_of(commune, year) if year < today().year else []
    return then or hamlets_of(commune)


def has_ended(hamlet: Place, commune: Place) -> bool:
    """It was merged, divided or dissolved while its commune went on."""
    return hamlet.valid_to is not None and hamlet.valid_to != commune.valid_to


def stays_from(hamlet: Place, year: int, commune: Place) -> list[Stay] | None:
    """Where a household listed there for the year counts until now, or None where nobody can tell: the hamlet was divided or dissolved,
    or went to another commune. One query for each time a hamlet ended.
    """
    stays: list[Stay] = []
    here, since = hamlet, year
    while has_ended(here, commune):
        edges = LineageEdge.objects.filter(predecessor=here, successor__level=Level.HAMLET)
        found = list(edges.select_related("successor")[:2])
        if len(found) != 1 or found[0].kind not in _WHOLE or found[0].successor.parent_id != commune.pk:
            return None
        assert here.valid_to is not None
        until = max(since, here.valid_to.year)
        stays.append(Stay(here, since, until))
        here, since = found[0].successor, until
    return [*stays, Stay(here, since, None)]


def of_no_known_end(hamlets: Iterable[Place], year: int, commune: Place) -> dict[UUID, tuple[str, str]]:
    """Hamlets whose households cannot be entered for the year → why, and the cure."""
    return {
        one.pk: (
            f"{one.title} không còn từ {format_date(one.valid_to)} và không nhập cả vào một ấp, khóm: "
            "chưa biết hộ này nay ở đâu.",
            f"Nhập dòng này bằng danh sách từ năm {one.valid_to.year if one.valid_to else year}, theo ấp, khóm hiện nay.",
        )
        for one in hamlets
        if has_ended(one, commune) and stays_from(one, year, commune) is None
    }
