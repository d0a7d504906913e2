"""What a body above asks for: opened, urged, accepted together, added up."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date
from hoctap.notices import actions as notices
from hoctap.places.models import Organisation, Place
from hoctap.plans.tasking.holders import people_in
from hoctap.reports.calls import queries
from hoctap.reports.calls.rules import CallFacts, call_blockers
from hoctap.reports.periodic.actions import accept_report, open_report
from hoctap.reports.periodic.models import PeriodicReport, ReportCall, ReportType
from hoctap.reports.periodic.queries import Receiver, asked_places, kinds_of, receiver_facts
from hoctap.reports.periodic.rules import Term
from hoctap.reports.quantities.periods import Period


@transaction.atomic
def open_call(
    type_: ReportType,
    place: Place,
    receiver: Organisation,
    period: Period,
    before_on: dt.date,
    *,
    note: str = "",
    by: Actor,
) -> ReportCall:
    """Ask everybody below for a report; whoever writes there is told."""
    by.must(Permission.REPORT_RECEIVE, at=place)
    place = Place.objects.select_for_update().get(pk=place.pk)
    asked = asked_places(type_, place, period, before_on)
    reasons = call_blockers(
        CallFacts(
            period=period,
            before_on=before_on,
            today=today(),
            type_name=type_.name,
            type_term=Term(type_.valid_from, type_.valid_to),
            asked=len(asked),
            receiver=receiver_facts([Receiver(receiver.name, receiver, True)])[0],
            open_already=ReportCall.objects.filter(
                type__code=type_.code, place=place, starts_on=period.starts_on, ends_on=period.ends_on
            ).exists(),
        )
    )
    if receiver.place_id != place.pk:
        reasons.append(Reason("Cơ quan tổng hợp phải ở chính địa bàn này.", "receiver"))
    if reasons:
        raise Refused(reasons)
    call = ReportCall.objects.create(
        type=type_,
        place=place,
        receiver=receiver,
        period_kind=period.kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        before_on=before_on,
        note=clean(note)[:500],
        opened_by=by.described[:300],
    )
    audit.record(by, "reports.call.opened", call)
    last_day = format_date(call.last_day)
    notices.queue(
        _writers_at(type_, asked),
        f"{receiver.name} yêu cầu báo cáo: {call}. Hạn cuối {last_day}.",
        reverse("periodic_list"),
    )
    return call


@transaction.atomic
def urge_reporters(call: ReportCall, *, text: str, by: Actor) -> int:
    """Tell everybody from whom nothing stands. How many places."""
    by.must(Permission.REPORT_RECEIVE, at=call.place)
    if not clean(text):
        raise Refused([Reason("Ghi nội dung nhắc.", "text")])
    absent = [one.place for one in queries.call_page(call).absent]
    if not absent:
        raise Refused("Mọi nơi đều đã gửi: không còn nơi nào để nhắc.")
    notices.queue(
        _writers_at(call.type, absent),
        f"{clean(text)[:180]} ({call}, hạn cuối {format_date(call.last_day)})",
        reverse("periodic_list"),
    )
    audit.record(by, "reports.call.urged", call, count=len(absent))
    return len(absent)


def _writers_at(type_: ReportType, places: Sequence[Place]) -> list[User]:
    bodies = Organisation.objects.filter(place__in=places, kind__in=kinds_of(type_))
    return people_in(bodies.values_list("pk", flat=True))


@transaction.atomic
def accept_signed(call: ReportCall, *, by: Actor) -> int:
    """Accept every report of a call that is signed and waits. How many."""
    by.must(Permission.REPORT_RECEIVE, at=call.place)
    waiting = [one.report for one in queries.call_page(call).waiting if one.signed and one.report]
    if not waiting:
        raise Refused("Không có báo cáo đã ký nào đang chờ nhận.")
    for report in waiting:
        accept_report(report, by=by)
    return len(waiting)


@transaction.atomic
def gather_call(call: ReportCall, *, by: Actor) -> PeriodicReport:
    """The report of the call's own place, from what was accepted; may go up while some are missing and be completed."""
    by.must(Permission.REPORT_PREPARE, at=call.place)
    type_ = queries.type_that_gathers(call)
    if type_ is None:
        raise Refused(f"Chưa có loại báo cáo tổng hợp “{call.type.name}” ở cấp này.")
    issuer = call.receiver if call.receiver.kind in kinds_of(type_) else None
    page = queries.call_page(call)
    changed = queries.changed_since(page, queries.sums_of(call, type_))
    why = "; ".join(changed)[:300] or f"Bổ sung: đã nhận {page.accepted} báo cáo"
    return open_report(type_, call.place, issuer, call.period, why=why, by=by)
