"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import SubjectKind, rows_named
from hoctap.movements.models import (
    CrosswalkLine,
    Movement,
    MovementReview,
    MovementUnit,
    Observance,
    ObservanceDates,
    ObservanceSetting,
    Occasion,
    UnitResult,
)

SUBJECTS: dict[str, SubjectKind] = {
    "movements.observance": rows_named(
        "Ngày, tuần lễ trong lịch",
        lambda actor: Observance.objects.visible_to(actor),
        str,
        lambda row: reverse("observance_detail", args=[row.pk]),
    ),
    "movements.observancedates": rows_named(
        "Ngày của một năm",
        lambda actor: ObservanceDates.objects.visible_to(actor).select_related("observance"),
        str,
        lambda row: reverse("observance_detail", args=[row.observance_id]),
    ),
    "movements.observancesetting": rows_named(
        "Cách nhắc một ngày",
        lambda actor: ObservanceSetting.objects.visible_to(actor).select_related("observance"),
        lambda row: row.observance.name,
        lambda row: reverse("observance_detail", args=[row.observance_id]),
    ),
    "movements.occasion": rows_named(
        "Sự kiện, đợt hưởng ứng",
        lambda actor: Occasion.objects.visible_to(actor),
        str,
        lambda row: reverse("occasion_detail", args=[row.pk]),
    ),
    "movements.movement": rows_named(
        "Phong trào, cuộc vận động",
        lambda actor: Movement.objects.visible_to(actor),
        str,
        lambda row: reverse("movement_detail", args=[row.pk]),
    ),
    "movements.movementunit": rows_named(
        "Đơn vị trong phong trào",
        lambda actor: MovementUnit.objects.visible_to(actor),
        str,
        lambda row: reverse("movementunit_detail", args=[row.pk]),
    ),
    "movements.unitresult": rows_named(
        "Kết quả của đơn vị",
        lambda actor: UnitResult.objects.visible_to(actor),
        str,
        lambda row: reverse("movementunit_detail", args=[row.unit_id]),
    ),
    "movements.movementreview": rows_named(
        "Sơ kết, tổng kết phong trào",
        lambda actor: MovementReview.objects.visible_to(actor).select_related("movement"),
        str,
        lambda row: reverse("movement_detail", args=[row.movement_id]),
    ),
    "movements.crosswalkline": rows_named(
        "Tiêu chí nối với số liệu",
        lambda actor: CrosswalkLine.objects.visible_to(actor),
        str,
        lambda row: reverse("crosswalk_list"),
    ),
}
