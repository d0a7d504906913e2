"""Giấy công nhận of a file: given, given again in place of another, handed over; ended with the title."""

import datetime as dt

from django.db import transaction

from hoctap.assessments import following_contents, rules
from hoctap.assessments.models import Assessment, FileCertificate, FileState
from hoctap.assessments.rows import issuer_of_authority, lock_file
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.ids import uuid7
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.places.models import Organisation
from hoctap.recognition.certificates.tokens import kept_hash, token_of


@transaction.atomic
def give_certificate(
    assessment: Assessment,
    *,
    dated_on: dt.date | None,
    signer_title: str,
    signer_name: str,
    why: str = "",
    check_base: str = "",
    by: Actor,
) -> FileCertificate:
    """`check_base`: the address of the checking page behind its QR; empty: none is printed.

    One in force for each file; another takes its place with a reason, and the old number is never used again."""
    assessment = lock_file(assessment)
    if assessment.authority_place is None or assessment.outside_sha256:
        raise Refused("Quyết định do cơ quan ngoài hệ thống ký: giấy công nhận cũng do cơ quan ấy cấp.")
    by.must(Permission.ASSESSMENT_JUDGE, at=assessment.authority_place)
    old = FileCertificate.objects.select_for_update().filter(assessment=assessment, ended_on=None).first()
    reasons = rules.certificate_reasons(
        is_recognised=assessment.state == FileState.RECOGNISED,
        decided_on=assessment.decided_on,
        dated_on=dated_on,
        before_on=old.dated_on if old else None,
        signer_title=clean(signer_title),
        signer_name=clean(signer_name),
        why=clean(why),
        today=today(),
    )
    if reasons or dated_on is None:
        raise Refused(reasons)
    issuer = Organisation.objects.select_for_update(of=("self",), no_key=True).get(
        pk=issuer_of_authority(assessment).pk
    )
    last = FileCertificate.objects.filter(issuer=issuer, year=dated_on.year).order_by("-number").first()
    number = (last.number if last else 0) + 1
    if old is not None:
        old.ended_on, old.ended_why = dated_on, clean(why)[:300]
        old.save(update_fields=["ended_on", "ended_why"])
    number_text = rules.certificate_number(number, dated_on.year)
    pk = uuid7()
    made = FileCertificate.objects.create(
        id=pk,
        check_base=check_base[:200],
        token_hash=kept_hash(token_of(pk)) if check_base else "",
        assessment=assessment,
        issuer=issuer,
        year=dated_on.year,
        number=number,
        number_text=number_text,
        dated_on=dated_on,
        content=following_contents.certificate(
            assessment,
            issuer,
            dated_on=dated_on,
            number=number_text,
            signer_title=clean(signer_title),
            signer_name=clean(signer_name),
        ),
        replaces=old,
        why=clean(why)[:300] if old else "",
        issued_by=by.described,
    )
    audit.record(by, "assessments.certificate.given", made)
    return made


@transaction.atomic
def hand_over_certificate(
    certificate: FileCertificate, *, received_by: str, received_on: dt.date | None, by: Actor
) -> FileCertificate:
    certificate = (
        FileCertificate.objects.select_for_update(of=("self",))
        .select_related("assessment__place", "assessment__authority_place")
        .get(pk=certificate.pk)
    )
    by.must(
        Permission.ASSESSMENT_JUDGE,
        at=certificate.assessment.authority_place or certificate.assessment.place,
    )
    reasons = []
    if not certificate.is_valid:
        reasons.append(Reason(f"Giấy số {certificate.number_text} không còn hiệu lực, không giao."))
    if not clean(received_by):
        reasons.append(Reason("Ghi ai nhận giấy.", "received_by"))
    if received_on is None:
        reasons.append(Reason("Ghi ngày nhận.", "received_on"))
    elif received_on > today():
        reasons.append(Reason("Ngày nhận ở sau ngày hôm nay.", "received_on"))
    elif received_on < certificate.dated_on:
        reasons.append(
            Reason(f"Ngày nhận ở trước ngày cấp ({certificate.dated_on:%d/%m/%Y}).", "received_on")
        )
    if reasons:
        raise Refused(reasons)
    certificate.received_by, certificate.received_on = clean(received_by)[:120], received_on
    certificate.save(update_fields=["received_by", "received_on"])
    audit.record(by, "assessments.certificate.handed_over", certificate)
    return certificate
