"""What of evidence waits for the signed-in person, for the home page."""

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.evidence.queries import open_pairs


def work_items(by: Actor) -> list[WorkItem]:
    if not by.may_anywhere(Permission.EVIDENCE_ADD):
        return []
    waiting = open_pairs(by).order_by().count()
    title = f"Xem {waiting} cặp ảnh minh chứng giống nhau của các hộ khác nhau"
    return [WorkItem(title, reverse("pair_list"), why="Minh chứng", order=58)] if waiting else []
