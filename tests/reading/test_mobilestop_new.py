"""A stop of a trip."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.reading.mobile.actions import add_stop, record_mobile_trip
from hoctap.reading.models import MobileStop
from tests.libraries.shelf_hands import library_at
from tests.recognition.hands import shown, sign_in
from tests.world import World


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"pupils": "5"}, "chọn trường trong danh sách"),
        ({"name": "trường 1", "pupils": "5"}, "đã ghi trường 1"),
        ({"name": "Trường 3", "lent": "5"}, "phải có lượt người"),
        ({"name": "Trường 3", "pupils": "60000"}, "từ 0 đến 50.000"),
        ({"name": "Trường 3", "pupils": "nhiều"}, "số nguyên"),
    ],
)
def test_what_cannot_be_is_refused(
    world: World, librarian: User, by: Actor, typed: dict[str, str], words: str
):
    trip = record_mobile_trip(world.commune, on=dt.date(2026, 3, 5), vehicle="Xe A", by=by)
    add_stop(trip, name="Trường 1", pupils=100, by=by)
    url, client = f"/reading/mobile/{trip.pk}/stops/new/", sign_in(librarian)
    answer = client.post(url, typed)
    assert answer.status_code == 422
    assert words in shown(answer)
    school = library_at(world.hamlet, "Thư viện Trường 2", "school")
    assert client.post(url, {"library": str(school.pk), "pupils": "7"}).status_code == 302
    assert MobileStop.objects.get(library=school).name == school.name
    assert sign_in(world.minh).get(url).status_code == 403
    assert sign_in(world.oanh).get(url).status_code in (403, 404)
