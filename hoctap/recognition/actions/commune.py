"""The commune's look at what the hamlets nominate, and the association's tờ trình."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from hoctap.accounts.duties import keeping
from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.states import move_blockers
from hoctap.core.text import clean
from hoctap.criteria import scoring
from hoctap.criteria.scoring import FrozenEdition
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import PaperState
from hoctap.places.models import OrganisationKind, Place
from hoctap.recognition import contents, duties, messages, review_rules, rules
from hoctap.recognition.answers import (
    column_points,
    counted_points,
    forget_returns,
    note_returns,
    note_total,
)
from hoctap.recognition.commune_meetings.queries import meeting_blockers
from hoctap.recognition.evidence_uses import standing_evidence
from hoctap.recognition.gone import gone_reasons
from hoctap.recognition.models import TRANSITIONS, Dossier, DossierState, RecognitionRound, Submission, Way
from hoctap.recognition.posting.queries import blockers_of, held_back, is_before_submission
from hoctap.recognition.rows import committee_of, lock_dossiers, lock_open_round, move_all, organisation_of
from hoctap.recognition.sampling import samples_of
from hoctap.recognition.stale import points_looked_at, stale_reasons


@dataclass(frozen=True)
class TypedVerdict:
    dossier_id: UUID
    version: int
    accept: bool
    commune_total: str = ""
    why: str = ""
    by_criterion: Mapping[str, str] = field(default_factory=dict)
    """Of a dossier that is returned: criterion → why."""


@transaction.atomic
def review_hamlet(
    season: RecognitionRound,
    hamlet: Place,
    verdicts: Sequence[TypedVerdict],
    *,
    not_own: Collection[UUID] = (),
    by: Actor,
) -> int:
    """Xét, thẩm định: accept the nominated dossiers of a hamlet, or return them with a reason; all or none.

    `not_own` are the dossiers of which the reviewer says that the person of his name is not of his family.
    """
    by.must(Permission.DOSSIER_REVIEW, at=hamlet)
    season = lock_open_round(season)
    edition = season.edition.frozen()
    dossiers = lock_dossiers(
        season.dossiers.filter(hamlet=hamlet, pk__in=[typed.dossier_id for typed in verdicts])
    )
    codes = {criterion.code for criterion in edition.criteria}
    holding = _open_sample(season, hamlet)
    reasons: list[Reason] = []
    accepted: list[Dossier] = []
    returned: list[tuple[Dossier, str]] = []
    for typed in verdicts:
        dossier = dossiers.get(typed.dossier_id)
        if dossier is None:
            reasons.append(Reason("Có hồ sơ không thuộc ấp này. Tải lại trang."))
            continue
        name = dossier.subject_name
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
            commune_total = scoring.parse_points(typed.commune_total)
        except ValueError as error:
            reasons.append(Reason(f"{name}: “{error}” không phải là số điểm.", f"commune-{dossier.pk}"))
            continue
        by_criterion = {} if typed.accept else _cleaned(typed.by_criterion)
        if unknown := review_rules.by_criterion_reasons(by_criterion, codes):
            reasons += unknown
            continue
        if typed.accept and holding:
            reasons += [Reason(f"{name}: {blocker.text}.", f"commune-{dossier.pk}") for blocker in holding]
            continue
        why = "; ".join(filter(None, [clean(typed.why), *_told(by_criterion)]))[:300]
        is_summed = bool(column_points(dossier, "commune"))
        if is_summed and commune_total is None:
            commune_total = dossier.commune_total
        known = {dossier.commune_total} if is_summed else {None, dossier.commune_total, dossier.hamlet_total}
        if (is_summed or dossier.way == Way.CRITERIA) and commune_total not in known:
            reasons.append(
                Reason(
                    f"{name}: hồ sơ này chấm từng tiêu chí. Mở hồ sơ để ghi điểm thẩm định từng tiêu chí.",
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
            too_low=_is_too_low(edition, dossier),
        )
        if verdict_reasons := rules.verdict_reasons(edition, verdict):
            reasons += verdict_reasons
            continue
        if is_new_total:
            dossier.commune_total = commune_total
            note_total(dossier, "commune", commune_total, by=by, why=why)
            points_looked_at(dossier)
        if typed.accept:
            dossier.return_reason = ""
            forget_returns(dossier)
            accepted.append(dossier)
        else:
            dossier.return_reason = why
            note_returns(dossier, by_criterion, by=by)
            returned.append((dossier, why))
    reasons += _unverified(season, edition, accepted)
    reasons += stale_reasons(accepted)
    told_apart: list[Dossier] = []
    if by.user_id is not None:
        reviewed = [*accepted, *(dossier for dossier, _ in returned)]
        conflicts, questions, told_apart = duties.of_review(reviewed, hamlet, by.user_id, not_own)
        reasons += questions
    if reasons:
        raise Refused(reasons)
    if by.user_id is not None:
        keeping.uphold(
            conflicts, person_id=by.user_id, place=hamlet, title=season.title, subject=season, by=by
        )
    plain = [dossier for dossier in accepted if dossier not in told_apart]
    move_all(plain, DossierState.ACCEPTED, by=by)
    move_all(
        [dossier for dossier in accepted if dossier in told_apart],
        DossierState.ACCEPTED,
        by=by,
        why="Có người trùng tên với người xét; người xét xác nhận không phải gia đình mình",
    )
    for dossier, why in returned:
        move_all([dossier], DossierState.RETURNED, by=by, why=why)
    count = len(accepted) + len(returned)
    if count:
        audit.record(by, "recognition.hamlet.reviewed", season, count=count)
    if returned:
        messages.dossiers_returned(season, hamlet, count=len(returned))
    return count


@transaction.atomic
def review_page(
    season: RecognitionRound, verdicts: Sequence[TypedVerdict], *, not_own: Collection[UUID] = (), by: Actor
) -> int:
    """The verdicts of one page of the queue, over whatever hamlets lie on it; all or none."""
    by.must(Permission.DOSSIER_REVIEW, at=season.place)
    season = lock_open_round(season)
    found = season.dossiers.filter(pk__in=[typed.dossier_id for typed in verdicts]).select_related("hamlet")
    hamlet_of = {dossier.pk: dossier.hamlet for dossier in found}
    if any(typed.dossier_id not in hamlet_of for typed in verdicts):
        raise Refused("Có hồ sơ không thuộc đợt này. Tải lại trang.")
    by_hamlet: dict[Place, list[TypedVerdict]] = {}
    for typed in verdicts:
        by_hamlet.setdefault(hamlet_of[typed.dossier_id], []).append(typed)
    count = 0
    reasons: list[Reason] = []
    for hamlet, some in by_hamlet.items():
        try:
            count += review_hamlet(season, hamlet, some, not_own=not_own, by=by)
        except Refused as refusal:
            reasons += refusal.reasons
    if reasons:
        raise Refused(reasons)
    return count


@transaction.atomic
def prepare_submission(season: RecognitionRound, *, by: Actor) -> Submission:
    """Tờ trình của Hội Khuyến học: every accepted dossier goes into it. One with a phản ánh that nobody answered is named as
    waiting, and goes into a later one.
    """
    by.must(Permission.SUBMISSION_PREPARE, at=season.place)
    season = lock_open_round(season)
    accepted = list(lock_dossiers(season.dossiers.filter(state=DossierState.ACCEPTED)).values())
    if not accepted:
        raise Refused(
            f"Chưa có {season.subject_word} nào được xã đồng ý. Xét danh sách của các ấp trước khi lập tờ trình."
        )
    held = held_back(accepted)
    # Nobody left over: the reasons below say that the phản ánh want their answers.
    dossiers = [one for one in accepted if one.pk not in held] or accepted
    waiting = [one for one in accepted if one.pk in held]
    is_before = is_before_submission(season.frozen_road)
    reasons = [
        *gone_reasons(season, dossiers),
        *stale_reasons(dossiers),
        *meeting_blockers(season, dossiers, what="lập tờ trình"),
        *blockers_of(season, dossiers, on=today(), what="lập tờ trình", needs_posting=is_before),
    ]
    if reasons:
        raise Refused(reasons)
    move_all(dossiers, DossierState.PROPOSED, by=by)
    association = organisation_of(season.place, OrganisationKind.ASSOCIATION, season.year)
    paper = paper_actions.create_paper(
        "submission",
        issuer=association,
        place=season.place,
        year=season.year,
        title=f"Đề nghị công nhận danh hiệu “{season.title_name}” năm {season.year}",
        content=contents.submission(season, association, committee_of(season), dossiers, waiting=waiting),
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
    lock_open_round(submission.round)
    if submission.decisions.exclude(paper__state=PaperState.VOID).exists():
        raise Refused("Đã soạn quyết định theo tờ trình này. Bỏ bản soạn quyết định trước.")
    paper_actions.void_paper(submission.paper, by=by)
    dossiers = lock_dossiers(submission.dossiers.filter(state=DossierState.PROPOSED))
    move_all(list(dossiers.values()), DossierState.ACCEPTED, by=by, why="Rút tờ trình")
    audit.record(by, "recognition.submission.withdrawn", submission)


def _open_sample(season: RecognitionRound, hamlet: Place) -> list[Reason]:
    """Once a sample was drawn, nobody is accepted before it has its results; without one the officer looks at each dossier here."""
    facts = samples_of(season, [hamlet.pk])[hamlet.pk].facts
    return review_rules.sample_blockers(facts) if facts.draws and facts.open_count else []


def _cleaned(by_criterion: Mapping[str, str]) -> dict[str, str]:
    return {code: clean(why)[:200] for code, why in by_criterion.items() if clean(why)}


def _told(by_criterion: Mapping[str, str]) -> list[str]:
    return [f"{code}: {why}" for code, why in by_criterion.items()]


def _is_too_low(edition: FrozenEdition, dossier: Dossier) -> bool:
    """By its points where it has them; a typed total is believed with what the signed sheet says."""
    if edition.least_each is None:
        return False
    if points := counted_points(dossier):
        return bool(scoring.score(edition, points).too_low)
    return dossier.none_too_low is not True


def _unverified(
    season: RecognitionRound, edition: FrozenEdition, dossiers: Sequence[Dossier]
) -> list[Reason]:
    """Only where the round asks for it; a row from signed paper stands on its paper."""
    if not season.needs_verified_evidence:
        return []
    by_criteria = [dossier for dossier in dossiers if dossier.way == Way.CRITERIA]
    standing = standing_evidence(by_criteria)
    return [
        Reason(text, f"why-{dossier.pk}")
        for dossier in by_criteria
        for text in rules.unverified_evidence(
            edition,
            {code: [one.stands_by_itself for one in found] for code, found in standing[dossier.pk].items()},
            dossier.subject_name,
        )
    ]


def _commune_reason_on_record(dossier: Dossier) -> str:
    marks = [answer["commune"] for answer in dossier.answers.values() if "commune" in answer]
    return next((str(mark["why"]) for mark in marks if mark.get("why")), "")
