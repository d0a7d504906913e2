"""What of clubs waits for the signed-in person, and what a centre's page says of them."""

from django.urls import reverse

from hoctap.centres.models import Centre
from hoctap.centres.registry import CentreSection, SectionLine
from hoctap.core.actor import Actor
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_date, format_number
from hoctap.learning.clubs import queries
from hoctap.learning.clubs.rules import Pulse
from hoctap.learning.regularity.queries import institution_table

MOST = 5


def work_items(by: Actor) -> list[WorkItem]:
    """Clubs that have fallen silent, for whoever keeps them."""
    if not by.may_anywhere(Permission.CENTRE_KEEP):
        return []
    rows = queries.silent_clubs(by.places_with(Permission.CENTRE_KEEP))
    items = [
        WorkItem(
            f"{row.club.name}: lâu không sinh hoạt",
            reverse("club_detail", args=[row.club.pk]),
            why=f"{row.club.place.title}, "
            + (f"buổi gần nhất {format_date(row.last_on)}" if row.last_on else "chưa ghi buổi nào"),
            order=45,
        )
        for row in rows[:MOST]
    ]
    if len(rows) > MOST:
        items.append(
            WorkItem(
                f"{len(rows) - MOST} câu lạc bộ khác lâu không sinh hoạt", reverse("club_list"), order=46
            )
        )
    return items


def section(centre: Centre, year: int, actor: Actor) -> CentreSection | None:
    rows = queries.clubs_listed(actor, year, centre=centre)
    table = institution_table([centre.place.pk], year)
    if not rows and not table.rows:
        return None
    address = f"?centre={centre.pk}&year={year}"
    alive = sum(row.pulse == Pulse.ALIVE for row in rows)
    silent = sum(row.pulse == Pulse.SILENT for row in rows)
    lines = [
        SectionLine(
            "Câu lạc bộ, đội, nhóm",
            f"{format_number(len(rows))}, {format_number(alive)} sinh hoạt thường xuyên",
            reverse("club_list") + address,
        )
    ]
    if silent:
        lines.append(
            SectionLine(
                "Lâu không sinh hoạt", format_number(silent), reverse("club_list") + address, "overdue"
            )
        )
    if table.rows:
        lines.append(
            SectionLine(
                "Thiết chế có câu lạc bộ và hoạt động thường xuyên",
                f"{format_number(table.active)}/{format_number(len(table.rows))}",
                reverse("institution_list") + address,
            )
        )
    return CentreSection("Câu lạc bộ, văn hóa, thể thao", tuple(lines), reverse("club_list") + address, 40)
