"""What of outcomes waits for the signed-in person, and what a centre's page says of them."""

from django.urls import reverse

from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreSection, SectionLine
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_date, format_number, format_percent, percent_of
from hoctap.learning.outcomes import queries
from hoctap.learning.workers.queries import worker_table

MOST = 5


def work_items(by: Actor) -> list[WorkItem]:
    """Vocational classes of three months ago and more, of which nobody has asked who found work."""
    if not by.may_anywhere(Permission.CENTRE_KEEP):
        return []
    rows = queries.without_outcome(by.places_with(Permission.CENTRE_KEEP))
    items = [
        WorkItem(
            f"{one.title}: chưa hỏi việc làm sau đào tạo",
            reverse("outcome_list", args=[one.pk]),
            why=f"{one.place.title}, kết thúc {format_date(one.ends_on)}",
            order=48,
        )
        for one in rows[:MOST]
    ]
    if len(rows) > MOST:
        items.append(
            WorkItem(
                f"{len(rows) - MOST} lớp đào tạo nghề khác chưa hỏi kết quả",
                reverse("vocational_list"),
                order=49,
            )
        )
    return items


def section(centre: Centre, year: int, actor: Actor) -> CentreSection | None:
    rows = queries.trainings(actor, year, centre)
    line = worker_table([centre.place], year, year).lines[0]
    if not rows and not line.named:
        return None
    told = queries.added_up(rows)
    address = f"?centre={centre.pk}&year={year}"
    lines = [
        SectionLine(
            "Lớp đào tạo nghề, chuyển giao kỹ thuật",
            f"{format_number(told.classes)} lớp nghề, {format_number(told.transfers)} chuyển giao",
            reverse("vocational_list") + address,
        )
    ]
    if line.named:
        share = f" ({format_percent(percent_of(line.learning, line.workers.number))})" if line.workers else ""
        lines.append(
            SectionLine(
                "Người lao động đã học nghề nghiệp",
                f"{format_number(line.learning)} người{share}",
                reverse("worker_figures") + address,
            )
        )
    return CentreSection("Đào tạo nghề và kết quả", tuple(lines), reverse("vocational_list") + address, 45)
