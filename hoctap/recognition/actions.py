"""A season, one verb at a time: open, enter, meet, nominate, review, submit, decide, amend, close."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import is_late, today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import move_blockers
from hoctap.core.text import clean
from hoctap.criteria import scoring
from hoctap.criteria.models import CriteriaEdition, Title
from hoctap.criteria.queries import editions_for
from hoctap.criteria.scoring import FrozenEdition
from hoctap.evidence import actions as evidence_actions
from hoctap.evidence.models import Evidence
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import Paper, PaperState
from hoctap.people.models import Household
from hoctap.places.models import Level, Organisation, OrganisationKind, Place
from hoctap.recognition import contents, messages, rules
from hoctap.recognition.models import (
    MEETING_STATES,
    OPEN_STATES,
    REVIEW_STATES,
    TRANSITIONS,
    DecisionLine,
    Dossier,
    DossierState,
    NominationList,
    RecognitionDecision,
    RecognitionRound,
    RoundState,
    StateChange,
    Submission,
    VillageMeeting,
    Way,
)

COLUMNS = {"self": "self_total", "hamlet": "hamlet_total", "commune": "commune_total"}


# ── opening and closing ──────────────────────────────────────────────────────────────────────────


@transaction.atomic
def open_round(
    place: Place, *, year: int, title: Title, edition: CriteriaEdition, before_on: dt.date | None, by: Actor
) -> RecognitionRound:
    """Open a commune's round and lay out a dossier for every household that the register counts in the year."""
    by.must(Permission.ROUND_OPEN, at=place)
    # Two officers who press at once: the second waits here and is told that the round is open.
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    reasons = []
    if place.level != Level.COMMUNE:
        reasons.append(Reason("Đợt công nhận gia đình mở cho một xã, phường.", "place"))
    if edition.published_at is None or edition.title != title:
        reasons.append(Reason("Bộ tiêu chí này chưa ban hành hoặc không dành cho danh hiệu này.", "edition"))
    elif not editions_for(title, year).filter(pk=edition.pk).exists():
        reasons.append(Reason(f"Bộ tiêu chí này không có hiệu lực trong năm {year}.", "edition"))
    if RecognitionRound.objects.filter(place=place, year=year, title=title).exists():
        reasons.append(Reason(f"Năm {year} xã đã mở đợt công nhận {Title(title).label}.", "year"))
    if before_on is not None and abs(before_on.year - year) > 1:
        reasons.append(Reason(f"Hạn {before_on:%d/%m/%Y} không nằm gần năm {year}.", "before_on"))
    if not place.children.filter(level=Level.HAMLET).exists():
        reasons.append(Reason("Xã chưa có ấp, khóm nào. Lập danh sách ấp trước."))
    if reasons:
        raise Refused(reasons)
    season = RecognitionRound.objects.create(
        title=title, year=year, place=place, edition=edition, before_on=before_on, opened_by=by.described
    )
    households = Household.objects.counted_in(year).filter(hamlet__path__contains=[place.pk])
    _lay_out(season, households, by=by)
    audit.record(by, "recognition.round.opened", season)
    return season


@transaction.atomic
def enrol_households(season: RecognitionRound, *, by: Actor) -> int:
    """Lay out dossiers for households that came into the register after the round opened. Safe to repeat."""
    by.must(Permission.HOUSEHOLD_IMPORT, at=season.place)
    season = _open_round(season)
    missing = (
        Household.objects.counted_in(season.year)
        .filter(hamlet__path__contains=[season.place_id])
        .exclude(dossiers__round=season)
    )
    count = _lay_out(season, missing, by=by)
    if count:
        audit.record(by, "recognition.round.households_enrolled", season, count=count)
    return count


@transaction.atomic
def close_round(season: RecognitionRound, *, by: Actor) -> None:
    """End a round: nothing is entered afterwards. Papers on their way are signed or dropped first."""
    by.must(Permission.ROUND_OPEN, at=season.place)
    season = _open_round(season)
    waiting = season.dossiers.filter(
        state__in=[DossierState.NOMINATED, DossierState.ACCEPTED, DossierState.PROPOSED]
    ).count()
    if waiting:
        raise Refused(
            f"Còn {waiting} hộ đang chờ xã xét hoặc chờ quyết định. Giải quyết xong mới kết thúc đợt."
        )
    season.state = RoundState.CLOSED
    season.save(update_fields=["state"])
    audit.record(by, "recognition.round.closed", season)


# ── entering ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class TypedRow:
    """A row of the entry list as it left the form. Points are still text; `version` is the one the form was made from."""

    dossier_id: UUID
    version: int
    registered: bool
    self_total: str = ""
    hamlet_total: str = ""


