"""That a person was at a session, as evidence: offered to whoever builds a dossier about him, taken back with the name."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from hoctap.audit.registry import is_uuid
from hoctap.core.actor import Actor
from hoctap.core.vietnamese import format_date
from hoctap.evidence.models import PERSON, Subject
from hoctap.evidence.registry import RecordKind, RecordOffer
from hoctap.learning.models import Attendance, AttendanceRole, Session
from hoctap.people.models import Person

CODE = "attendance"


def _standing(by: Actor) -> "QuerySet[Attendance]":
    """Of people whom the actor sees in the register, wherever the session was: a class of the commune proves something in the hamlet."""
    rows = Attendance.objects.standing().filter(person__in=Person.objects.visible_to(by))
    return rows.select_related("session__activity", "person")


def _offers(subjects: Sequence[Subject], by: Actor) -> list[RecordOffer]:
    persons = [one.id for one in subjects if one.kind == PERSON]
    if not persons:
        return []
    rows = list(_standing(by).filter(person__in=persons).order_by("-session__on", "-id"))
    shown = _shown([row.session_id for row in rows], by)
    return [
        RecordOffer(
            id=str(row.pk),
            title=f"{row.full_name} {what(row)}",
            when=f"ngày {format_date(row.session.on)}",
            url=reverse("session_detail", args=[row.session_id]) if row.session_id in shown else "",
        )
        for row in rows
    ]


def what(row: Attendance) -> str:
    """'dự lớp “Trồng lúa”, buổi 2'."""
    activity = row.session.activity
    verb = "tham gia tổ chức" if row.role == AttendanceRole.ORGANISER else "dự"
    return f"{verb} {activity.get_kind_display()} “{activity.title}”, buổi {row.session.number}"


def _urls(ids: Sequence[str], by: Actor) -> dict[str, str]:
    rows = Attendance.objects.filter(pk__in=[UUID(one) for one in ids if is_uuid(one)])
    sessions = dict(rows.values_list("pk", "session_id"))
    shown = _shown(list(sessions.values()), by)
    return {str(pk): reverse("session_detail", args=[one]) for pk, one in sessions.items() if one in shown}


def _shown(sessions: Sequence[UUID], by: Actor) -> set[UUID]:
    rows = Session.objects.visible_to(by).filter(pk__in=sessions).order_by()
    return set(rows.values_list("pk", flat=True))


def _hold(ids: Sequence[str]) -> None:
    """Nobody takes these names off while evidence is made of them. In key order."""
    rows = Attendance.objects.filter(pk__in=[UUID(one) for one in ids if is_uuid(one)])
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


ATTENDANCES = RecordKind("Buổi học, chuyên đề đã dự", _offers, _urls, hold=_hold)
