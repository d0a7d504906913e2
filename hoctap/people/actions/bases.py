"""On what grounds a person's data are used: written down, proved by a receipt, taken back."""

import datetime as dt

from django.db import transaction
from django.db.models import Max

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.papers.rendering import render
from hoctap.people import stopping, subject_papers, subject_rules
from hoctap.people.models import Basis, Channel, DataBasis, Person, PrivacyNotice, Purpose
from hoctap.people.storing import lock_commune
from hoctap.places.models import Level, Place


@transaction.atomic
def record_place_basis(
    place: Place, *, purpose: str, legal_text: str, given_on: dt.date, by: Actor
) -> DataBasis:
    """The task of a body of the state, for everybody of a place. The law it cites is what the officer types."""
    by.must(Permission.HOUSEHOLD_EDIT, at=place)
    reasons = _common(purpose, given_on)
    if not clean(legal_text):
        reasons.append(Reason("Hãy ghi văn bản làm căn cứ.", field="legal_text"))
    lock_commune(place.pk)
    if DataBasis.objects.standing().filter(place=place, person__isnull=True, purpose=purpose).exists():
        reasons.append(Reason("Đã có căn cứ cho mục đích này. Hãy ghi thôi dùng căn cứ cũ trước."))
    if reasons:
        raise Refused(reasons)
    basis = DataBasis.objects.create(
        place=place,
        purpose=purpose,
        basis=Basis.TASK,
        legal_text=clean(legal_text),
        given_on=given_on,
        recorded_by=by.described,
    )
    audit.record(by, "people.basis.recorded", basis)
    return basis


@transaction.atomic
def record_consent(
    person: Person,
    *,
    purpose: str,
    agrees: bool,
    given_on: dt.date,
    channel: str,
    by: Actor,
    notice: PrivacyNotice | None = None,
    notice_version: str = "",
    helper: str = "",
    guardian: str = "",
    child_agrees: bool = False,
) -> DataBasis:
    """What a person said to a purpose, yes or no, with its receipt. A new word replaces the one before.

    `notice` is the version that was read; `notice_version` names another one, for what was signed on older forms.
    """
    by.must(Permission.HOUSEHOLD_EDIT, at=person)
    reasons = _common(purpose, given_on)
    place = Place.objects.filter(level=Level.COMMUNE, pk__in=person.place_path).get()
    if notice is not None:
        notice_version = str(notice)
        if notice.place_id not in place.path:
            reasons.append(Reason("Bản thông báo này của xã khác.", field="notice"))
        elif notice.in_force_on > given_on:
            reasons.append(Reason("Ngày này chưa dùng bản thông báo ấy.", field="notice"))
    if channel not in Channel.values:
        channel = ""
    reasons += subject_rules.consent_blockers(
        birth_year=person.birth_year if agrees else None,
        given_year=given_on.year,
        guardian=guardian,
        child_agrees=child_agrees,
        notice=notice_version,
        channel=channel,
    )
    if person.erased_on or person.merged_into_id:
        reasons.append(Reason("Người này không còn trong sổ."))
    if reasons:
        raise Refused(reasons)
    lock_commune(place.pk)
    person.bases.filter(purpose=purpose, withdrawn_on__isnull=True).update(withdrawn_on=today())
    last = DataBasis.objects.filter(place=place).aggregate(last=Max("receipt_number"))["last"] or 0
    basis = DataBasis.objects.create(
        place=place,
        person=person,
        purpose=purpose,
        basis=Basis.CONSENT if agrees else Basis.OBJECTION,
        given_on=given_on,
        channel=channel,
        notice=notice,
        notice_version=clean(notice_version)[:60],
        helper=clean(helper),
        guardian=clean(guardian),
        child_agrees=child_agrees,
        receipt_number=last + 1,
        recorded_by=by.described,
    )
    audit.record(by, "people.basis.recorded", basis)
    if not agrees:
        stopping.stop(person, purpose, by)
    return basis


@transaction.atomic
def write_privacy_notice(
    place: Place,
    *,
    body: str,
    officer_name: str,
    officer_contact: str,
    in_force_on: dt.date,
    by: Actor,
) -> PrivacyNotice:
    """The next version of the words that people are read. Earlier ones stay as they are."""
    by.must(Permission.SUBJECT_REQUEST, at=place)
    lock_commune(place.pk)
    latest = PrivacyNotice.objects.filter(place=place).order_by("-version").first()
    reasons = subject_rules.notice_blockers(
        body=body,
        officer=officer_name,
        contact=officer_contact,
        in_force_on=in_force_on,
        latest_in_force_on=latest.in_force_on if latest else None,
    )
    if reasons:
        raise Refused(reasons)
    notice = PrivacyNotice.objects.create(
        place=place,
        version=latest.version + 1 if latest else 1,
        body=body.strip(),
        officer_name=clean(officer_name),
        officer_contact=clean(officer_contact),
        in_force_on=in_force_on,
        written_by=by.described,
    )
    audit.record(by, "people.notice.written", notice)
    return notice


@transaction.atomic
def print_receipt(basis: DataBasis, *, by: Actor) -> bytes:
    """What the person takes home, as a paper (DOCX)."""
    by.must(Permission.HOUSEHOLD_READ, at=basis)
    if basis.person is None:
        raise Refused("Căn cứ cho mọi người của xã không có biên nhận.")
    content = render(subject_papers.receipt(basis))
    audit.record(by, "people.basis.receipt_printed", basis)
    return content


@transaction.atomic
def withdraw_basis(basis: DataBasis, *, by: Actor) -> None:
    """From today it counts no more; what was done on it stands."""
    by.must(Permission.HOUSEHOLD_EDIT, at=basis)
    basis = (
        DataBasis.objects.select_for_update(of=("self",)).select_related("place", "person").get(pk=basis.pk)
    )
    if basis.withdrawn_on:
        raise Refused("Đã ghi rút rồi.")
    basis.withdrawn_on = today()
    basis.save(update_fields=["withdrawn_on"])
    audit.record(by, "people.basis.withdrawn", basis)
    if basis.person is not None and basis.basis == Basis.CONSENT:
        stopping.stop(basis.person, basis.purpose, by)


def _common(purpose: str, given_on: dt.date) -> list[Reason]:
    reasons = []
    if purpose not in Purpose.values:
        reasons.append(Reason("Hãy chọn mục đích.", field="purpose"))
    if given_on > today():
        reasons.append(Reason("Ngày ở sau ngày hôm nay.", field="given_on"))
    return reasons
