"""What of centres' files waits for the signed-in person, for the home page."""

from django.urls import reverse

from hoctap.centres.board.queries import expiring
from hoctap.centres.merging.queries import silences
from hoctap.centres.models import Centre
from hoctap.centres.teaching.models import RequestState, TeacherRequest
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem

MOST = 6


def work_items(by: Actor) -> list[WorkItem]:
    items: list[WorkItem] = []
    if by.may_anywhere(Permission.CENTRE_KEEP):
        items += _own_centres(by)
    if by.may_anywhere(Permission.PROGRAMME_APPROVE):
        items += _to_forward(by)
    return items


def _own_centres(by: Actor) -> list[WorkItem]:
    day = today()
    rows = Centre.objects.of_own_places(by, Permission.CENTRE_KEEP).working_on(day)
    centres = list(rows.select_related("organisation__place")[:MOST])
    items = []
    silent = silences(centres, day)
    for one in centres:
        told = silent.get(one.pk)
        if told is not None and told.is_warned:
            items.append(
                WorkItem(
                    f"{told.months} tháng trung tâm chưa có hoạt động",
                    reverse("centre_file", args=[one.pk]),
                    why=one.name,
                    late=True,
                    order=12,
                )
            )
    for board in expiring(centres, day):
        # A board that nobody began to write down is no alarm; its page says so.
        if board.seats:
            told_of = "; ".join(board.problems) or f"{board.soon} người sắp hết nhiệm kỳ"
            items.append(
                WorkItem(
                    f"Ban giám đốc: {told_of}",
                    reverse("seat_list", query={"centre": str(board.centre.pk)}),
                    why=board.centre.name,
                    order=35,
                )
            )
    return items


def _to_forward(by: Actor) -> list[WorkItem]:
    rows = TeacherRequest.objects.visible_to(by).filter(
        state=RequestState.ASKED,
        centre__in=Centre.objects.of_own_places(by, Permission.PROGRAMME_APPROVE),
    )
    return [
        WorkItem(
            f"Xin giáo viên: {one.title}",
            reverse("teacherrequest_detail", args=[one.pk]),
            why=one.centre.name,
            order=25,
        )
        for one in rows.select_related("centre__organisation")[:MOST]
    ]
