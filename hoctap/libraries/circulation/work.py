"""Books that are overdue and books put aside, for the home page of who lends."""

from django.db.models import Count, F, Q
from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.libraries.circulation.models import HoldState
from hoctap.libraries.models import Library
from hoctap.libraries.reach import lent_by

MOST = 6


def work_items(by: Actor) -> list[WorkItem]:
    """Two queries. Of the places where the role was given itself: who oversees many has the list."""
    places = by.places_given(Permission.LIBRARY_LEND)
    if not places:
        return []
    late = Q(loans__returned_on=None, loans__due_on__lt=today(), loans__copy__gone_on=None)
    rows = Library.objects.filter(Q(place__in=places) | Q(place__parent__in=places), lent_by(by))
    found = rows.annotate(n=Count("loans", filter=late)).filter(n__gt=0).order_by(F("n").desc(), "sort_key")
    items = [
        WorkItem(
            f"{count} bản sách quá hạn chưa trả",
            reverse("loan_overdue", query={"library": str(pk)}),
            why=name,
            late=True,
        )
        for pk, name, count in found.values_list("pk", "name", "n")[:MOST]
    ]
    aside = rows.annotate(n=Count("holds", filter=Q(holds__state=HoldState.READY))).filter(n__gt=0)
    return items + [
        WorkItem(
            f"{count} sách đặt trước: để riêng, báo người đặt đến lấy",
            reverse("hold_list", query={"library": str(pk)}),
            why=name,
            order=30,
        )
        for pk, name, count in aside.order_by("sort_key", "pk").values_list("pk", "name", "n")[:MOST]
    ]
