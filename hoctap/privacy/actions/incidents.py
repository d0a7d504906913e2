"""Incidents: found, assessed, told to the authority within 72 hours and to the people, closed. Nothing is taken back."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from hoctap.accounts.models import User
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission, Role
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.notices import actions as notices
from hoctap.papers.rendering import render
from hoctap.places.models import Place
from hoctap.privacy import contents, rules
from hoctap.privacy.models import Incident, IncidentKind


@transaction.atomic
def record_incident(
    place: Place,
    *,
    kind: str,
    what: str,
    found_at: dt.datetime,
    happened_at: dt.datetime | None = None,
    by: Actor,
) -> Incident:
    """The clock runs from `found_at`. The chair is told in the app at once."""
    by.must(Permission.INCIDENT_RECORD, at=place)
    reasons = rules.found_blockers(what=what, found_at=found_at, happened_at=happened_at, now=timezone.now())
    if kind not in IncidentKind.values:
        reasons.append(Reason("Hãy chọn loại sự cố.", field="kind"))
    if reasons:
        raise Refused(reasons)
    incident = Incident.objects.create(
        place=place,
        kind=kind,
        what=what.strip(),
        found_at=found_at,
        happened_at=happened_at,
        recorded_by=by.described,
    )
    audit.record(by, "privacy.incident.recorded", incident)
    until = timezone.localtime(incident.notify_by)
    chairs = User.objects.filter(
        is_active=True,
        capacities__roles__role=Role.CHAIR.value,
        capacities__roles__place__in=place.path,
        capacities__ends_on__isnull=True,
    ).distinct()
    notices.queue(chairs, f"Sự cố về dữ liệu cá nhân: phải thông báo trước {until:%H:%M ngày %d/%m/%Y}.")
    return incident


@transaction.atomic
def assess_incident(
    incident: Incident,
    *,
    data_kinds: str,
    subjects_count: int | None,
    consequences: str,
    measures: str,
    is_harm_likely: bool | None,
    by: Actor,
) -> None:
    """What is known so far; written again as more becomes known, until the incident is closed."""
    incident = _open(incident, by)
    found: dict[str, object] = {
        "data_kinds": clean(data_kinds),
        "subjects_count": subjects_count,
        "consequences": consequences.strip(),
        "measures": measures.strip(),
        "is_harm_likely": is_harm_likely,
    }
    changed = [field for field, value in found.items() if getattr(incident, field) != value]
    for field in changed:
        setattr(incident, field, found[field])
    if changed:
        incident.save(update_fields=changed)
        audit.record(by, "privacy.incident.assessed", incident, fields=changed)


@transaction.atomic
def tell_authority(
    incident: Incident,
    *,
    told_at: dt.datetime,
    told_whom: str,
    told_number: str = "",
    late_why: str = "",
    by: Actor,
) -> None:
    """It was told, once, in time or late with the reason."""
    incident = _open(incident, by)
    if incident.told_at:
        raise Refused("Đã ghi thông báo cơ quan chuyên trách rồi.")
    reasons = rules.told_blockers(
        found_at=incident.found_at, told_at=told_at, whom=told_whom, late_why=late_why, now=timezone.now()
    )
    if reasons:
        raise Refused(reasons)
    incident.told_at, incident.told_whom = told_at, clean(told_whom)
    incident.told_number = clean(told_number)
    # A reason where nothing was late would read like an excuse for something.
    incident.late_why = clean(late_why) if told_at > incident.notify_by else ""
    incident.save(update_fields=["told_at", "told_whom", "told_number", "late_why"])
    audit.record(by, "privacy.incident.authority_told", incident)


@transaction.atomic
def tell_subjects(
    incident: Incident, *, subjects_told_at: dt.datetime, subjects_told_how: str, by: Actor
) -> None:
    incident = _open(incident, by)
    if incident.subjects_told_at:
        raise Refused("Đã ghi báo người dân rồi.")
    reasons = rules.subjects_told_blockers(
        found_at=incident.found_at, told_at=subjects_told_at, how=subjects_told_how, now=timezone.now()
    )
    if reasons:
        raise Refused(reasons)
    incident.subjects_told_at, incident.subjects_told_how = subjects_told_at, clean(subjects_told_how)
    incident.save(update_fields=["subjects_told_at", "subjects_told_how"])
    audit.record(by, "privacy.incident.subjects_told", incident)


@transaction.atomic
def close_incident(incident: Incident, *, untold_why: str = "", lessons: str = "", by: Actor) -> None:
    incident = _open(incident, by)
    reasons = rules.close_blockers(
        is_harm_likely=incident.is_harm_likely,
        is_told=incident.told_at is not None,
        are_subjects_told=incident.subjects_told_at is not None,
        measures=incident.measures,
        untold_why=untold_why,
    )
    if reasons:
        raise Refused(reasons)
    incident.untold_why = clean(untold_why) if incident.told_at is None else ""
    incident.lessons = lessons.strip()
    incident.closed_on, incident.closed_by = today(), by.described
    incident.save(update_fields=["untold_why", "lessons", "closed_on", "closed_by"])
    audit.record(by, "privacy.incident.closed", incident)


@transaction.atomic
def print_incident(incident: Incident, *, by: Actor) -> bytes:
    """The notification as a form (DOCX) with what is known now; what is not known is left to write in."""
    by.must(Permission.INCIDENT_RECORD, at=incident)
    content = render(contents.incident_form(incident))
    audit.record(by, "privacy.incident.printed", incident)
    return content


def _open(incident: Incident, by: Actor) -> Incident:
    by.must(Permission.INCIDENT_RECORD, at=incident)
    incident = Incident.objects.select_for_update(of=("self",)).select_related("place").get(pk=incident.pk)
    if incident.closed_on:
        raise Refused(f"Sự cố này đã kết thúc ngày {incident.closed_on:%d/%m/%Y}, không sửa được nữa.")
    return incident
