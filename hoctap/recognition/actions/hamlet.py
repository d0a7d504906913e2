"""The hamlet's meeting and the list that it sends up."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria.scoring import FrozenEdition
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.places.models import Organisation, OrganisationKind, Place
from hoctap.recognition import contents, messages, rules
from hoctap.recognition.answers import passes
from hoctap.recognition.evidence_uses import standing_evidence
from hoctap.recognition.models import (
    MEETING_STATES,
    Dossier,
    DossierState,
    NominationList,
    RecognitionRound,
    VillageMeeting,
    Way,
)
from hoctap.recognition.rows import lock_dossiers, lock_open_round, move_all, organisation_of


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
    season = lock_open_round(season)
    if not season.needs("hamlet_meeting"):
        raise Refused("Quy trình của đợt không có họp bình xét ở ấp: lập danh sách từ điểm đã chấm.")
    edition = season.edition.frozen()
    scored = list(lock_dossiers(season.dossiers.before_the_meeting(hamlet)).values())
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
            Reason(
                f"{len(unknown)} {season.subject_word} bị trừ không nằm trong danh sách đã chấm của ấp. Tải lại trang."
            )
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
    season = lock_open_round(meeting.round)
    if meeting.nominations.exists():
        raise Refused("Cuộc họp này đã lập danh sách đề nghị.")
    edition = season.edition.frozen()
    listed = list(lock_dossiers(meeting.listed.all()).values())
    agreed_then = set(meeting.agreed.values_list("pk", flat=True))
    considered = [dossier for dossier in listed if dossier.state in MEETING_STATES]
    agreed = _agreed(edition, considered, {dossier.pk for dossier in considered} - agreed_then)
    nominated = {dossier.pk for dossier in agreed}
    reasons = rules.nomination_reasons(
        agreed_at_meeting=meeting.agreed_count,
        no_longer=[
            dossier.subject_name
            for dossier in sorted(listed, key=lambda dossier: dossier.sort_key)
            if dossier.pk in agreed_then - nominated
        ],
        without_evidence=_without_evidence(edition, agreed),
    )
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
    reasons = [Reason(text) for text in _without_evidence(edition, agreed)]
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
        title=f"Danh sách đề nghị công nhận “{season.get_title_display()}” {hamlet.full_name} năm {season.year}",
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
