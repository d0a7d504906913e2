"""What a board of a place tells of movements."""

from django.db.models import Count, Q
from django.urls import reverse

from hoctap.core.permissions import Permission
from hoctap.core.vietnamese import format_number
from hoctap.measures.boards import Asked, BoardSection, BoardTable, Cell, Head, cannot_tell
from hoctap.movements.models import Movement, MovementUnit

HEADING = "Phong trào, cuộc vận động"
ORDER = 62


def movements(asked: Asked) -> BoardSection | None:
    """Those of the year that reach the place, with the units of the place and below. Two queries."""
    if not asked.actor.may(Permission.MOVEMENT_READ, at=asked.place):
        return None
    rows = Movement.objects.filter(
        place__in=asked.place.path, first_on__year__lte=asked.year, last_on__year__gte=asked.year
    ).exclude(state="cancelled")
    here = MovementUnit.objects.standing().filter(place__path__contains=[asked.place.pk])
    found = list(
        rows.select_related("place")
        .annotate(
            joined=Count("units", filter=Q(units__in=here.values("pk")), distinct=True),
            told=Count(
                "units", filter=Q(units__in=here.values("pk"), units__results__isnull=False), distinct=True
            ),
        )
        .order_by("-first_on", "id")
    )
    if not found:
        return None
    if asked.as_of:
        return cannot_tell(HEADING, "đơn vị đăng ký tính đến hôm nay", order=ORDER)
    cells = [
        (
            Cell(one.name, f"{reverse('movement_detail', args=[one.pk])}?place={asked.place.pk}"),
            Cell(one.launcher_name),
            Cell(one.joined),
            Cell(one.told),
            Cell(one.get_state_display(), tone="done" if one.state == "concluded" else "working"),
        )
        for one in found
    ]
    units = sum(one.joined for one in found)
    heads = (
        Head("Phong trào"),
        Head("Ai phát động"),
        Head("Đơn vị đăng ký", "number"),
        Head("Đã báo kết quả", "number"),
        Head("Bước", "state"),
    )
    return BoardSection(
        HEADING,
        f"{format_number(len(found))} phong trào trong năm, {format_number(units)} lượt đơn vị đăng ký ở đây.",
        ORDER,
        BoardTable(f"Phong trào năm {asked.year}, {asked.place.title}", heads, cells),
    )
