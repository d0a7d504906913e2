"""What people ask about their own data: written down, acknowledged, answered in time; handed out, erased."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.people import erasing, subject_queries, subject_rules
from hoctap.people.exporting import as_zip
from hoctap.people.models import (
    Basis,
    Channel,
    Person,
    RequestKind,
    RequestState,
    SubjectRequest,
)
from hoctap.people.registry import person_files
from hoctap.places.models import Level, Place


@transaction.atomic
def register_request(
    person: Person, *, kind: str, received_on: dt.date, channel: str, by: Actor, text: str = ""
) -> SubjectRequest:
    """Write down what a person asked and until when it is answered."""
    by.must(Permission.SUBJECT_REQUEST, at=person)
    reasons = subject_rules.received_blockers(received_on, today())
    if kind not in RequestKind.values:
        reasons.append(Reason("Hãy chọn yêu cầu.", field="kind"))
    if channel not in Channel.values:
        reasons.append(Reason("Hãy chọn cách nhận yêu cầu.", field="channel"))
    if person.merged_into_id:
        reasons.append(Reason("Người này đã gộp vào một người khác. Hãy mở trang của người được giữ."))
    if person.erased_on:
        reasons.append(Reason("Dữ liệu của người này đã xóa theo yêu cầu."))
    if reasons:
        raise Refused(reasons)
    request = SubjectRequest.objects.create(
        place=Place.objects.get(level=Level.COMMUNE, pk__in=person.place_path),
        person=person,
        kind=kind,
        received_on=received_on,
        channel=channel,
        text=clean(text),
        received_by=by.described,
        acknowledge_by_on=subject_rules.working_days_after(received_on, subject_rules.ACKNOWLEDGE_DAYS),
        due_on=subject_rules.working_days_after(received_on, subject_rules.DUE_DAYS[kind]),
    )
    audit.record(by, "people.request.received", request)
    return request


@transaction.atomic
def acknowledge_request(request: SubjectRequest, *, by: Actor) -> None:
    """The person was told that the request has come."""
    by.must(Permission.SUBJECT_REQUEST, at=request)
    request = _open(request)
    if request.acknowledged_on:
        raise Refused("Đã ghi báo nhận rồi.")
    request.acknowledged_on = today()
    request.save(update_fields=["acknowledged_on"])
    audit.record(by, "people.request.acknowledged", request)


@transaction.atomic
def answer_request(request: SubjectRequest, *, outcome: str, by: Actor) -> None:
    """Done as asked. A withdrawal ends every consent of the person; data are erased by an act of its own."""
    by.must(Permission.SUBJECT_REQUEST, at=request)
    request = _open(request)
    if request.kind == RequestKind.ERASE:
        raise Refused("Yêu cầu xóa được giải quyết bằng nút “Xóa dữ liệu”, hoặc từ chối có lý do.")
    if reasons := subject_rules.outcome_blockers(outcome):
        raise Refused(reasons)
    if request.kind == RequestKind.WITHDRAW:
        request.person.bases.filter(basis=Basis.CONSENT, withdrawn_on__isnull=True).update(
            withdrawn_on=today()
        )
    _close(request, RequestState.DONE, outcome, by)
    audit.record(by, "people.request.answered", request)


@transaction.atomic
def refuse_request(request: SubjectRequest, *, outcome: str, by: Actor) -> None:
    by.must(Permission.SUBJECT_REQUEST, at=request)
    request = _open(request)
    if reasons := subject_rules.outcome_blockers(outcome):
        raise Refused(reasons)
    _close(request, RequestState.REFUSED, outcome, by)
    audit.record(by, "people.request.refused", request)


@transaction.atomic
def export_person(request: SubjectRequest, *, by: Actor) -> bytes:
    """A .zip of everything held about the person: one file for machines, one to read and print."""
    by.must(Permission.SUBJECT_REQUEST, at=request)
    content = as_zip(request.person, subject_queries.everything_about(request.person))
    audit.record(by, "people.person.exported", request.person)
    return content


@transaction.atomic
def erase_person(request: SubjectRequest, *, files: Iterable[str] = (), by: Actor) -> None:
    """Name, birth year, sex, phone and what only he had are gone for good; counts and signed papers stay.

    `files`: keys of the photos and files (`people.registry.person_files`) that the officer found to show him.
    """
    by.must(Permission.SUBJECT_REQUEST, at=request)
    request = _open(request)
    if request.kind != RequestKind.ERASE:
        raise Refused("Chỉ xóa dữ liệu khi người dân yêu cầu xóa.")
    person = Person.objects.select_for_update(of=("self",)).get(pk=request.person_id)
    if reasons := subject_queries.erasure_reasons(person):
        raise Refused(reasons)
    offered = {one.key for provider in person_files for one in provider(person, by)}
    chosen = set(files)
    if not chosen <= offered:
        raise Refused("Có tệp đã chọn không thuộc về người này nữa. Hãy mở lại trang và chọn lại.")
    erasing.erase(person, today(), chosen)
    request.refresh_from_db()
    _close(request, RequestState.DONE, "Đã xóa dữ liệu theo yêu cầu", by)
    audit.record(by, "people.person.erased", person, fields=["full_name", "birth_year", "sex", "phone"])


def _open(request: SubjectRequest) -> SubjectRequest:
    request = (
        SubjectRequest.objects.select_for_update(of=("self",))
        .select_related("person", "place")
        .get(pk=request.pk)
    )
    if request.state != RequestState.OPEN:
        raise Refused(f"Yêu cầu này đã xong: {request.get_state_display().lower()}.")
    return request


def _close(request: SubjectRequest, state: RequestState, outcome: str, by: Actor) -> None:
    request.state = state
    request.outcome = clean(outcome)[:500]
    request.closed_on = today()
    request.closed_by = by.described
    request.save()
