"""What the papers of a meeting say: the invitation, the minutes with a part for each title."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from hoctap.accounts.queries import role_holders
from hoctap.core.permissions import Role
from hoctap.papers.content import (
    Letterhead,
    MinutesContent,
    Part,
    RecordContent,
    Signer,
    TitleVote,
)
from hoctap.papers.layout import date_text
from hoctap.recognition.models import Ballot, Manner, MeetingVote, ReplacedInvitation, VillageMeeting

MOST_NAMED, MOST_LETTERS = 2, 80


@dataclass(frozen=True)
class Concerns:
    """Phản ánh of one title at an evening."""

    count: int
    answered: int


def minutes(
    meeting: VillageMeeting,
    votes: Sequence[MeetingVote],
    *,
    registered: Mapping[UUID, int],
    concerns: Mapping[UUID, Concerns] | None = None,
) -> MinutesContent:
    """Numbers only: the minutes are read aloud and hung up. `registered` and `concerns` by round."""
    titles = [vote.title_name for vote in votes]
    year = year_of(meeting, votes)
    marks = {vote.round.edition.sample_mark for vote in votes if vote.round} - {""}
    return MinutesContent(
        letterhead=_letterhead(meeting, year, meeting.held_on),
        summary=f"Họp bình xét {_titles(titles)} năm {year}",
        venue=meeting.venue,
        chair_line=meeting.chair,
        secretary_line=meeting.secretary,
        started_at=dt.datetime.combine(meeting.held_on, meeting.starts_at) if meeting.starts_at else None,
        households_invited=meeting.households_invited,
        households_present=meeting.households_present,
        votes=tuple(_vote(vote, registered, concerns or {}) for vote in votes),
        proceedings=tuple(line.strip() for line in meeting.remarks.splitlines() if line.strip()),
        conclusion=tuple(_conclusion(vote, year) for vote in votes),
        secretary=Signer("Thư ký", meeting.secretary),
        household_representative=Signer("Đại diện hộ dân"),
        chair=Signer("Chủ trì", meeting.chair),
        sample_mark=" ".join(sorted(marks)),
    )


def _vote(vote: MeetingVote, registered: Mapping[UUID, int], concerns: Mapping[UUID, Concerns]) -> TitleVote:
    said = concerns.get(vote.round_id) if vote.round_id else None
    return TitleVote(
        concerns=said.count if said else None,
        concerns_answered=said.answered if said else 0,
        title_name=vote.title_name,
        unit=vote.unit,
        method=Ballot(vote.ballot).label,
        registered=registered.get(vote.round_id) if vote.round_id else None,
        considered=vote.listed_count,
        agreed=vote.agreed_count,
        excepted=vote.listed_count - vote.agreed_count,
        votes_for=vote.votes_for,
        votes_against=vote.votes_against,
        is_each=vote.manner == Manner.EACH,
    )


def _conclusion(vote: MeetingVote, year: int) -> str:
    excepted = vote.listed_count - vote.agreed_count
    return (
        f"Cuộc họp thống nhất đề nghị công nhận danh hiệu “{vote.title_name}” năm {year} cho {vote.agreed_count} {vote.unit}"
        + (f", trừ {excepted} {vote.unit}." if excepted else ".")
    )


def invitation(
    meeting: VillageMeeting, votes: Sequence[MeetingVote], *, replaced: ReplacedInvitation | None = None
) -> RecordContent:
    """`replaced` is the one that does not hold any more: it is named with its day, so that nobody comes twice."""
    hamlet = meeting.hamlet
    year = year_of(meeting, votes)
    holders = set(role_holders(Role.HAMLET_HEAD, hamlet))
    return RecordContent(
        letterhead=_letterhead(meeting, meeting.held_on.year, None),
        kind_name="Giấy mời",
        summary=f"Họp bình xét {_titles([vote.title_name for vote in votes])} năm {year}",
        recipients=(f"Đại diện các hộ gia đình ở {meeting.where_name}",),
        parts=(
            Part(
                paragraphs=(
                    f"Trân trọng kính mời ông (bà) đại diện cho gia đình đến dự họp bình xét của {meeting.where_name}:",
                    f"Thời gian: {_moment(meeting.held_on, meeting.starts_at)}.",
                    f"Địa điểm: {meeting.venue}.",
                    f"Chủ trì: {meeting.chair}.",
                    f"Nội dung: bình xét {_listed([vote.title_name for vote in votes])} năm {year}.",
                    *_in_place_of(replaced),
                ),
            ),
            Part(
                paragraphs=(
                    "Ông (bà) có ý kiến, phản ánh về danh sách xin gửi chủ trì hoặc thư ký cuộc họp trước hoặc trong cuộc họp.",
                )
            ),
        ),
        closing="Rất mong ông (bà) đến dự đông đủ, đúng giờ",
        copies=("Như trên", f"Lưu: {hamlet.full_name}"),
        signer=Signer(f"Trưởng {hamlet.kind}", holders.pop() if len(holders) == 1 else ""),
    )


def _in_place_of(replaced: ReplacedInvitation | None) -> Iterable[str]:
    if replaced is not None:
        yield (
            f"Giấy mời này thay giấy mời họp {_moment(replaced.held_on, replaced.starts_at)} tại {replaced.venue}. "
            f"Lý do đổi: {replaced.why}."
        )


def _moment(day: dt.date, hour: dt.time | None) -> str:
    told = date_text(day, year=day.year)
    return f"{hour:%H} giờ {hour:%M} phút, {told}" if hour else told


def year_of(meeting: VillageMeeting, votes: Sequence[MeetingVote]) -> int:
    """Of the rounds that it votes on; of other titles alone, the year of the evening."""
    return next((vote.round.year for vote in votes if vote.round), meeting.held_on.year)


def paper_title(meeting: VillageMeeting, votes: Sequence[MeetingVote]) -> str:
    titles = _titles([vote.title_name for vote in votes])
    return f"Họp bình xét {titles} {meeting.where_name} năm {year_of(meeting, votes)}"


def _titles(names: Sequence[str]) -> str:
    """In a heading: named while they are few enough to be read at a glance."""
    if len(names) > MOST_NAMED or sum(map(len, names)) > MOST_LETTERS:
        return f"{len(names)} danh hiệu"
    return f"danh hiệu {' và '.join(f'“{name}”' for name in names)}"


def _listed(names: Sequence[str]) -> str:
    return f"danh hiệu “{names[0]}”" if len(names) == 1 else f"các danh hiệu “{'”, “'.join(names)}”"


def _letterhead(meeting: VillageMeeting, year: int, dated_on: dt.date | None) -> Letterhead:
    """A Tổ meets under the board of its ấp, an ấp under the commune's committee. Neither has a register of its own."""
    hamlet = meeting.hamlet
    board = f"Ban nhân dân {hamlet.full_name}"
    commune = f"Ủy ban nhân dân {hamlet.parent.full_name}" if hamlet.parent else ""
    return Letterhead(
        parent_name=board if meeting.group_name else commune,
        issuer_name=meeting.group_name or board,
        place_name=hamlet.parent.name if hamlet.parent else hamlet.name,
        year=year,
        dated_on=dated_on,
    )
