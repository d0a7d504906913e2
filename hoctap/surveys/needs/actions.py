"""A need is said by a partner for its members, met by something that was held, or answered in words."""

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.centres.models import Topic
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.places.models import Level, Place
from hoctap.surveys.models import Need, NeedSource, NeedState
from hoctap.surveys.needs import rules
from hoctap.surveys.requests.models import Wish, WishState


@transaction.atomic
def record_need(
    place: Place, *, year: int, topic: Topic | None, text: str, people: int, named_by: str, by: Actor
) -> Need:
    """Of a partner's members (S2-67, S2-68), at the commune or one of its ấp."""
    by.must(Permission.NEED_ENTER, at=place)
    text, named_by = clean(text)[:200], clean(named_by)[:200]
    commune = place.parent if place.level == Level.HAMLET else place
    assert commune is not None
    reasons = rules.need_blockers(
        level=place.level,
        year=year,
        this_year=today().year,
        has_topic=topic is not None,
        text=text,
        people=people,
        named_by=named_by,
    )
    if topic is not None and not Topic.objects.offered_at(place).filter(pk=topic.pk).exists():
        reasons.append(
            Reason("Chuyên đề này không còn trong danh mục. Hãy chọn chuyên đề khác.", field="topic")
        )
    if reasons:
        raise Refused(reasons)
    need = Need.objects.create(
        commune=commune,
        place=place,
        year=year,
        topic=topic,
        text=text,
        people=people,
        source=NeedSource.PARTNER,
        named_by=named_by,
        recorded_by=by.described[:300],
    )
    audit.record(by, "surveys.need.recorded", need)
    return need


@transaction.atomic
def answer_need(need: Need, *, answer: str, is_met: bool, by: Actor) -> None:
    """`is_met`: something was held for it; else it is told why not, or when. Who asked for it gets the same answer."""
    row = Need.objects.select_for_update(of=("self",)).select_related("place").get(pk=need.pk)
    by.must(Permission.SURVEY_RUN, at=row)
    answer = clean(answer)[:300]
    if reasons := rules.answer_blockers(state=row.state, answer=answer):
        raise Refused(reasons)
    row.state = NeedState.MET if is_met else NeedState.ANSWERED
    row.answer, row.answered_on, row.answered_by = answer, today(), by.described[:300]
    row.save(update_fields=["state", "answer", "answered_on", "answered_by"])
    Wish.objects.filter(need=row, state=WishState.SORTED).update(
        state=WishState.ANSWERED, answer=answer, answered_on=row.answered_on, answered_by=row.answered_by
    )
    audit.record(by, "surveys.need.met" if is_met else "surveys.need.answered", row, fields=["answer"])


@transaction.atomic
def reopen_need(need: Need, *, by: Actor) -> None:
    """It was answered by mistake: it counts as not met again."""
    row = Need.objects.select_for_update(of=("self",)).select_related("place").get(pk=need.pk)
    by.must(Permission.SURVEY_RUN, at=row)
    if row.state == NeedState.OPEN:
        raise Refused("Nhu cầu này chưa đáp ứng, chưa trả lời.")
    row.state, row.answer, row.answered_on, row.answered_by = NeedState.OPEN, "", None, ""
    row.save(update_fields=["state", "answer", "answered_on", "answered_by"])
    audit.record(by, "surveys.need.reopened", row)
