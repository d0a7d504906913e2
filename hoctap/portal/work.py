"""What came in through the door and waits for somebody."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.portal.models import DataRequest, DataRequestState, Door

MOST = 20


def door_link() -> tuple[str, str] | None:
    """Where one signs in: while any door is open. One query."""
    if not Door.objects.standing().exists():
        return None
    return "Cổng thông tin cho người dân", reverse("door_list")


def work_items(by: Actor) -> list[WorkItem]:
    return _requests(by) if by.may_anywhere(Permission.SUBJECT_REQUEST) else []


def _requests(by: Actor) -> list[WorkItem]:
    rows = DataRequest.objects.visible_to(by).filter(state=DataRequestState.NEW).select_related("place")
    return [
        WorkItem(
            f"Kiểm tra người gửi yêu cầu {one.get_kind_display().lower()} dữ liệu cá nhân",
            reverse("datarequest_detail", args=[one.pk]),
            why=f"{one.place.title}, gửi qua cổng",
            due_on=one.acknowledge_by_on,
            late=today() > one.acknowledge_by_on,
            order=6,
        )
        for one in rows[:MOST]
    ]
