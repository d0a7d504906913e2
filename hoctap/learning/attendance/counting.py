"""How many came: lượt (each time somebody was there) and người (each person once), from names only.

A person is one of the register; or else the name without accents with the year of birth and where from. Whoever is from another commune is
counted once where the session was held. Heads are never added to either: they are told beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from hoctap.learning.models import Attendance, AttendanceRole
from hoctap.learning.queries import who
from hoctap.people.models import Sex


def by_person(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    """Each row with `who`: equal for the rows of one person."""
    return rows.annotate(who=who())


def of_home(communes: Sequence[UUID]) -> Q:
    """Who lives in one of the communes, wherever he learned. Of whom no hamlet is written down lives where he learned, unless a place of
    his own stands beside his name.
    """
    return Q(hamlet__parent__in=list(communes)) | Q(
        hamlet__isnull=True, from_where="", session__activity__commune__in=list(communes)
    )


@dataclass(frozen=True)
class Came:
    """From names. `times`: lượt; `people`: người."""

    times: int = 0
    people: int = 0
    male: int = 0
    female: int = 0
    organisers: int = 0


@dataclass(frozen=True)
class AgeRow:
    label: str
    male: int
    female: int
    unknown: int

    @property
    def total(self) -> int:
        return self.male + self.female + self.unknown


def came(rows: QuerySet[Attendance]) -> Came:
    """Of these standing rows. Sexes are counted by times; organisers are not among those who came to learn. One query."""
    learners = Q(role=AttendanceRole.LEARNER)
    found = by_person(rows).aggregate(
        times=Count("pk", filter=learners),
        people=Count("who", filter=learners, distinct=True),
        male=Count("pk", filter=learners & Q(sex=Sex.MALE)),
        female=Count("pk", filter=learners & Q(sex=Sex.FEMALE)),
        organisers=Count("pk", filter=Q(role=AttendanceRole.ORGANISER)),
    )
    return Came(**found)


def came_by_session(sessions: Iterable[UUID]) -> dict[UUID, Came]:
    """One query; sessions nobody was named at are not in it."""
    learners = Q(role=AttendanceRole.LEARNER)
    rows = (
        by_person(Attendance.objects.standing().filter(session__in=list(sessions)))
        .order_by()
        .values("session")
        .annotate(
            times=Count("pk", filter=learners),
            people=Count("who", filter=learners, distinct=True),
            male=Count("pk", filter=learners & Q(sex=Sex.MALE)),
            female=Count("pk", filter=learners & Q(sex=Sex.FEMALE)),
            organisers=Count("pk", filter=Q(role=AttendanceRole.ORGANISER)),
        )
    )
    return {
        row["session"]: Came(row["times"], row["people"], row["male"], row["female"], row["organisers"])
        for row in rows
    }
