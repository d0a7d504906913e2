"""What stands of facilities on the page of a centre."""

from django.urls import reverse
from django.utils import timezone

from hoctap.centres.facilities.bookings.queries import of_centre
from hoctap.centres.facilities.equipment import queries as equipment
from hoctap.centres.facilities.lending.models import EquipmentLoan
from hoctap.centres.models import Booking, Centre, Venue
from hoctap.centres.registry import CentreSection, SectionLine
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.vietnamese import format_date, format_number


def facilities_of(centre: Centre, year: int, actor: Actor) -> CentreSection | None:
    """Of today, whatever the year; the check is that of the year."""
    query = f"?centre={centre.pk}"
    venues = of_centre(Venue.objects.visible_to(actor).standing(), centre).count()
    gap = equipment.gaps_of([centre], today()).get(centre.pk)
    ahead = Booking.objects.visible_to(actor).standing().filter(centre=centre, ends_at__gt=timezone.now())
    out = EquipmentLoan.objects.visible_to(actor).out().filter(equipment__centre=centre).count()
    checks = centre.checks.filter(checked_on__year=year)
    last = checks.first()
    lines = [
        SectionLine(
            "Cơ sở của trung tâm và dùng chung", format_number(venues), f"{reverse('venue_list')}{query}"
        )
    ]
    if gap is not None:
        sample = " (danh mục mẫu)" if gap.standard.is_sample else ""
        lines.append(
            SectionLine(
                "Thiết bị cần có",
                ("đủ" if gap.is_whole else f"còn thiếu {gap.words}") + sample,
                f"{reverse('equipment_list')}{query}",
                "done" if gap.is_whole else "returned",
            )
        )
        told = f"ngày {format_date(last.checked_on)}" if last else "chưa kiểm kê"
        url = reverse("check_detail", args=[last.pk]) if last else ""
        lines.append(SectionLine(f"Kiểm kê năm {year}", told, url, "done" if last else "waiting"))
    else:
        lines.append(SectionLine("Thiết bị", "chưa ghi", f"{reverse('equipment_list')}{query}"))
    lines.append(
        SectionLine(
            "Lượt đặt phòng sắp tới", format_number(ahead.count()), f"{reverse('booking_list')}{query}"
        )
    )
    if out:
        lines.append(
            SectionLine("Đang cho mượn", f"{format_number(out)} lượt", f"{reverse('loan_list')}{query}")
        )
    return CentreSection("Cơ sở vật chất", tuple(lines), f"{reverse('venue_list')}{query}", 70)
