"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.reading.models import (
    BookcaseGrant,
    BookRequest,
    DigitalCheck,
    LibraryPlan,
    LibraryService,
    MobileTrip,
    ReadingAssessment,
    ReadingStandard,
    Rotation,
    Trip,
    VisitSheet,
)

SUBJECTS: dict[str, SubjectKind] = {
    "reading.visitsheet": rows_named(
        "Lượt người đến",
        lambda actor: VisitSheet.objects.visible_to(actor).select_related("library"),
        lambda row: f"{row.library.name}, {row.from_on:%d/%m/%Y}",
        lambda row: reverse("visit_detail", args=[row.library_id]),
    ),
    "reading.libraryservice": rows_named(
        "Dịch vụ của thư viện",
        lambda actor: LibraryService.objects.visible_to(actor),
        str,
        lambda row: reverse("service_detail", args=[row.library_id]),
    ),
    "reading.digitalcheck": rows_named(
        "Bảng kiểm chuyển đổi số",
        lambda actor: DigitalCheck.objects.visible_to(actor).select_related("library"),
        lambda row: row.library.name,
        lambda row: reverse("service_detail", args=[row.library_id]),
    ),
    "reading.readingstandard": rows_named(
        "Mức đánh giá thư viện",
        lambda actor: ReadingStandard.objects.visible_to(actor).select_related("place"),
        lambda row: row.place.title,
        lambda row: reverse("readingstandard_list"),
    ),
    "reading.libraryplan": rows_named(
        "Kế hoạch của thư viện",
        lambda actor: LibraryPlan.objects.visible_to(actor).select_related("library"),
        lambda row: f"{row.library.name}, {row.year}",
        lambda row: reverse("libraryplan_list"),
    ),
    "reading.rotation": rows_named(
        "Kế hoạch luân chuyển sách",
        lambda actor: Rotation.objects.visible_to(actor).select_related("place"),
        str,
        lambda row: reverse("rotation_detail", args=[row.pk]),
    ),
    "reading.trip": rows_named(
        "Chuyến luân chuyển",
        lambda actor: Trip.objects.visible_to(actor).select_related("sender", "receiver"),
        str,
        lambda row: reverse("trip_detail", args=[row.pk]),
    ),
    "reading.mobiletrip": rows_named(
        "Chuyến xe thư viện lưu động",
        lambda actor: MobileTrip.objects.visible_to(actor),
        str,
        lambda row: reverse("mobile_detail", args=[row.pk]),
    ),
    "reading.bookcasegrant": rows_named(
        "Tủ sách đã trao",
        lambda actor: BookcaseGrant.objects.visible_to(actor),
        str,
        lambda row: reverse("grant_detail", args=[row.pk]),
    ),
    "reading.readingassessment": rows_named(
        "Đánh giá văn hóa đọc",
        lambda actor: ReadingAssessment.objects.visible_to(actor).select_related("place"),
        lambda row: f"{row.place.title}, {row.year}",
        lambda row: reverse("readingculture_detail", args=[row.pk]),
    ),
    "reading.bookrequest": rows_named(
        "Đề nghị sách",
        lambda actor: BookRequest.objects.visible_to(actor),
        lambda row: row.wanted,
        lambda row: reverse("bookrequest_answer", args=[row.pk]),
    ),
}
