"""What the screens of a meeting show."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from hoctap.core import reading
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_date
from hoctap.papers.models import PaperState
from hoctap.people.models import Household
from hoctap.places.models import Place
from hoctap.recognition.meetings.considering import (
    Considered,
    considered_dossiers,
    considered_households,
    groups_not_met,
    nearest,
    quorum_for,
    quorums_at,
    residences,
)
from hoctap.recognition.meetings.contents import year_of
from hoctap.recognition.models import (
    Manner,
    MeetingLine,
    MeetingQuorum,
    MeetingState,
    MeetingVote,
    NominationList,
    Objection,
    Outcome,
    RecognitionRound,
    ReplacedInvitation,
    RoundState,
    VillageMeeting,
)


@dataclass(frozen=True)
class Row:
    """What the meeting sees: a name and đạt or chưa đạt, never points."""

    id: UUID
    name: str
    reaches: bool
    excepted: bool
    said_by_group: str
    """'Tổ thống nhất', 'Tổ trừ', or nothing."""
    votes_for: str
    votes_against: str
    why: str
    asks_why: bool
    has_open_objection: bool = False


@dataclass(frozen=True)
class Block:
    """One title on the form of the meeting."""

    season: RecognitionRound | None
    other_title: str
    prefix: str
    rows: list[Row]
    not_met: list[str]
    quorum: MeetingQuorum | None
    needed: int | None

    @property
    def title_name(self) -> str:
        return self.season.title_name if self.season else self.other_title

    @property
    def unit(self) -> str:
        return self.season.subject_word if self.season else "hộ"

    @property
    def reaching(self) -> int:
        return sum(row.reaches for row in self.rows)

    @property
    def of_groups(self) -> bool:
        return any(row.said_by_group for row in self.rows)


@dataclass(frozen=True)
class TypedRows:
    """Of one title, as it was typed; `excepted` is None while nobody has said anything."""

    excepted: Collection[UUID] | None = None
    each: Mapping[UUID, tuple[str, str]] | None = None
    whys: Mapping[UUID, str] | None = None


def block_of(
    season: RecognitionRound | None,
    other_title: str,
    hamlet: Place,
    *,
    year: int,
    group: str,
    prefix: str,
    typed: TypedRows,
) -> Block:
    considered = considered_now(season, hamlet, year=year, group=group)
    title_name = season.title_name if season else other_title
    quorum = quorum_for(hamlet, title_name, today())
    return Block(
        season=season,
        other_title=other_title,
        prefix=prefix,
        rows=[_row(one, typed, is_other=season is None) for one in considered],
        not_met=groups_not_met(season, hamlet, considered) if season and not group else [],
        quorum=quorum,
        needed=quorum.needed_of(residences(hamlet, year, group).count()) if quorum else None,
    )


def considered_now(
    season: RecognitionRound | None, hamlet: Place, *, year: int, group: str
) -> list[Considered]:
    if season is None:
        return considered_households(hamlet, year, group=group)
    return considered_dossiers(
        season, hamlet, season.dossiers.before_the_meeting(hamlet).named(), group=group
    )


def _row(one: Considered, typed: TypedRows, *, is_other: bool) -> Row:
    each = (typed.each or {}).get(one.id, ("", ""))
    return Row(
        id=one.id,
        name=one.name,
        reaches=one.reaches,
        excepted=one.proposal == Outcome.EXCEPTED if typed.excepted is None else one.id in typed.excepted,
        said_by_group=_GROUP_WORDS.get(one.said_by_group or Outcome.OPEN, ""),
        votes_for=each[0],
        votes_against=each[1],
        why=(typed.whys or {}).get(one.id, ""),
        asks_why=is_other or one.said_by_group is not None,
        has_open_objection=one.has_open_objection,
    )


_GROUP_WORDS = {Outcome.AGREED: "Tổ thống nhất", Outcome.EXCEPTED: "Tổ trừ"}


def typed_from(vote: MeetingVote) -> TypedRows:
    """Of a meeting on record, for its correction."""
    lines = list(vote.lines.all())
    keys = {line.pk: line.dossier_id or line.household_id for line in lines}
    return TypedRows(
        excepted={keys[line.pk] for line in lines if line.outcome == Outcome.EXCEPTED},
        each={
            keys[line.pk]: (str(line.votes_for), str(line.votes_against or 0))
            for line in lines
            if line.votes_for is not None
        },
        whys={keys[line.pk]: line.why for line in lines if line.why},
    )


def meeting_defaults(hamlet: Place, group: str = "") -> dict[str, Any]:
    return {"held_on": today(), "venue": f"Nhà văn hóa {hamlet.full_name}"}


def other_rounds(season: RecognitionRound, *, group: str = "") -> list[RecognitionRound]:
    """Open rounds of the same commune and year whose road has this meeting."""
    found = RecognitionRound.objects.filter(
        place=season.place_id, year=season.year, state=RoundState.OPEN
    ).exclude(pk=season.pk)
    step = "group_meeting" if group else "hamlet_meeting"
    return [one for one in found.select_related("place", "edition").order_by("title") if one.needs(step)]


def called_about(season: RecognitionRound, hamlet: Place) -> list[VillageMeeting]:
    return list(
        VillageMeeting.objects.filter(
            hamlet=hamlet, votes__round=season, state=MeetingState.CALLED
        ).select_related("hamlet")
    )


@dataclass(frozen=True)
class VoteShown:
    vote: MeetingVote
    excepted: list[str]
    """Names; of another title with the reason."""
    nomination: NominationList | None
    may_send: bool
    tone: str = "primary"
    """One filled button a page: the first list that may go up."""

    @property
    def is_each(self) -> bool:
        return self.vote.manner == Manner.EACH


@dataclass(frozen=True)
class MeetingPage:
    meeting: VillageMeeting
    votes: list[VoteShown]
    changes: list[str]
    """What became of families since that evening."""
    ticked: int
    invited: int
    year: int
    quorums: list[tuple[str, MeetingQuorum, int]]
    """Only those that somebody set."""
    may_record: bool
    may_correct: bool
    replaced: list[ReplacedInvitation] = field(default_factory=list)
    """Invitations that do not hold any more."""
    open_objections: int = 0
    """At the meetings of this ấp, not answered yet: how many, for who holds the meeting."""

    @property
    def season(self) -> RecognitionRound | None:
        return next((one.vote.round for one in self.votes if one.vote.round), None)

    @property
    def sent(self) -> bool:
        return any(one.nomination for one in self.votes)


def meeting_page(meeting: VillageMeeting, *, by: Actor) -> MeetingPage:
    with reading.not_shown():  # only those left out are named: noted below
        votes = list(
            meeting.votes.select_related("round__place", "round__edition").prefetch_related(
                "lines__household__head", "lines__dossier__person", "lines__dossier__household__head"
            )
        )
    nominations = {
        one.round_id: one
        for one in meeting.nominations.exclude(paper__state=PaperState.VOID).select_related("paper__issuer")
    }
    year = year_of(meeting, votes)
    invited = meeting.households_invited
    if invited is None:
        invited = residences(meeting.hamlet, year, meeting.group_name).count()
    may_record = by.may(Permission.MEETING_RECORD, at=meeting.hamlet)
    may_send = by.may(Permission.NOMINATE, at=meeting.hamlet) and meeting.is_held and not meeting.group_name
    shown = [
        VoteShown(
            vote,
            excepted=[f"{line.name}{f' ({line.why})' if line.why else ''}" for line in _named(vote)],
            nomination=nominations.get(vote.round_id) if vote.round_id else None,
            may_send=may_send and vote.round is not None and vote.round_id not in nominations,
        )
        for vote in votes
    ]
    waiting = [one for one in shown if one.may_send]
    shown = [replace(one, tone="line") if one in waiting[1:] else one for one in shown]
    set_here = quorums_at(meeting.hamlet, meeting.held_on)
    found = [(vote.title_name, nearest(set_here, vote.title_name)) for vote in votes]
    quorums = [(name, quorum, quorum.needed_of(invited)) for name, quorum in found if quorum]
    is_signed = meeting.minutes is not None and meeting.minutes.is_signed
    return MeetingPage(
        meeting=meeting,
        votes=shown,
        changes=changes_since(meeting, votes),
        ticked=meeting.present.count(),
        invited=invited,
        year=year,
        quorums=quorums,
        may_record=may_record,
        may_correct=may_record and meeting.is_held and not is_signed and not nominations,
        replaced=list(meeting.replaced_invitations.all()) if meeting.invitation_id else [],
        open_objections=_open_here(meeting) if may_record and not meeting.is_held else 0,
    )


def _open_here(meeting: VillageMeeting) -> int:
    found = Objection.objects.waiting().filter(
        meeting__hamlet=meeting.hamlet_id, round__votes__meeting=meeting
    )
    return (found.filter(meeting__group_name=meeting.group_name) if meeting.group_name else found).count()


def _named(vote: MeetingVote) -> list[MeetingLine]:
    """Those whom the meeting left out, noted as seen."""
    lines = [line for line in vote.lines.all() if line.outcome == Outcome.EXCEPTED]
    for line in lines:
        subject = line.dossier.subject if line.dossier else line.household.head
        reading.saw(households=[line.household_id], persons=[subject.pk])
    return lines


def changes_since(meeting: VillageMeeting, votes: Sequence[MeetingVote]) -> list[str]:
    """A head who died, a family that moved, joined another or divided since: what the minutes say, and what counts now."""
    if meeting.recorded_at is None:
        return []
    said: dict[str, None] = {}
    families = [
        line
        for vote in votes
        for line in vote.lines.all()
        if line.dossier is not None and line.dossier.person_id is None
    ]
    if not families:
        return []
    for line in families:
        now = line.dossier.household.head.full_name if line.dossier else line.name
        if now != line.name:
            _saw_household(line.household)
            said[
                f"Hộ {line.name}: chủ hộ nay là {now}. Biên bản giữ tên khi họp; danh sách đề nghị ghi tên chủ hộ mới."
            ] = None
    households = [line.dossier.household for line in families if line.dossier]
    for household in households:
        if household.hamlet_id != meeting.hamlet_id:
            _saw_household(household)
            said[
                f"Hộ {household} nay ở {household.hamlet.full_name}: vẫn xét ở {meeting.hamlet.full_name}, nơi đã họp."
            ] = None
        if household.joined_into is not None:
            _saw_household(household)
            said[
                f"Hộ {household} đã nhập vào hộ {household.joined_into}: ghi rút đăng ký ở hồ sơ, sửa biên bản rồi mới gửi danh sách."
            ] = None
    split = Household.objects.filter(
        came_from__in=[one.pk for one in households], created_at__gt=meeting.recorded_at
    )
    for household in split.select_related("head", "came_from__head"):
        said[f"Hộ {household} tách từ hộ {household.came_from} sau cuộc họp: chưa được xét, chờ họp sau."] = (
            None
        )
    return list(said)


def _saw_household(household: Household) -> None:
    reading.saw(households=[household.pk], persons=[household.head_id])


@dataclass(frozen=True)
class PresentRow:
    household_id: UUID
    name: str
    note: str
    is_present: bool


def attendance_rows(meeting: VillageMeeting, year: int) -> list[PresentRow]:
    present = set(meeting.present.values_list("pk", flat=True))
    rows = residences(meeting.hamlet, year, meeting.group_name).select_related("household__head")
    return [
        PresentRow(
            row.household_id,
            row.household.head.full_name,
            " · ".join(filter(None, [row.household.group_name, row.household.address])),
            row.household_id in present,
        )
        for row in rows.order_by("sort_key", "id")
    ]


@dataclass(frozen=True)
class TableRow:
    """For the phone on the table: a name and đạt or chưa đạt. Never points, never reasons."""

    name: str
    reaches: bool


@dataclass(frozen=True)
class TableTitle:
    title_name: str
    unit: str
    rows: list[TableRow]
    is_judged: bool = True
    """False of another title: its households have no points, so nobody is told to reach anything."""

    @property
    def reaching(self) -> int:
        return sum(row.reaches for row in self.rows)

    @property
    def below(self) -> int:
        return len(self.rows) - self.reaching


def table_titles(meeting: VillageMeeting) -> list[TableTitle]:
    """Before the vote as the list stands now; after it as the evening saw it."""
    votes = list(meeting.votes.select_related("round__edition"))
    titles = []
    for vote in votes:
        if meeting.is_held:
            rows = [TableRow(line.name, line.outcome != Outcome.BELOW) for line in vote.lines.all()]
        else:
            considered = considered_now(
                vote.round, meeting.hamlet, year=year_of(meeting, votes), group=meeting.group_name
            )
            rows = [TableRow(one.name, one.reaches) for one in considered]
        titles.append(TableTitle(vote.title_name, vote.unit, rows, is_judged=vote.round_id is not None))
    return titles


def proposed_lines(vote: MeetingVote) -> list[MeetingLine]:
    """Of another title: whom the meeting proposes, by the name of that evening. Those left out stand on no list."""
    lines = vote.lines.filter(outcome=Outcome.AGREED).select_related("household__head")
    return list(lines.order_by("household__sort_key", "pk"))


@dataclass(frozen=True)
class GroupMet:
    """One Tổ on the screen of its ấp."""

    name: str
    total: int
    meeting: VillageMeeting | None
    vote: MeetingVote | None


def groups_met(season: RecognitionRound, hamlet: Place) -> list[GroupMet]:
    """Each Tổ that has somebody in the round, with its last meeting."""
    if not season.needs("group_meeting"):
        return []
    totals: dict[str, int] = {}
    names = season.dossiers.filter(hamlet=hamlet).exclude(household__group_name="")
    for name in names.order_by().values_list("household__group_name", flat=True):
        totals[name] = totals.get(name, 0) + 1
    votes = (
        MeetingVote.objects.filter(round=season, meeting__hamlet=hamlet)
        .exclude(meeting__state=MeetingState.DROPPED)
        .exclude(meeting__group_name="")
        .select_related("meeting")
        .order_by("meeting__held_on", "meeting")
    )
    last = {vote.meeting.group_name: vote for vote in votes}
    return [
        GroupMet(name, total, last[name].meeting if name in last else None, last.get(name))
        for name, total in sorted(totals.items())
    ]


def quorums_of(by: Actor) -> list[MeetingQuorum]:
    return list(
        MeetingQuorum.objects.filter(
            place__path__overlap=by.places_with(Permission.ROAD_KEEP)
        ).select_related("place")
    )


def day_words(meeting: VillageMeeting) -> str:
    hour = f"{meeting.starts_at:%H giờ %M}, " if meeting.starts_at else ""
    return f"{hour}{format_date(meeting.held_on)}"
