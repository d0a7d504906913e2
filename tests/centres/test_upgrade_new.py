"""A centre asks for something."""

from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, Upgrade
from tests.centres.facility_hands import venue_in
from tests.centres.hands import centre_at
from tests.world import World

URL = "/centres/upgrades/new/"


def test_it_is_about_a_centre_or_a_venue_of_ones_own(
    world: World, centre: Centre, director: User, client: Client
):
    client.force_login(director)
    hall = venue_in(world.commune)
    typed = {"venue": str(hall.pk), "kind": "repair", "text": "Thay mái tôn", "estimate": "20.000.000"}
    assert client.post(URL, typed).status_code == 302
    row = Upgrade.objects.get()
    assert (row.venue, row.place, row.estimate, row.state) == (hall, world.commune, 20_000_000, "sent")
    for other, told in (
        ({"venue": ""}, "Hãy chọn trung tâm hoặc cơ sở"),
        ({"text": " "}, "Hãy ghi nội dung đề nghị"),
        ({"estimate": "-1"}, "không thể âm"),
        ({"kind": ""}, "Hãy chọn loại đề nghị"),
        ({"venue": str(venue_in(world.other_commune, "Bên kia").pk)}, ""),
        ({"centre": str(centre_at(world.other_commune).pk)}, ""),
    ):
        answer = client.post(URL, typed | other)
        assert answer.status_code == 422, told
        assert told in answer.content.decode(), told
    assert Upgrade.objects.count() == 1
    client.force_login(world.minh)
    assert client.get(URL).status_code == 403
