"""Who is told of a day that comes near, once a year: those who keep the calendar of the very place."""

import datetime as dt
from collections import defaultdict
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from hoctap.accounts.models import RoleAssignment, User
from hoctap.core.permissions import Permission, Role
from hoctap.core.vietnamese import format_date
from hoctap.movements.choosing import UPPER
from hoctap.movements.days.models import Observance, Occasion, ReminderSent
from hoctap.movements.days.queries import dated_at, kept_at
from hoctap.notices import actions as notices
from hoctap.places.models import Place

_KEEPERS = [role.value for role in Role if Permission.MOVEMENT_KEEP in role.permissions]


def keepers_on(day: dt.date) -> dict[UUID, list[User]]:
    """Place → who was given its calendar there. One query."""
    rows = RoleAssignment.objects.filter(
        Q(capacity__ends_on__isnull=True) | Q(capacity__ends_on__gt=day),
        role__in=_KEEPERS,
        capacity__starts_on__lte=day,
        capacity__user__is_active=True,
        place__level__in=UPPER,
        place__valid_to__isnull=True,
    )
    found: dict[UUID, list[User]] = defaultdict(list)
    for row in rows.select_related("capacity__user"):
        found[row.place_id].append(row.capacity.user)
    return found


def remind(day: dt.date) -> int:
    """Days that begin within their time of warning and of which the place was not told yet. In the caller's transaction."""
    people = keepers_on(day)
    places = list(Place.objects.filter(pk__in=people))
    observances = list(Observance.objects.standing().select_related("place"))
    years = [day.year, day.year + 1]
    dated, kept = dated_at(observances, places, years), kept_at(observances, places)
    told = set(ReminderSent.objects.filter(year__in=years).values_list("observance_id", "place_id", "year"))
    planned = set(
        Occasion.objects.filter(year__in=years, cancelled_on=None).values_list(
            "observance_id", "place_id", "year"
        )
    )
    by_id, by_place = {one.pk: one for one in observances}, {place.pk: place for place in places}
    sent = 0
    for (observance_id, place_id, year), when in dated.items():
        key = (observance_id, place_id, year)
        first = when.span.first
        setting = kept[observance_id, place_id]
        if key in told or not setting.is_kept or not day <= first <= day + dt.timedelta(setting.remind_days):
            continue
        one, place = by_id[observance_id], by_place[place_id]
        rest = "đã có kế hoạch" if key in planned else "chưa có kế hoạch"
        url = f"{reverse('observance_detail', args=[one.pk])}?year={year}&place={place_id}"
        notices.queue(people[place_id], f"{one.name} ({format_date(first)}), {place.title}: {rest}.", url)
        ReminderSent.objects.create(
            observance=one, place=place, year=year, people=len({user.pk for user in people[place_id]})
        )
        sent += 1
    return sent
