"""How the trail calls what this app keeps."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.centres.models import Centre, Topic

CENTRE = rows_named(
    "Trung tâm học tập cộng đồng",
    lambda actor: Centre.objects.visible_to(actor).select_related("organisation"),
    lambda centre: centre.name,
    lambda centre: reverse("centre_detail", args=[centre.pk]),
)

TOPIC = rows_named(
    "Chuyên đề",
    lambda actor: Topic.objects.visible_to(actor),
    lambda topic: topic.name,
    lambda _topic: reverse("topic_list"),
)
