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
from hoctap.papers.rendering import render
from hoctap.people import erasing, stopping, subject_papers, subject_queries, subject_rules
from hoctap.people.exporting import as_zip
from hoctap.people.models import (
    Channel,
    Person,
    RequestKind,
    RequestState,
    SubjectRequest,
)
from hoctap.people.registry import person_files
from hoctap.people.subject_terms import term_of
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
    place = Place.objects.get(level=Level.COMMUNE, pk__in=person.place_path)
    request = SubjectRequest.objects.create(
        place=place,
        person=person,
        kind=kind,
        received_on=received_on,
        channel=channel,
        text=clean(text),
        received_by=by.described,
        acknowledge_by_on=term_of(place, received_on, "acknowledge"),
        due_on=term_of(place, received_on, kind),
    )
    if kind == RequestKind.WITHDRAW:
        # It counts from the moment it is said; the term is for telling the person so.
        stopping.withdraw_consents(person, by)
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
        stopping.withdraw_consents(request.person, by)
    _close(request, RequestState.DONE, outcome, by)
    audit.record(by, "people.request.answered", request)


@transaction.atomic
def refuse_request(request: SubjectRequest, *, outcome: str, legal_reason: str, by: Actor) -> None:
    """Not done, and by which law. A consent that was withdrawn stays withdrawn."""
    by.must(Permission.SUBJECT_REQUEST, at=request)
    request = _open(request)
    if reasons := subject_rules.refusal_blockers(outcome, legal_reason):
        raise Refused(reasons)
    request.legal_reason = clean(legal_reason)[:300]
    _close(request, RequestState.REFUSED, outcome, by)
    audit.record(by, "people.request.refused", request)


@transaction.atomic
def extend_request(request: SubjectRequest, *, new_due_on: dt.date, why: str, by: Actor) -> None:
    """A later last day, once, with the reason that the person is told."""
    by.must(Permission.SUBJECT_REQUEST, at=request)
    request = _open(request)
    reasons = subject_rules.extension_blockers(
        due_on=request.due_on,
        new_due_on=new_due_on,
        is_extended=request.extended_on is not None,
        today=today(),
        why=why,
    )
    if reasons:
        raise Refused(reasons)
    request.first_due_on, request.due_on = request.due_on, new_due_on
    request.extended_on, request.extended_why = today(), clean(why)[:300]
    request.save(update_fields=["first_due_on", "due_on", "extended_on", "extended_why"])
    audit.record(by, "people.request.extended", request, fields=["due_on"])


@transaction.atomic
def reckon_terms(place: Place, *, by: Actor) -> int:
    """The days off of a place changed: open requests below it that nobody extended get their terms anew. How many changed."""
    by.must(Permission.SUBJECT_REQUEST, at=place)
    changed = 0
    waiting = SubjectRequest.objects.select_for_update(of=("self",)).select_related("place")
    for request in waiting.filter(
        state=RequestState.OPEN, extended_on__isnull=True, place__path__contains=[place.pk]
    ):
        due_on = term_of(request.place, request.received_on, request.kind)
        acknowledge_by_on = term_of(request.place, request.received_on, "acknowledge")
        if (due_on, acknowledge_by_on) != (request.due_on, request.acknowledge_by_on):
            request.due_on, request.acknowledge_by_on = due_on, acknowledge_by_on
            request.save(update_fields=["due_on", "acknowledge_by_on"])
            audit.record(by, "people.request.reckoned", request, fields=["due_on", "acknowledge_by_on"])
            changed += 1
    return changed


@transaction.atomic
def print_answer(request: SubjectRequest, *, by: Actor) -> bytes:
    """The answer as a paper (DOCX) for signature. It is not kept here: the office's own book has the signed one."""
    by.must(Permission.SUBJECT_REQUEST, at=request)
    if request.state == RequestState.OPEN:
        raise Refused("Chưa ghi kết quả nên chưa in được văn bản trả lời.")
    content = render(subject_papers.answer(request))
    audit.record(by, "people.request.answer_printed", request)
    return content


@transaction.atomic
def export_requests(place: Place, *, by: Actor) -> bytes:
    """The register of requests of a commune as a workbook."""
    by.must(Permission.SUBJECT_REQUEST, at=place)
    rows = list(
        SubjectRequest.objects.filter(place=place).select_related("person").order_by("received_on", "id")
    )
    content = subject_papers.register(rows, today())
    audit.record(by, "people.requests.exported", place, count=len(rows))
    return content


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
