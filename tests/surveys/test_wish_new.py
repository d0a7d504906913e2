"""What somebody said to the head of the ấp or to the centre is written down."""

from django.test import Client

from hoctap.surveys.models import Wish
from tests.centres.hands import centre_at
from tests.world import World

URL = "/surveys/wishes/new/"


def test_the_head_writes_it_for_his_ap(world: World, client: Client):
    centre = centre_at(world.commune)
    client.force_login(world.hung)
    page = client.get(URL).content.decode()
    assert centre.name in page
    assert world.hamlet_2.title not in page
    typed = {"centre": str(centre.pk), "text": "Nuôi lươn", "people": "2", "hamlet": str(world.hamlet.pk)}
    wish_url = client.post(URL, typed)["Location"]
    wish = Wish.objects.get()
    assert wish_url == f"/surveys/wishes/{wish.pk}/"
    assert (wish.hamlet, wish.from_outside) == (world.hamlet, False)
    # For the whole commune he has no right.
    assert client.post(URL, {**typed, "hamlet": ""}).status_code == 403
    assert client.post(URL, {**typed, "text": ""}).status_code == 422
    assert Wish.objects.count() == 1
