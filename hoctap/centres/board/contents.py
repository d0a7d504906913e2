"""What the minutes of a board's meeting say."""

from collections.abc import Sequence

from hoctap.centres.board.models import BoardMeeting, BoardSeat
from hoctap.core.vietnamese import format_date, format_time
from hoctap.papers.content import Letterhead, Line, ProceedingsContent, ReportSection, Signer
from hoctap.papers.kinds import paper_kinds

MINUTES = "board_minutes"


def title(meeting: BoardMeeting) -> str:
    return f"Biên bản họp Ban giám đốc {meeting.centre.name}, {format_date(meeting.on)}"


def minutes(
    meeting: BoardMeeting, present: Sequence[BoardSeat], absent: Sequence[BoardSeat]
) -> ProceedingsContent:
    organisation = meeting.centre.organisation
    lines = [
        Line("Thời gian", _time_words(meeting)),
        Line("Địa điểm", meeting.held_at or organisation.name),
        Line("Chủ trì", meeting.chaired_by),
        Line("Thư ký", meeting.secretary),
        Line("Dự họp", f"{len(present)} người: {_named(present)}"),
        *([Line("Vắng mặt", f"{len(absent)} người: {_named(absent)}")] if absent else []),
        *([Line("Mời dự", meeting.guests)] if meeting.guests else []),
    ]
    end = f" lúc {format_time(meeting.ends_at)} cùng ngày" if meeting.ends_at else ""
    return ProceedingsContent(
        letterhead=Letterhead(
            issuer_name=organisation.name,
            parent_name=organisation.parent_name,
            place_name=organisation.place.name,
            year=meeting.on.year,
            symbol=paper_kinds[MINUTES].symbol(organisation.symbol),
        ),
        summary="Họp Ban giám đốc",
        lines=tuple(lines),
        sections=(
            _part("I. Nội dung", meeting.agenda),
            _part("II. Ý kiến thảo luận", meeting.discussion),
            _part("III. Kết luận, nghị quyết", meeting.conclusion),
            _part("IV. Việc tiếp theo", meeting.tasks),
        ),
        closing=f"Cuộc họp kết thúc{end}; biên bản được đọc lại, mọi người cùng nghe và thống nhất",
        left=Signer("Thư ký", meeting.secretary),
        signer=Signer("Chủ trì", meeting.chaired_by),
        copies=("Lưu: VT",),
    )


def _time_words(meeting: BoardMeeting) -> str:
    hours = [format_time(one) for one in (meeting.starts_at, meeting.ends_at) if one]
    return (
        f"{'từ ' if len(hours) == 2 else ''}{' đến '.join(hours)}{', ' if hours else ''}"
        f"ngày {format_date(meeting.on)}"
    )


def _named(seats: Sequence[BoardSeat]) -> str:
    return "; ".join(f"{one.full_name} ({one.get_role_display().lower()})" for one in seats)


def _part(heading: str, text: str) -> ReportSection:
    paragraphs = tuple(line.strip() for line in text.splitlines() if line.strip())
    return ReportSection(heading, paragraphs or ("Không có.",))
