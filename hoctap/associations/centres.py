"""The association beside the learning centres: do its leaders sit on the board, do those who do its work take part in the centre's activities
and know how to use a computer. Read from the books of the centres, never typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from hoctap.associations.models import LEADERS, Member, Officer
from hoctap.associations.queries import day_of
from hoctap.centres.board.queries import SeatOn, seats_on
from hoctap.centres.models import Centre
from hoctap.centres.training.queries import Trained, it_trained
from hoctap.core.reading import not_shown
from hoctap.core.text import clean
from hoctap.learning.models import ActivityState, Attendance, AttendanceRole
from hoctap.places.models import Level, OrganisationKind


def same(name: str) -> str:
    """Names are one where this is: capitals and spaces apart, accents not."""
    return clean(name).casefold()


# ---------------------------------------------------------------- leaders on boards


@dataclass(frozen=True)
class Lead:
    """Of one commune that has a centre."""

    commune_id: UUID
    leaders: tuple[Officer, ...]
    has_board: bool
    seated: tuple[tuple[Officer, SeatOn], ...]

    @property
    def is_known(self) -> bool:
        """Who leads the association and who sits on the board are both on record."""
        return bool(self.leaders) and self.has_board

    @property
    def sits(self) -> bool:
        return bool(self.seated)


def leads_of(commune_ids: Iterable[UUID], year: int) -> dict[UUID, Lead]:
    """Of those communes that have a centre; at the end of the year, or today. Three queries."""
    ids, day = list(commune_ids), day_of(year)
    centres = Centre.objects.working_on(day).filter(organisation__place__in=ids)
    having = set(centres.values_list("organisation__place", flat=True))
    seats: dict[UUID, list[SeatOn]] = {}
    for seat in seats_on(having, day):
        seats.setdefault(seat.commune_id, []).append(seat)
    leaders: dict[UUID, list[Officer]] = {}
    found = Officer.objects.in_office(day).filter(
        association__place__in=having, chapter__isnull=True, position__in=LEADERS
    )
    with not_shown():
        for officer in found.select_related("association", "member").order_by("position", "id"):
            leaders.setdefault(officer.association.place_id, []).append(officer)
    return {
        commune: Lead(
            commune,
            tuple(leaders.get(commune, ())),
            bool(seats.get(commune)),
            tuple(
                (officer, seat)
                for officer in leaders.get(commune, ())
                for seat in seats.get(commune, ())
                if _is_seat_of(officer.member, seat)
            ),
        )
        for commune in having
    }


def _is_seat_of(member: Member, seat: SeatOn) -> bool:
    if member.user_id and seat.user_id:
        return member.user_id == seat.user_id
    if member.person_id and seat.person_id:
        return member.person_id == seat.person_id
    return member.same_name == same(seat.name)


# ---------------------------------------------------------------- who does the work


@dataclass
class Worker:
    """Hội viên làm công tác khuyến học of a commune: an officer, or marked so in the list."""

    member: Member
    organised: list[str] = field(default_factory=list)
    trained: list[str] = field(default_factory=list)

    @property
    def is_active(self) -> bool:
        """Both in one person."""
        return bool(self.organised) and bool(self.trained)


@dataclass(frozen=True)
class Workers:
    """Of one commune in a year."""

    workers: tuple[Worker, ...]
    has_organisers: bool
    """Somebody was written down by name as organiser in the commune."""
    has_trained: bool

    @property
    def active(self) -> int:
        return sum(one.is_active for one in self.workers)

    @property
    def organised(self) -> int:
        return sum(bool(one.organised) for one in self.workers)

    @property
    def trained(self) -> int:
        return sum(bool(one.trained) for one in self.workers)

    @property
    def is_known(self) -> bool:
        """Without a single name on either side nobody can say that none of them was there."""
        return bool(self.workers) and (self.has_organisers or self.has_trained)


@dataclass(frozen=True)
class _Organiser:
    person_id: UUID | None
    name: str
    birth_year: int | None
    what: str


def workers_of(commune_ids: Sequence[UUID], year: int) -> dict[UUID, Workers]:
    """Four queries, however many communes."""
    ids = list(commune_ids)
    members = _working_members(ids, year)
    organisers = _organisers(ids, year)
    trained: dict[UUID, list[Trained]] = {}
    for row in it_trained(ids, year):
        trained.setdefault(row.commune_id, []).append(row)
    found = {}
    for commune in ids:
        own = members.get(commune, [])
        names = [one.same_name for one in own]
        workers = [
            Worker(
                one,
                [row.what for row in organisers.get(commune, ()) if _is_organiser(one, row)],
                [
                    row.training
                    for row in trained.get(commune, ())
                    if _is_trained(one, row, alone=names.count(one.same_name) == 1)
                ],
            )
            for one in own
        ]
        found[commune] = Workers(tuple(workers), commune in organisers, commune in trained)
    return found


def _working_members(commune_ids: Sequence[UUID], year: int) -> dict[UUID, list[Member]]:
    day = day_of(year)
    rows = Member.objects.filter(
        association__place__in=commune_ids,
        association__place__level=Level.COMMUNE,
        association__kind=OrganisationKind.ASSOCIATION,
    )
    rows = rows.exclude(left_on__lte=day).exclude(joined_on__gt=day).select_related("association", "chapter")
    held = set(
        Officer.objects.in_office(day)
        .filter(association__place__in=commune_ids)
        .values_list("member", flat=True)
    )
    found: dict[UUID, list[Member]] = {}
    for one in rows:
        if one.does_work or one.pk in held:
            found.setdefault(one.association.place_id, []).append(one)
    return found


def _organisers(commune_ids: Sequence[UUID], year: int) -> dict[UUID, list[_Organiser]]:
    """Of the centres' activities that were held."""
    rows = Attendance.objects.standing().filter(
        role=AttendanceRole.ORGANISER,
        session__state=ActivityState.HELD,
        session__on__year=year,
        session__activity__commune__in=commune_ids,
        session__activity__centre__isnull=False,
    )
    found: dict[UUID, list[_Organiser]] = {}
    for commune, person, name, born, born_there, what, day in rows.values_list(
        "session__activity__commune",
        "person",
        "full_name",
        "birth_year",
        "person__birth_year",
        "session__activity__title",
        "session__on",
    ).order_by("session__on", "id"):
        told = f"{what} ({day:%d/%m/%Y})"
        found.setdefault(commune, []).append(_Organiser(person, same(name), born or born_there, told))
    return found


def _is_organiser(member: Member, row: _Organiser) -> bool:
    if member.person_id and row.person_id:
        return member.person_id == row.person_id
    return (
        member.birth_year is not None and member.birth_year == row.birth_year and member.same_name == row.name
    )


def _is_trained(member: Member, row: Trained, *, alone: bool) -> bool:
    """By account, by the register; else by name, where nobody else of those who do the work bears it."""
    if member.user_id and row.user_id:
        return member.user_id == row.user_id
    if member.person_id and row.person_id:
        return member.person_id == row.person_id
    return alone and member.same_name == same(row.name)