@transaction.atomic
def save_list(
    season: RecognitionRound, hamlet: Place, rows: Sequence[TypedRow], *, on: dt.date | None = None, by: Actor
) -> int:
    """Save the changed rows of a hamlet's list, all or none; returns how many changed.

    A row that somebody else changed meanwhile is refused by name; rows that say what is stored already change nothing, so that a form
    sent twice is harmless. `on` is the day of the signed registration, today when it is not said.
    """
    by.must(Permission.DOSSIER_ENTER, at=hamlet)
    season = _open_round(season)
    registered_on = _registration_day(on)
    edition = season.edition.frozen()
    dossiers = _lock_dossiers(season.dossiers.filter(hamlet=hamlet, pk__in=[row.dossier_id for row in rows]))
    reasons: list[Reason] = []
    changed: list[Dossier] = []
    moves: list[tuple[Dossier, str]] = []
    for typed in rows:
        dossier = dossiers.get(typed.dossier_id)
        if dossier is None:
            reasons.append(Reason("Có dòng không thuộc danh sách của ấp này. Tải lại trang."))
            continue
        name = dossier.household.head.full_name
        key = str(dossier.pk)
        try:
            self_total, hamlet_total = _points(typed.self_total), _points(typed.hamlet_total)
        except ValueError as error:
            reasons.append(Reason(f"{name}: “{error}” không phải là số điểm.", f"hamlet-{key}"))
            continue
        totals_changed = (self_total, hamlet_total) != (dossier.self_total, dossier.hamlet_total)
        if not totals_changed and typed.registered == (dossier.registered_on is not None):
            continue
        if dossier.version != typed.version:
            reasons.append(
                Reason(f"{name}: người khác vừa sửa dòng này. Xem lại số mới rồi ghi lại.", f"hamlet-{key}")
            )
            continue
        if dossier.state not in OPEN_STATES:
            reasons.append(
                Reason(
                    f"{name}: đang ở bước “{dossier.get_state_display()}”, danh sách không sửa được nữa.",
                    f"hamlet-{key}",
                )
            )
            continue
        row = rules.ListRow(
            key, name, typed.registered, self_total, hamlet_total, dossier.way == Way.CRITERIA, totals_changed
        )
        if row_reasons := rules.row_reasons(edition, row):
            reasons += row_reasons
            continue
        before = dossier.state
        dossier.registered_on = (dossier.registered_on or registered_on) if typed.registered else None
        if totals_changed:
            for column, total in (("self", self_total), ("hamlet", hamlet_total)):
                if getattr(dossier, COLUMNS[column]) != total:
                    setattr(dossier, COLUMNS[column], total)
                    _note_total(dossier, column, total, by=by)
            dossier.way = Way.PAPER if self_total is not None or hamlet_total is not None else Way.NONE
        dossier.state = _state_while_open(dossier)
        dossier.version += 1
        changed.append(dossier)
        if dossier.state != before:
            moves.append((dossier, before))
    if reasons:
        raise Refused(reasons)
    _save(changed)
    _record_moves(moves, by=by)
    if changed:
        audit.record(
            by, "recognition.list.saved", season, fields=["registered", "totals"], count=len(changed)
        )
    return len(changed)


@transaction.atomic
def register_all(season: RecognitionRound, hamlet: Place, *, on: dt.date | None = None, by: Actor) -> int:
    """Mark every household of the hamlet that is not registered yet as registered, from the signed list."""
    by.must(Permission.DOSSIER_ENTER, at=hamlet)
    season = _open_round(season)
    registered_on = _registration_day(on)
    dossiers = list(_lock_dossiers(season.dossiers.filter(hamlet=hamlet, state=DossierState.LISTED)).values())
    for dossier in dossiers:
        dossier.registered_on = registered_on
        dossier.state = DossierState.REGISTERED
        dossier.version += 1
    _save(dossiers)
    _record_moves([(dossier, DossierState.LISTED) for dossier in dossiers], by=by)
    if dossiers:
        audit.record(by, "recognition.list.all_registered", season, count=len(dossiers))
    return len(dossiers)


@transaction.atomic
def score_by_criteria(
    dossier: Dossier, *, column: str, points: Mapping[str, str], why: str = "", version: int, by: Actor
) -> Dossier:
    """Write one column of a dossier criterion by criterion: `self` (typed for the family), `hamlet` or `commune`.

    Each point keeps who entered it and when. The commune writes only where it differs, with a reason; its total is the hamlet's points with
    its own in their place.
    """
    permission = Permission.DOSSIER_REVIEW if column == "commune" else Permission.DOSSIER_ENTER
    by.must(permission, at=dossier.hamlet)
    dossier = _lock_dossier(dossier)
    if column not in COLUMNS:
        raise Refused("Cột điểm không có.")
    if dossier.version != version:
        raise Refused("Người khác vừa sửa hồ sơ này. Xem lại số mới rồi ghi lại.")
    _refuse_unless(dossier, REVIEW_STATES if column == "commune" else OPEN_STATES)
    if column != "commune" and dossier.registered_on is None:
        raise Refused("Hộ chưa đăng ký. Đánh dấu đã đăng ký trong danh sách trước khi chấm.")
    edition = dossier.round.edition.frozen()
    wanted, reasons = _parse_points(edition, points)
    why = clean(why)[:300]
    if not reasons and column == "commune":
        reasons = _commune_reasons(dossier, wanted, why)
    if reasons:
        raise Refused(reasons)
    changed = _write_points(dossier, column, wanted, why=why, by=by)
    if not changed:
        return dossier
    before = dossier.state
    _total_column(dossier, edition, column)
    if column == "hamlet" and _column_points(dossier, "commune"):
        # The commune's total stands on the hamlet's points; after a return it must not stand on the old ones.
        _total_column(dossier, edition, "commune")
    if column != "commune":
        dossier.way = _way(dossier)
        dossier.state = _state_while_open(dossier)
    dossier.version += 1
    _save([dossier])
    if dossier.state != before:
        _record_moves([(dossier, before)], by=by)
    audit.record(by, f"recognition.dossier.scored_{column}", dossier, fields=changed)
    return dossier


