"""What the paper of a programme says: Kế hoạch hoạt động năm of a centre."""

from hoctap.core.vietnamese import format_number
from hoctap.learning.models import ActivityKind, Programme, ProgrammeLine
from hoctap.papers.content import (
    Letterhead,
    PlanContent,
    ReportColumn,
    ReportRow,
    ReportSection,
    ReportTable,
    Signer,
)

_COLUMNS = (
    ReportColumn("TT", 0.5),
    ReportColumn("Nội dung", 3.4, "left"),
    ReportColumn("Loại", 1.2, "left"),
    ReportColumn("Đối tượng", 1.4, "left"),
    ReportColumn("Tháng", 0.9),
    ReportColumn("Số lần", 0.7, "right"),
    ReportColumn("Số người", 0.9, "right"),
    ReportColumn("Chủ trì, phối hợp", 2.0, "left"),
    ReportColumn("Báo cáo viên, nơi tổ chức", 2.0, "left"),
)


def programme_paper(programme: Programme) -> PlanContent:
    """Classes, talks and embedded sessions stand apart, as they are counted."""
    centre = programme.centre
    lines = list(programme.lines.select_related("topic__parent", "place").prefetch_related("needs"))
    needs = {need.pk: need for line in lines for need in line.needs.all()}
    return PlanContent(
        letterhead=Letterhead(
            issuer_name=centre.organisation.name,
            parent_name=centre.organisation.parent_name,
            place_name=centre.place.name,
            year=programme.year,
            symbol=f"KH-{centre.organisation.symbol}" if centre.organisation.symbol else "KH",
        ),
        summary=f"Hoạt động năm {programme.year} của {centre.name}",
        introduction=(_introduction(programme, sum(one.people for one in needs.values()), len(needs)),),
        sections=(
            ReportSection("I. NỘI DUNG HOẠT ĐỘNG", (_totals(lines),), tuple(_tables(lines))),
            ReportSection(
                "II. TỔ CHỨC THỰC HIỆN",
                (
                    f"{centre.name} xếp ngày, mời báo cáo viên và ghi người dự từng buổi.",
                    "Đơn vị chủ trì, phối hợp nêu ở bảng trên cử người và thông báo đến người học.",
                ),
            ),
        ),
        signer=Signer("Giám đốc"),
        recipients=(f"Ủy ban nhân dân {centre.place.full_name}", "Các đơn vị chủ trì, phối hợp"),
        copies=("Lưu: Trung tâm",),
    )


def _introduction(programme: Programme, people: int, needs: int) -> str:
    if not needs:
        return f"{programme.centre.name} lập kế hoạch hoạt động năm {programme.year} như sau:"
    return (
        f"Từ {format_number(needs)} nhu cầu học tập của {format_number(people)} lượt người đã khảo sát, "
        f"{programme.centre.name} lập kế hoạch hoạt động năm {programme.year} như sau:"
    )


def totals_by_kind(lines: list[ProgrammeLine]) -> list[tuple[str, int]]:
    """'lớp' → 4, each kind apart."""
    found = []
    for kind in ActivityKind:
        times = sum(line.times for line in lines if line.kind == kind)
        if times:
            found.append((kind.label, times))
    return found


def _totals(lines: list[ProgrammeLine]) -> str:
    told = ", ".join(f"{format_number(times)} {label}" for label, times in totals_by_kind(lines))
    return f"Trong năm tổ chức {told}."


def _tables(lines: list[ProgrammeLine]) -> list[ReportTable]:
    tables = []
    for kind in ActivityKind:
        of_kind = [line for line in lines if line.kind == kind]
        if of_kind:
            rows = tuple(_row(order, line) for order, line in enumerate(of_kind, 1))
            tables.append(ReportTable(_COLUMNS, rows, caption=kind.label[:1].upper() + kind.label[1:]))
    return tables


def _row(order: int, line: ProgrammeLine) -> ReportRow:
    speaker = "; ".join(part for part in (line.speaker_name, line.venue_name or line.place.title) if part)
    hosts = "; ".join(part for part in (line.host_name, line.partners) if part)
    return ReportRow(
        (
            str(order),
            line.title,
            line.get_kind_display(),
            line.get_target_group_display(),
            months_words(line.month_from, line.month_to),
            format_number(line.times),
            "–" if line.people is None else format_number(line.people),
            hosts or "–",
            speaker or "–",
        )
    )


def months_words(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
