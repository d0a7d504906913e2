"""Certificates: who gets one, entered in the book, printed, handed over, given again, withdrawn."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from hoctap.accounts.models import Capacity
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.places.models import Organisation, Place
from hoctap.recognition.certificates import contents, queries, rules, tasks
from hoctap.recognition.certificates.models import TRANSITIONS
from hoctap.recognition.certificates.tokens import kept_hash, token_of
from hoctap.recognition.models import (
    Award,
    Certificate,
    CertificateBatch,
    CertificateBook,
    CertificateLayout,
    CertificatePart,
    CertificatePrint,
    CertificateRule,
    CertificateStanding,
    CertificateState,
    DecisionLine,
    Dossier,
    DossierState,
    ExemplaryMark,
    RecognitionDecision,
    RecognitionRound,
)

PART = 200
"""Certificates in one PDF: what a printer takes at a time, and what is lost at most when a job is killed."""

# ── who gets one ─────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def set_certificate_rule(
    season: RecognitionRound, *, award: str, every_years: int | None, with_qr: bool, by: Actor
) -> CertificateRule:
    by.must(Permission.CERTIFICATE_ISSUE, at=season.place)
    every_years = every_years if award == Award.EVERY else None
    if reasons := rules.rule_blockers(award, every_years):
        raise Refused(reasons)
    rule, _ = CertificateRule.objects.update_or_create(
        round=season,
        defaults={"award": award, "every_years": every_years, "with_qr": with_qr, "set_by": by.described},
    )
    audit.record(by, "recognition.certificate_rule.set", season, fields=["award", "every_years", "with_qr"])
    return rule


@transaction.atomic
def mark_exemplary(dossier: Dossier, *, reason: str, by: Actor) -> ExemplaryMark:
    dossier = _marked(dossier, reason, by=by)
    mark, _ = ExemplaryMark.objects.update_or_create(
        dossier=dossier, defaults={"reason": clean(reason)[:300], "marked_by": by.described}
    )
    audit.record(by, "recognition.exemplary.marked", dossier)
    return mark


@transaction.atomic
def unmark_exemplary(dossier: Dossier, *, by: Actor) -> None:
    dossier = _marked(dossier, "bỏ", by=by)
    if not ExemplaryMark.objects.filter(dossier=dossier).delete()[0]:
        raise Refused("Hồ sơ này chưa ghi tiêu biểu.")
    audit.record(by, "recognition.exemplary.unmarked", dossier)


def _marked(dossier: Dossier, reason: str, *, by: Actor) -> Dossier:
    dossier = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("hamlet", "round__place")
        .get(pk=dossier.pk)
    )
    by.must(Permission.CERTIFICATE_ISSUE, at=dossier.round.place)
    line = dossier.decision_lines.filter(effect=DecisionLine.Effect.RECOGNISE).first()
    reasons = rules.mark_blockers(
        line.head_name if line else "Hồ sơ này",
        reason,
        is_recognised=dossier.state == DossierState.RECOGNISED,
        has_certificate=Certificate.objects.filter(line__dossier=dossier).exists(),
    )
    if reasons:
        raise Refused(reasons)
    return dossier


# ── the book ─────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def issue_certificates(
    decision: RecognitionDecision,
    *,
    dated_on: dt.date,
    capacity: Capacity | None,
    sheet: dict[str, Any],
    check_base: str = "",
    by: Actor,
) -> CertificateBatch:
    """Enter in the book whoever is due and has none yet, in the annex' order, and have them printed.

    One transaction: whoever presses at the same time waits, and then finds nobody left. Killed before its end nothing was given.
    """
    decision = _lock(decision)
    season = decision.round
    by.must(Permission.CERTIFICATE_ISSUE, at=season.place)
    rule = CertificateRule.objects.filter(round=season).first()
    lines = queries.waiting_lines(decision, rule) if rule else []
    facts = rules.IssueFacts(
        is_in_force=decision.effective_on is not None,
        revokes=decision.amends_id is not None,
        rule_is_set=rule is not None,
        decided_on=decision.effective_on,
        dated_on=dated_on,
        waiting=len(lines),
        given=Certificate.objects.filter(line__decision=decision).count(),
    )
    if reasons := rules.issue_blockers(facts, on=today()):
        raise Refused(reasons)
    assert rule is not None
    batch = _enter(
        decision,
        [(line, None, "") for line in lines],
        dated_on=dated_on,
        capacity=capacity,
        check_base=check_base if rule.with_qr else "",
        by=by,
    )
    audit.record(by, "recognition.certificates.issued", batch, count=batch.count)
    _print(batch, sheet, by=by)
    return batch


@transaction.atomic
def reissue_certificate(
    certificate: Certificate,
    *,
    why: str,
    dated_on: dt.date,
    capacity: Capacity | None,
    sheet: dict[str, Any],
    by: Actor,
) -> Certificate:
    """Cấp lại: another paper with a number of its own; the old one is cancelled and its number is never used again."""
    decision = _lock(certificate.line.decision)
    by.must(Permission.CERTIFICATE_ISSUE, at=decision.round.place)
    old = _standing(certificate)
    state = CertificateState(old.state)
    reasons = rules.reissue_blockers(
        is_valid=state == CertificateState.VALID, state_label=state.label, why=why
    )
    if dated_on < certificate.batch.dated_on:
        reasons.append(Reason("Ngày cấp lại không trước ngày cấp giấy cũ.", "dated_on"))
    if dated_on > today():
        reasons.append(Reason("Ngày cấp lại chưa đến.", "dated_on"))
    if reasons:
        raise Refused(reasons)
    batch = _enter(
        decision,
        [(certificate.line, certificate, clean(why)[:300])],
        dated_on=dated_on,
        capacity=capacity,
        check_base=certificate.batch.check_base,
        by=by,
    )
    new = batch.certificates.get()
    _end(old, CertificateState.REPLACED, on=dated_on, why=clean(why))
    audit.record(by, "recognition.certificate.reissued", new)
    _print(batch, sheet, by=by)
    return new


@transaction.atomic
def withdraw_certificates(decision: RecognitionDecision, *, by: Actor) -> int:
    """A decision that revokes took effect: the papers of its dossiers are shown as withdrawn. Part of the signature's transaction."""
    by.must(Permission.DECISION_SIGN, at=decision.round.place)
    whys = dict(decision.lines.filter(effect=DecisionLine.Effect.REVOKE).values_list("dossier_id", "why"))
    standings = list(
        CertificateStanding.objects.select_for_update(of=("self",))
        .select_related("certificate__line")
        .filter(certificate__line__dossier__in=whys, state=CertificateState.VALID)
        .order_by("pk")
    )
    on = decision.effective_on or today()
    for standing in standings:
        why = whys[standing.certificate.line.dossier_id]
        _end(
            standing,
            CertificateState.WITHDRAWN,
            on=on,
            why=f"Quyết định {decision.paper.full_number}: {why}",
        )
    if standings:
        audit.record(by, "recognition.certificates.withdrawn", decision, count=len(standings))
    return len(standings)