@transaction.atomic
def attach_evidence(
    dossier: Dossier,
    criterion_code: str,
    *,
    kind: str,
    text: str = "",
    content: bytes | None = None,
    by: Actor,
) -> Evidence:
    """Add a file, a note or a confirmation to a criterion of a dossier."""
    by.must(Permission.EVIDENCE_ADD, at=dossier.hamlet)
    dossier = _lock_dossier(dossier)
    _refuse_unless(dossier, OPEN_STATES | REVIEW_STATES)
    if criterion_code not in {criterion.code for criterion in dossier.round.edition.criteria.all()}:
        raise Refused([Reason("Tiêu chí này không có trong bộ tiêu chí của đợt.", "criterion")])
    evidence = evidence_actions.add_evidence(
        kind=kind,
        place=dossier.hamlet,
        subject_kind="people.household",
        subject_id=str(dossier.household_id),
        text=text,
        content=content,
        by=by,
    )
    answer = dossier.answers.setdefault(criterion_code, {})
    answer.setdefault("evidence", []).append(str(evidence.pk))
    dossier.version += 1
    _save([dossier])
    audit.record(by, "recognition.dossier.evidence_attached", dossier, fields=[criterion_code])
    return evidence


# ── the hamlet's meeting and list ────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class MeetingForm:
    held_on: dt.date | None
    venue: str
    chair: str
    secretary: str
    households_present: int
    votes_for: int
    votes_against: int = 0
    remarks: str = ""
    excepted: frozenset[UUID] = frozenset()


@transaction.atomic
def record_meeting(
    season: RecognitionRound, hamlet: Place, form: MeetingForm, *, by: Actor
) -> VillageMeeting:
    """Họp bình xét: attendance, the block vote and its exceptions; the minutes come out filled."""
    by.must(Permission.MEETING_RECORD, at=hamlet)
    season = _open_round(season)
    edition = season.edition.frozen()
    scored = list(_lock_dossiers(season.dossiers.before_the_meeting(hamlet)).values())
    agreed = _agreed(edition, scored, form.excepted)
    reasons = rules.meeting_reasons(
        rules.MeetingFacts(
            held_on=form.held_on,
            venue=clean(form.venue),
            chair=clean(form.chair),
            secretary=clean(form.secretary),
            households_present=form.households_present,
            votes_for=form.votes_for,
            votes_against=form.votes_against,
            scored_count=len(scored),
            agreed_count=len(agreed),
            today=today(),
        )
    )
    if unknown := form.excepted - {dossier.pk for dossier in scored}:
        reasons.append(
            Reason(f"{len(unknown)} hộ bị trừ không nằm trong danh sách đã chấm của ấp. Tải lại trang.")
        )
    if reasons or form.held_on is None:
        raise Refused(reasons)
    meeting = VillageMeeting.objects.create(
        round=season,
        hamlet=hamlet,
        held_on=form.held_on,
        venue=clean(form.venue),
        chair=clean(form.chair),
        secretary=clean(form.secretary),
        households_present=form.households_present,
        votes_for=form.votes_for,
        votes_against=form.votes_against,
        remarks=form.remarks.strip(),
        listed_count=len(scored),
        agreed_count=len(agreed),
        recorded_by=by.described,
    )
    meeting.listed.set(scored)
    meeting.excepted.set([dossier for dossier in scored if dossier.pk in form.excepted])
    meeting.agreed.set(agreed)
    registered = season.dossiers.filter(hamlet=hamlet, registered_on__isnull=False).count()
    meeting.minutes = paper_actions.create_paper(
        "minutes",
        issuer=_hamlet_board(hamlet, season),
        place=hamlet,
        year=season.year,
        title=f"Họp bình xét danh hiệu “{season.get_title_display()}” {hamlet.full_name} năm {season.year}",
        content=contents.minutes(meeting, registered=registered),
        about=About("recognition.villagemeeting", str(meeting.pk)),
        by=by,
    )
    meeting.save(update_fields=["minutes"])
    audit.record(by, "recognition.meeting.recorded", meeting)
    return meeting


