"""Adding, verifying and withdrawing evidence; saying what two photos that look alike are. What it supports is kept by the dossier."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.vietnamese import format_datetime
from hoctap.evidence import rules
from hoctap.evidence.likeness import photos_like
from hoctap.evidence.models import (
    HOUSEHOLD,
    PERSON,
    Evidence,
    EvidenceKind,
    PairAnswer,
    PhotoPair,
    Subject,
    commune_of,
)
from hoctap.evidence.registry import hold_records, record_endings, record_kinds, withdrawal_blockers
from hoctap.evidence.rules import Confirmation
from hoctap.places.models import Place

ALLOWED = files.IMAGE_TYPES | {files.PDF}


@transaction.atomic
def add_evidence(
    *,
    kind: str,
    place: Place,
    subject_kind: str,
    subject_id: str,
    text: str = "",
    content: bytes | None = None,
    confirmation: Confirmation | None = None,
    right: Permission = Permission.EVIDENCE_ADD,
    by: Actor,
) -> Evidence:
    """A photo or PDF (kept without its metadata), a note, or a confirmation by the Tổ or hamlet (with its paper, where there is
    one), about a subject. `right`: what an app asks of who brings evidence about its own records instead.
    """
    by.must(_right_to_add(subject_kind, right), at=place)
    told = confirmation or Confirmation()
    reasons = rules.evidence_blockers(kind, text, has_content=bool(content), confirmation=told, today=today())
    if reasons:
        raise Refused(reasons)
    takes_file = kind == EvidenceKind.FILE or (kind == EvidenceKind.CONFIRMATION and bool(content))
    stored = files.take(content or b"", allowed=ALLOWED) if takes_file else None
    is_confirmation = kind == EvidenceKind.CONFIRMATION
    evidence = Evidence.objects.create(
        kind=kind,
        place=place,
        commune_id=commune_of(place),
        subject_kind=subject_kind,
        subject_id=subject_id,
        text=rules.kept_text(text),
        sha256=stored.sha256 if stored else "",
        media_type=stored.media_type if stored else "",
        size=stored.size if stored else 0,
        likeness=stored.likeness if stored else None,
        confirmer=rules.kept_text(told.by)[:120] if is_confirmation else "",
        confirmer_capacity=rules.kept_text(told.capacity)[:120] if is_confirmation else "",
        confirmed_on=told.on if is_confirmation else None,
        added_by_id=by.user_id,
        added_by_label=by.described,
    )
    PhotoPair.objects.bulk_create(
        PhotoPair(earlier_id=near.id, later=evidence, distance=near.distance)
        for near in photos_like(evidence)
    )
    audit.record(by, "evidence.evidence.added", evidence)
    return evidence


def _right_to_add(subject_kind: str, right: Permission) -> Permission:
    """About households and persons there is but one."""
    return Permission.EVIDENCE_ADD if subject_kind in (HOUSEHOLD, PERSON) else right


@transaction.atomic
def add_several(
    *,
    kind: str,
    place: Place,
    subject: Subject,
    text: str = "",
    contents: Sequence[bytes] = (),
    confirmation: Confirmation | None = None,
    by: Actor,
) -> list[Evidence]:
    """What one form brought: each photo is a piece of its own, and all are taken or none."""
    by.must(Permission.EVIDENCE_ADD, at=place)
    if kind != EvidenceKind.FILE and len(contents) > 1:
        raise Refused([Reason("Loại này chỉ kèm được một tệp. Thêm từng tệp một.", "file")])
    each: Sequence[bytes | None] = contents or [None]
    return [
        add_evidence(
            kind=kind,
            place=place,
            subject_kind=subject.kind,
            subject_id=str(subject.id),
            text=text,
            content=content,
            confirmation=confirmation,
            by=by,
        )
        for content in each
    ]


@transaction.atomic
def add_record(
    subject: Subject,
    record_kind: str,
    record_id: str,
    *,
    subjects: Sequence[Subject],
    place: Place,
    right: Permission = Permission.EVIDENCE_ADD,
    by: Actor,
) -> Evidence:
    """A record that this system holds of one of the `subjects` becomes evidence about `subject`. Taken once: later it is the same piece."""
    by.must(_right_to_add(subject.kind, right), at=place)
    kind = record_kinds.get(record_kind)
    hold_records([(record_kind, record_id)])
    offers = kind.offers(subjects, by) if kind else []
    offer = next((one for one in offers if one.id == record_id), None)
    if kind is None or offer is None:
        raise Refused([Reason("Dữ liệu này không còn, hoặc không phải của hộ, của người này.", "record")])
    # Two officers who choose it at once: the second waits and finds it.
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    standing = Evidence.objects.standing().about(subject)
    found = standing.filter(record_kind=record_kind, record_id=record_id).first()
    if found is not None:
        return found
    evidence = Evidence.objects.create(
        kind=EvidenceKind.RECORD,
        place=place,
        commune_id=commune_of(place),
        subject_kind=subject.kind,
        subject_id=str(subject.id),
        text=offer.title[: rules.LONGEST],
        record_kind=record_kind,
        record_id=record_id,
        record_when=offer.when[:60],
        added_by_id=by.user_id,
        added_by_label=by.described,
    )
    audit.record(by, "evidence.evidence.record_taken", evidence)
    return evidence


@transaction.atomic
def verify_evidence(evidence: Evidence, *, by: Actor) -> None:
    """“Đã đối chiếu bản gốc”: a second person saw the original."""
    by.must(Permission.EVIDENCE_ADD, at=evidence)
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related("place").get(pk=evidence.pk)
    reasons = rules.verification_blockers(
        kind=evidence.kind,
        has_file=bool(evidence.sha256),
        is_withdrawn=evidence.withdrawn_at is not None,
        is_erased=evidence.erased_on is not None,
        verified_by=evidence.verified_by_label,
        # Whoever it was: evidence that nobody in person added has no second person.
        added_by_same=by.user_id is None or evidence.added_by_id in (None, by.user_id),
    )
    if reasons:
        raise Refused(reasons)
    evidence.verified_by_id = by.user_id
    evidence.verified_by_label = by.described
    evidence.verified_at = timezone.now()
    evidence.save(update_fields=["verified_by", "verified_by_label", "verified_at"])
    audit.record(by, "evidence.evidence.verified", evidence, fields=["verified_at"])


@transaction.atomic
def unverify_evidence(evidence: Evidence, *, by: Actor) -> None:
    """Who said by mistake that he saw the original takes it back, until a decision stands on it."""
    by.must(Permission.EVIDENCE_ADD, at=evidence)
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related("place").get(pk=evidence.pk)
    if evidence.verified_at is None:
        raise Refused("Minh chứng này chưa ai ghi là đã đối chiếu.")
    if evidence.verified_by_id != by.user_id:
        raise Refused(f"Chỉ người đã ghi đối chiếu mới bỏ được: {evidence.verified_by_label}.")
    if blockers := [reason for blockers in withdrawal_blockers for reason in blockers(evidence)]:
        raise Refused(blockers)
    evidence.verified_by, evidence.verified_by_label, evidence.verified_at = None, "", None
    evidence.save(update_fields=["verified_by", "verified_by_label", "verified_at"])
    audit.record(by, "evidence.evidence.unverified", evidence, fields=["verified_at"])


@transaction.atomic
def withdraw_evidence(evidence: Evidence, why: str, *, by: Actor) -> None:
    """It stays in the trail, and with its reason in the history of what it served; nobody opens it any more."""
    by.must(Permission.EVIDENCE_ADD, at=evidence)
    evidence = Evidence.objects.select_for_update(of=("self",)).select_related("place").get(pk=evidence.pk)
    if evidence.withdrawn_at is not None:
        raise Refused("Minh chứng này đã rút rồi.")
    why = rules.kept_text(why)
    if not why:
        raise Refused([Reason("Hãy ghi lý do rút, ví dụ: nhầm hộ, ảnh có giấy tờ riêng.", field="why")])
    if blockers := [reason for blockers in withdrawal_blockers for reason in blockers(evidence)]:
        raise Refused(blockers)
    evidence.withdrawn_at = timezone.now()
    evidence.withdrawn_why = why[:200]
    evidence.withdrawn_by_label = by.described
    evidence.save(update_fields=["withdrawn_at", "withdrawn_why", "withdrawn_by_label"])
    audit.record(by, "evidence.evidence.withdrawn", evidence, fields=["withdrawn_at"])


class _UsedAnew(Exception):
    """Somebody used a piece while what uses it was being locked."""


@transaction.atomic
def end_record(record_kind: str, record_id: str, why: str, *, by: Actor) -> int:
    """The record is no more, so it proves nothing: each piece of evidence that was taken from it is withdrawn with the reason, and what
    stands on it is marked by who keeps that (`registry.record_endings`). The caller changed the record in this transaction and was
    asked there whether he may. Returns how many pieces there were.
    """
    for _ in range(_TRIES):
        try:
            with transaction.atomic():
                return _end_record(record_kind, record_id, why, by=by)
        except _UsedAnew:
            continue  # its locks are given back with it
    raise Refused("Nhiều người đang dùng minh chứng này cùng lúc. Hãy thử lại sau ít phút.")


_TRIES = 5


def _end_record(record_kind: str, record_id: str, why: str, *, by: Actor) -> int:
    standing = Evidence.objects.standing().filter(record_kind=record_kind, record_id=record_id)
    ids = list(standing.order_by("pk").values_list("pk", flat=True))
    if not ids:
        return 0
    # What uses them before the pieces themselves, as whoever attaches a piece does.
    users = [ending.users(ids) for ending in record_endings]
    for ending, found in zip(record_endings, users, strict=True):
        ending.hold(found)
    rows = list(standing.select_for_update(of=("self",)).select_related("place").order_by("pk"))
    if [row.pk for row in rows] != ids or [ending.users(ids) for ending in record_endings] != users:
        raise _UsedAnew
    now, why = timezone.now(), rules.kept_text(why)[:200]
    for row in rows:
        row.withdrawn_at, row.withdrawn_why, row.withdrawn_by_label = now, why, by.described
        row.save(update_fields=["withdrawn_at", "withdrawn_why", "withdrawn_by_label"])
        audit.record(by, "evidence.evidence.record_ended", row, fields=["withdrawn_at"])
    for ending in record_endings:
        ending.end(rows, why, by)
    return len(rows)


@transaction.atomic
def answer_pair(pair: PhotoPair, answer: str, *, by: Actor) -> PhotoPair:
    """What two photos that look alike are. Said once; nothing follows by itself: a wrong photo is withdrawn by a person."""
    by.must(Permission.EVIDENCE_ADD, at=pair.earlier)
    by.must(Permission.EVIDENCE_ADD, at=pair.later)
    pair = PhotoPair.objects.select_for_update(of=("self",)).get(pk=pair.pk)
    if answer not in (PairAnswer.DIFFERENT, PairAnswer.SAME):
        raise Refused([Reason("Hãy chọn: hai ảnh khác nhau, hay đúng là một ảnh.", "answer")])
    if pair.answer and pair.answered_at:
        raise Refused(
            f"Hai ảnh này đã xem rồi: {pair.get_answer_display()} "
            f"({pair.answered_by_label}, {format_datetime(pair.answered_at)})."
        )
    pair.answer = answer
    pair.answered_by_id = by.user_id
    pair.answered_by_label = by.described
    pair.answered_at = timezone.now()
    pair.save(update_fields=["answer", "answered_by", "answered_by_label", "answered_at"])
    audit.record(by, "evidence.photopair.answered", pair, fields=[answer])
    return pair
