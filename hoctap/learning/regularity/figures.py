"""Figures of plans that are counted from clubs, events and needs."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from hoctap.core.dates import today
from hoctap.learning.regularity.queries import active_institutions, cultural_topics
from hoctap.places.models import Place
from hoctap.plans.indicators import Provided
from hoctap.surveys.models import Need, NeedState


def share(top: int, whole: int) -> Decimal:
    return (Decimal(top) * 100 / whole).quantize(Decimal("0.01"))


def culture_institutions(place_ids: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """`culture.active_institutions`."""
    day = today()
    return {
        place_id: Provided(
            share(active, whole),
            Decimal(active),
            Decimal(whole),
            day,
            "đếm từ câu lạc bộ và hoạt động đã ghi, mức thường xuyên của từng nơi",
        )
        for place_id, (active, whole) in active_institutions(place_ids, year).items()
    }


def culture_demand(place_ids: Sequence[UUID], year: int) -> dict[UUID, Provided]:
    """`culture.demand_met`: needs of culture and sport of the year, and those that were met."""
    day = today()
    paths = dict(Place.objects.filter(path__overlap=list(place_ids)).values_list("pk", "path"))
    needs = Need.objects.filter(
        place__path__overlap=list(place_ids), year=year, topic__in=cultural_topics()
    ).values_list("place_id", "state")
    met: dict[UUID, int] = {}
    all_: dict[UUID, int] = {}
    for at, state in needs:
        for place_id in set(place_ids) & set(paths[at]):
            all_[place_id] = all_.get(place_id, 0) + 1
            met[place_id] = met.get(place_id, 0) + (state == NeedState.MET)
    return {
        place_id: Provided(
            share(met[place_id], whole),
            Decimal(met[place_id]),
            Decimal(whole),
            day,
            "nhu cầu văn hóa, thể thao đã ghi trong năm; đã đáp ứng là đã tổ chức",
        )
        for place_id, whole in all_.items()
    }