@transaction.atomic
def nominate(meeting: VillageMeeting, *, by: Actor) -> NominationList:
    """Danh sách đề nghị công nhận: what the meeting agreed to goes up to the commune; a household that the meeting
    did not have before it waits for the next one.
    """
    meeting = (
        VillageMeeting.objects.select_for_update(of=("self",))
        .select_related("round", "hamlet")
        .get(pk=meeting.pk)
    )
    by.must(Permission.NOMINATE, at=meeting.hamlet)
    season = _open_round(meeting.round)
    if meeting.nominations.exists():
        raise Refused("Cuộc họp này đã lập danh sách đề nghị.")
    edition = season.edition.frozen()
    listed = list(_lock_dossiers(meeting.listed.all()).values())
    agreed_then = set(meeting.agreed.values_list("pk", flat=True))
    considered = [dossier for dossier in listed if dossier.state in MEETING_STATES]
    agreed = _agreed(edition, considered, {dossier.pk for dossier in considered} - agreed_then)
    nominated = {dossier.pk for dossier in agreed}
    reasons = rules.nomination_reasons(
        agreed_at_meeting=meeting.agreed_count,
        no_longer=[
            dossier.household.head.full_name
            for dossier in sorted(listed, key=lambda dossier: dossier.sort_key)
            if dossier.pk in agreed_then - nominated
        ],
        without_evidence=_without_evidence(edition, agreed),
    )
    if reasons:
        raise Refused(reasons)
    _move_all(agreed, DossierState.NOMINATED, by=by)
    left_out = [
        dossier
        for dossier in considered
        if dossier.pk not in nominated and dossier.state != DossierState.NOT_NOMINATED
    ]
    _move_all(left_out, DossierState.NOT_NOMINATED, by=by)
    paper = paper_actions.create_paper(
        "nomination_list",
        issuer=_hamlet_board(meeting.hamlet, season),
        place=meeting.hamlet,
        year=season.year,
        title=f"Danh sách đề nghị công nhận “{season.get_title_display()}” {meeting.hamlet.full_name} năm {season.year}",
        content=contents.nomination(meeting, agreed),
        about=About("recognition.villagemeeting", str(meeting.pk)),
        by=by,
    )
    nomination = NominationList.objects.create(
        round=season, hamlet=meeting.hamlet, meeting=meeting, paper=paper, sent_by=by.described
    )
    nomination.dossiers.set(agreed)
    audit.record(by, "recognition.nomination.sent", nomination, count=len(agreed))
    messages.nomination_sent(nomination, count=len(agreed))
    return nomination


# ── the commune ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class TypedVerdict:
    dossier_id: UUID
    version: int
    accept: bool
    commune_total: str = ""
    why: str = ""


@transaction.atomic
def review_hamlet(
    season: RecognitionRound, hamlet: Place, verdicts: Sequence[TypedVerdict], *, by: Actor
) -> int:
    """Xét, thẩm định: accept the nominated dossiers of a hamlet, or return them with a reason; all or none."""
    by.must(Permission.DOSSIER_REVIEW, at=hamlet)
    season = _open_round(season)
    edition = season.edition.frozen()
    dossiers = _lock_dossiers(
        season.dossiers.filter(hamlet=hamlet, pk__in=[typed.dossier_id for typed in verdicts])
    )
    reasons: list[Reason] = []
    accepted: list[Dossier] = []
    returned: list[tuple[Dossier, str]] = []
    for typed in verdicts:
        dossier = dossiers.get(typed.dossier_id)
        if dossier is None:
            reasons.append(Reason("Có hồ sơ không thuộc ấp này. Tải lại trang."))
            continue
        name = dossier.household.head.full_name
        if dossier.version != typed.version:
            reasons.append(
                Reason(f"{name}: người khác vừa sửa hồ sơ này. Xem lại rồi ghi lại.", f"commune-{dossier.pk}")
            )
            continue
        wanted = DossierState.ACCEPTED if typed.accept else DossierState.RETURNED
        if blockers := move_blockers(DossierState(dossier.state), wanted, TRANSITIONS):
            reasons += [Reason(f"{name}: {blocker.text}") for blocker in blockers]
            continue
        try:
            commune_total = _points(typed.commune_total)
        except ValueError as error:
            reasons.append(Reason(f"{name}: “{error}” không phải là số điểm.", f"commune-{dossier.pk}"))
            continue
        why = clean(typed.why)[:300]
        is_summed = bool(_column_points(dossier, "commune"))
        if is_summed and commune_total is None:
            commune_total = dossier.commune_total
        known = {dossier.commune_total} if is_summed else {None, dossier.commune_total, dossier.hamlet_total}
        if (is_summed or dossier.way == Way.CRITERIA) and commune_total not in known:
            reasons.append(
                Reason(
                    f"{name}: hộ này chấm từng tiêu chí. Mở hồ sơ để ghi điểm thẩm định từng tiêu chí.",
                    f"commune-{dossier.pk}",
                )
            )
            continue
        is_new_total = commune_total != dossier.commune_total
        verdict = rules.Verdict(
            str(dossier.pk),
            name,
            typed.accept,
            commune_total,
            dossier.hamlet_total,
            why,
            "" if is_new_total else _commune_reason_on_record(dossier),
        )
        if verdict_reasons := rules.verdict_reasons(edition, verdict):
            reasons += verdict_reasons
            continue
        if is_new_total:
            dossier.commune_total = commune_total
            _note_total(dossier, "commune", commune_total, by=by, why=why)
        if typed.accept:
            dossier.return_reason = ""
            accepted.append(dossier)
        else:
            dossier.return_reason = why
            returned.append((dossier, why))
    if reasons:
        raise Refused(reasons)
    _move_all(accepted, DossierState.ACCEPTED, by=by)
    for dossier, why in returned:
        _move_all([dossier], DossierState.RETURNED, by=by, why=why)
    count = len(accepted) + len(returned)
    if count:
        audit.record(by, "recognition.hamlet.reviewed", season, count=count)
    if returned:
        messages.dossiers_returned(season, hamlet, count=len(returned))
    return count


