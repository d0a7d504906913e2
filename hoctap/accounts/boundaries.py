"""Accounts in a change of boundaries: roles at a place that ends stay for reading its history; new ones are given by a person."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hoctap.accounts.models import Capacity, RoleAssignment
from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.places.boundaries.registry import BoundaryCarrier, Carriage, OpenWork, waiting_at


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    holding = Q(capacity__ends_on__isnull=True) | Q(capacity__ends_on__gt=today())
    roles = RoleAssignment.objects.filter(holding, place__in=place_ids, capacity__user__is_active=True)
    words = "{n} vai trò đang giao; hãy giao lại ở nơi mới, vai trò cũ chỉ còn để xem"
    return waiting_at(roles, "place", words, reverse("account_list"))


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    made = list(carriage.made)
    people = Capacity.objects.filter(Q(organisation__place__in=made) | Q(roles__place__in=made))
    names = sorted(set(people.values_list("user__full_name", flat=True)))
    if not names:
        return []
    return [
        Reason(
            f"{len(names)} tài khoản đã được giao chức vụ hoặc vai trò ở nơi mới: {', '.join(names[:3])}"
            f"{' …' if len(names) > 3 else ''}."
        )
    ]


ACCOUNTS = BoundaryCarrier(open_work=open_work, undo_blockers=undo_blockers)
