"""Days, events and movements for tests."""

import datetime as dt
from typing import Any

from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.movements.campaigns import actions as campaigns
from hoctap.movements.campaigns.models import Movement, MovementUnit
from hoctap.movements.campaigns.rules import MovementTyped, ResultTyped
from hoctap.movements.days import actions as days
from hoctap.movements.days.models import Observance, Occasion
from hoctap.movements.days.rules import Falls, OccasionTyped
from hoctap.movements.days.shipped import LEARNING_WEEK
from hoctap.movements.days.storing import load_shipped_days
from hoctap.places.models import Place

LONG_AGO = dt.date(2024, 1, 1)
WEEK_2024 = (dt.date(2024, 10, 1), dt.date(2024, 10, 7))


def shipped(code: str = LEARNING_WEEK) -> Observance:
    load_shipped_days()
    return Observance.objects.get(place__isnull=True, code=code)


def local_day(place: Place, by: Actor, name: str = "", **falls: Any) -> Observance:
    name = name or f"Ngày hội đọc sách {place.name}"
    found = Observance.objects.standing().filter(place=place, name=name).first()
    return found or days.add_observance(
        place, name=name, kind="day", falls=Falls("date", **(falls or {"month": 5, "day": 15})), by=by
    )


def week_2024(place: Place, by: Actor) -> Observance:
    week = shipped()
    first, last = WEEK_2024
    days.date_observance(
        week, place, 2024, first_on=first, last_on=last, source="Công văn 1/SGDĐT (thử)", by=by
    )
    return week


def occasion_typed(name: str = "Tuần lễ học tập", **other: Any) -> OccasionTyped:
    usual: dict[str, Any] = {
        "name": name,
        "first_on": WEEK_2024[0],
        "last_on": WEEK_2024[1],
        "level": "commune",
        "role": "organiser",
        "items": [("Trưng bày sách", "Thư viện xã")],
    }
    return OccasionTyped(**(usual | other))


def occasion_at(place: Place, by: Actor, *, observance: Observance | None = None, **other: Any) -> Occasion:
    name = other.pop("name", f"Tuần lễ học tập {place.name}")
    found = Occasion.objects.filter(place=place, name=name, cancelled_on=None).first()
    return found or days.plan_occasion(place, occasion_typed(name, **other), observance=observance, by=by)


def movement_typed(name: str = "Học để đổi thay", **other: Any) -> MovementTyped:
    usual: dict[str, Any] = {
        "name": name,
        "kind": "emulation",
        "launcher": "committee",
        "launcher_name": "UBND xã",
        "document": "1/KH-UBND ngày 01/01/2024",
        "launched_on": LONG_AGO,
        "first_on": LONG_AGO,
        "last_on": today() + dt.timedelta(days=60),
        "goal": "Mỗi ấp một nhóm học",
    }
    return MovementTyped(**(usual | other))


def movement_at(place: Place, by: Actor, **other: Any) -> Movement:
    name = other.pop("name", f"Học để đổi thay {place.name}")
    found = Movement.objects.filter(place=place, name=name, state="launched").first()
    return found or campaigns.launch_movement(place, movement_typed(name, **other), by=by)


def unit_in(
    movement: Movement, place: Place, by: Actor, name: str = "Hội Nông dân", kind: str = "organisation"
) -> MovementUnit:
    found = movement.units.standing().filter(place=place, name=name).first()
    return found or campaigns.join_movement(movement, place, kind, [name], by=by)[0]


def result_typed(text: str = "Đã mở hai lớp", **other: Any) -> ResultTyped:
    usual: dict[str, Any] = {"stage": "interim", "reported_on": today(), "text": text}
    return ResultTyped(**(usual | other))