@transaction.atomic
def prepare_submission(season: RecognitionRound, *, by: Actor) -> Submission:
    """Tờ trình của Hội Khuyến học: every accepted dossier goes into it."""
    by.must(Permission.SUBMISSION_PREPARE, at=season.place)
    season = _open_round(season)
    dossiers = list(_lock_dossiers(season.dossiers.filter(state=DossierState.ACCEPTED)).values())
    if not dossiers:
        raise Refused("Chưa có hộ nào được xã đồng ý. Xét danh sách của các ấp trước khi lập tờ trình.")
    _move_all(dossiers, DossierState.PROPOSED, by=by)
    association = _organisation(season.place, OrganisationKind.ASSOCIATION, season.year)
    paper = paper_actions.create_paper(
        "submission",
        issuer=association,
        place=season.place,
        year=season.year,
        title=f"Đề nghị công nhận danh hiệu “{season.get_title_display()}” năm {season.year}",
        content=contents.submission(season, association, _committee(season), dossiers),
        about=About("recognition.recognitionround", str(season.pk)),
        by=by,
    )
    submission = Submission.objects.create(round=season, paper=paper)
    submission.dossiers.set(dossiers)
    audit.record(by, "recognition.submission.prepared", submission, count=len(dossiers))
    return submission


@transaction.atomic
def withdraw_submission(submission: Submission, *, by: Actor) -> None:
    """Take an unsigned tờ trình back: its dossiers are accepted again, its paper is dropped."""
    submission = Submission.objects.select_related("round__place", "paper").get(pk=submission.pk)
    by.must(Permission.SUBMISSION_PREPARE, at=submission.round.place)
    _open_round(submission.round)
    if submission.decisions.exclude(paper__state=PaperState.VOID).exists():
        raise Refused("Đã soạn quyết định theo tờ trình này. Bỏ bản soạn quyết định trước.")
    paper_actions.void_paper(submission.paper, by=by)
    dossiers = _lock_dossiers(submission.dossiers.filter(state=DossierState.PROPOSED))
    _move_all(list(dossiers.values()), DossierState.ACCEPTED, by=by, why="Rút tờ trình")
    audit.record(by, "recognition.submission.withdrawn", submission)


@transaction.atomic
def prepare_decision(submission: Submission, *, by: Actor) -> RecognitionDecision:
    """Soạn quyết định công nhận with its annex from a signed tờ trình."""
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("round__place", "paper")
        .get(pk=submission.pk)
    )
    season = _open_round(submission.round)
    by.must(Permission.DECISION_PREPARE, at=season.place)
    if not submission.paper.is_signed:
        raise Refused("Tờ trình chưa ký. Ghi số, ngày của tờ trình trước khi soạn quyết định.")
    if submission.decisions.exclude(paper__state=PaperState.VOID).exists():
        raise Refused("Tờ trình này đã có quyết định hoặc bản soạn quyết định.")
    dossiers = sorted(
        _lock_dossiers(submission.dossiers.filter(state=DossierState.PROPOSED)).values(),
        key=lambda dossier: (dossier.hamlet.sort_key, dossier.sort_key),
    )
    if not dossiers:
        raise Refused("Không còn hộ nào trong tờ trình này chờ quyết định.")
    lines = [
        DecisionLine(
            dossier=dossier,
            position=position,
            head_name=dossier.household.head.full_name,
            hamlet_name=dossier.hamlet.full_name,
            total=dossier.counted_total or Decimal(0),
        )
        for position, dossier in enumerate(dossiers, start=1)
    ]
    return _draft_decision(season, lines, submission=submission, amends=None, version=1, by=by)


@transaction.atomic
def drop_decision(decision: RecognitionDecision, *, by: Actor) -> None:
    """Drop a drafted decision that was not signed; its dossiers wait as before."""
    decision = RecognitionDecision.objects.select_related("round__place", "paper").get(pk=decision.pk)
    by.must(Permission.DECISION_PREPARE, at=decision.round.place)
    paper_actions.void_paper(decision.paper, by=by)
    audit.record(by, "recognition.decision.dropped", decision)


