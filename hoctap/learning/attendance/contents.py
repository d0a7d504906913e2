"""What the papers of a session say: the list that people sign, the minutes that the records write."""

from collections.abc import Sequence
from dataclasses import dataclass

from hoctap.core.vietnamese import format_date, format_number, format_time
from hoctap.learning.attendance.counting import AgeRow, Came
from hoctap.learning.models import BodyRole, CountedBy, Session
from hoctap.papers.content import (
    Letterhead,
    Line,
    ProceedingsContent,
    ReportColumn,
    ReportRow,
    ReportSection,
    ReportTable,
    RosterContent,
    Signer,
)
from hoctap.papers.kinds import paper_kinds
from hoctap.places.models import Organisation

LIST, MINUTES = "attendance_list", "session_minutes"


@dataclass(frozen=True)
class ListedPerson:
    full_name: str
    birth_year: int | None
    lives: str


def session_words(session: Session) -> str:
    activity = session.activity
    part = f", buổi {session.number}" if activity.sessions.count() > 1 else ""
    return f"{activity.get_kind_display()} “{activity.title}”{part}, ngày {format_date(session.on)}"


def _letterhead(session: Session, issuer: Organisation, symbol: str = "") -> Letterhead:
    return Letterhead(
        issuer_name=issuer.name,
        parent_name=issuer.parent_name,
        place_name=issuer.place.name,
        year=session.on.year,
        symbol=symbol,
    )


def signed_list(
    session: Session,
    issuer: Organisation,
    people: Sequence[ListedPerson],
    *,
    blank_lines: int,
    amount: int | None,
) -> RosterContent:
    """Names first, then empty lines for those whom nobody expected. A column for money only where money is given."""
    is_paid = session.activity.is_paid
    columns = [
        ReportColumn("TT", 0.5),
        ReportColumn("Họ và tên", 2.6, "left"),
        ReportColumn("Năm sinh", 0.8),
        ReportColumn("Nơi ở", 1.9, "left"),
    ]
    if is_paid:
        columns.append(ReportColumn("Số tiền (đồng)", 1.2, "right"))
    columns.append(ReportColumn("Ký nhận", 1.5))
    money = (format_number(amount) if amount is not None else "",) if is_paid else ()
    rows = [(one.full_name, str(one.birth_year or ""), one.lives, *money, "") for one in people] + [
        ("", "", "", *money, "")
    ] * blank_lines
    named = f"Danh sách in sẵn {len(people)} người, {blank_lines} dòng trống"
    return RosterContent(
        letterhead=_letterhead(session, issuer),
        summary=f"Ký nhận của người dự {session_words(session)}",
        sections=(
            ReportSection(
                tables=(
                    ReportTable(
                        columns=tuple(columns),
                        rows=tuple(ReportRow((str(n), *cells)) for n, cells in enumerate(rows, start=1)),
                    ),
                ),
            ),
        ),
        closing=f"{named}. Số người thực dự: ……… người"
        + (". Tổng số tiền đã chi: ……………… đồng" if is_paid else ""),
        signer=Signer("Người lập danh sách"),
    )


@dataclass(frozen=True)
class TypedMinutes:
    """What the records do not know."""

    chair: str
    secretary: str
    remarks: str = ""
    conclusion: str = ""


def minutes(
    session: Session,
    issuer: Organisation,
    typed: TypedMinutes,
    *,
    named: Came,
    heads: int | None,
    ages: Sequence[AgeRow],
) -> ProceedingsContent:
    activity = session.activity
    bodies = list(activity.bodies.all())
    hosts = [one.name for one in bodies if one.role in (BodyRole.HOST, BodyRole.JOINT)]
    partners = [one.name for one in bodies if one.role == BodyRole.PARTNER]
    speakers = [one.name for one in activity.speakers.all()]
    lines = [
        Line("Thời gian", _time_words(session)),
        Line("Địa điểm", str(activity.venue or activity.venue_name or activity.place.title)),
        Line("Đơn vị chủ trì", "; ".join(hosts) or issuer.name),
        *([Line("Đơn vị phối hợp", "; ".join(partners))] if partners else []),
        Line("Người chủ trì", typed.chair),
        Line("Người ghi biên bản", typed.secretary),
        *([Line("Báo cáo viên, giáo viên", "; ".join(speakers))] if speakers else []),
        Line("Người dự", _came_words(session, named, heads)),
    ]
    sections = [
        ReportSection(
            "I. Nội dung",
            (
                f"{activity.get_kind_display().capitalize()}: {activity.title}"
                + (f". {session.content}" if session.content else ""),
                f"Chuyên đề: {activity.topic.name}. Hình thức: {activity.get_form_display().lower()}. "
                f"Đối tượng: {activity.get_target_group_display().lower()}.",
            ),
        ),
        ReportSection("II. Người dự theo tuổi, giới tính", tables=(_ages(ages),)) if ages else None,
        _free("III. Diễn biến, ý kiến", typed.remarks),
        _free("IV. Kết luận", typed.conclusion),
    ]
    end = f" lúc {format_time(session.ends_at)} cùng ngày" if session.ends_at else ""
    return ProceedingsContent(
        letterhead=_letterhead(session, issuer, paper_kinds[MINUTES].symbol(issuer.symbol)),
        summary=f"Tổ chức {session_words(session)}",
        lines=tuple(lines),
        sections=tuple(one for one in sections if one is not None),
        closing=f"Buổi học kết thúc{end}; biên bản được đọc lại, mọi người cùng nghe và thống nhất",
        left=Signer("Người ghi biên bản", typed.secretary),
        signer=Signer("Chủ trì", typed.chair),
        copies=("Lưu: hồ sơ hoạt động",),
    )


def _time_words(session: Session) -> str:
    hours = [format_time(one) for one in (session.starts_at, session.ends_at) if one]
    return f"{'từ ' if len(hours) == 2 else ''}{' đến '.join(hours)}{', ' if hours else ''}ngày {format_date(session.on)}"


def _came_words(session: Session, named: Came, heads: int | None) -> str:
    if session.counted_by == CountedBy.NAMES:
        told = f"{named.times} người, điểm danh theo tên"
        sexes = [f"nam {named.male}" * bool(named.male), f"nữ {named.female}" * bool(named.female)]
        told += f" ({', '.join(one for one in sexes if one)})" if any(sexes) else ""
        return told + (f"; {named.organisers} người tham gia tổ chức" if named.organisers else "")
    return f"{heads or 0} người, đếm số"


def _ages(ages: Sequence[AgeRow]) -> ReportTable:
    total = AgeRow(
        "Cộng", *(sum(getattr(row, name) for row in ages) for name in ("male", "female", "unknown"))
    )
    return ReportTable(
        columns=(
            ReportColumn("Tuổi", 2, "left"),
            ReportColumn("Nam", 1),
            ReportColumn("Nữ", 1),
            ReportColumn("Chưa ghi nam, nữ", 1.3),
            ReportColumn("Cộng", 1),
        ),
        rows=tuple(
            ReportRow(
                (row.label, str(row.male), str(row.female), str(row.unknown), str(row.total)),
                is_total=row is total,
            )
            for row in (*ages, total)
        ),
    )


def _free(heading: str, text: str) -> ReportSection:
    paragraphs = tuple(line.strip() for line in text.splitlines() if line.strip())
    return ReportSection(heading, paragraphs or ("Không có.",))
