"""The requirements that a centre's own file answers."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.centres.board.models import BoardMeeting, BoardSeat, MemberReview, SeatRole
from hoctap.centres.board.queries import boards_of
from hoctap.centres.facts.models import Regulation
from hoctap.centres.merging.queries import silences
from hoctap.centres.models import Centre
from hoctap.centres.registry import Answer, Met
from hoctap.core.dates import today
from hoctap.core.vietnamese import format_date


def _board_url(centre: Centre) -> str:
    return reverse("seat_list", query={"centre": str(centre.pk)})


def board(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    """Today, or as it was at the end of a past year; a board nobody ever wrote down is not known."""
    day = min(today(), today().replace(year=year, month=12, day=31))
    known = set(
        BoardSeat.objects.filter(centre__in=[one.pk for one in centres]).values_list("centre_id", flat=True)
    )
    found = {}
    for one in boards_of(centres, day):
        if one.centre.pk in known:
            note = "; ".join(one.problems)
            found[one.centre.pk] = Answer(Met.NOT if note else Met.DONE, note, _board_url(one.centre))
    return found


def regulation(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    latest: dict[UUID, Regulation] = {}
    rows = Regulation.objects.filter(centre__in=[one.pk for one in centres], issued_on__year__lte=year)
    for row in rows.order_by("issued_on", "recorded_at"):
        latest[row.centre_id] = row
    return {
        one.pk: Answer(Met.DONE, str(latest[one.pk]), reverse("centre_file", args=[one.pk]))
        if one.pk in latest
        else Answer(Met.NOT, "chưa có trong hồ sơ", reverse("centre_file", args=[one.pk]))
        for one in centres
    }


def reviews(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    """Of the director and the deputies who held their seats in the year. It is due when the year is over."""
    seats: dict[UUID, set[UUID]] = {}
    leaders = BoardSeat.objects.filter(
        centre__in=[one.pk for one in centres],
        role__in=[SeatRole.DIRECTOR, SeatRole.DEPUTY],
        starts_on__year__lte=year,
    ).exclude(ended_on__year__lt=year)
    for pk, centre in leaders.values_list("pk", "centre_id"):
        seats.setdefault(centre, set()).add(pk)
    done = set(
        MemberReview.objects.filter(
            year=year, seat__in=[pk for rows in seats.values() for pk in rows]
        ).values_list("seat_id", flat=True)
    )
    found = {}
    for one in centres:
        if one.pk in seats:
            left = len(seats[one.pk] - done)
            met = Met.DONE if not left else Met.UNKNOWN if year >= today().year else Met.NOT
            note = f"còn {left} người chưa tự đánh giá" if left else ""
            found[one.pk] = Answer(met, note, _board_url(one))
    return found


def books(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    held: dict[UUID, int] = {}
    rows = BoardMeeting.objects.filter(centre__in=[one.pk for one in centres], on__year=year)
    for centre in rows.order_by().values_list("centre_id", flat=True):
        held[centre] = held.get(centre, 0) + 1
    return {
        one.pk: Answer(Met.DONE, f"{held[one.pk]} cuộc họp", _board_url(one))
        if one.pk in held
        else Answer(Met.NOT, "chưa ghi cuộc họp nào", _board_url(one))
        for one in centres
    }


def silence(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    """Of today: a past year says nothing on it."""
    if year != today().year:
        return {}
    found = {}
    for pk, one in silences(centres, today()).items():
        last = f"hoạt động gần nhất {format_date(one.last_on)}" if one.last_on else "chưa ghi hoạt động nào"
        found[pk] = Answer(Met.NOT if one.is_warned else Met.DONE, last)
    return found


OWN = {"board": board, "regulation": regulation, "reviews": reviews, "books": books, "silence": silence}
