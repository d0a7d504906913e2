"""A request about one's own data comes in, is tied to a person after somebody made sure who asked, or cannot be taken."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.people import actions as people
from hoctap.people.models import Person, RequestKind, SubjectRequest
from hoctap.people.subject_terms import term_of
from hoctap.places.models import Place
from hoctap.portal import rules
from hoctap.portal.models import DATA_REQUEST_TRANSITIONS, DataRequest, DataRequestState, Door
from hoctap.portal.parts import Part
from hoctap.portal.rules import AskedDetails
from hoctap.surveys.answering.rules import Sending, is_trapped


@transaction.atomic
def file_request(
    door: Door, details: AskedDetails, *, hamlet: Place | None, sending: Sending, by: Actor
) -> DataRequest | None:
    """From outside. Its terms run from today, as those of a request that is brought to the office. None: a machine sent it."""
    if by.held_link != door.pk or not door.is_open or not door.shows(Part.REQUESTS):
        raise Forbidden("Chỉ gửi được qua cổng thông tin đang mở.")
    if is_trapped(sending):
        return None
    day = today()
    details = AskedDetails(
        details.kind,
        clean(details.name)[:120],
        details.birth_year,
        clean(details.reach)[:150],
        clean(details.text)[:500],
    )
    reasons = rules.sending_blockers(sending)
    reasons += rules.asked_blockers(details, kinds=RequestKind.values, year=day.year)
    if reasons:
        raise Refused(reasons)
    if hamlet is not None and hamlet.parent_id != door.place_id:
        hamlet = None
    return DataRequest.objects.create(
        place=door.place,
        code=rules.new_code(),
        kind=details.kind,
        name=details.name,
        birth_year=details.birth_year,
        hamlet=hamlet,
        reach=details.reach,
        text=details.text,
        received_on=day,
        acknowledge_by_on=term_of(door.place, day, "acknowledge"),
        due_on=term_of(door.place, day, details.kind),
    )


@transaction.atomic
def register_data_request(
    asked: DataRequest, person: Person | None, *, channel: str, how: str, by: Actor
) -> SubjectRequest:
    """It was he, as an officer made sure (`how`, by `channel`): from here it goes its way in the register of requests."""
    by.must(Permission.SUBJECT_REQUEST, at=asked)
    row = _locked(asked)
    how = clean(how)[:200]
    found = Person.objects.visible_to(by).standing().filter(pk=person.pk).first() if person else None
    reasons = rules.verifying_blockers(how=how, has_person=found is not None)
    if found is not None and row.place_id not in found.place_path:
        reasons.append(Reason("Người này không ở địa bàn nhận yêu cầu. Hãy chọn lại.", "person"))
    if reasons or found is None:
        raise Refused(reasons)
    check_move(DataRequestState(row.state), DataRequestState.REGISTERED, DATA_REQUEST_TRANSITIONS)
    said = f"{row.text} " if row.text else ""
    registered = people.register_request(
        found,
        kind=row.kind,
        received_on=row.received_on,
        channel=channel,
        text=f"{said}(gửi qua cổng thông tin; đã kiểm tra: {how})"[:500],
        by=by,
    )
    row.state, row.registered = DataRequestState.REGISTERED, registered
    # The register knows him now; how to reach him stays until the answer is given.
    row.name, row.birth_year, row.text = "", None, ""
    _close(row, by)
    audit.record(by, "portal.request.registered", row)
    return registered


@transaction.atomic
def drop_data_request(asked: DataRequest, *, why: str, by: Actor) -> None:
    """Nobody of that name, or whoever asked could not show that it was he: what was written goes, the reason stays for the code."""
    by.must(Permission.SUBJECT_REQUEST, at=asked)
    row = _locked(asked)
    why = clean(why)[:300]
    reasons = []
    if not why:
        reasons.append(Reason("Hãy ghi vì sao không nhận, ví dụ: gọi hai lần không liên lạc được.", "why"))
    if row.name and row.name.lower() in why.lower():
        reasons.append(Reason("Lý do hiện cho người giữ mã: không ghi tên người.", "why"))
    if reasons:
        raise Refused(reasons)
    check_move(DataRequestState(row.state), DataRequestState.DROPPED, DATA_REQUEST_TRANSITIONS)
    row.state, row.dropped_why = DataRequestState.DROPPED, why
    row.name, row.birth_year, row.text, row.reach = "", None, "", ""
    _close(row, by)
    audit.record(by, "portal.request.dropped", row)


def _locked(asked: DataRequest) -> DataRequest:
    return DataRequest.objects.select_for_update(of=("self",)).select_related("place").get(pk=asked.pk)


def _close(row: DataRequest, by: Actor) -> None:
    row.closed_by, row.closed_on = by.described[:300], today()
    row.save()
