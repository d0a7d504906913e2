"""The yearly plan of a place."""

from hoctap.accounts.models import User
from hoctap.reading.models import Rotation
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = "/reading/rotations/new/"


def test_one_plan_a_year(world: World, librarian: User):
    client, typed = sign_in(librarian), {"place": str(world.commune.pk), "year": "2026", "note": "KH 12"}
    assert client.post(HERE, typed).status_code == 302
    again = client.post(HERE, typed)
    assert again.status_code == 422
    assert "đã có kế hoạch luân chuyển năm 2026" in shown(again)
    assert "năm của kế hoạch" in shown(client.post(HERE, typed | {"year": "2099"}))
    assert Rotation.objects.get().note == "KH 12"
    assert sign_in(world.minh).get(HERE).status_code == 403
    assert sign_in(librarian).post(HERE, typed | {"place": str(world.other_commune.pk)}).status_code == 422
