"""What was written down wrong of a chapter is corrected."""

from django.test import Client

from hoctap.audit.models import Event
from tests.associations import hands
from tests.world import World


def test_its_name_is_corrected_and_the_trail_says_which_fields(world: World, client: Client):
    by = world.actor(world.lan)
    chapter = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp Một", by=by)
    hands.chapter_of(world.association, world.hamlet_2, "Chi hội Ấp 2", by=by)
    client.force_login(world.lan)
    url = f"/associations/chapters/{chapter.pk}/edit/"
    assert client.post(url, {"kind": "hamlet", "name": "Chi hội Ấp 2"}).status_code == 422
    assert client.post(url, {"kind": "hamlet", "name": "Chi hội Ấp 1"}).status_code == 302
    chapter.refresh_from_db()
    assert chapter.name == "Chi hội Ấp 1"
    assert Event.objects.get(what="associations.chapter.corrected").fields == ["name"]
    client.force_login(world.oanh)
    assert client.post(url, {"kind": "hamlet", "name": "X"}).status_code == 404
