"""One plan of rotation."""

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.reading.rotation.actions import plan_rotation
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_its_readers_open_it_and_others_do_not_find_it(world: World, librarian: User, by: Actor):
    plan = plan_rotation(world.commune, year=2026, note="Kế hoạch phối hợp với các trường", by=by)
    url = f"/reading/rotations/{plan.pk}/"
    page = shown(sign_in(librarian).get(url))
    assert "Kế hoạch phối hợp với các trường" in page
    assert "Thêm lượt" in page
    assert "Thêm lượt" not in shown(sign_in(world.minh).get(url)).split("<main")[1].split("Chưa có lượt")[0]
    assert sign_in(world.oanh).get(url).status_code == 404
