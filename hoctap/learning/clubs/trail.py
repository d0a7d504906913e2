"""How the trail calls clubs and what counts as regular."""

from django.urls import reverse

from hoctap.audit.registry import rows_named
from hoctap.learning.models import Club, RegularityStandard

SUBJECTS = {
    "learning.club": rows_named(
        "Câu lạc bộ, đội, nhóm",
        lambda actor: Club.objects.visible_to(actor),
        lambda club: club.name,
        lambda club: reverse("club_detail", args=[club.pk]),
    ),
    "learning.regularitystandard": rows_named(
        "Mức hoạt động thường xuyên",
        lambda actor: RegularityStandard.objects.visible_to(actor).select_related("place"),
        lambda row: f"{row.place.title}: {row}",
        lambda row: reverse("regularity_list"),
    ),
}
