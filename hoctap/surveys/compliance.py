"""Whether a centre asked its people in the year what they want to learn: one of the requirements of its file."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from hoctap.centres.models import Centre
from hoctap.centres.registry import Answer, Met
from hoctap.core.dates import today
from hoctap.surveys.models import Campaign


def survey(centres: Sequence[Centre], year: int) -> dict[UUID, Answer]:
    """At least one that is over. What is still being asked, or may be before the year ends, is not known yet. One query."""
    rows = Campaign.objects.filter(centre__in=[one.pk for one in centres], year=year).order_by()
    counted = {
        centre: (closed, going_on)
        for centre, closed, going_on in rows.values_list("centre").annotate(
            closed=Count("pk", Q(state="closed")), going_on=Count("pk", Q(state="open"))
        )
    }
    found = {}
    for one in centres:
        closed, going_on = counted.get(one.pk, (0, 0))
        met = Met.DONE if closed else Met.UNKNOWN if year >= today().year else Met.NOT
        note = f"{closed} đợt đã kết thúc" if closed else "đang thu phiếu" if going_on else "chưa khảo sát"
        found[one.pk] = Answer(
            met,
            note + (", năm chưa hết" if met == Met.UNKNOWN else ""),
            reverse("campaign_list", query={"centre": one.pk, "year": year}),
        )
    return found
