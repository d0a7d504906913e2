"""How the trail calls what facilities keep."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.centres.models import (
    Booking,
    Equipment,
    EquipmentCheck,
    EquipmentKind,
    EquipmentLoan,
    EquipmentStandard,
    SupportLine,
    Upgrade,
    Venue,
    VenuePlan,
    VenueShare,
)

SUBJECTS: dict[str, SubjectKind] = {
    "centres.venue": rows_named(
        "Cơ sở",
        lambda actor: Venue.objects.visible_to(actor),
        lambda row: row.name,
        lambda row: reverse("venue_detail", args=[row.pk]),
    ),
    "centres.venueshare": rows_named(
        "Thỏa thuận dùng chung cơ sở",
        lambda actor: VenueShare.objects.visible_to(actor).select_related("venue", "centre__organisation"),
        str,
        lambda row: reverse("venue_detail", args=[row.venue_id]),
    ),
    "centres.venueplan": rows_named(
        "Quy hoạch mạng lưới",
        lambda actor: VenuePlan.objects.visible_to(actor).select_related("place"),
        lambda row: f"{row}, {row.place.title}",
    ),
    "centres.upgrade": rows_named(
        "Đề nghị mua sắm, sửa chữa, nâng cấp",
        lambda actor: Upgrade.objects.visible_to(actor),
        str,
        lambda row: reverse("upgrade_detail", args=[row.pk]),
    ),
    "centres.booking": rows_named(
        "Lượt đặt phòng",
        lambda actor: Booking.objects.visible_to(actor).select_related("venue"),
        lambda row: f"{row.what}, {row.venue.name}",
        lambda row: reverse("booking_detail", args=[row.pk]),
    ),
    "centres.equipment": rows_named(
        "Thiết bị",
        lambda actor: Equipment.objects.visible_to(actor).select_related("kind"),
        str,
        lambda row: reverse("equipment_detail", args=[row.pk]),
    ),
    "centres.equipmentkind": rows_named(
        "Loại thiết bị", lambda actor: EquipmentKind.objects.visible_to(actor), str
    ),
    "centres.equipmentstandard": rows_named(
        "Danh mục cần có", lambda actor: EquipmentStandard.objects.visible_to(actor), str
    ),
    "centres.equipmentcheck": rows_named(
        "Kiểm kê",
        lambda actor: EquipmentCheck.objects.visible_to(actor).select_related("centre__organisation"),
        lambda row: f"{row}, {row.centre}",
        lambda row: reverse("check_detail", args=[row.pk]),
    ),
    "centres.equipmentloan": rows_named(
        "Lượt cho mượn",
        lambda actor: EquipmentLoan.objects.visible_to(actor).select_related("equipment__kind"),
        str,
        lambda row: reverse("loan_detail", args=[row.pk]),
    ),
    "centres.supportline": rows_named(
        "Khoản đầu tư, hỗ trợ",
        lambda actor: SupportLine.objects.visible_to(actor),
        str,
        lambda row: reverse("support_detail", args=[row.pk]),
    ),
}
