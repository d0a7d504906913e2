"""A trip is prepared, by the plan or without one."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.libraries.models import Library
from hoctap.reading.models import Trip
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
