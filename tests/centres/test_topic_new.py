"""A place adds a topic of its own."""

from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Topic
from tests.centres.hands import topic
from tests.world import World

URL = "/centres/topics/new/"


def test_the_director_adds_one_below_a_shipped_topic_once(world: World, director: User, client: Client):
    client.force_login(director)
    typed = {"place": str(world.commune.pk), "parent": str(topic().pk), "name": " Trồng  sen "}
    assert "Kỹ thuật trồng trọt" in client.get(URL).content.decode()
    assert client.post(URL, typed)["Location"] == "/centres/topics/"
    own = Topic.objects.get(place=world.commune)
    assert (own.name, own.parent) == ("Trồng sen", topic())
    again = client.post(URL, {**typed, "name": "TRỒNG SEN"})
    assert again.status_code == 422
    assert "Đã có chuyên đề" in again.content.decode()


def test_a_name_is_needed_and_a_place_of_ones_own(world: World, director: User, client: Client):
    client.force_login(director)
    typed = {"place": str(world.commune.pk), "parent": str(topic().pk), "name": " "}
    assert "Hãy ghi tên chuyên đề" in client.post(URL, typed).content.decode()
    assert client.post(URL, {**typed, "name": "Sen", "place": str(world.other_commune.pk)}).status_code == 422
    assert not Topic.objects.filter(place__isnull=False).exists()
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403
