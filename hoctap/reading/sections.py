"""What stands of reading on the page of a library."""

from django.urls import reverse

from hoctap.centres.registry import SectionLine
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_number
from hoctap.libraries.models import Library, LibraryKind
from hoctap.libraries.registry import LibrarySection
from hoctap.reading.models import BookcaseGrant, LibraryPlan
from hoctap.reading.services.queries import service_rows
from hoctap.reading.visits.queries import years_of


def use_of(library: Library, year: int, actor: Actor) -> LibrarySection | None:
    """Six queries."""
    if not actor.may(Permission.LIBRARY_READ, at=library):
        return None
    counted = years_of([library], year)[library.pk]
    row = service_rows([library], today())[0]
    of_year = f"?year={year}"
    visits = "chưa ghi" if counted.total is None else f"{format_number(counted.total)} lượt"
    if counted.total is not None and counted.missing:
        visits += f", thiếu {counted.missing_told}"
    met = "chưa kiểm" if row.items_met is None else f"{row.items_met} / {len(row.standard.items)} mục đạt"
    lines = [
        SectionLine(
            f"Lượt người đến năm {year}", visits, reverse("visit_detail", args=[library.pk]) + of_year
        ),
        SectionLine(
            "Dịch vụ học tập suốt đời",
            f"{row.running} đang có" if row.running or row.ended else "chưa ghi",
            reverse("service_detail", args=[library.pk]),
        ),
        SectionLine("Bảng kiểm chuyển đổi số", met, reverse("service_detail", args=[library.pk])),
    ]
    if library.kind in (LibraryKind.MUSEUM, LibraryKind.CULTURE_HOUSE):
        lines.append(
            SectionLine(
                "Chương trình di sản, hoạt động tổ chức ở đây",
                "",
                reverse("heritage_detail", args=[library.pk]) + of_year,
            )
        )
    else:
        plan = LibraryPlan.objects.filter(library=library, year=year).first()
        lines.append(
            SectionLine(
                f"Kế hoạch riêng năm {year}",
                plan.get_state_display() if plan else "chưa lập",
                f"{reverse('libraryplan_list')}{of_year}&kind=all",
            )
        )
        grants = BookcaseGrant.objects.filter(library=library).count()
        if grants:
            lines.append(SectionLine("Sách được trao", f"{grants} lần", reverse("grant_list")))
    if actor.may(Permission.LIBRARY_KEEP, at=library) and library.valid_to is None:
        lines.append(SectionLine("Đếm lượt người hôm nay", "", reverse("visit_tally", args=[library.pk])))
    return LibrarySection("Phục vụ bạn đọc", tuple(lines), order=30)
