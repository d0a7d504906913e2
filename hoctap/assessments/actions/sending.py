"""The file goes to the authority, by the portal or by hand; it is taken in, or comes back for more."""

import datetime as dt

from django.db import transaction

from hoctap.assessments import queries, rules
from hoctap.assessments.models import Assessment, FileState
from hoctap.assessments.roads import authority_for, file_road
from hoctap.assessments.rows import lock_file, move_file, name_on_file, waiting_objections
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean


@transaction.atomic
def send_file(
    assessment: Assessment, *, sent_on: dt.date | None, way: str, portal_code: str = "", by: Actor
) -> Assessment:
    """hoctap does not receive public-service files, the portal does: its code and day are taken down here."""
    by.must(Permission.ASSESSMENT_ENTER, at=assessment.place)
    assessment = lock_file(assessment)
    if assessment.state == FileState.WAITING:
        raise Refused(
            "Chưa có văn bản nói cơ quan nào công nhận danh hiệu này ở đây: hồ sơ in, lưu và báo cáo là đã tự đánh giá, chưa gửi được."
        )
    road = file_road(assessment.title)
    reasons = rules.sending_reasons(
        sent_on=sent_on,
        way=way,
        portal_code=clean(portal_code),
        year=assessment.year,
        in_year=road.in_year,
        met_on=assessment.met_on,
        unsigned=queries.unsigned_papers(assessment, road),
        today=today(),
    )
    reasons += rules.unanswered_reasons(waiting_objections(assessment))
    if reasons or sent_on is None:
        raise Refused(reasons)
    found = authority_for(assessment.title, assessment.place, sent_on)
    if found is None:
        raise Refused(
            [
                Reason(
                    f"Ngày {sent_on:%d/%m/%Y} chưa có văn bản nói cơ quan nào công nhận danh hiệu này ở đây.",
                    "sent_on",
                )
            ]
        )
    name_on_file(assessment, found)
    last = road.last_day_to_send(assessment.year)
    assessment.sent_on, assessment.sent_by_way = sent_on, way
    assessment.portal_code = clean(portal_code)[:60]
    assessment.is_late = last is not None and sent_on > last
    move_file(assessment, FileState.SENT, why=f"Gửi {assessment.receives}", by=by)
    audit.record(by, "assessments.assessment.sent", assessment)
    return assessment


@transaction.atomic
def receive_file(assessment: Assessment, *, received_on: dt.date | None, by: Actor) -> Assessment:
    assessment = _at_authority(assessment, by=by)
    assert assessment.sent_on is not None
    reasons = rules.receiving_reasons(received_on=received_on, sent_on=assessment.sent_on, today=today())
    if reasons:
        raise Refused(reasons)
    assessment.received_on = received_on
    move_file(assessment, FileState.RECEIVED, by=by)
    audit.record(by, "assessments.assessment.received", assessment)
    return assessment


@transaction.atomic
def return_file(assessment: Assessment, *, why: str, by: Actor) -> Assessment:
    """For more: its author may change figures and evidence again; what was signed is dropped and made anew."""
    assessment = _at_authority(assessment, by=by)
    if not clean(why):
        raise Refused([Reason("Ghi phải bổ sung gì.", "why")])
    assessment.returned_why = clean(why)[:1000]
    assessment.opinions.all().delete()
    for code in queries.PAPER_FIELDS.values():
        setattr(assessment, code[0], None)
    move_file(assessment, FileState.RETURNED, why=clean(why), by=by)
    audit.record(by, "assessments.assessment.returned", assessment)
    return assessment


def _at_authority(assessment: Assessment, *, by: Actor) -> Assessment:
    assessment = lock_file(assessment)
    if assessment.authority_place is None or assessment.sent_on is None:
        raise Refused("Hồ sơ này chưa gửi đến cơ quan dùng phần mềm này.")
    by.must(Permission.ASSESSMENT_JUDGE, at=assessment.authority_place)
    return assessment
