"""What is written of a speaker is corrected."""

from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.centres.models import Centre
from tests.centres.hands import topic
from tests.centres.test_speaker_list import speaker
from tests.world import World


def test_topics_and_telephone(world: World, director: User, centre: Centre, client: Client):
    one = speaker(centre, world.actor(director))
    url = reverse("speaker_edit", args=[one.pk])
    typed = {
        "kind": "speaker",
        "full_name": one.full_name,
        "phone": "0907654321",
        "topics": [str(topic().pk)],
    }
    client.force_login(world.minh)
    assert client.post(url, typed).status_code == 403
    client.force_login(director)
    assert one.full_name in client.get(url).content.decode()
    assert client.post(url, {**typed, "full_name": " "}).status_code == 422
    assert client.post(url, {**typed, "topics": []}).status_code == 422
    assert client.post(url, typed).status_code == 302
    one.refresh_from_db()
    assert one.phone == "0907654321"
    assert Event.objects.get(what="centres.speaker.edited").fields == ["phone"]
