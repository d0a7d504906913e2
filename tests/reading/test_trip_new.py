"""A trip is prepared, by the plan or without one."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.libraries.models import Library
from hoctap.reading.models import Trip
from hoctap.reading.rotation.actions import add_leg, plan_rotation, start_trip
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/reading/rotations/trips/new/"


def test_from_one_shelf_to_another(
    world: World, librarian: User, library: Library, bookcase: Library, museum: Library
):
    client = sign_in(librarian)
    due = (today() + dt.timedelta(days=30)).isoformat()
    good = {"sender": str(library.pk), "receiver": str(bookcase.pk), "due_on": due}
    for change, words in (
        ({"receiver": ""}, "chọn nơi nhận"),
        ({"receiver": str(library.pk)}, "hai nơi khác nhau"),
        ({"due_on": ""}, "ngày hẹn nhận lại"),
        ({"due_on": today().isoformat()}, "sau hôm nay"),
        ({"receiver": str(museum.pk)}, "không có trong danh sách"),
    ):
        answer = client.post(HERE, good | change)
        assert answer.status_code == 422, change
        assert words in shown(answer)
    assert client.post(HERE, good).status_code == 302
    assert Trip.objects.get().state == "packing"
    assert client.get(f"{HERE}?leg=nothing").status_code == 200
    assert sign_in(world.minh).get(HERE).status_code == 403
    assert sign_in(world.oanh).post(HERE, good).status_code in (403, 422)


def test_a_trip_of_the_plan_goes_where_the_plan_says(
    world: World, librarian: User, by: Actor, library: Library, bookcase: Library
):
    plan = plan_rotation(world.commune, year=2026, by=by)
    leg = add_leg(
        plan,
        sender=library,
        receiver=bookcase,
        books=9,
        out_on=dt.date(2026, 3, 1),
        back_on=dt.date(2026, 9, 1),
        by=by,
    )
    due = (today() + dt.timedelta(days=30)).isoformat()
    client, here = sign_in(librarian), f"{HERE}?leg={leg.pk}"
    answer = client.post(here, {"sender": str(bookcase.pk), "receiver": str(library.pk), "due_on": due})
    assert answer.status_code == 422
    assert "Đi nơi khác thì lập chuyến riêng." in shown(answer)
    planned = {"sender": str(library.pk), "receiver": str(bookcase.pk), "due_on": due}
    assert client.post(here, planned).status_code == 302
    assert Trip.objects.get().leg == leg


def test_a_shelf_that_ended_sends_nothing(by: Actor, library: Library, bookcase: Library):
    library.valid_to, library.ended_why = dt.date(2025, 7, 1), "sắp xếp"
    library.save()
    with pytest.raises(Refused, match="Nơi gửi phải đang hoạt động"):
        start_trip(library, bookcase, due_on=today() + dt.timedelta(days=30), by=by)
