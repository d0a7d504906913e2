"""Centres' years in a change of boundaries: what was held stays where it was held; what is still to come, and which hamlets are difficult,
go with the hamlets. A programme stays with its centre, which the new commune merges by decision; where its lines are still to be held
goes along, and the new commune reads it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q
from django.urls import reverse

from hoctap.centres.boundaries import sole_successors
from hoctap.core.dates import today
from hoctap.core.refusals import Reason
from hoctap.learning.models import Activity, ActivityState, DifficultHamlet, Programme, ProgrammeLine
from hoctap.places.boundaries.registry import (
    BoundaryCarrier,
    Carriage,
    OpenWork,
    recorded_since,
    waiting_at,
)
from hoctap.places.models import Place


def open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    planned = Activity.objects.filter(place__in=place_ids, state=ActivityState.PLANNED)
    running = Programme.objects.filter(centre__organisation__place__in=place_ids, year__gte=today().year)
    return [
        *waiting_at(
            planned,
            "place",
            "{n} hoạt động đã xếp lịch, chưa tổ chức",
            reverse("activity_list", query={"state": "planned"}),
        ),
        *waiting_at(
            running,
            "centre__organisation__place",
            "{n} chương trình năm của trung tâm: sang cùng trung tâm khi sáp nhập, hoặc lập tiếp ở trung tâm mới",
            reverse("programme_list"),
        ),
    ]


def carry(carriage: Carriage) -> dict[str, Any]:
    """What is to come in a hamlet moves to its successor; a hamlet that is difficult stays so under its new name."""
    return {**carry_to_come(carriage), **_carry_spells(carriage)}


def carry_to_come(carriage: Carriage) -> dict[str, Any]:
    communes = dict(Place.objects.filter(pk__in=carriage.hamlets.values()).values_list("pk", "parent_id"))
    moved: dict[str, list[str]] = {}
    planned = Activity.objects.filter(place__in=carriage.hamlets, state=ActivityState.PLANNED)
    for activity in planned.select_for_update(of=("self",)):
        successor = carriage.hamlets[activity.place_id]
        commune = communes[successor]
        moved[str(activity.pk)] = [str(activity.place_id), str(activity.commune_id)]
        activity.place_id = successor
        activity.commune_id = commune or activity.commune_id
        activity.save(update_fields=["place", "commune"])
    return {"activities": moved, "lines": _carry_lines(carriage)}


def _carry_spells(carriage: Carriage) -> dict[str, Any]:
    spells: dict[str, str] = {}
    later: dict[str, str] = {}
    standing = DifficultHamlet.objects.filter(hamlet__in=carriage.hamlets, until__isnull=True)
    for spell in standing.select_for_update(of=("self",)):
        successor = carriage.hamlets[spell.hamlet_id]
        if spell.since >= carriage.on:
            later[str(spell.pk)] = str(spell.hamlet_id)
            spell.hamlet_id = successor
            spell.save(update_fields=["hamlet"])
            continue
        new = DifficultHamlet.objects.create(
            hamlet_id=successor, since=carriage.on, basis=spell.basis, recorded_by=spell.recorded_by
        )
        spell.until = carriage.on
        spell.save(update_fields=["until"])
        spells[str(spell.pk)] = str(new.pk)
    return {"difficult": spells, "difficult_later": later}


def _carry_lines(carriage: Carriage) -> dict[str, str]:
    """Lines of this year's programmes and later that are not yet held as often as planned: their places become those of today."""
    into = {**carriage.hamlets, **sole_successors(carriage)}
    held = Count("activities", Q(activities__state=ActivityState.HELD))
    rows = ProgrammeLine.objects.filter(place__in=into, programme__year__gte=carriage.on.year)
    waiting = list(rows.order_by("pk").annotate(held=held).filter(held__lt=F("times")))
    kept = {str(line.pk): str(line.place_id) for line in waiting}
    for line in waiting:
        line.place_id = into[line.place_id]
    ProgrammeLine.objects.bulk_update(waiting, ["place"])
    return kept


def undo(carriage: Carriage, kept: dict[str, Any]) -> None:
    """An activity that somebody planned elsewhere since stays there."""
    for pk, (place, commune) in kept.get("activities", {}).items():
        carried = Activity.objects.filter(pk=pk, place=carriage.hamlets[UUID(place)])
        carried.update(place=place, commune=commune)
    for pk, place in kept.get("lines", {}).items():
        ProgrammeLine.objects.filter(pk=pk).update(place=place)
    DifficultHamlet.objects.filter(pk__in=kept.get("difficult", {}).values()).delete()
    DifficultHamlet.objects.filter(pk__in=kept.get("difficult", {})).update(until=None)
    for pk, hamlet in kept.get("difficult_later", {}).items():
        DifficultHamlet.objects.filter(pk=pk).update(hamlet=hamlet)


def undo_blockers(carriage: Carriage, kept: dict[str, Any]) -> list[Reason]:
    made = list(carriage.made)
    activities = Activity.objects.filter(place__in=made)
    spells = DifficultHamlet.objects.filter(hamlet__in=made).exclude(pk__in=kept.get("difficult_later", {}))
    held = activities.filter(pk__in=kept.get("activities", {})).exclude(state=ActivityState.PLANNED)
    return (
        recorded_since(activities.exclude(pk__in=kept.get("activities", {})) | held, "{n} hoạt động")
        + recorded_since(spells.exclude(pk__in=kept.get("difficult", {}).values()), "{n} ấp, khóm khó khăn")
        + recorded_since(
            Programme.objects.filter(centre__organisation__place__in=made), "{n} chương trình năm"
        )
        + recorded_since(
            ProgrammeLine.objects.filter(place__in=made).exclude(pk__in=kept.get("lines", {})),
            "{n} dòng chương trình",
        )
    )


LEARNING = BoundaryCarrier(
    open_work=open_work, carry=carry, join=carry_to_come, undo=undo, undo_blockers=undo_blockers
)
