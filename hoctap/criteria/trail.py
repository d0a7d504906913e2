"""How printed words are called in the trail."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.criteria.printed.models import PrintedLabels

LABELS = rows_named(
    "Tên chỉ số theo bản in",
    lambda actor: PrintedLabels.objects.visible_to(actor).select_related("place", "edition"),
    lambda row: f"{row.edition.name}, {row.place.title}, bản {row.version}",
    lambda row: reverse("label_list") + f"?place={row.place_id}",
)
