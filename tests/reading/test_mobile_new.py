"""A trip is written down after it was made."""

from hoctap.accounts.models import User
from hoctap.reading.models import MobileTrip
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/reading/mobile/new/"


def test_one_vehicle_one_day(world: World, librarian: User):
    client = sign_in(librarian)
    good = {
        "place": str(world.commune.pk),
        "on": "2026-03-05",
        "vehicle": "Ánh sáng tri thức",
        "route": "",
        "note": "",
    }
    for change, words in (
        ({"on": ""}, "ngày đi"),
        ({"on": "2099-01-01"}, "chưa tới"),
        ({"vehicle": ""}, "tên xe"),
    ):
        answer = client.post(HERE, good | change)
        assert answer.status_code == 422
        assert words in shown(answer)
    assert client.post(HERE, good).status_code == 302
    assert "đã ghi rồi" in shown(client.post(HERE, good))
    assert MobileTrip.objects.count() == 1
    assert sign_in(world.minh).get(HERE).status_code == 403
    assert client.post(HERE, good | {"place": str(world.other_commune.pk)}).status_code == 422
