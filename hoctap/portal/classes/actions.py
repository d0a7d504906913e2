"""Sign-ups: whether a class takes them, who comes, who waits, who was there in the end."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.learning.attendance.actions import take_face
from hoctap.learning.attendance.rules import Face
from hoctap.learning.models import Activity, Session
from hoctap.places.models import Place
from hoctap.portal import rules
from hoctap.portal.classes import queries
from hoctap.portal.doors.queries import notice_of
from hoctap.portal.models import SIGN_UP_TRANSITIONS, Asks, ClassDoor, Door, SignUp, SignUpState
from hoctap.portal.parts import Part
from hoctap.portal.rules import SignUpDetails
from hoctap.surveys.answering.rules import Sending, is_trapped


@transaction.atomic
def set_class_door(
    activity: Activity, *, is_hidden: bool, asks: str, places: int | None, by: Actor
) -> ClassDoor:
    """Whether the door shows it and how people sign up. More places move up those who wait."""
    by.must(Permission.CENTRE_KEEP, at=activity)
    Activity.objects.select_for_update(of=("self",), no_key=True).get(pk=activity.pk)
    standing = ClassDoor.objects.select_for_update().filter(activity=activity).first()
    taken = queries.taken_at(standing) if standing else 0
    if reasons := rules.class_door_blockers(asks=asks, places=places, known=Asks.values, taken=taken):
        raise Refused(reasons)
    row, _is_new = ClassDoor.objects.update_or_create(
        activity=activity,
        defaults={"is_hidden": is_hidden, "asks": asks, "places": places, "changed_by": by.described[:300]},
    )
    _move_up(row)
    audit.record(by, "portal.class.set", activity, fields=["is_hidden", "asks", "places"])
    return row


@transaction.atomic
def sign_up(
    class_door: ClassDoor,
    details: SignUpDetails,
    *,
    door: Door,
    hamlet: Place | None,
    agrees: bool,
    sending: Sending,
    by: Actor,
) -> SignUp | None:
    """From outside. None: a machine sent it, nothing was kept. The trail has no row: it would tie a moment to a session."""
    if by.held_link != door.pk or not door.is_open or not door.shows(Part.SIGNUPS):
        raise Forbidden("Chỉ đăng ký được qua cổng thông tin đang mở.")
    if is_trapped(sending):
        return None
    # Two who take the last place at once come one after the other.
    row = (
        ClassDoor.objects.select_for_update(of=("self",))
        .select_related("activity__place")
        .get(pk=class_door.pk)
    )
    details = _clean(details, row.asks)
    reasons = rules.sending_blockers(sending)
    reasons += rules.sign_up_blockers(
        details,
        asks=row.asks,
        is_coming=row.activity.commune_id == door.place_id and queries.is_coming(row.activity),
        agrees=agrees,
    )
    if hamlet is not None and hamlet.parent_id != door.place_id:
        hamlet = None
    if reasons:
        raise Refused(reasons)
    fits = rules.has_room(details.people, places=row.places, taken=queries.taken_at(row))
    notice = notice_of(door.place) if details.name else None
    return SignUp.objects.create(
        class_door=row,
        code=rules.new_code(),
        people=details.people,
        name=details.name,
        phone=details.phone,
        hamlet=hamlet,
        notice=str(notice or "")[:60],
        state=SignUpState.COMING if fits else SignUpState.WAITING,
    )


@transaction.atomic
def cancel_sign_up(sign_up: SignUp, *, by: Actor) -> None:
    """By whoever holds its code, or by the centre. Name and telephone go at once; those who wait move up."""
    holds_code = by.held_link == sign_up.pk
    if not holds_code:
        by.must(Permission.ATTENDANCE_TAKE, at=sign_up)
    class_door = ClassDoor.objects.select_for_update(of=("self",)).get(pk=sign_up.class_door_id)
    row = SignUp.objects.select_for_update(of=("self",)).get(pk=sign_up.pk)
    check_move(SignUpState(row.state), SignUpState.CANCELLED, SIGN_UP_TRANSITIONS)
    row.state, row.name, row.phone = SignUpState.CANCELLED, "", ""
    row.save(update_fields=["state", "name", "phone"])
    _move_up(class_door)
    if not holds_code:
        audit.record(by, "portal.sign_up.cancelled", row)


@transaction.atomic
def take_into_roll(sign_ups: Sequence[SignUp], session: Session, *, by: Actor) -> int:
    """Who signed up and was there stands on the roll of the session as a new face; all or none. How many."""
    by.must(Permission.ATTENDANCE_TAKE, at=session)
    rows = list(
        SignUp.objects.visible_to(by)
        .select_for_update(of=("self",))
        .filter(pk__in=[one.pk for one in sign_ups], class_door__activity=session.activity_id)
        .select_related("hamlet")
    )
    reasons = []
    if not rows:
        reasons.append(Reason("Chưa chọn ai. Hãy đánh dấu người có mặt rồi ghi."))
    if any(not one.name or one.state == SignUpState.CANCELLED for one in rows):
        reasons.append(Reason("Có lượt đăng ký không ghi tên hoặc đã hủy: không đưa vào danh sách được."))
    if any(one.taken_at is not None for one in rows):
        reasons.append(Reason("Có người đã đưa vào danh sách rồi. Tải lại trang rồi đánh dấu lại."))
    if reasons:
        raise Refused(reasons)
    for one in rows:
        try:
            take_face(session, Face(one.name, from_where=one.hamlet.title if one.hamlet else ""), by=by)
        except Refused as refusal:
            raise Refused([Reason(f"{one.name}: {reason.text}") for reason in refusal.reasons]) from refusal
        one.taken_at, one.taken_by = timezone.now(), by.described[:300]
        one.save(update_fields=["taken_at", "taken_by"])
    audit.record(by, "portal.sign_up.taken", session, count=len(rows))
    return len(rows)


def _clean(details: SignUpDetails, asks: str) -> SignUpDetails:
    """What the class does not ask is not kept, whatever was sent."""
    name = clean(details.name)[:120] if asks in (Asks.NAME, Asks.PHONE) else ""
    phone = clean(details.phone)[:15] if asks == Asks.PHONE else ""
    return SignUpDetails(details.people, name, phone)


def _move_up(class_door: ClassDoor) -> None:
    waiting = SignUp.objects.filter(class_door=class_door, state=SignUpState.WAITING).order_by(
        "made_at", "id"
    )
    keys = [(str(pk), people) for pk, people in waiting.values_list("pk", "people")]
    moved = rules.who_moves_up(keys, places=class_door.places, taken=queries.taken_at(class_door))
    SignUp.objects.filter(pk__in=moved).update(state=SignUpState.COMING)
