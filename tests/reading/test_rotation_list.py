"""Rotation of a year: planned and done."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.libraries.models import Library
from hoctap.reading.rotation import actions
from tests.reading.hands import books
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/reading/rotations/?year=2026"


@pytest.mark.requirement("S1-49")
def test_the_plan_stands_beside_what_was_sent_and_what_is_missing(
    world: World, librarian: User, by: Actor, library: Library, bookcase: Library
):
    plan = actions.plan_rotation(world.commune, year=2026, by=by)
    leg = actions.add_leg(
        plan,
        sender=library,
        receiver=bookcase,
        books=40,
        out_on=dt.date(2026, 3, 1),
        back_on=dt.date(2026, 9, 1),
        by=by,
    )
    client = sign_in(librarian)
    assert "0 / 1" in shown(client.get(HERE))
    trip = actions.start_trip(library, bookcase, due_on=today() + dt.timedelta(days=30), leg=leg, by=by)
    first, second = books(library, 2)
    for copy in (first, second):
        actions.pack_copy(trip, code=copy.code, by=by)
    actions.send_trip(trip, on=today(), boxes=2, counted=30, by=by)
    page = shown(client.get(HERE))
    assert "1 / 1" in page
    assert "32 / 40" in page
    actions.take_back_trip(trip, on=today(), codes=[first.code], counted_back=28, by=by)
    detail = shown(client.get(f"/reading/rotations/{plan.pk}/"))
    assert 'data-label="Thiếu">3<' in detail
    assert library.name not in shown(sign_in(world.oanh).get(HERE))


def test_a_longer_list_takes_no_more_queries(
    world: World, librarian: User, by: Actor, library: Library, bookcase: Library
):
    client = sign_in(librarian)
    plan = actions.plan_rotation(world.commune, year=2026, by=by)
    typed = {"books": 5, "out_on": dt.date(2026, 3, 1), "back_on": dt.date(2026, 9, 1)}
    leg = actions.add_leg(plan, sender=library, receiver=bookcase, **typed, by=by)
    due = today() + dt.timedelta(days=30)
    actions.start_trip(library, bookcase, due_on=due, leg=leg, by=by)
    detail = f"/reading/rotations/{plan.pk}/"
    before, inside = queries_of(client, HERE), queries_of(client, detail)
    actions.add_leg(plan, sender=library, receiver=bookcase, **typed, by=by)
    actions.start_trip(library, bookcase, due_on=due, leg=leg, by=by)
    assert queries_of(client, HERE) == before
    assert queries_of(client, detail) == inside
