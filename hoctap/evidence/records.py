"""Records of the register that can be evidence: who works in which unit. What higher apps hold they register themselves."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from hoctap.audit.registry import is_uuid
from hoctap.core.actor import Actor
from hoctap.evidence.models import PERSON, Subject
from hoctap.evidence.registry import RecordKind, RecordOffer
from hoctap.people.models import UnitMembership, WorkUnit


def _memberships(by: Actor) -> "QuerySet[UnitMembership]":
    units = WorkUnit.objects.visible_to(by)
    return UnitMembership.objects.filter(unit__in=units).select_related("unit")


def _offers(subjects: Sequence[Subject], by: Actor) -> list[RecordOffer]:
    persons = [one.id for one in subjects if one.kind == PERSON]
    if not persons:
        return []
    rows = _memberships(by).filter(person__in=persons).select_related("person").order_by("from_year", "id")
    return [
        RecordOffer(
            id=str(row.pk),
            title=f"{row.person.full_name}: {row.title + ', ' if row.title else ''}{row.unit.name}",
            when=f"từ năm {row.from_year}" + (f" đến năm {row.to_year}" if row.to_year else ""),
            url=reverse("unit_detail", args=[row.unit_id]),
        )
        for row in rows
    ]


def _urls(ids: Sequence[str], by: Actor) -> dict[str, str]:
    rows = _memberships(by).filter(pk__in=[UUID(one) for one in ids if is_uuid(one)])
    return {str(row.pk): reverse("unit_detail", args=[row.unit_id]) for row in rows}


UNIT_MEMBERSHIPS = RecordKind("Làm việc ở đơn vị", _offers, _urls)
