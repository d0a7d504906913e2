"""A place keeps a road of its own."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from django.db import transaction

from hoctap.audit import actions as audit
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.refusals import Reason, Refused
from hoctap.core.text import clean
from hoctap.criteria.models import Title
from hoctap.places.models import Level, Place
from hoctap.recognition import road_rules
from hoctap.recognition.models import Road
from hoctap.recognition.road import Step


@transaction.atomic
def keep_road(
    place: Place,
    title: Title,
    steps: Sequence[Step],
    *,
    name: str,
    instrument: str,
    valid_from: dt.date | None,
    by: Actor,
) -> Road:
    """From a day on, rounds that open at the place and below it go this road. Rounds that are open keep theirs."""
    by.must(Permission.ROAD_KEEP, at=place)
    reasons = road_rules.road_reasons(steps)
    if place.level == Level.HAMLET:
        reasons.append(Reason("Quy trình đặt cho tỉnh, huyện hoặc xã.", "place"))
    if not clean(name):
        reasons.append(Reason("Đặt tên cho quy trình.", "name"))
    if not clean(instrument):
        reasons.append(Reason("Ghi văn bản, hướng dẫn làm căn cứ.", "instrument"))
    if valid_from is None:
        reasons.append(Reason("Ghi ngày bắt đầu áp dụng.", "valid_from"))
    if reasons or valid_from is None:
        raise Refused(reasons)
    road = Road.objects.create(
        place=place,
        title=title,
        name=clean(name)[:200],
        instrument=clean(instrument)[:300],
        steps=[asdict(step) for step in steps],
        valid_from=valid_from,
        made_by=by.described,
    )
    audit.record(by, "recognition.road.kept", road)
    return road


@transaction.atomic
def end_road(road: Road, *, by: Actor) -> None:
    """From today on new rounds go the road of the place above again; what opened by it stays as it is."""
    by.must(Permission.ROAD_KEEP, at=road.place)
    road = Road.objects.select_for_update(of=("self",)).select_related("place").get(pk=road.pk)
    if road.valid_to is not None:
        raise Refused("Quy trình này đã thôi áp dụng.")
    road.valid_to = max(today(), road.valid_from + dt.timedelta(days=1))
    road.save(update_fields=["valid_to"])
    audit.record(by, "recognition.road.ended", road)
