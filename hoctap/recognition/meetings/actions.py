"""An evening: called, its attendance ticked, put on record with a vote on each title, corrected until its list goes up."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from hoctap.audit import actions as audit
from hoctap.core import files
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.core.vietnamese import format_date, format_datetime
from hoctap.papers import actions as paper_actions
from hoctap.papers.actions import About
from hoctap.papers.content import MinutesContent
from hoctap.papers.models import Paper, PaperState
from hoctap.people.models import Household
from hoctap.places.models import OrganisationKind, Place
from hoctap.recognition.meetings import contents, rules
from hoctap.recognition.meetings.considering import (
    Considered,
    considered_dossiers,
    considered_households,
    groups_not_met,
    quorum_for,
    residences,
)
from hoctap.recognition.models import (
    Ballot,
    Manner,
    MeetingLine,
    MeetingQuorum,
    MeetingState,
    MeetingVote,
    Outcome,
    RecognitionRound,
    ReplacedInvitation,
    VillageMeeting,
)
from hoctap.recognition.posting.models import Outcome as AnswerOutcome
from hoctap.recognition.rows import lock_dossiers, lock_open_round, organisation_of

ABOUT = "recognition.villagemeeting"


@dataclass(frozen=True)
class TypedVote:
    """What was said of one title: of a round, or of another title by its name."""

    season: RecognitionRound | None = None
    other_title: str = ""
    manner: Manner = Manner.BLOCK
    ballot: Ballot = Ballot.HANDS
    votes_for: int | None = None
    votes_against: int | None = 0
    excepted: Collection[UUID] = ()
    """Dossiers; of another title households."""
    each: Mapping[UUID, tuple[int | None, int | None]] = field(default_factory=dict)
    whys: Mapping[UUID, str] = field(default_factory=dict)
    prefix: str = ""


@dataclass(frozen=True)
class MeetingForm:
    held_on: dt.date | None
    venue: str
    chair: str
    secretary: str
    votes: Sequence[TypedVote]
    households_present: int | None = None
    group_name: str = ""
    starts_at: dt.time | None = None
    remarks: str = ""
    late_why: str = ""
    late_allowed_by: str = ""


@dataclass(frozen=True)
class CallForm:
    held_on: dt.date | None
    venue: str
    chair: str
    secretary: str
    seasons: Sequence[RecognitionRound]
    other_titles: Sequence[str] = ()
    group_name: str = ""
    starts_at: dt.time | None = None


@dataclass(frozen=True)
class _Heard:
    """One title as it comes before the evening, with what was said of each."""

    typed: TypedVote
    season: RecognitionRound | None
    rows: list[Considered]
    outcomes: dict[UUID, Outcome]

    @property
    def title_name(self) -> str:
        return self.season.title_name if self.season else clean(self.typed.other_title)

    @property
    def agreed_count(self) -> int:
        return sum(outcome == Outcome.AGREED for outcome in self.outcomes.values())


@transaction.atomic
def call_meeting(hamlet: Place, form: CallForm, *, by: Actor) -> VillageMeeting:
    """One invitation for all titles of the evening. Nothing is decided yet."""
    by.must(Permission.MEETING_RECORD, at=hamlet)
    group = clean(form.group_name)[:60]
    seasons = _locked(form.seasons, hamlet, group)
    others = [clean(title)[:120] for title in form.other_titles if clean(title)]
    year = _year(seasons, form.held_on)
    invited = residences(hamlet, year, group).count()
    reasons = rules.call_reasons(
        held_on=form.held_on,
        venue=clean(form.venue),
        chair=clean(form.chair),
        secretary=clean(form.secretary),
        titles=[*(season.title_name for season in seasons), *others],
        today=today(),
        invited=invited,
    )
    if reasons or form.held_on is None:
        raise Refused(reasons)
    meeting = VillageMeeting.objects.create(
        hamlet=hamlet,
        group_name=group,
        state=MeetingState.CALLED,
        held_on=form.held_on,
        starts_at=form.starts_at,
        venue=clean(form.venue)[:200],
        chair=clean(form.chair)[:120],
        secretary=clean(form.secretary)[:120],
        households_invited=invited,
        called_by=by.described,
    )
    named = [(season, "") for season in seasons] + [(None, title) for title in others]
    votes = [
        MeetingVote(meeting=meeting, position=position, round=season, other_title=title)
        for position, (season, title) in enumerate(named, start=1)
    ]
    MeetingVote.objects.bulk_create(votes)
    meeting.invitation = _invite(meeting, votes, None, by)
    meeting.save(update_fields=["invitation"])
    audit.record(by, "recognition.meeting.called", meeting)
    return meeting


@transaction.atomic
def move_meeting(
    meeting: VillageMeeting,
    *,
    held_on: dt.date | None,
    venue: str,
    starts_at: dt.time | None = None,
    why: str,
    by: Actor,
) -> VillageMeeting:
    """Another day, hour or place: a new invitation goes out, the old one stays on record as replaced."""
    meeting = _lock(meeting)
    by.must(Permission.MEETING_RECORD, at=meeting.hamlet)
    before = rules.Invited(meeting.held_on, meeting.starts_at, meeting.venue)
    after = rules.Invited(held_on, starts_at, clean(venue)[:200])
    reasons = rules.move_reasons(
        before=before,
        after=after,
        why=clean(why),
        is_called=meeting.state == MeetingState.CALLED,
        today=today(),
    )
    if reasons or held_on is None or meeting.invitation is None:
        raise Refused(reasons)
    if meeting.invitation.state in (PaperState.DRAFT, PaperState.PRINTED):
        paper_actions.void_paper(meeting.invitation, by=by)
    replaced = ReplacedInvitation.objects.create(
        meeting=meeting,
        paper=meeting.invitation,
        held_on=meeting.held_on,
        starts_at=meeting.starts_at,
        venue=meeting.venue,
        why=clean(why)[:300],
        replaced_by=by.described,
    )
    meeting.held_on, meeting.starts_at, meeting.venue = held_on, after.starts_at, after.venue
    votes = list(meeting.votes.select_related("round"))
    meeting.invitation = _invite(meeting, votes, replaced, by)
    meeting.save(update_fields=["held_on", "starts_at", "venue", "invitation"])
    audit.record(by, "recognition.meeting.moved", meeting)
    return meeting


@transaction.atomic
def drop_call(meeting: VillageMeeting, *, by: Actor) -> None:
    """The evening does not take place: its invitation is dropped, its phản ánh stay with their dossiers."""
    meeting = _lock(meeting)
    by.must(Permission.MEETING_RECORD, at=meeting.hamlet)
    if meeting.is_held:
        raise Refused("Cuộc họp đã có biên bản, không bỏ lời mời được nữa.")
    if meeting.state == MeetingState.DROPPED:
        raise Refused("Cuộc họp này đã bỏ.")
    if meeting.invitation is not None and meeting.invitation.state in (PaperState.DRAFT, PaperState.PRINTED):
        paper_actions.void_paper(meeting.invitation, by=by)
    meeting.state = MeetingState.DROPPED
    meeting.save(update_fields=["state"])
    audit.record(by, "recognition.meeting.dropped", meeting)


@transaction.atomic
def tick_present(meeting: VillageMeeting, households: Collection[UUID], *, by: Actor) -> int:
    """One attendance for the whole evening: households ticked from the list."""
    meeting = _lock(meeting)
    by.must(Permission.MEETING_RECORD, at=meeting.hamlet)
    votes = list(meeting.votes.select_related("round"))
    invited = residences(meeting.hamlet, contents.year_of(meeting, votes), meeting.group_name)
    known = set(invited.filter(household__in=households).values_list("household_id", flat=True))
    unknown = len(set(households) - known)
    if reasons := rules.attendance_reasons(is_held=meeting.is_held, unknown=unknown):
        raise Refused(reasons)
    meeting.present.set(Household.objects.filter(pk__in=known))
    meeting.households_present = len(known) or None
    meeting.save(update_fields=["households_present"])
    audit.record(by, "recognition.meeting.attendance_ticked", meeting, count=len(known))
    return len(known)


@transaction.atomic
def keep_sign_in_sheet(meeting: VillageMeeting, content: bytes, *, by: Actor) -> None:
    """The photo of the signed attendance list. A second photo takes the place of the first until the minutes are signed."""
    meeting = _lock(meeting)
    by.must(Permission.MEETING_RECORD, at=meeting.hamlet)
    if meeting.minutes is not None and meeting.minutes.is_signed and meeting.sheet_sha256:
        raise Refused("Biên bản đã ký: không thay ảnh danh sách ký nhận được nữa.")
    stored = files.take(content, allowed=files.IMAGE_TYPES | {files.PDF})
    meeting.sheet_sha256, meeting.sheet_media_type = stored.sha256, stored.media_type
    meeting.save(update_fields=["sheet_sha256", "sheet_media_type"])
    audit.record(by, "recognition.meeting.sign_in_kept", meeting)


@transaction.atomic
def record_meeting(
    hamlet: Place, form: MeetingForm, *, called: VillageMeeting | None = None, by: Actor
) -> VillageMeeting:
    """Họp bình xét: attendance, a vote on each title, its exceptions; the minutes come out filled.

    `called` is the meeting that was called before; without it the evening is put on record in one go.
    """
    by.must(Permission.MEETING_RECORD, at=hamlet)
    meeting = (
        _lock(called) if called else VillageMeeting(hamlet=hamlet, group_name=clean(form.group_name)[:60])
    )
    if called and (meeting.state != MeetingState.CALLED or meeting.hamlet != hamlet):
        told = (
            f"{meeting.recorded_by} đã ghi kết quả cuộc họp này" if meeting.is_held else "Cuộc họp này đã bỏ"
        )
        raise Refused(f"{told}. Tải lại trang để xem; chưa ghi thêm gì.")
    if not called:  # one evening of an ấp at a time: who records the same one meanwhile waits, and is told
        Place.objects.select_for_update(of=("self",), no_key=True).get(pk=hamlet.pk)
    heard = _hear(meeting, form)
    if not called:
        _refuse_twice(meeting, form, heard)
    _check(meeting, form, heard)
    meeting.recorded_by, meeting.recorded_at = by.described, timezone.now()
    votes = _put_down(meeting, form, heard)
    meeting.minutes = paper_actions.create_paper(
        "minutes",
        issuer=organisation_of(hamlet, OrganisationKind.HAMLET_BOARD, contents.year_of(meeting, votes)),
        place=hamlet,
        year=contents.year_of(meeting, votes),
        title=contents.paper_title(meeting, votes),
        content=_minutes_of(meeting, votes),
        about=About(ABOUT, str(meeting.pk)),
        by=by,
    )
    meeting.save(update_fields=["minutes"])
    audit.record(by, "recognition.meeting.recorded", meeting)
    return meeting


@transaction.atomic
def correct_meeting(meeting: VillageMeeting, form: MeetingForm, *, why: str, by: Actor) -> VillageMeeting:
    """A new version of the minutes with its reason; the printed one is not the minutes any more."""
    meeting = _lock(meeting)
    by.must(Permission.MEETING_RECORD, at=meeting.hamlet)
    heard = _hear(meeting, form)
    sent = meeting.nominations.exclude(paper__state=PaperState.VOID).select_related("round")
    reasons = rules.correction_reasons(
        why=clean(why),
        is_held=meeting.is_held,
        is_signed=meeting.minutes is not None and meeting.minutes.is_signed,
        sent=[one.round.title_name for one in sent],
    )
    if reasons or meeting.minutes is None:
        raise Refused(reasons)
    _check(meeting, form, heard)
    meeting.votes.all().delete()
    votes = _put_down(meeting, form, heard)
    paper_actions.new_version(
        meeting.minutes,
        _minutes_of(meeting, votes),
        why=clean(why)[:200],
        by=by,
    )
    audit.record(by, "recognition.meeting.corrected", meeting)
    return meeting


@transaction.atomic
def set_quorum(
    place: Place,
    *,
    title_name: str = "",
    percent: int | None,
    instrument: str,
    valid_from: dt.date | None,
    by: Actor,
) -> MeetingQuorum:
    """From a day on so many percent of those invited must have come; what stood before for the same title ends that day."""
    by.must(Permission.ROAD_KEEP, at=place)
    Place.objects.select_for_update(of=("self",), no_key=True).get(pk=place.pk)
    reasons = rules.quorum_reasons(percent=percent, instrument=clean(instrument), valid_from=valid_from)
    if reasons or percent is None or valid_from is None:
        raise Refused(reasons)
    before = MeetingQuorum.objects.filter(
        place=place, title_name__iexact=clean(title_name), valid_to__isnull=True
    )
    for one in before:
        one.valid_to = max(valid_from, one.valid_from)
        one.save(update_fields=["valid_to"])
    quorum = MeetingQuorum.objects.create(
        place=place,
        title_name=clean(title_name)[:120],
        percent=percent,
        instrument=clean(instrument)[:300],
        valid_from=valid_from,
        made_by=by.described,
    )
    audit.record(by, "recognition.quorum.set", quorum)
    return quorum


@transaction.atomic
def end_quorum(quorum: MeetingQuorum, *, by: Actor) -> None:
    """From today on nobody asks for it any more; meetings held before keep to it."""
    quorum = MeetingQuorum.objects.select_for_update(of=("self",)).select_related("place").get(pk=quorum.pk)
    by.must(Permission.ROAD_KEEP, at=quorum.place)
    if quorum.valid_to is not None and quorum.valid_to <= today():
        raise Refused("Quy định này đã hết áp dụng.")
    quorum.valid_to = max(today(), quorum.valid_from)
    quorum.save(update_fields=["valid_to"])
    audit.record(by, "recognition.quorum.ended", quorum)


# ---------------------------------------------------------------- what they share


def _lock(meeting: VillageMeeting) -> VillageMeeting:
    """Always before its rounds, and these before their dossiers."""
    return (
        VillageMeeting.objects.select_for_update(of=("self",))
        .select_related("hamlet__parent", "minutes__place", "minutes__issuer", "invitation__place")
        .get(pk=meeting.pk)
    )


def _minutes_of(meeting: VillageMeeting, votes: Sequence[MeetingVote]) -> MinutesContent:
    return contents.minutes(
        meeting, votes, registered=_registered(meeting, votes), concerns=_concerns(meeting, votes)
    )


def _concerns(meeting: VillageMeeting, votes: Sequence[MeetingVote]) -> dict[UUID, contents.Concerns]:
    """Only of an evening that was called: before one that was not, nothing could be put on record."""
    if meeting.invitation_id is None:
        return {}
    said = meeting.objections.values_list("round_id", "outcome")
    found = {vote.round_id: [outcome for pk, outcome in said if pk == vote.round_id] for vote in votes}
    return {
        pk: contents.Concerns(len(outcomes), sum(outcome != AnswerOutcome.NONE for outcome in outcomes))
        for pk, outcomes in found.items()
        if pk is not None
    }


def _invite(
    meeting: VillageMeeting, votes: Sequence[MeetingVote], replaced: ReplacedInvitation | None, by: Actor
) -> Paper:
    year = contents.year_of(meeting, votes)
    return paper_actions.create_paper(
        "invitation",
        issuer=organisation_of(meeting.hamlet, OrganisationKind.HAMLET_BOARD, year),
        place=meeting.hamlet,
        year=year,
        title=f"Giấy mời: {contents.paper_title(meeting, votes)}",
        content=contents.invitation(meeting, votes, replaced=replaced),
        about=About(ABOUT, str(meeting.pk)),
        by=by,
    )


def _locked(seasons: Iterable[RecognitionRound], hamlet: Place, group: str) -> list[RecognitionRound]:
    """In the order asked for; locked in key order, so that two evenings never wait for each other crosswise."""
    asked = list(seasons)
    locked = {one.pk: lock_open_round(one) for one in sorted(asked, key=lambda one: one.pk)}
    for season in locked.values():
        if season.place_id != hamlet.parent_id:
            raise Refused(f"{season} không phải đợt của xã có {hamlet.full_name}.")
        if group and not season.needs("group_meeting"):
            raise Refused(f"Quy trình của {season} không có họp bình xét ở Tổ.")
        if not group and not season.needs("hamlet_meeting"):
            raise Refused("Quy trình của đợt không có họp bình xét ở ấp: lập danh sách từ điểm đã chấm.")
    if len({one.year for one in locked.values()}) > 1:
        raise Refused("Một cuộc họp chỉ xét các đợt của cùng một năm.")
    return [locked[one.pk] for one in asked]


def _year(seasons: Sequence[RecognitionRound], held_on: dt.date | None) -> int:
    return next((season.year for season in seasons), (held_on or today()).year)


def _hear(meeting: VillageMeeting, form: MeetingForm) -> list[_Heard]:
    hamlet, group = meeting.hamlet, meeting.group_name
    seasons = {
        season.pk: season
        for season in _locked([vote.season for vote in form.votes if vote.season], hamlet, group)
    }
    year = _year(list(seasons.values()), form.held_on)
    heard = []
    for vote in form.votes:
        season = seasons[vote.season.pk] if vote.season else None
        if season is not None:
            locked = lock_dossiers(season.dossiers.before_the_meeting(hamlet)).values()
            rows = considered_dossiers(season, hamlet, locked, group=group)
        else:
            rows = considered_households(hamlet, year, group=group)
        heard.append(_Heard(vote, season, rows, {row.id: _outcome(vote, row) for row in rows}))
    return heard


def _outcome(vote: TypedVote, row: Considered) -> Outcome:
    if not row.reaches:
        return Outcome.BELOW
    if vote.manner == Manner.EACH:
        return Outcome.AGREED if rules.is_agreed(*vote.each.get(row.id, (None, None))) else Outcome.EXCEPTED
    return Outcome.EXCEPTED if row.id in vote.excepted else Outcome.AGREED


def _refuse_twice(meeting: VillageMeeting, form: MeetingForm, heard: Sequence[_Heard]) -> None:
    """Two people who put the same evening on record: the second is told who was first."""
    if form.held_on is None:
        return
    for one in heard:
        held = VillageMeeting.objects.filter(
            hamlet=meeting.hamlet,
            group_name=meeting.group_name,
            held_on=form.held_on,
            state=MeetingState.HELD,
            votes__round=one.season,
            votes__other_title="" if one.season else one.title_name,
        ).exclude(minutes__state=PaperState.VOID)
        # What that evening sent up is done with: those who came back may be met about on the same day.
        if one.season:
            held = held.exclude(nominations__round=one.season)
        same = held.first()
        if same is not None and same.recorded_at is not None:
            raise Refused(
                rules.twice_reasons(
                    where=meeting.where_name,
                    held_on=same.held_on,
                    title=one.title_name,
                    recorded_by=same.recorded_by,
                    recorded_at=format_datetime(same.recorded_at),
                )
            )


def _check(meeting: VillageMeeting, form: MeetingForm, heard: Sequence[_Heard]) -> None:
    ticked = meeting.present.count() if meeting.pk and not meeting._state.adding else 0
    seasons = [one.season for one in heard if one.season]
    year = _year(seasons, form.held_on)
    invited = residences(meeting.hamlet, year, meeting.group_name).count()
    reasons = rules.meeting_reasons(
        rules.MeetingFacts(
            held_on=form.held_on,
            venue=clean(form.venue),
            chair=clean(form.chair),
            secretary=clean(form.secretary),
            households_present=form.households_present or ticked or None,
            today=today(),
            votes=[_vote_facts(meeting, one, form.held_on, invited) for one in heard],
            ticked=ticked,
            first_day=dt.date(year, 1, 1) if seasons else None,
        )
    )
    for one in heard:
        known = {row.id for row in one.rows}
        if unknown := set(one.typed.excepted) - known:
            unit = one.season.subject_word if one.season else "hộ"
            reasons.append(
                Reason(
                    f"{len(unknown)} {unit} bị trừ không nằm trong danh sách đã chấm của ấp. Tải lại trang."
                )
            )
    reasons += rules.title_reasons([one.title_name for one in heard])
    reasons += _late_reasons(meeting, form, seasons)
    if reasons:
        raise Refused(reasons)
    meeting.households_invited = invited


def _vote_facts(
    meeting: VillageMeeting, one: _Heard, held_on: dt.date | None, invited: int
) -> rules.VoteFacts:
    typed = one.typed
    quorum = quorum_for(meeting.hamlet, one.title_name, held_on) if held_on else None
    at_hamlet = one.season is not None and not meeting.group_name
    return rules.VoteFacts(
        title=one.title_name,
        unit=one.season.subject_word if one.season else "hộ",
        prefix=typed.prefix,
        is_block=typed.manner == Manner.BLOCK,
        votes_for=typed.votes_for,
        votes_against=typed.votes_against,
        listed_count=len(one.rows),
        agreed_count=one.agreed_count,
        is_other=one.season is None,
        each=[
            rules.EachVote(row.name, *typed.each.get(row.id, (None, None))) for row in one.rows if row.reaches
        ],
        unexplained=[
            row.name
            for row in one.rows
            if not clean(typed.whys.get(row.id, ""))
            and (
                row.differs_from_group(one.outcomes[row.id])
                if one.season
                else one.outcomes[row.id] == Outcome.EXCEPTED
            )
        ],
        open_concerns=[
            row.name for row in one.rows if row.has_open_objection and one.outcomes[row.id] == Outcome.AGREED
        ],
        quorum_needed=quorum.needed_of(invited) if quorum else None,
        quorum_basis=quorum.instrument if quorum else "",
        groups_not_met=groups_not_met(one.season, meeting.hamlet, one.rows)
        if at_hamlet and one.season
        else (),
    )


def _late_reasons(
    meeting: VillageMeeting, form: MeetingForm, seasons: Sequence[RecognitionRound]
) -> list[Reason]:
    """After the last day of a round that holds its days: why, and who allowed it. The permission to enter late says both already."""
    meeting.late_why = meeting.late_allowed_by = ""
    for season in seasons:
        road = season.frozen_road
        step = road.step("group_meeting" if meeting.group_name else "hamlet_meeting")
        scoring = road.step("scoring")
        last_day = road.last_day(step.code, season.year) if step else None
        holds = bool(step and step.is_held) or bool(scoring and scoring.is_held)
        if not holds or last_day is None or today() <= last_day:
            continue
        allowed = (
            season.late_entries.filter(hamlet=meeting.hamlet, until__gte=today()).order_by("-id").first()
        )
        why = clean(form.late_why)[:300] or (allowed.why if allowed else "")
        name = clean(form.late_allowed_by)[:120] or (allowed.allowed_by if allowed else "")
        if not (why and name):
            return [
                Reason(
                    f"Hạn họp bình xét là hết ngày {format_date(last_day)}. Ghi lý do ghi sau hạn và họ tên người cho phép.",
                    "late_allowed_by" if why else "late_why",
                )
            ]
        meeting.late_why, meeting.late_allowed_by = why, name
    return []


def _put_down(meeting: VillageMeeting, form: MeetingForm, heard: Sequence[_Heard]) -> list[MeetingVote]:
    assert form.held_on is not None
    ticked = meeting.present.count() if not meeting._state.adding else 0
    meeting.state = MeetingState.HELD
    meeting.held_on, meeting.starts_at = form.held_on, form.starts_at or meeting.starts_at
    meeting.venue, meeting.chair = clean(form.venue)[:200], clean(form.chair)[:120]
    meeting.secretary, meeting.remarks = clean(form.secretary)[:120], form.remarks.strip()
    meeting.households_present = form.households_present or ticked
    meeting.save()
    named: dict[Any, MeetingVote] = {(vote.round_id, vote.other_title): vote for vote in meeting.votes.all()}
    votes = []
    for position, one in enumerate(heard, start=1):
        season, typed = one.season, one.typed
        is_block = typed.manner == Manner.BLOCK
        other_title = "" if season else one.title_name[:120]
        vote = named.pop((season.pk if season else None, other_title), None) or MeetingVote(meeting=meeting)
        vote.position, vote.round, vote.other_title = position, season, other_title
        vote.manner, vote.ballot = typed.manner, typed.ballot
        vote.votes_for = typed.votes_for if is_block else None
        vote.votes_against = (typed.votes_against or 0) if is_block else None
        vote.listed_count, vote.agreed_count = len(one.rows), one.agreed_count
        vote.save()
        MeetingLine.objects.bulk_create(
            [_line(vote, one, row, is_block=is_block) for row in one.rows], batch_size=2000
        )
        votes.append(vote)
    for dropped in named.values():
        dropped.delete()
    return votes


def _line(vote: MeetingVote, one: _Heard, row: Considered, *, is_block: bool) -> MeetingLine:
    outcome = one.outcomes[row.id]
    agree, against = (None, None) if is_block or not row.reaches else one.typed.each.get(row.id, (None, None))
    explained = outcome == Outcome.EXCEPTED or row.differs_from_group(outcome)
    return MeetingLine(
        vote=vote,
        dossier=row.dossier,
        household=row.household,
        name=row.name[:120],
        outcome=outcome,
        votes_for=agree,
        votes_against=(against or 0) if agree is not None else None,
        why=clean(one.typed.whys.get(row.id, ""))[:300] if explained else "",
    )


def _registered(meeting: VillageMeeting, votes: Sequence[MeetingVote]) -> dict[UUID, int]:
    """How many had registered on that evening, by round."""
    counts = {}
    for vote in votes:
        if vote.round is not None:
            rows = vote.round.dossiers.filter(hamlet=meeting.hamlet, registered_on__isnull=False)
            if meeting.group_name:
                rows = rows.filter(household__group_name=meeting.group_name)
            counts[vote.round.pk] = rows.count()
    return counts