@transaction.atomic
def set_book_pattern(
    issuer: Organisation, year: int, *, pattern: str, digits: int, by: Actor
) -> CertificateBook:
    by.must(Permission.CERTIFICATE_ISSUE, at=issuer.place)
    book = _book(issuer, year)
    pattern = clean(pattern)
    if reasons := rules.pattern_blockers(pattern, digits, given=book.last_number):
        raise Refused(reasons)
    book.pattern, book.digits = pattern, digits
    book.save(update_fields=["pattern", "digits"])
    audit.record(by, "recognition.certificate_book.pattern_set", book, fields=["pattern", "digits"])
    return book


def _lock(decision: RecognitionDecision) -> RecognitionDecision:
    """Whoever gives certificates of one decision comes one after the other."""
    return (
        RecognitionDecision.objects.select_for_update(of=("self",))
        .select_related("round__place", "round__edition", "issuer__place", "paper__issuer")
        .get(pk=decision.pk)
    )


def _book(issuer: Organisation, year: int) -> CertificateBook:
    """The book of that year, locked; a new one goes on with the pattern of the last."""
    last = CertificateBook.objects.filter(issuer=issuer, year__lt=year).order_by("-year").first()
    usual = {"pattern": last.pattern, "digits": last.digits} if last else {}
    CertificateBook.objects.get_or_create(issuer=issuer, year=year, defaults=usual)
    return CertificateBook.objects.select_for_update().get(issuer=issuer, year=year)