@transaction.atomic
def amend_decision(
    decision: RecognitionDecision, revoked: Mapping[UUID, str], *, by: Actor
) -> RecognitionDecision:
    """A new version of a decision in force: the named dossiers lose the title, each with its reason. Takes effect when signed."""
    by.must(Permission.DECISION_PREPARE, at=decision.round.place)
    # Whichever version the officer came from, the first one is amended, by one at a time.
    first = (
        RecognitionDecision.objects.select_for_update(of=("self",))
        .select_related("round__place", "round__edition", "paper")
        .get(pk=decision.amends_id or decision.pk)
    )
    reasons = []
    if first.effective_on is None:
        reasons.append(
            Reason("Quyết định chưa có hiệu lực thì sửa ngay bản soạn, không cần quyết định khác.")
        )
    if first.amendments.filter(effective_on__isnull=True).exclude(paper__state=PaperState.VOID).exists():
        reasons.append(Reason("Đang có một bản soạn sửa đổi chờ ký. Ký hoặc bỏ bản ấy trước."))
    if not revoked:
        reasons.append(Reason("Chưa chọn hộ nào để thu hồi."))
    dossiers = _lock_dossiers(
        Dossier.objects.filter(
            pk__in=revoked,
            round=first.round,
            state=DossierState.RECOGNISED,
            decision_lines__decision=first,
        )
    )
    if len(dossiers) != len(revoked):
        reasons.append(Reason("Có hộ không thuộc quyết định này hoặc không còn giữ danh hiệu."))
    for dossier in dossiers.values():
        if not clean(revoked[dossier.pk]):
            reasons.append(
                Reason(
                    f"{dossier.household.head.full_name}: thu hồi thì phải ghi lý do.", f"why-{dossier.pk}"
                )
            )
    if reasons:
        raise Refused(reasons)
    lines = [
        DecisionLine(
            dossier=dossier,
            position=position,
            effect=DecisionLine.Effect.REVOKE,
            head_name=dossier.household.head.full_name,
            hamlet_name=dossier.hamlet.full_name,
            total=dossier.counted_total or Decimal(0),
            why=clean(revoked[dossier.pk])[:300],
        )
        for position, dossier in enumerate(
            sorted(dossiers.values(), key=lambda d: (d.hamlet.sort_key, d.sort_key)), start=1
        )
    ]
    version = max([1, *first.amendments.values_list("version", flat=True)]) + 1
    return _draft_decision(first.round, lines, submission=None, amends=first, version=version, by=by)


@transaction.atomic
def decision_signed(paper: Paper, *, by: Actor) -> None:
    """What follows from the signature of a decision; runs in its transaction (registered for the kind 'decision')."""
    decision = (
        RecognitionDecision.objects.select_for_update(of=("self",))
        .select_related("round__edition", "round__place")
        .get(paper=paper)
    )
    by.must(Permission.DECISION_SIGN, at=decision.round.place)
    season = decision.round
    if not paper.is_signed or paper.dated_on is None:
        raise Refused("Quyết định chưa ký.")
    lines = list(decision.lines.all())
    dossiers = _lock_dossiers(Dossier.objects.filter(pk__in=[line.dossier_id for line in lines]))
    to_recognise = [
        dossiers[line.dossier_id] for line in lines if line.effect == DecisionLine.Effect.RECOGNISE
    ]
    edition = season.edition.frozen()
    for dossier in to_recognise:
        dossier.decided_on = paper.dated_on
        dossier.is_late = is_late(paper.dated_on, season.before_on)
        dossier.frozen_score = _freeze(dossier, edition, season)
    why = f"Quyết định {paper.full_number}"
    _move_all(to_recognise, DossierState.RECOGNISED, by=by, why=why)
    for line in lines:
        if line.effect == DecisionLine.Effect.REVOKE:
            _move_all(
                [dossiers[line.dossier_id]], DossierState.REVOKED, by=by, why=f"{why}: {line.why}"[:300]
            )
    decision.effective_on = paper.dated_on
    decision.save(update_fields=["effective_on"])
    audit.record(by, "recognition.decision.took_effect", decision, count=len(lines))
    messages.decision_took_effect(decision, count=len(lines))


# ── below: helpers ───────────────────────────────────────────────────────────────────────────────


def _open_round(season: RecognitionRound) -> RecognitionRound:
    """Read again and locked: nobody closes it meanwhile, and the changes of one round come one after the other.

    Always locked before the dossiers, so that two changes never wait for each other crosswise.
    """
    season = (
        RecognitionRound.objects.select_for_update(of=("self",), no_key=True)
        .select_related("place", "edition")
        .get(pk=season.pk)
    )
    if season.state == RoundState.CLOSED:
        raise Refused(f"{season} đã kết thúc, không ghi thêm được.")
    return season


def _registration_day(on: dt.date | None) -> dt.date:
    if on is not None and on > today():
        raise Refused([Reason("Ngày đăng ký ở sau ngày hôm nay.", "registered_on")])
    return on or today()


def _lay_out(season: RecognitionRound, households: Iterable[Household], *, by: Actor) -> int:
    dossiers = [
        Dossier(
            round=season,
            household=household,
            hamlet_id=household.hamlet_id,
            title=season.title,
            year=season.year,
            sort_key=household.sort_key,
        )
        for household in households
    ]
    Dossier.objects.bulk_create(dossiers, batch_size=2000)
    _record_moves([(dossier, "") for dossier in dossiers], by=by)
    return len(dossiers)


def _lock_dossier(dossier: Dossier) -> Dossier:
    """One dossier of a round that is open."""
    _open_round(dossier.round)
    return (
        Dossier.objects.select_for_update(of=("self",))
        .select_related("round__edition", "round__place", "hamlet", "household__head")
        .get(pk=dossier.pk)
    )


