"""Who was trained: for the screens of the centre, and for the association's share of members trained in IT."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from hoctap.centres.board.models import BoardSeat
from hoctap.centres.models import Centre
from hoctap.centres.persons import note_names
from hoctap.centres.training.models import Trainee, Training


@dataclass(frozen=True)
class Trained:
    """Somebody who finished a course on IT in the year. Who it is: by account, by the register, else by name only."""

    commune_id: UUID
    name: str
    title: str
    user_id: UUID | None
    person_id: UUID | None
    seat_id: UUID | None
    training: str
    ended_on: dt.date


def it_trained(communes: Iterable[UUID], year: int) -> list[Trained]:
    """In these communes; each as often as he finished one. One query."""
    rows = Trainee.objects.filter(
        is_finished=True,
        training__is_it=True,
        training__ends_on__year=year,
        training__centre__organisation__place__in=list(communes),
    ).select_related("training__centre__organisation", "seat")
    return [
        Trained(
            commune_id=one.training.centre.organisation.place_id,
            name=one.full_name,
            title=one.title,
            user_id=one.seat.user_id if one.seat else None,
            person_id=one.person_id,
            seat_id=one.seat_id,
            training=one.training.name,
            ended_on=one.training.ends_on,
        )
        for one in rows
    ]


@dataclass(frozen=True)
class StaffShare:
    """Of those who held a seat in the year: how many finished some training in it."""

    trained: int
    staff: int


def staff_share(centres: Sequence[Centre], year: int) -> StaffShare:
    """Two queries. One person in two roles, or in two terms, counts once."""
    held = BoardSeat.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=dt.date(year, 1, 1)),
        centre__in=[one.pk for one in centres],
        starts_on__lte=dt.date(year, 12, 31),
    ).values_list("pk", "centre_id", "full_name")
    staff = {pk: (centre, name.lower()) for pk, centre, name in held}
    finished = Trainee.objects.filter(
        seat__in=list(staff), is_finished=True, training__ends_on__year=year
    ).values_list("seat_id", flat=True)
    return StaffShare(len({staff[pk] for pk in finished if pk}), len(set(staff.values())))


def trainings_of(centres: Sequence[Centre], year: int) -> list[Training]:
    """With how many were there and finished. One query."""
    return list(
        Training.objects.filter(centre__in=[one.pk for one in centres])
        .of_year(year)
        .select_related("centre__organisation__place")
        .annotate(
            people=Count("trainees", distinct=True),
            finished=Count("trainees", filter=Q(trainees__is_finished=True), distinct=True),
        )
        .order_by("-ends_on", "-id")
    )


def trainees_of(training: Training) -> list[Trainee]:
    rows = list(training.trainees.select_related("seat"))
    note_names(rows)
    return rows
