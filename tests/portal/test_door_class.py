"""One class on the door."""

from uuid import uuid4

from django.test import Client

from hoctap.learning.models import ActivitySpeaker
from hoctap.portal.models import Door
from hoctap.portal.parts import Part
from tests.portal import hands
from tests.world import World


def test_it_says_when_where_and_whether_there_is_room(world: World, door: Door, client: Client):
    activity = hands.class_at(world.hamlet)
    hands.taking(activity, places=3)
    hands.comes(door, activity.class_door, people=2)
    page = client.get(f"/c/{door.slug}/classes/{activity.pk}/").content.decode()
    assert "19:00–21:00" in page
    assert "Ấp 1" in page
    assert "còn 1 chỗ" in page
    assert "Tôi sẽ đến" in page
    hands.comes(door, activity.class_door)
    assert "Ghi chờ" in client.get(f"/c/{door.slug}/classes/{activity.pk}/").content.decode()


def test_nobody_is_named_neither_who_teaches_nor_who_comes(world: World, door: Door, client: Client):
    activity = hands.class_at(world.hamlet)
    hands.comes(door, hands.taking(activity), "Lê Thị Đến")
    page = client.get(f"/c/{door.slug}/classes/{activity.pk}/").content.decode()
    assert ActivitySpeaker.objects.get().name not in page
    assert "Lê Thị Đến" not in page


def test_where_no_sign_up_is_needed_there_is_no_form(world: World, door: Door, client: Client):
    activity = hands.class_at(world.hamlet)
    page = client.get(f"/c/{door.slug}/classes/{activity.pk}/").content.decode()
    assert "Không cần đăng ký" in page
    assert "signup" not in page
    assert client.get(f"/c/{door.slug}/classes/{activity.pk}/signup/").status_code == 404
    hands.taking(activity)
    hands.door_at(world.commune, [Part.CLASSES])
    assert "Tôi sẽ đến" not in client.get(f"/c/{door.slug}/classes/{activity.pk}/").content.decode()


def test_of_another_commune_or_none_is_not_found(world: World, door: Door, client: Client):
    other = hands.class_at(world.other_hamlet)
    assert client.get(f"/c/{door.slug}/classes/{other.pk}/").status_code == 404
    assert client.get(f"/c/{door.slug}/classes/{uuid4()}/").status_code == 404
