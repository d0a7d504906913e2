"""Partners come in and leave, agree, promise; what is proposed together; what crosses the border."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.centres.models import Topic
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.partners import rules
from hoctap.partners.models import (
    Advice,
    Agreement,
    AgreementKind,
    Commitment,
    Exchange,
    ExchangeKind,
    Outcome,
    Partner,
    PartnerKind,
    Retraining,
)
from hoctap.partners.rules import AgreementTyped, PromiseTyped
from hoctap.places.models import Organisation, Place

KEEP = Permission.PARTNER_KEEP


@transaction.atomic
def add_partners(
    place: Place, names: Sequence[str], *, kind: str = "", above: Partner | None = None, by: Actor
) -> list[Partner]:
    """Several at once. One whose name is that of a body on record is that body; without `kind` the name tells it."""
    by.must(KEEP, at=place)
    _lock(place)
    names = [clean(name) for name in names if clean(name)]
    taken = Partner.objects.filter(place=place, ended_on=None).values_list("name", flat=True)
    reasons = rules.partner_reasons(names, taken=list(taken), kind=kind, kinds=PartnerKind.values)
    if above is not None and (above.place_id not in place.path or above.place_id == place.pk):
        reasons.append(Reason("Tổ chức cấp trên phải ở địa bàn cấp trên của nơi này.", "above"))
    if reasons:
        raise Refused(reasons)
    bodies = {
        one.name.casefold(): one for one in Organisation.objects.filter(place=place, valid_to__isnull=True)
    }
    made = []
    for name in names:
        one = Partner.objects.create(
            place=place,
            organisation=bodies.get(name.casefold()),
            name=name,
            kind=kind or rules.kind_of(name),
            above=above,
            made_by=by.described,
        )
        audit.record(by, "partners.partner.added", one)
        made.append(one)
    return made


@transaction.atomic
def end_partner(partner: Partner, *, on: dt.date | None, why: str, by: Actor) -> None:
    """What was agreed, promised and held stays."""
    by.must(KEEP, at=partner)
    row = Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    if row.ended_on is not None:
        raise Refused("Đối tác này đã thôi phối hợp rồi.")
    reasons = rules.ending_reasons(on=on, why=clean(why), since=dt.date(1990, 1, 1), today=today())
    if reasons:
        raise Refused(reasons)
    row.ended_on, row.ended_why = on, clean(why)[:300]
    row.save()
    audit.record(by, "partners.partner.ended", partner)


@transaction.atomic
def add_agreement(
    place: Place,
    typed: AgreementTyped,
    parties: Sequence[Partner],
    *,
    copy: bytes | None = None,
    by: Actor,
) -> Agreement:
    by.must(KEEP, at=place)
    reasons = rules.agreement_reasons(
        typed,
        parties=len(parties),
        foreign=[one.name for one in parties if one.place_id != place.pk],
        today=today(),
    )
    if typed.kind not in AgreementKind.values:
        reasons.append(Reason("Chọn loại văn bản.", "kind"))
    if reasons or typed.signed_on is None or typed.from_on is None:
        raise Refused(reasons)
    made = Agreement(
        place=place,
        kind=typed.kind,
        title=typed.title[:300],
        number=typed.number[:60],
        signed_on=typed.signed_on,
        from_on=typed.from_on,
        to_on=typed.to_on,
        content=typed.content[:3000],
        shared_tasks=typed.shared_tasks[:3000],
        made_by=by.described,
    )
    if copy:
        stored = files.take(copy, allowed=files.IMAGE_TYPES | {files.PDF})
        made.sha256, made.media_type = stored.sha256, stored.media_type
    made.save()
    made.parties.set(parties)
    audit.record(by, "partners.agreement.added", made, count=len(parties))
    return made


@transaction.atomic
def end_agreement(agreement: Agreement, *, on: dt.date | None, why: str, by: Actor) -> None:
    by.must(KEEP, at=agreement)
    row = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if row.ended_on is not None:
        raise Refused("Chương trình phối hợp này đã kết thúc rồi.")
    if reasons := rules.ending_reasons(on=on, why=clean(why), since=row.from_on, today=today()):
        raise Refused(reasons)
    row.ended_on, row.ended_why, row.ended_by = on, clean(why)[:300], by.described
    row.save(update_fields=["ended_on", "ended_why", "ended_by"])
    audit.record(by, "partners.agreement.ended", agreement)


@dataclass(frozen=True)
class Promise:
    """One row of the table as chosen: a partner, a topic, how often, for how many."""

    row: int
    partner: Partner | None
    topic: Topic | None
    times: int | None
    people: int | None = None


@transaction.atomic
def record_commitments(place: Place, year: int, promises: Sequence[Promise], *, by: Actor) -> int:
    """The whole table of a place and year: what is not in it any more is taken back. How many stand."""
    by.must(KEEP, at=place)
    _lock(place)
    rows = [
        PromiseTyped(
            one.row,
            str(one.partner.pk) if one.partner else "",
            str(one.topic.pk) if one.topic else "",
            one.times,
            one.people,
        )
        for one in promises
    ]
    reasons = rules.promise_reasons(rows, year=year, today=today())
    for one in promises:
        if one.partner is not None and one.partner.place_id != place.pk:
            reasons.append(Reason(f"Dòng {one.row}: đối tác này không ở đây.", f"partner-{one.row}"))
    if reasons:
        raise Refused(reasons)
    kept = {
        (one.partner_id, one.topic_id): one
        for one in Commitment.objects.filter(partner__place=place, year=year).select_for_update(of=("self",))
    }
    for one in promises:
        assert one.partner is not None
        assert one.topic is not None
        assert one.times is not None
        found = kept.pop((one.partner.pk, one.topic.pk), None)
        if found is None:
            found = Commitment(partner=one.partner, topic=one.topic, year=year, made_by=by.described)
        elif (found.times, found.people) == (one.times, one.people):
            continue
        found.times, found.people = one.times, one.people
        found.save()
        audit.record(by, "partners.commitment.recorded", found)
    for gone in kept.values():
        audit.record(by, "partners.commitment.taken_back", gone)
        gone.delete()
    return len(promises)


@transaction.atomic
def add_training(
    partner: Partner, *, year: int | None, model: str, workers: int | None, source: str, by: Actor
) -> Retraining:
    by.must(KEEP, at=partner)
    reasons = rules.training_reasons(
        kind=partner.kind,
        year=year,
        model=clean(model),
        workers=workers,
        source=clean(source),
        today=today(),
    )
    if reasons or year is None or workers is None:
        raise Refused(reasons)
    made = Retraining.objects.create(
        partner=partner,
        year=year,
        model=clean(model)[:300],
        workers=workers,
        source=clean(source)[:300],
        made_by=by.described,
    )
    audit.record(by, "partners.retraining.added", made)
    return made


@transaction.atomic
def add_exchange(
    place: Place,
    *,
    kind: str,
    partner_name: str,
    country: str,
    topic: str,
    from_on: dt.date | None,
    to_on: dt.date | None = None,
    role: str = "",
    people: int | None = None,
    lessons: str = "",
    amount: Decimal | None = None,
    currency: str = "",
    by: Actor,
) -> Exchange:
    by.must(KEEP, at=place)
    currency, name = clean(currency).upper(), clean(partner_name)
    reasons = rules.exchange_reasons(
        kind=kind,
        partner_name=name,
        country=clean(country),
        topic=clean(topic),
        role=role,
        from_on=from_on,
        to_on=to_on,
        amount=amount,
        currency=currency,
        lessons=clean(lessons),
        today=today(),
    )
    if kind not in ExchangeKind.values:
        reasons.append(Reason("Chọn loại.", "kind"))
    if reasons or from_on is None:
        raise Refused(reasons)
    made = Exchange.objects.create(
        place=place,
        partner=Partner.objects.filter(place=place, name__iexact=name, ended_on=None).first(),
        partner_name=name[:200],
        country=clean(country)[:100],
        kind=kind,
        role=role if kind == ExchangeKind.EVENT else "",
        topic=clean(topic)[:300],
        from_on=from_on,
        to_on=to_on or from_on,
        people=people,
        lessons=lessons.strip()[:3000],
        amount=amount,
        currency=currency,
        made_by=by.described,
    )
    audit.record(by, "partners.exchange.added", made)
    return made


@transaction.atomic
def add_advice(
    place: Place,
    *,
    title: str,
    to_body: str,
    sent_on: dt.date | None,
    number: str = "",
    partners: Sequence[Partner] = (),
    by: Actor,
) -> Advice:
    by.must(KEEP, at=place)
    reasons = rules.advice_reasons(title=clean(title), to_body=clean(to_body), sent_on=sent_on, today=today())
    if any(one.place_id != place.pk for one in partners):
        reasons.append(Reason("Đối tác này không ở đây.", "partners"))
    if reasons or sent_on is None:
        raise Refused(reasons)
    made = Advice.objects.create(
        place=place,
        title=clean(title)[:300],
        to_body=clean(to_body)[:200],
        number=clean(number)[:60],
        sent_on=sent_on,
        made_by=by.described,
    )
    made.partners.set(partners)
    audit.record(by, "partners.advice.added", made)
    return made


@transaction.atomic
def answer_advice(
    advice: Advice, *, outcome: str, outcome_on: dt.date | None, outcome_words: str, by: Actor
) -> None:
    by.must(KEEP, at=advice)
    row = Advice.objects.select_for_update(of=("self",)).get(pk=advice.pk)
    if row.outcome != Outcome.WAITING:
        raise Refused("Việc tham mưu này đã ghi kết quả rồi.")
    reasons = rules.outcome_reasons(
        outcome=outcome, on=outcome_on, words=clean(outcome_words), sent_on=row.sent_on, today=today()
    )
    if reasons:
        raise Refused(reasons)
    row.outcome, row.outcome_on, row.outcome_words = outcome, outcome_on, clean(outcome_words)[:500]
    row.save(update_fields=["outcome", "outcome_on", "outcome_words"])
    audit.record(by, "partners.advice.answered", advice)


def _lock(place: Place) -> None:
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
