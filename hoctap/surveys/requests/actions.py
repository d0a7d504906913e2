"""“Cần gì học nấy”: asked, sorted into a need, answered; who asked is forgotten when it is over."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.centres.models import Centre, Topic
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Forbidden, Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.core.tokens import new_token
from hoctap.places.models import Place
from hoctap.surveys.answering.rules import Sending, is_trapped
from hoctap.surveys.models import Need, NeedSource
from hoctap.surveys.requests import rules
from hoctap.surveys.requests.models import TRANSITIONS, Wish, WishBox, WishState
from hoctap.surveys.requests.rules import WishDetails


@transaction.atomic
def open_wish_box(centre: Centre, *, by: Actor) -> WishBox:
    by.must(Permission.SURVEY_RUN, at=centre)
    Centre.objects.select_for_update(of=("self",), no_key=True).get(pk=centre.pk)
    box, is_new = WishBox.objects.get_or_create(centre=centre, defaults={"token": new_token()})
    if not is_new and box.is_open:
        raise Refused("Trang nhận đề nghị đang mở.")
    if not is_new:
        box.is_open = True
        box.save(update_fields=["is_open"])
    audit.record(by, "surveys.wish_box.opened", centre)
    return box


@transaction.atomic
def close_wish_box(box: WishBox, *, by: Actor) -> None:
    """Its address opens nothing until it is opened again; it stays the same, as it hangs on walls."""
    box = (
        WishBox.objects.select_for_update(of=("self",))
        .select_related("centre__organisation__place")
        .get(pk=box.pk)
    )
    by.must(Permission.SURVEY_RUN, at=box)
    if not box.is_open:
        raise Refused("Trang nhận đề nghị đã đóng.")
    box.is_open = False
    box.save(update_fields=["is_open"])
    audit.record(by, "surveys.wish_box.closed", box.centre)


@transaction.atomic
def leave_wish(
    box: WishBox, details: WishDetails, *, hamlet: Place | None, sending: Sending, by: Actor
) -> Wish | None:
    """From outside, by whoever has the address. None: a machine sent it, nothing was kept."""
    if by.held_link != box.pk:
        raise Forbidden("Chỉ gửi được qua trang nhận đề nghị của trung tâm.")
    if not box.is_open:
        raise Refused(
            "Trung tâm đang không nhận đề nghị qua trang này. Xin nói với trưởng ấp hoặc trung tâm."
        )
    if is_trapped(sending):
        return None
    details = _clean(details)
    reasons = rules.asking_blockers(sending) + rules.wish_blockers(details) + _foreign(box.centre, hamlet)
    if reasons:
        raise Refused(reasons)
    return _keep(box.centre, details, hamlet, from_outside=True)


@transaction.atomic
def record_wish(centre: Centre, details: WishDetails, *, hamlet: Place | None, by: Actor) -> Wish:
    """Said to somebody of the centre or of the ấp."""
    by.must(Permission.NEED_ENTER, at=hamlet or centre)
    details = _clean(details)
    if reasons := rules.wish_blockers(details) + _foreign(centre, hamlet):
        raise Refused(reasons)
    wish = _keep(centre, details, hamlet, recorded_by=by.described[:300])
    audit.record(by, "surveys.wish.recorded", wish)
    return wish


@transaction.atomic
def sort_wish(wish: Wish, *, topic: Topic | None, text: str, by: Actor) -> Need:
    """It becomes a need of the year in words that name nobody."""
    row = _locked(wish, by)
    check_move(WishState(row.state), WishState.SORTED, TRANSITIONS)
    text = clean(text)[:200]
    reasons = []
    if topic is None and not text:
        reasons.append(Reason("Hãy chọn chuyên đề, hoặc ghi ngắn gọn muốn học gì.", field="topic"))
    if topic is not None and not Topic.objects.offered_at(row.commune).filter(pk=topic.pk).exists():
        reasons.append(
            Reason("Chuyên đề này không còn trong danh mục. Hãy chọn chuyên đề khác.", field="topic")
        )
    if row.name and row.name.lower() in text.lower():
        reasons.append(Reason("Nhu cầu không ghi tên người. Hãy bỏ tên.", field="text"))
    if reasons:
        raise Refused(reasons)
    need = Need.objects.create(
        commune=row.commune,
        place=row.hamlet or row.commune,
        year=row.received_on.year,
        topic=topic,
        text=text,
        people=row.people,
        source=NeedSource.REQUEST,
        recorded_by=by.described[:300],
    )
    row.state, row.need = WishState.SORTED, need
    row.save(update_fields=["state", "need"])
    audit.record(by, "surveys.wish.sorted", row)
    return need


@transaction.atomic
def answer_wish(wish: Wish, *, answer: str, by: Actor) -> None:
    row = _locked(wish, by)
    check_move(WishState(row.state), WishState.ANSWERED, TRANSITIONS)
    answer = clean(answer)[:500]
    if not answer:
        raise Refused(
            [
                Reason(
                    "Hãy ghi đã trả lời thế nào: lớp nào, ngày nào, hoặc vì sao chưa mở được.", field="answer"
                )
            ]
        )
    row.state, row.answer, row.answered_on = WishState.ANSWERED, answer, today()
    row.answered_by = by.described[:300]
    row.save(update_fields=["state", "answer", "answered_on", "answered_by"])
    audit.record(by, "surveys.wish.answered", row, fields=["answer"])


@transaction.atomic
def drop_wish(wish: Wish, *, by: Actor) -> None:
    """It is no wish to learn (advertising, a complaint about something else): its words and who sent it go at once."""
    row = _locked(wish, by)
    check_move(WishState(row.state), WishState.DROPPED, TRANSITIONS)
    row.state, row.text, row.name, row.phone = WishState.DROPPED, "(đã xóa)", "", ""
    row.save(update_fields=["state", "text", "name", "phone"])
    audit.record(by, "surveys.wish.dropped", row, fields=["text", "name", "phone"])


@transaction.atomic
def forget_wisher(wish: Wish, *, by: Actor) -> None:
    """The person asked for it, or it is no longer needed: what was asked stays, who asked goes."""
    row = _locked(wish, by)
    if not row.name and not row.phone:
        raise Refused("Đề nghị này không ghi tên, số điện thoại.")
    row.name = row.phone = ""
    row.save(update_fields=["name", "phone"])
    audit.record(by, "surveys.wish.wisher_forgotten", row, fields=["name", "phone"])


def _clean(details: WishDetails) -> WishDetails:
    return WishDetails(
        clean(details.text)[:500], details.people, clean(details.name)[:120], clean(details.phone)[:15]
    )


def _foreign(centre: Centre, hamlet: Place | None) -> list[Reason]:
    if hamlet is None or hamlet.parent_id == centre.organisation.place_id:
        return []
    return [Reason("Ấp, khóm này không thuộc xã của trung tâm.", field="hamlet")]


def _keep(
    centre: Centre,
    details: WishDetails,
    hamlet: Place | None,
    *,
    from_outside: bool = False,
    recorded_by: str = "",
) -> Wish:
    return Wish.objects.create(
        centre=centre,
        commune=centre.place,
        hamlet=hamlet,
        text=details.text,
        people=details.people,
        name=details.name,
        phone=details.phone,
        from_outside=from_outside,
        received_on=today(),
        recorded_by=recorded_by,
    )


def _locked(wish: Wish, by: Actor) -> Wish:
    row = (
        Wish.objects.select_for_update(of=("self",))
        .select_related("commune", "hamlet", "centre")
        .get(pk=wish.pk)
    )
    by.must(Permission.NEED_ENTER, at=row)
    return row
