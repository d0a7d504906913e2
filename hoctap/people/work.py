"""What of the register waits for the signed-in person, for the home page; and what importing tells the finder of doubles."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.people import actions, duplicate_queries
from hoctap.people.models import Person, RequestState, SubjectRequest

MOST_REQUESTS = 20


def work_items(by: Actor) -> list[WorkItem]:
    items = []
    if waiting := duplicate_queries.waiting_for(by):
        title = f"Xem {waiting} cặp người có thể ghi trùng"
        items.append(WorkItem(title, reverse("duplicate_list"), why="Sổ hộ", order=60))
    if by.may_anywhere(Permission.SUBJECT_REQUEST):
        asked = SubjectRequest.objects.visible_to(by).filter(state=RequestState.OPEN)
        for one in asked.select_related("place").order_by("due_on", "id")[:MOST_REQUESTS]:
            title = f"Yêu cầu {one.get_kind_display().lower()} dữ liệu cá nhân"
            if not one.acknowledged_on:
                title += ": chưa báo đã nhận"
            due = one.due_on if one.acknowledged_on else one.acknowledge_by_on
            url = reverse("request_detail", args=[one.pk])
            late = today() > due
            items.append(WorkItem(title, url, why=one.place.title, due_on=due, late=late, order=6))
    return items


def note_duplicates(pairs: list[tuple[Person, Person, str]], by: Actor) -> None:
    actions.record_duplicates(pairs, by=by)
