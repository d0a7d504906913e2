"""After a reorganisation: agreements of a place that ended are looked at by a person; none goes over by itself."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from hoctap.partners.models import Agreement
from hoctap.places.boundaries.registry import BoundaryCarrier, OpenWork, waiting_at


def _open_work(place_ids: Sequence[UUID]) -> list[OpenWork]:
    rows = Agreement.objects.filter(place__in=place_ids, ended_on=None)
    return waiting_at(rows, "place", "{n} chương trình phối hợp chưa kết thúc", reverse("agreement_list"))


PARTNERS = BoundaryCarrier(open_work=_open_work)
