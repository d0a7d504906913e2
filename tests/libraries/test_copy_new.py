"""Copies of a title that the catalogue has."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.catalogue.actions import add_copies
from hoctap.libraries.catalogue.rules import code_of
from hoctap.libraries.models import Copy, Library
from tests.libraries.book_hands import copies
from tests.libraries.shelf_hands import copy_in, library_at, title_at
from tests.world import World


@pytest.mark.requirement("S2-62")
def test_copies_that_somebody_gave_are_added_with_his_name(
    world: World, librarian: User, library: Library, client: Client
):
    title = title_at(world.commune)
    client.force_login(librarian)
    url = f"/libraries/books/{title.pk}/copies/new/"
    assert title.name in client.get(url).content.decode()
    sent = {
        "library": str(library.pk),
        "number": "2",
        "source": "given",
        "giver": "Trường Tiểu học Tân Kiều",
        "acquired_on": "2024-03-01",
        "codes": "tv-01\ntv-02",
    }
    assert client.post(url, sent)["Location"] == f"/libraries/books/{title.pk}/"
    assert {(one.code, one.giver) for one in Copy.objects.all()} == {
        ("TV-01", "Trường Tiểu học Tân Kiều"),
        ("TV-02", "Trường Tiểu học Tân Kiều"),
    }
    again = client.post(url, sent)
    assert again.status_code == 422
    assert "Đã có bản khác mang mã TV-01" in again.content.decode()
    client.force_login(world.oanh)
    assert client.get(url).status_code in (403, 404)


def test_neither_next_door_nor_into_another_catalogue(world: World, librarian: User, library: Library):
    by = world.actor(librarian)
    there = library_at(world.other_commune, "Thư viện Hưng Thạnh")
    with pytest.raises(Forbidden):
        add_copies(title_at(world.other_commune), there, copies(), by=by)
    with pytest.raises(Refused, match="mục lục nơi khác"):
        add_copies(title_at(world.other_commune, "Khác"), library, copies(), by=by)


def test_a_number_for_labels_is_never_one_that_stands_on_a_book(
    world: World, librarian: User, library: Library
):
    by = world.actor(librarian)
    title = title_at(world.commune)
    (first,) = add_copies(title, library, copies(), by=by)
    copy_in(library, title, code_of(int(first.code[:-1]) + 1))
    made = add_copies(title, library, copies(3), by=by)
    assert len({one.code for one in made}) == 3
    assert Copy.objects.count() == 5
