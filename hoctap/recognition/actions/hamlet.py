"""The list that a hamlet sends up: what its meeting agreed to, or what it scored where the road has no meeting."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.criteria.scoring import FrozenEdition
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.models import PaperState
from hoctap.people.models import Household
from hoctap.places.models import Organisation, OrganisationKind, Place
from hoctap.recognition import contents, messages, rules
from hoctap.recognition.answers import passes
from hoctap.recognition.evidence_uses import standing_evidence
from hoctap.recognition.models import (
    MEETING_STATES,
    Dossier,
    DossierState,
    NominationList,
    Outcome,
    RecognitionRound,
    VillageMeeting,
    Way,
)
from hoctap.recognition.rows import lock_dossiers, lock_open_round, move_all, organisation_of
from hoctap.recognition.stale import stale_reasons


@transaction.atomic
def nominate(meeting: VillageMeeting, season: RecognitionRound | None = None, *, by: Actor) -> NominationList:
    """Danh sách đề nghị công nhận: what the meeting agreed to goes up to the commune; a household that the meeting
    did not have before it waits for the next one. `season` is the round of the list; None: the only one it voted on.
    """
    meeting = (
        VillageMeeting.objects.select_for_update(of=("self",))
        .select_related("hamlet", "minutes")
        .get(pk=meeting.pk)
    )
    by.must(Permission.NOMINATE, at=meeting.hamlet)
    votes = list(meeting.votes.filter(round__isnull=False).select_related("round"))
    vote = next((one for one in votes if season is None or one.round_id == season.pk), None)
    if vote is None or vote.round is None or (season is None and len(votes) > 1):
        raise Refused("Chọn danh hiệu mà cuộc họp đã xét để lập danh sách.")
    if meeting.group_name:
        raise Refused("Họp Tổ không gửi danh sách lên xã: ấp họp xác nhận rồi lập danh sách.")
    if meeting.minutes is None or meeting.minutes.state == PaperState.VOID:
        raise Refused("Cuộc họp chưa có biên bản. Ghi kết quả họp rồi lập danh sách.")
    season = lock_open_round(vote.round)
    if meeting.nominations.filter(round=season).exists():
        raise Refused("Cuộc họp này đã lập danh sách đề nghị.")
    edition = season.edition.frozen()
    listed = list(lock_dossiers(Dossier.objects.filter(meeting_lines__vote=vote)).values())
    agreed_then = set(vote.lines.filter(outcome=Outcome.AGREED).values_list("dossier_id", flat=True))
    considered = [dossier for dossier in listed if dossier.state in MEETING_STATES]
    agreed = _agreed(edition, considered, {dossier.pk for dossier in considered} - agreed_then)
    nominated = {dossier.pk for dossier in agreed}
    reasons = rules.nomination_reasons(
        agreed_at_meeting=vote.agreed_count,
        no_longer=[
            dossier.subject_name
            for dossier in sorted(listed, key=lambda dossier: dossier.sort_key)
            if dossier.pk in agreed_then - nominated
        ],
        without_evidence=_without_evidence(edition, agreed),
        joined=_joined(agreed),
    )
    reasons += stale_reasons(agreed)
    if reasons:
        raise Refused(reasons)
    left_out = [
        dossier
        for dossier in considered
        if dossier.pk not in nominated and dossier.state != DossierState.NOT_NOMINATED
    ]
    return _send_up(season, meeting.hamlet, agreed, left_out, meeting=meeting, by=by)


@transaction.atomic
def nominate_without_meeting(season: RecognitionRound, hamlet: Place, *, by: Actor) -> NominationList:
    """On a road without a meeting: what the hamlet scored and what reaches the threshold goes up to the commune."""
    by.must(Permission.NOMINATE, at=hamlet)
    season = lock_open_round(season)
    if season.needs("hamlet_meeting"):
        raise Refused("Quy trình của đợt có họp bình xét: ghi cuộc họp rồi lập danh sách từ biên bản.")
    edition = season.edition.frozen()
    scored = list(lock_dossiers(season.dossiers.before_the_meeting(hamlet)).values())
    agreed = _agreed(edition, scored, ())
    reasons = [Reason(text) for text in _without_evidence(edition, agreed)] + stale_reasons(agreed)
    if not agreed:
        reasons.append(
            Reason(f"Chưa có {season.subject_word} nào của {hamlet.full_name} đủ điểm để đề nghị.")
        )
    if reasons:
        raise Refused(reasons)
    chosen = {dossier.pk for dossier in agreed}
    left_out = [
        dossier
        for dossier in scored
        if dossier.pk not in chosen and dossier.state != DossierState.NOT_NOMINATED
    ]
    return _send_up(season, hamlet, agreed, left_out, meeting=None, by=by)


def _send_up(
    season: RecognitionRound,
    hamlet: Place,
    agreed: list[Dossier],
    left_out: list[Dossier],
    *,
    meeting: VillageMeeting | None,
    by: Actor,
) -> NominationList:
    move_all(agreed, DossierState.NOMINATED, by=by)
    move_all(left_out, DossierState.NOT_NOMINATED, by=by)
    about = (
        About("recognition.villagemeeting", str(meeting.pk))
        if meeting
        else About("recognition.recognitionround", str(season.pk))
    )
    paper = paper_actions.create_paper(
        "nomination_list",
        issuer=_hamlet_board(hamlet, season),
        place=hamlet,
        year=season.year,
        title=f"Danh sách đề nghị công nhận “{season.title_name}” {hamlet.full_name} năm {season.year}",
        content=contents.nomination(season, hamlet, agreed, met_on=meeting.held_on if meeting else None),
        about=about,
        by=by,
    )
    nomination = NominationList.objects.create(
        round=season, hamlet=hamlet, meeting=meeting, paper=paper, sent_by=by.described
    )
    nomination.dossiers.set(agreed)
    audit.record(by, "recognition.nomination.sent", nomination, count=len(agreed))
    messages.nomination_sent(nomination, count=len(agreed))
    return nomination


def _joined(dossiers: Sequence[Dossier]) -> list[tuple[str, str]]:
    """Families that became part of another since the meeting, with the head of the other."""
    joined = [one for one in dossiers if one.person_id is None and one.household.joined_into_id]
    heads = Household.objects.in_bulk([one.household.joined_into_id for one in joined]) if joined else {}
    return [(one.subject_name, str(heads[one.household.joined_into_id])) for one in joined]


def _without_evidence(edition: FrozenEdition, dossiers: Sequence[Dossier]) -> list[str]:
    """What is missing of the evidence that the edition asks for; a withdrawn piece is no evidence."""
    by_criteria = [dossier for dossier in dossiers if dossier.way == Way.CRITERIA]
    standing = standing_evidence(by_criteria)
    return [
        text
        for dossier in by_criteria
        for text in rules.missing_evidence(edition, standing[dossier.pk], dossier.subject_name)
    ]


def _agreed(edition: FrozenEdition, scored: Sequence[Dossier], excepted: Iterable[UUID]) -> list[Dossier]:
    left_out = set(excepted)
    return [
        dossier
        for dossier in sorted(scored, key=lambda dossier: dossier.sort_key)
        if dossier.pk not in left_out and passes(edition, dossier, column="hamlet")
    ]


def _hamlet_board(hamlet: Place, season: RecognitionRound) -> Organisation:
    return organisation_of(hamlet, OrganisationKind.HAMLET_BOARD, season.year)
