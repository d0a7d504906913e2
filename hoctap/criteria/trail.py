"""How printed words are called in the trail."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.criteria.models import CriteriaEdition, LearningTitle, TrialRun
from hoctap.criteria.printed.models import PrintedLabels

LABELS = rows_named(
    "Tên chỉ số theo bản in",
    lambda actor: PrintedLabels.objects.visible_to(actor).select_related("place", "edition"),
    lambda row: f"{row.edition.name}, {row.place.title}, bản {row.version}",
    lambda row: reverse("label_list") + f"?place={row.place_id}",
)

EDITIONS = rows_named(
    "Bộ tiêu chí",
    lambda actor: CriteriaEdition.objects.visible_to(actor).select_related("place"),
    lambda row: f"{row.name}, {row.place.title if row.place else 'cả nước'}",
    lambda row: reverse("edition_detail", args=[row.pk]),
)

TITLES = rows_named(
    "Danh hiệu ở địa phương",
    lambda actor: LearningTitle.objects.visible_to(actor).select_related("place"),
    lambda row: f"{row.name}, {row.place.title}",
    lambda row: reverse("title_list") + f"?place={row.place_id}",
)

TRIALS = rows_named(
    "Lần thử bộ tiêu chí",
    lambda actor: TrialRun.objects.visible_to(actor).select_related("place", "edition"),
    lambda row: f"{row.edition.name}, {row.place.title}, hồ sơ năm {row.year}",
    lambda row: reverse("edition_trial", args=[row.edition_id]) + f"?place={row.place_id}&year={row.year}",
)