def _lock_dossiers(queryset: Any) -> dict[UUID, Dossier]:
    """Locked in key order, so that two forms of one hamlet never wait for each other crosswise."""
    locked = (
        queryset.select_for_update(of=("self",)).select_related("hamlet", "household__head").order_by("pk")
    )
    return {dossier.pk: dossier for dossier in locked}


_SAVED = [
    "state", "registered_on", "way", "answers", "self_total", "hamlet_total", "commune_total", "return_reason",
    "frozen_score", "decided_on", "is_late", "version",
]  # fmt: skip


def _save(dossiers: list[Dossier]) -> None:
    """Write locked rows back. An upsert of rows that exist: ten times faster for a commune than a CASE for each field."""
    Dossier.objects.bulk_create(
        dossiers, update_conflicts=True, unique_fields=["id"], update_fields=_SAVED, batch_size=1000
    )


def _move_all(dossiers: list[Dossier], wanted: DossierState, *, by: Actor, why: str = "") -> None:
    moves = []
    for dossier in dossiers:
        if blockers := move_blockers(DossierState(dossier.state), wanted, TRANSITIONS):
            raise Refused(
                [Reason(f"{dossier.household.head.full_name}: {blocker.text}") for blocker in blockers]
            )
        moves.append((dossier, dossier.state))
        dossier.state = wanted
        dossier.version += 1
    _save(dossiers)
    _record_moves(moves, by=by, why=why)


def _record_moves(moves: Sequence[tuple[Dossier, str]], *, by: Actor, why: str = "") -> None:
    StateChange.objects.bulk_create(
        [
            StateChange(
                dossier=dossier, from_state=before, to_state=dossier.state, by=by.described, why=why[:300]
            )
            for dossier, before in moves
        ],
        batch_size=2000,
    )


def _refuse_unless(dossier: Dossier, states: set[DossierState]) -> None:
    if dossier.is_decided:
        raise Refused("Hồ sơ đã có quyết định, chỉ thay đổi bằng một quyết định khác.")
    if dossier.state not in states:
        raise Refused(f"Hồ sơ đang ở bước “{dossier.get_state_display()}”, phần này không sửa được.")


def _state_while_open(dossier: Dossier) -> DossierState:
    if dossier.registered_on is None:
        return DossierState.LISTED
    return DossierState.SCORED if dossier.hamlet_total is not None else DossierState.REGISTERED


def _way(dossier: Dossier) -> Way:
    if _column_points(dossier, "self") or _column_points(dossier, "hamlet"):
        return Way.CRITERIA
    return Way.PAPER if dossier.self_total is not None or dossier.hamlet_total is not None else Way.NONE


def _without_evidence(edition: FrozenEdition, dossiers: Sequence[Dossier]) -> list[str]:
    """What is missing of the evidence that the edition asks for; a withdrawn piece is no evidence."""
    by_criteria = [dossier for dossier in dossiers if dossier.way == Way.CRITERIA]
    attached = {
        dossier.pk: {
            code: answer.get("evidence", []) for code, answer in dossier.answers.items() if code != "totals"
        }
        for dossier in by_criteria
    }
    ids = [pk for by_code in attached.values() for pks in by_code.values() for pk in pks]
    standing = {
        str(pk)
        for pk in Evidence.objects.filter(pk__in=ids, withdrawn_at__isnull=True).values_list("pk", flat=True)
    }
    return [
        text
        for dossier in by_criteria
        for text in rules.missing_evidence(
            edition,
            {code: [pk for pk in pks if pk in standing] for code, pks in attached[dossier.pk].items()},
            dossier.household.head.full_name,
        )
    ]


def _points(text: str) -> Decimal | None:
    return scoring.parse_points(text)


def _parse_points(
    edition: FrozenEdition, points: Mapping[str, str]
) -> tuple[dict[str, Decimal | None], list[Reason]]:
    wanted: dict[str, Decimal | None] = {}
    reasons: list[Reason] = []
    for criterion in edition.criteria:
        if criterion.code not in points:
            continue
        try:
            value = _points(points[criterion.code])
        except ValueError as error:
            reasons.append(
                Reason(
                    f"Tiêu chí {criterion.code}: “{error}” không phải là số điểm.", f"points-{criterion.code}"
                )
            )
            continue
        if value is not None:
            reasons += scoring.point_reasons(criterion, value)
        wanted[criterion.code] = value
    return wanted, reasons


def _commune_reasons(dossier: Dossier, wanted: Mapping[str, Decimal | None], why: str) -> list[Reason]:
    differs = [
        code
        for code, value in wanted.items()
        if value is not None and value != _column_points(dossier, "hamlet").get(code)
    ]
    if differs and not why:
        return [Reason(f"Điểm của xã khác điểm của Tổ, ấp ở {', '.join(differs)}: cần ghi lý do.", "why")]
    return []


def _commune_reason_on_record(dossier: Dossier) -> str:
    marks = [answer["commune"] for answer in dossier.answers.values() if "commune" in answer]
    return next((str(mark["why"]) for mark in marks if mark.get("why")), "")