def _enter(
    decision: RecognitionDecision,
    lines: Sequence[tuple[DecisionLine, Certificate | None, str]],
    *,
    dated_on: dt.date,
    capacity: Capacity | None,
    check_base: str,
    by: Actor,
) -> CertificateBatch:
    signer = _signer(decision, capacity, dated_on)
    book = _book(decision.issuer, dated_on.year)
    first = book.last_number + 1
    book.last_number += len(lines)
    book.save(update_fields=["last_number"])
    batch = CertificateBatch.objects.create(
        decision=decision,
        book=book,
        dated_on=dated_on,
        content=contents.batch(decision, dated_on, signer),
        check_base=check_base,
        first_number=first,
        last_number=book.last_number,
        issued_by=by.described,
    )
    rows = []
    for number, (line, replaces, why) in enumerate(lines, start=first):
        pk = uuid7()
        rows.append(
            Certificate(
                id=pk,
                batch=batch,
                book=book,
                line=line,
                number=number,
                number_text=rules.number_text(book.pattern, book.digits, number, book.year),
                holder_name=line.head_name,
                hamlet_name=line.hamlet_name,
                token_hash=kept_hash(token_of(pk)) if check_base else "",
                replaces=replaces,
                why=why,
            )
        )
    Certificate.objects.bulk_create(rows, batch_size=2000)
    CertificateStanding.objects.bulk_create(
        [CertificateStanding(certificate=row) for row in rows], batch_size=2000
    )
    return batch


def _signer(decision: RecognitionDecision, capacity: Capacity | None, on: dt.date) -> Capacity:
    """The position that signs on that day: the one that was chosen, or the only one."""
    able = queries.signers(decision, on)
    if capacity is not None:
        chosen = next((one for one in able if one.pk == capacity.pk), None)
        if chosen is None:
            raise Refused([Reason("Người này không có thẩm quyền ký vào ngày cấp.", "capacity")])
        return chosen
    if not able:
        raise Refused(
            [
                Reason(
                    f"Ngày ấy không có ai của {decision.issuer.name} có quyền ký trong hệ thống. "
                    "Nhờ quản trị của xã ghi tư cách của người ký.",
                    "capacity",
                )
            ]
        )
    if len(able) > 1:
        raise Refused([Reason("Có nhiều người ký được: hãy chọn một người.", "capacity")])
    return able[0]


def _standing(certificate: Certificate) -> CertificateStanding:
    return CertificateStanding.objects.select_for_update(of=("self",)).get(certificate=certificate)


def _end(standing: CertificateStanding, state: CertificateState, *, on: dt.date, why: str) -> None:
    check_move(CertificateState(standing.state), state, TRANSITIONS)
    standing.state = state
    standing.ended_on, standing.ended_why = on, why[:300]
    standing.save(update_fields=["state", "ended_on", "ended_why"])


# ── printing ─────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def print_certificates(batch: CertificateBatch, *, sheet: dict[str, Any], by: Actor) -> CertificatePrint:
    """The same certificates once more: another sheet, another printer, or a PDF that failed."""
    by.must(Permission.CERTIFICATE_ISSUE, at=batch.decision.round.place)
    printing = _print(batch, sheet, by=by)
    audit.record(by, "recognition.certificates.printed_again", batch)
    return printing


def _print(batch: CertificateBatch, sheet: dict[str, Any], *, by: Actor) -> CertificatePrint:
    printing = CertificatePrint.objects.create(batch=batch, sheet=sheet, asked_by=by.described)
    firsts = range(batch.first_number, batch.last_number + 1, PART)
    CertificatePart.objects.bulk_create(
        [
            CertificatePart(
                printing=printing,
                number=number,
                first_number=first,
                last_number=min(first + PART - 1, batch.last_number),
            )
            for number, first in enumerate(firsts, start=1)
        ]
    )
    # In the same transaction as the lines of the book: there is never the one without the other.
    tasks.make_certificates.defer(print_id=str(printing.pk))
    return printing


