"""What came in in a year: by library, source and giver."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.catalogue.actions import forget_giver
from hoctap.libraries.catalogue.queries import came_in
from hoctap.libraries.models import Copy, Library, LibraryKind
from tests.libraries.shelf_hands import copy_in, library_at, title_at
from tests.world import World

URL = "/libraries/acquisitions/"


def _came(library: Library, title, code: str, **values) -> None:  # type: ignore[no-untyped-def]
    copy = copy_in(library, title, code)
    Copy.objects.filter(pk=copy.pk).update(acquired_on=dt.date(2024, 5, 1), **values)


@pytest.mark.requirement("S1-28", "S2-62", "S2-43")
def test_copies_of_a_year_are_counted_by_source_and_those_given_by_giver(
    world: World, librarian: User, library: Library, client: Client
):
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    title = title_at(world.commune)
    title.added_on = dt.date(2024, 5, 1)
    title.save()
    _came(library, title, "A1", source="bought", price=50_000)
    _came(library, title, "A2", source="given", giver="Hội Nông dân xã")
    _came(
        case,
        title,
        "A3",
        source="given",
        giver="Hội Nông dân xã",
        gone_on=dt.date(2024, 9, 1),
        gone_why="lost",
    )
    copy_in(library, title, "A4")
    there = library_at(world.other_commune, "Thư viện Hưng Thạnh")
    _came(there, title_at(world.other_commune), "B1", source="given", giver="Ông Tư")
    by = world.actor(librarian)
    came = came_in(by, 2024, Library.objects.visible_to(by))
    assert came.copies == 3
    assert came.new_titles == 1
    rows = {row.library.name: row for row in came.rows}
    assert dict(rows["Thư viện xã Tân Kiều"].by_source)["mua"] == 1
    assert (rows["Thư viện xã Tân Kiều"].paid, rows["Tủ sách Ấp 1"].paid) == (50_000, None)
    client.force_login(librarian)
    page = client.get(URL, {"year": "2024"}).content.decode()
    assert "Hội Nông dân xã" in page
    assert "Ông Tư" not in page
    own = client.get(URL, {"year": "2024", "library": str(case.pk)}).content.decode()
    assert "50.000" not in own
    assert "Năm này chưa ghi" in client.get(URL, {"year": "2023"}).content.decode()


def test_acquisition_forget_takes_the_name_out_and_keeps_the_books(
    world: World, librarian: User, library: Library, client: Client
):
    _came(library, title_at(world.commune), "A1", source="given", giver="Ông Tư")
    client.force_login(librarian)
    sent, url = {"name": "Ông Tư"}, reverse("acquisition_forget", args=[library.pk])
    assert client.post(url, sent).status_code == 302
    copy = Copy.objects.get()
    assert (copy.source, copy.giver) == ("given", "")
    assert client.post(url, sent).status_code == 422
    with pytest.raises(Refused):
        forget_giver(library, "", by=world.actor(librarian))
    with pytest.raises(Forbidden):
        forget_giver(library, "Ông Tư", by=world.actor(world.oanh))


def test_more_libraries_take_no_more_queries(
    world: World,
    librarian: User,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    title = title_at(world.commune)
    for number in range(10):
        case = library_at(world.hamlet, f"Tủ sách {number}", LibraryKind.BOOKCASE)
        _came(case, title, f"A{number}", source="given", giver=f"Người {number}")
    client.force_login(librarian)
    client.get(URL, {"year": "2024"})
    with django_assert_max_num_queries(14):
        client.get(URL, {"year": "2024"})
