"""What of the register waits for the signed-in person, for the home page; and what importing tells the finder of doubles."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.people import actions
from hoctap.people.models import DuplicateCandidate, Person


def work_items(by: Actor) -> list[WorkItem]:
    items = []
    if by.may_anywhere(Permission.HOUSEHOLD_EDIT):
        waiting = DuplicateCandidate.objects.visible_to(by).waiting().count()
        if waiting:
            title = f"Xem {waiting} cặp người có thể ghi trùng"
            items.append(WorkItem(title, reverse("duplicate_list"), why="Sổ hộ", order=60))
    return items


def note_duplicates(pairs: list[tuple[Person, Person, str]], by: Actor) -> None:
    actions.record_duplicates(pairs, by=by)