# ── handing over ─────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def receive_certificates(
    season: RecognitionRound, received: Mapping[UUID, str], *, on: dt.date, by: Actor
) -> int:
    """Ký nhận: who took which certificate, from the list signed at the ceremony or at the door."""
    by.must(Permission.CERTIFICATE_ISSUE, at=season.place)
    if not received:
        raise Refused("Chưa chọn giấy nào.")
    standings = list(
        CertificateStanding.objects.select_for_update(of=("self",))
        .select_related("certificate__batch")
        .filter(certificate__in=received, certificate__batch__decision__round=season)
        .order_by("pk")
    )
    if len(standings) != len(received):
        raise Refused("Có giấy không thuộc đợt này.")
    reasons: list[Reason] = []
    for standing in standings:
        certificate = standing.certificate
        reasons += rules.receipt_blockers(
            is_valid=standing.state == CertificateState.VALID,
            name=f"{certificate.number_text} ({certificate.holder_name})",
            received_by=received[certificate.pk],
            received_on=on,
            dated_on=certificate.batch.dated_on,
            on=today(),
        )
        standing.received_by, standing.received_on = clean(received[certificate.pk])[:120], on
    if reasons:
        raise Refused(list({reason.text: reason for reason in reasons}.values()))
    CertificateStanding.objects.bulk_update(standings, ["received_by", "received_on"], batch_size=500)
    audit.record(by, "recognition.certificates.received", season, count=len(standings))
    return len(standings)


@transaction.atomic
def undo_receipt(certificate: Certificate, *, by: Actor) -> None:
    """It was ticked by mistake."""
    by.must(Permission.CERTIFICATE_ISSUE, at=certificate.batch.decision.round.place)
    standing = _standing(certificate)
    if not standing.received_by:
        raise Refused("Giấy này chưa ghi ai nhận.")
    standing.received_by, standing.received_on = "", None
    standing.save(update_fields=["received_by", "received_on"])
    audit.record(by, "recognition.certificate.receipt_undone", certificate)


# ── sheets that were printed before ──────────────────────────────────────────────────────────────


@transaction.atomic
def save_layout(
    layout: CertificateLayout | None,
    place: Place,
    *,
    name: str,
    paper: str,
    fields: dict[str, dict[str, Any]],
    offset_x: Decimal,
    offset_y: Decimal,
    by: Actor,
) -> CertificateLayout:
    """Keep where the words stand on one phôi, under a name. What was printed before keeps the sheet it was printed on."""
    by.must(Permission.CERTIFICATE_ISSUE, at=layout.place if layout else place)
    name = clean(name)
    reasons = [] if name else [Reason("Hãy đặt tên, ví dụ: Phôi đỏ nhà in Cao Lãnh.", "name")]
    reasons += rules.field_blockers(paper, fields) + rules.offset_blockers(offset_x, offset_y)
    others = CertificateLayout.objects.filter(place=layout.place if layout else place, name__iexact=name)
    if layout is not None:
        others = others.exclude(pk=layout.pk)
    if name and others.exists():
        reasons.append(Reason(f"Đã có mẫu phôi tên “{name}”.", "name"))
    if reasons:
        raise Refused(reasons)
    is_new = layout is None
    kept = layout or CertificateLayout(place=place)
    kept.name, kept.paper, kept.fields = name, paper, fields
    kept.offset_x, kept.offset_y = offset_x, offset_y
    kept.save()
    audit.record(
        by,
        "recognition.certificate_layout.added" if is_new else "recognition.certificate_layout.edited",
        kept,
    )
    return kept


@transaction.atomic
def drop_layout(layout: CertificateLayout, *, by: Actor) -> None:
    by.must(Permission.CERTIFICATE_ISSUE, at=layout.place)
    audit.record(by, "recognition.certificate_layout.dropped", layout)
    layout.delete()
