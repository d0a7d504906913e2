"""Hang a list, take it down; leave a name off it; take a phản ánh, answer it."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import check_move
from hoctap.core.text import clean
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import PaperState
from hoctap.places.models import OrganisationKind, Place
from hoctap.recognition.models import Dossier, DossierState, RecognitionDecision, RecognitionRound
from hoctap.recognition.posting import contents, queries, rules
from hoctap.recognition.posting.models import (
    POSTING_TRANSITIONS,
    Objection,
    Outcome,
    PostingOptOut,
    PostingPhoto,
    PostingState,
    PublicPosting,
    Venue,
)
from hoctap.recognition.road import DAY_KINDS
from hoctap.recognition.rows import lock_dossier, lock_dossiers, lock_open_round, move_all, organisation_of

SPEAKABLE = {DossierState.NOMINATED, DossierState.ACCEPTED, DossierState.PROPOSED}


@transaction.atomic
def post_list(
    season: RecognitionRound,
    hamlet: Place | None,
    *,
    from_on: dt.date | None,
    days: int | None,
    venues: Sequence[str],
    venue_note: str = "",
    by: Actor,
) -> PublicPosting:
    """Niêm yết: who waits for it in the hamlet (or the whole commune) goes on a printed list; who is against it does not."""
    by.must(Permission.DOSSIER_REVIEW, at=season.place)
    season = lock_open_round(season)
    if not season.needs("posting"):
        raise Refused("Quy trình của đợt không có bước niêm yết.")
    if hamlet is not None and hamlet.parent_id != season.place_id:
        raise Refused("Ấp này không thuộc xã của đợt.")
    waiting = queries.waiting_for_posting(season, hamlet).values_list("pk", flat=True)
    locked = lock_dossiers(season.dossiers.filter(pk__in=list(waiting)))
    dossiers = sorted(locked.values(), key=lambda one: (one.hamlet.sort_key, one.sort_key, one.pk))
    kind = queries.day_kind(season)
    chosen = [venue for venue in Venue if venue in venues]
    reasons = rules.posting_reasons(
        from_on=from_on,
        days=days,
        least_days=queries.least_days(season),
        day_words=DAY_KINDS[kind],
        venues=chosen,
        count=len(dossiers),
        word=season.subject_word,
        year=season.year,
        today=today(),
    )
    if reasons or from_on is None or days is None:
        raise Refused(reasons)
    posting = PublicPosting(
        round=season,
        hamlet=hamlet,
        from_on=from_on,
        days=days,
        day_kind=kind,
        weekend_days=rules.weekend_days(from_on, days) if kind else 0,
        venues=chosen,
        venue_note=clean(venue_note)[:200],
        recorded_by=by.described,
    )
    association = organisation_of(season.place, OrganisationKind.ASSOCIATION, season.year)
    posting.paper = paper_actions.create_paper(
        "posting_list",
        issuer=association,
        place=hamlet or season.place,
        year=season.year,
        title=f"Niêm yết danh sách đề nghị công nhận “{season.title_name}” năm {season.year}, {posting.where}",
        content=contents.posting_list(posting, association, dossiers),
        about=About("recognition.publicposting", str(posting.pk)),
        by=by,
    )
    posting.save()
    posting.dossiers.set(dossiers)
    audit.record(by, "recognition.posting.hung", posting, count=len(dossiers))
    return posting


@transaction.atomic
def end_posting(
    posting: PublicPosting, *, ended_on: dt.date | None, why: str = "", by: Actor
) -> PublicPosting:
    """Taken down: before its last day it counts for nothing, and says why; who stood on it is posted again."""
    by.must(Permission.DOSSIER_REVIEW, at=posting.round.place)
    posting = _lock(posting)
    check_move(PostingState(posting.state), PostingState.ENDED, POSTING_TRANSITIONS)
    reasons = rules.ending_reasons(
        ended_on=ended_on, from_on=posting.from_on, last_day=posting.last_day, why=clean(why), today=today()
    )
    if reasons:
        raise Refused(reasons)
    posting.state, posting.ended_on = PostingState.ENDED, ended_on
    return _ended(posting, why, "recognition.posting.taken_down", by=by)


@transaction.atomic
def call_off_posting(posting: PublicPosting, *, why: str, by: Actor) -> PublicPosting:
    """It never hung, or hung with mistakes: its dossiers wait for another one. A list that was signed stays filed."""
    by.must(Permission.DOSSIER_REVIEW, at=posting.round.place)
    posting = _lock(posting)
    check_move(PostingState(posting.state), PostingState.CALLED_OFF, POSTING_TRANSITIONS)
    if not clean(why):
        raise Refused([Reason("Hủy niêm yết thì ghi lý do.", "why")])
    posting.state = PostingState.CALLED_OFF
    if posting.paper.state in (PaperState.DRAFT, PaperState.PRINTED):
        paper_actions.void_paper(posting.paper, by=by)
    return _ended(posting, why, "recognition.posting.called_off", by=by)


@transaction.atomic
def add_posting_photo(posting: PublicPosting, content: bytes, *, by: Actor) -> PostingPhoto:
    """A photo of the board, as evidence that it hung."""
    by.must(Permission.DOSSIER_REVIEW, at=posting.round.place)
    posting = _lock(posting)
    if posting.state == PostingState.CALLED_OFF:
        raise Refused("Niêm yết này đã hủy, không thêm ảnh.")
    if not content:
        raise Refused([Reason("Chọn ảnh chụp bảng niêm yết.", "file")])
    stored = files.take(content, allowed=files.IMAGE_TYPES)
    photo = PostingPhoto.objects.create(
        posting=posting,
        sha256=stored.sha256,
        media_type=stored.media_type,
        size=stored.size,
        added_by=by.described,
    )
    audit.record(by, "recognition.posting.photo_added", posting)
    return photo


@transaction.atomic
def opt_out_of_posting(
    dossier: Dossier, *, said_on: dt.date | None, told_by: str, by: Actor
) -> PostingOptOut:
    """Không đồng ý niêm yết: no list that is made from now on has the name; one that hangs is laid out again by `renew_posting_list`."""
    by.must(Permission.DOSSIER_ENTER, at=dossier.hamlet)
    dossier = lock_dossier(dossier)
    reasons = rules.opt_out_reasons(
        said_on=said_on,
        told_by=clean(told_by),
        stands=dossier.posting_opt_outs.filter(undone_at=None).exists(),
        is_decided=dossier.is_decided,
        today=today(),
    )
    if reasons or said_on is None:
        raise Refused(reasons)
    opt_out = PostingOptOut.objects.create(
        dossier=dossier, said_on=said_on, told_by=clean(told_by)[:120], recorded_by=by.described
    )
    audit.record(by, "recognition.posting.opted_out", dossier)
    return opt_out


@transaction.atomic
def undo_opt_out(opt_out: PostingOptOut, *, by: Actor) -> PostingOptOut:
    """Recorded by mistake, or thought better of: the name may be posted again."""
    by.must(Permission.DOSSIER_ENTER, at=opt_out.dossier.hamlet)
    lock_dossier(opt_out.dossier)
    opt_out = (
        PostingOptOut.objects.select_for_update(of=("self",))
        .select_related("dossier__hamlet", "dossier__round")
        .get(pk=opt_out.pk)
    )
    if opt_out.undone_at is not None:
        raise Refused("Lần ghi này đã bỏ rồi.")
    if opt_out.dossier.is_decided:
        raise Refused("Hồ sơ đã có quyết định, không còn niêm yết nữa.")
    opt_out.undone_by, opt_out.undone_at = by.described, timezone.now()
    opt_out.save(update_fields=["undone_by", "undone_at"])
    audit.record(by, "recognition.posting.opt_out_undone", opt_out.dossier)
    return opt_out


@transaction.atomic
def renew_posting_list(posting: PublicPosting, *, by: Actor) -> PublicPosting:
    """The list is laid out again without who does not want to stand on it, or went back to the hamlet; the new sheet is hung."""
    by.must(Permission.DOSSIER_REVIEW, at=posting.round.place)
    posting = _lock(posting)
    if posting.state != PostingState.UP:
        raise Refused("Danh sách này không còn niêm yết.")
    standing = queries.still_listed(posting)
    if len(standing) == posting.dossiers.count():
        raise Refused("Danh sách không có gì thay đổi.")
    if not standing:
        raise Refused("Không còn ai trong danh sách. Hủy niêm yết này.")
    posting.dossiers.set(standing)
    paper_actions.new_version(
        posting.paper,
        contents.posting_list(posting, posting.paper.issuer, standing),
        why="Bỏ tên người không đồng ý niêm yết, hồ sơ đã trả lại",
        by=by,
    )
    audit.record(by, "recognition.posting.list_renewed", posting, count=len(standing))
    return posting


@transaction.atomic
def receive_objection(
    dossier: Dossier,
    *,
    content: str,
    received_on: dt.date | None,
    handler: str,
    from_whom: str = "",
    by: Actor,
) -> Objection:
    """Phản ánh, kiến nghị about a dossier that is not decided; it goes no further until somebody answers."""
    by.must(Permission.DOSSIER_REVIEW, at=dossier.round.place)
    dossier = lock_dossier(dossier)
    can_be = ""
    if dossier.is_decided:
        can_be = "Hồ sơ đã có quyết định: sau quyết định thì ghi khiếu nại, ở trang của quyết định."
    elif DossierState(dossier.state) not in SPEAKABLE:
        can_be = f"Hồ sơ đang ở bước “{dossier.get_state_display()}”, chưa lên đến xã: báo ấp xem lại."
    reasons = rules.objection_reasons(
        content=content.strip(),
        received_on=received_on,
        handler=clean(handler),
        can_be=can_be,
        today=today(),
    )
    if reasons or received_on is None:
        raise Refused(reasons)
    objection = Objection.objects.create(
        round=dossier.round,
        dossier=dossier,
        received_on=received_on,
        content=content.strip()[:2000],
        from_whom=clean(from_whom)[:120],
        handler=clean(handler)[:120],
        recorded_by=by.described,
    )
    audit.record(by, "recognition.objection.received", objection)
    return objection


@transaction.atomic
def answer_objection(
    objection: Objection,
    *,
    outcome: str,
    answer: str,
    answered_on: dt.date | None,
    return_reason: str = "",
    by: Actor,
) -> Objection:
    """Answered: the dossier goes on as it was, or back to its hamlet with a reason of its own."""
    by.must(Permission.DOSSIER_REVIEW, at=objection.round.place)
    dossier = lock_dossier(objection.dossier)
    objection = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    reasons = rules.answer_reasons(
        is_open=objection.is_open,
        outcome=outcome,
        answer=answer.strip(),
        answered_on=answered_on,
        received_on=objection.received_on,
        return_reason=clean(return_reason),
        today=today(),
    )
    drafted = outcome == Outcome.RETURN and _drafted(dossier)
    if drafted:
        reasons.append(
            Reason(
                "Đã soạn quyết định có tên hồ sơ này. Bỏ bản soạn quyết định trước rồi trả lại ấp.", "outcome"
            )
        )
    if reasons:
        raise Refused(reasons)
    if outcome == Outcome.RETURN:
        dossier.return_reason = clean(return_reason)[:300]
        move_all([dossier], DossierState.RETURNED, by=by, why=clean(return_reason))
    return put_answer(
        objection, Outcome(outcome), answer, answered_on, "recognition.objection.answered", by=by
    )


def put_answer(
    objection: Objection, outcome: Outcome, answer: str, answered_on: dt.date | None, event: str, *, by: Actor
) -> Objection:
    """On record: a part of the commune's answer or of the meeting's, which asked whether it may be."""
    objection.outcome = outcome
    objection.answer = answer.strip()[:2000]
    objection.answered_on = answered_on
    objection.answered_by, objection.answered_at = by.described, timezone.now()
    objection.save()
    audit.record(by, event, objection)
    return objection


def _drafted(dossier: Dossier) -> bool:
    drafts = RecognitionDecision.objects.filter(lines__dossier=dossier, effective_on=None)
    return drafts.exclude(paper__state=PaperState.VOID).exists()


def _lock(posting: PublicPosting) -> PublicPosting:
    lock_open_round(posting.round)
    return (
        PublicPosting.objects.select_for_update(of=("self",))
        .select_related("round__place", "round__edition", "hamlet", "paper__issuer")
        .get(pk=posting.pk)
    )


def _ended(posting: PublicPosting, why: str, event: str, *, by: Actor) -> PublicPosting:
    posting.why = clean(why)[:300]
    posting.ended_by, posting.ended_at = by.described, timezone.now()
    posting.save(update_fields=["state", "ended_on", "why", "ended_by", "ended_at"])
    audit.record(by, event, posting)
    return posting