def _write_points(
    dossier: Dossier, column: str, wanted: Mapping[str, Decimal | None], *, why: str, by: Actor
) -> list[str]:
    changed = []
    present = _column_points(dossier, column)
    for code, value in wanted.items():
        if value == present.get(code):
            continue
        answer = dossier.answers.setdefault(code, {})
        if value is None:
            answer.pop(column, None)
        else:
            answer[column] = {**_signature(by), "points": str(value), "why": why}
        changed.append(code)
    return changed


def _column_points(dossier: Dossier, column: str) -> dict[str, Decimal]:
    return {
        code: Decimal(answer[column]["points"])
        for code, answer in dossier.answers.items()
        if code != "totals" and column in answer
    }


def _total_column(dossier: Dossier, edition: FrozenEdition, column: str) -> None:
    points = _column_points(dossier, column)
    if column == "commune":
        points = {**_column_points(dossier, "hamlet"), **points} if points else {}
    counted = scoring.score(edition, points)
    setattr(dossier, COLUMNS[column], None if counted.missing else counted.total)
    # A total that was typed before is replaced by the sum, and its author by those of the points.
    dossier.answers.get("totals", {}).pop(column, None)


def _note_total(dossier: Dossier, column: str, total: Decimal | None, *, by: Actor, why: str = "") -> None:
    totals = dossier.answers.setdefault("totals", {})
    if total is None:
        totals.pop(column, None)
    else:
        totals[column] = {**_signature(by), "points": str(total), "why": why}


def _signature(by: Actor) -> dict[str, str]:
    return {
        "by": by.described,
        "by_id": str(by.user_id or ""),
        "at": timezone.now().isoformat(timespec="seconds"),
    }


def _agreed(edition: FrozenEdition, scored: Sequence[Dossier], excepted: Iterable[UUID]) -> list[Dossier]:
    left_out = set(excepted)
    return [
        dossier
        for dossier in sorted(scored, key=lambda dossier: dossier.sort_key)
        if dossier.pk not in left_out and scoring.reaches(edition, dossier.hamlet_total)
    ]


def _freeze(dossier: Dossier, edition: FrozenEdition, season: RecognitionRound) -> dict[str, Any]:
    """The score as it was decided: the edition's own rows beside the points, so that it reads without the edition."""
    hamlet, commune = _column_points(dossier, "hamlet"), _column_points(dossier, "commune")
    return {
        "edition": edition.code,
        "edition_name": season.edition.name,
        "sample": edition.is_sample,
        "threshold": str(edition.threshold),
        "max_total": str(edition.max_total),
        "total": str(dossier.counted_total),
        "totals": {
            column: str(getattr(dossier, field))
            for column, field in COLUMNS.items()
            if getattr(dossier, field) is not None
        },
        "way": dossier.way,
        "lines": [
            {
                **{name: str(value) for name, value in dataclasses.asdict(criterion).items()},
                "points": str({**hamlet, **commune}.get(criterion.code, "")),
            }
            for criterion in edition.criteria
        ],
    }


def _draft_decision(
    season: RecognitionRound,
    lines: list[DecisionLine],
    *,
    submission: Submission | None,
    amends: RecognitionDecision | None,
    version: int,
    by: Actor,
) -> RecognitionDecision:
    committee = _committee(season)
    decision = RecognitionDecision(
        round=season, submission=submission, amends=amends, version=version, issuer=committee
    )
    title = (
        f"Công nhận danh hiệu “{season.get_title_display()}” năm {season.year}"
        if amends is None
        else f"Thu hồi danh hiệu “{season.get_title_display()}” năm {season.year} của một số hộ, sửa đổi Quyết định số {amends.paper.full_number}"
    )
    decision.paper = paper_actions.create_paper(
        "decision",
        issuer=committee,
        place=season.place,
        year=season.year,
        title=title,
        content=contents.decision(decision, lines, title=title),
        about=About("recognition.recognitiondecision", str(decision.pk)),
        by=by,
    )
    decision.save()
    for line in lines:
        line.decision = decision
    DecisionLine.objects.bulk_create(lines, batch_size=2000)
    audit.record(by, "recognition.decision.prepared", decision, count=len(lines))
    messages.decision_waits(decision, count=len(lines))
    return decision


def _organisation(place: Place, kind: OrganisationKind, year: int) -> Organisation:
    """The body of that kind which existed at the place in the year of the round."""
    organisation = (
        Organisation.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=dt.date(year, 1, 1)),
            place=place,
            kind=kind,
            valid_from__lte=dt.date(year, 12, 31),
        )
        .select_related("place")
        .order_by("-valid_from")
        .first()
    )
    if organisation is None:
        raise Refused(
            f"{place.title} chưa có {OrganisationKind(kind).label} trong danh sách cơ quan. Thêm cơ quan trước."
        )
    return organisation


def _committee(season: RecognitionRound) -> Organisation:
    return _organisation(season.place, OrganisationKind.PEOPLES_COMMITTEE, season.year)


def _hamlet_board(hamlet: Place, season: RecognitionRound) -> Organisation:
    return _organisation(hamlet, OrganisationKind.HAMLET_BOARD, season.year)
