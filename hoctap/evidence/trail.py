"""How evidence is called in the trail. Its words may name people: here stands only what it is."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.evidence.models import Evidence, PhotoPair

EVIDENCE = rows_named(
    "Minh chứng",
    lambda actor: Evidence.objects.visible_to(actor).filter(withdrawn_at=None),
    lambda row: row.kind_label.lower(),
    lambda row: reverse("evidence_file", args=[row.pk]) if row.sha256 else "",
)
PAIR = rows_named(
    "Hai ảnh giống nhau",
    lambda actor: PhotoPair.objects.visible_to(actor),
    lambda row: row.get_answer_display(),
    lambda row: reverse("pair_detail", args=[row.pk]),
)
