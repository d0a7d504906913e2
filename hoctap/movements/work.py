"""What of the calendar and of movements waits for the signed-in person, for the home page."""

import datetime as dt

from django.urls import reverse

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.permissions import Permission
from hoctap.core.registries import WorkItem
from hoctap.core.vietnamese import format_date
from hoctap.movements.choosing import UPPER
from hoctap.movements.days.queries import dated_at, kept_at
from hoctap.movements.models import Movement, Observance, Occasion
from hoctap.places.models import Place

MOST = 6


def work_items(by: Actor) -> list[WorkItem]:
    items: list[WorkItem] = []
    if by.may_anywhere(Permission.MOVEMENT_KEEP):
        items += _coming(by) + _to_conclude(by)
    if by.may_anywhere(Permission.MOVEMENT_JOIN):
        items += _without_results(by)
    return items


def _coming(by: Actor) -> list[WorkItem]:
    """Days that are near and for which the very place has no plan yet."""
    day = today()
    ids = by.places_given(Permission.MOVEMENT_KEEP)
    places = list(Place.objects.filter(pk__in=ids, level__in=UPPER, valid_to__isnull=True))
    if not places:
        return []
    path = list({pk for place in places for pk in place.path})
    observances = list(Observance.objects.at(path).standing())
    years = [day.year, day.year + 1]
    dated, kept = dated_at(observances, places, years), kept_at(observances, places)
    planned = set(
        Occasion.objects.filter(place__in=places, year__in=years, cancelled_on=None).values_list(
            "observance_id", "place_id", "year"
        )
    )
    names = {one.pk: one.name for one in observances}
    titles = {place.pk: place.title for place in places}
    found = []
    for (observance, place, year), when in dated.items():
        first, setting = when.span.first, kept[observance, place]
        near = day <= first <= day + dt.timedelta(days=setting.remind_days)
        if near and setting.is_kept and (observance, place, year) not in planned:
            url = f"{reverse('observance_detail', args=[observance])}?year={year}&place={place}"
            found.append(
                WorkItem(
                    f"Lập kế hoạch cho {names[observance]}", url, why=titles[place], due_on=first, order=30
                )
            )
    return sorted(found, key=lambda item: (item.due_on or day, item.title))[:MOST]


def _to_conclude(by: Actor) -> list[WorkItem]:
    rows = Movement.objects.filter(
        place__in=by.places_given(Permission.MOVEMENT_KEEP), state="launched", last_on__lt=today()
    )
    return [
        WorkItem(
            f"Tổng kết phong trào “{one.name}”"[:160],
            reverse("movement_detail", args=[one.pk]),
            why=f"hết thời gian ngày {format_date(one.last_on)}",
            order=32,
        )
        for one in rows.order_by("last_on", "id")[:MOST]
    ]


def _without_results(by: Actor) -> list[WorkItem]:
    rows = Occasion.objects.filter(
        place__in=by.places_given(Permission.MOVEMENT_JOIN),
        cancelled_on__isnull=True,
        results="",
        last_on__lt=today(),
        year__gte=today().year - 1,
    )
    return [
        WorkItem(
            f"Ghi kết quả “{one.name}”"[:160],
            reverse("occasion_detail", args=[one.pk]),
            why=f"đã qua ngày {format_date(one.last_on)}",
            order=34,
        )
        for one in rows.order_by("-last_on", "id")[:MOST]
    ]
