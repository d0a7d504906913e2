"""Labels to print: new books, a range, one shelf."""

import datetime as dt

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.libraries.models import Copy, Library
from tests.libraries.shelf_hands import copy_in, title_at
from tests.world import World

URL = "/libraries/labels/"


def test_new_ones_first_then_a_range_or_a_shelf(
    world: World, librarian: User, library: Library, client: Client
):
    farming = title_at(world.commune, "Trồng sen", classification="633.8")
    copy_in(library, farming, "A1")
    copy_in(library, title_at(world.commune, "Tắt đèn", classification="895"), "A2")
    copy_in(library, farming, "A3", gone_on=dt.date(2024, 1, 1), gone_why="lost")
    new = copy_in(library, farming, "A9")
    Copy.objects.filter(pk=new.pk).update(acquired_on=today())
    client.force_login(librarian)

    def codes(**asked: str) -> list[str]:
        page = client.get(URL, asked).content.decode()
        return [one.split("<")[0] for one in page.split('<p class="book-code">')[1:]]

    assert codes() == ["A9"]
    assert codes(first="a1", last="A2") == ["A1", "A2"]
    assert codes(shelf="63") == ["A1", "A9"]
    assert codes(title=str(farming.pk)) == ["A1", "A9"]
    assert codes(title="x", since="") == []
    assert '<svg class="qr"' in client.get(URL, {"shelf": "63"}).content.decode()
    client.force_login(world.lan)
    assert client.get(URL).status_code == 403


def test_many_labels_take_no_more_queries(
    world: World,
    librarian: User,
    library: Library,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    title = title_at(world.commune)
    for number in range(20):
        copy_in(library, title, f"A{number}")
    client.force_login(librarian)
    client.get(URL, {"first": "A"})
    with django_assert_max_num_queries(12):
        client.get(URL, {"first": "A"})
