"""One book on the door."""

from uuid import uuid4

from django.test import Client

from hoctap.portal.models import Door
from hoctap.portal.parts import Part
from tests.portal import hands
from tests.portal.test_door_books import lend
from tests.world import World


def test_it_says_where_copies_stand_and_never_who_has_them(world: World, door: Door, client: Client):
    shelf = hands.library_at(world.hamlet)
    door.libraries.add(shelf)
    title = hands.book_at(shelf, copies=2)
    lend(shelf)
    page = client.get(f"/c/{door.slug}/books/{title.pk}/").content.decode()
    assert "còn 1 bản trên kệ" in page
    assert "Nguyễn Văn Mượn" not in page
    assert "Giữ cho tôi một bản" in page
    hands.door_at(world.commune, [Part.BOOKS])
    assert "Giữ cho tôi" not in client.get(f"/c/{door.slug}/books/{title.pk}/").content.decode()


def test_a_book_of_no_shown_shelf_is_not_found(world: World, door: Door, client: Client):
    title = hands.book_at(hands.library_at(world.other_commune))
    assert client.get(f"/c/{door.slug}/books/{title.pk}/").status_code == 404
    assert client.get(f"/c/{door.slug}/books/{uuid4()}/").status_code == 404
