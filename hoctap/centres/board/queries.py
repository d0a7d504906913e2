"""Boards as screens and other apps read them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hoctap.centres.board import contents, rules
from hoctap.centres.board.models import BoardMeeting, BoardSeat, SeatRole, StaffQuota
from hoctap.centres.models import Centre
from hoctap.centres.persons import note_names
from hoctap.papers.content import ProceedingsContent


@dataclass(frozen=True)
class SeatOn:
    """A seat held on a day: what the association reads to see whether its officers sit on the board."""

    commune_id: UUID
    centre_id: UUID
    centre: str
    role: str
    name: str
    user_id: UUID | None
    person_id: UUID | None
    organisation_id: UUID | None
    organisation: str


def seats_on(communes: Iterable[UUID], day: dt.date) -> list[SeatOn]:
    """Of the centres of these communes that work on the day. One query."""
    rows = (
        BoardSeat.objects.held_on(day)
        .filter(centre__in=Centre.objects.working_on(day), centre__organisation__place__in=list(communes))
        .select_related("centre__organisation", "organisation")
    )
    return [
        SeatOn(
            commune_id=one.centre.organisation.place_id,
            centre_id=one.centre_id,
            centre=one.centre.name,
            role=one.role,
            name=one.full_name,
            user_id=one.user_id,
            person_id=one.person_id,
            organisation_id=one.organisation_id,
            organisation=one.organisation.name if one.organisation else "",
        )
        for one in rows
    ]


@dataclass(frozen=True)
class PostLine(rules.PostCount):
    @property
    def label(self) -> str:
        return str(SeatRole(self.role).label)


@dataclass(frozen=True)
class BoardOf:
    """One centre's board on a day."""

    centre: Centre
    seats: Sequence[BoardSeat]
    posts: Sequence[PostLine]

    @property
    def director(self) -> BoardSeat | None:
        return next((one for one in self.seats if one.role == SeatRole.DIRECTOR), None)

    @property
    def vacant(self) -> int:
        return sum(one.vacant for one in self.posts)

    @property
    def expired(self) -> int:
        return sum(one.expired for one in self.posts)

    @property
    def soon(self) -> int:
        return sum(one.soon for one in self.posts)

    @property
    def problems(self) -> list[str]:
        """In words, what a board lacks; empty where it is complete."""
        found = []
        for one in self.posts:
            label = one.label.lower()
            if one.vacant:
                found.append(f"khuyết {one.vacant} {label}")
            if one.expired:
                found.append(f"{one.expired} {label} đã hết nhiệm kỳ")
        return found


def boards_of(centres: Sequence[Centre], day: dt.date) -> list[BoardOf]:
    """In two queries."""
    ids = [one.pk for one in centres]
    seats: defaultdict[UUID, list[BoardSeat]] = defaultdict(list)
    for seat in BoardSeat.objects.held_on(day).filter(centre__in=ids).select_related("organisation"):
        seats[seat.centre_id].append(seat)
    quotas = quotas_on(ids, day)
    found = []
    for centre in centres:
        held = _in_order(seats[centre.pk])
        counted = rules.posts_on(
            day,
            [rules.Held(one.role, one.term_ends_on) for one in held],
            quotas.get(centre.pk, {}),
            SeatRole.values,
        )
        found.append(BoardOf(centre, held, [PostLine(**vars(one)) for one in counted]))
    note_names(one for rows in seats.values() for one in rows)
    return found


def quotas_on(centres: Sequence[UUID], day: dt.date) -> dict[UUID, dict[str, int]]:
    """The posts in force, by centre and role. One query."""
    found: defaultdict[UUID, dict[str, int]] = defaultdict(dict)
    rows = StaffQuota.objects.filter(centre__in=centres, from_on__lte=day)
    for one in rows.order_by("from_on", "recorded_at", "id"):
        found[one.centre_id][one.role] = one.posts
    return dict(found)


def history_of(centre: Centre) -> list[BoardSeat]:
    """Everybody who ever sat on it, the latest first. One query."""
    rows = list(centre.seats.select_related("organisation").order_by("-starts_on", "role", "-id"))
    note_names(rows)
    return rows


def meetings_of(centre: Centre, year: int) -> list[BoardMeeting]:
    return list(centre.meetings.filter(on__year=year).select_related("paper"))


def present_at(meeting: BoardMeeting) -> list[BoardSeat]:
    """In the order of a board. One query."""
    return _in_order(meeting.present.all())


def absent_from(meeting: BoardMeeting) -> list[BoardSeat]:
    """Who sat on the board that day and was not there; who only works in the centre is not asked after. One query."""
    held = meeting.centre.seats.held_on(meeting.on).filter(role__in=rules.OF_THE_BOARD)
    return _in_order(held.exclude(pk__in=meeting.present.values("pk")))


def minutes_now(meeting: BoardMeeting) -> ProceedingsContent:
    return contents.minutes(meeting, present_at(meeting), absent_from(meeting))


def _in_order(seats: Iterable[BoardSeat]) -> list[BoardSeat]:
    order = {role: place for place, role in enumerate(SeatRole.values)}
    return sorted(seats, key=lambda one: (order[one.role], one.starts_on, one.full_name))


def expiring(centres: Sequence[Centre], day: dt.date) -> list[BoardOf]:
    """Those whose board lacks somebody, or where a term is over or soon over."""
    return [one for one in boards_of(centres, day) if one.problems or one.soon]


def overlapping_directors(
    centre: Centre, *, without: UUID | None = None
) -> list[tuple[str, dt.date, dt.date | None]]:
    rows = centre.seats.filter(role=SeatRole.DIRECTOR).exclude(Q(pk=without) if without else Q(pk__in=[]))
    return list(rows.values_list("full_name", "starts_on", "ended_on"))
