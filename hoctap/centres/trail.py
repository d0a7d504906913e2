"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.centres.models import Centre

CENTRE = rows_named(
    "Trung tâm học tập cộng đồng",
    lambda actor: Centre.objects.visible_to(actor).select_related("organisation"),
    lambda centre: centre.name,
    lambda centre: reverse("centre_detail", args=[centre.pk]),
)
