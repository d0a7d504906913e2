"""One title, where its copies stand, and how they leave."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.catalogue import actions
from hoctap.libraries.models import Borrower, Copy, Library, LibraryKind, Loan, Title
from tests.libraries.shelf_hands import SINCE, copy_in, library_at, title_at
from tests.world import World

ON = dt.date(2024, 6, 1)


def _url(title: Title) -> str:
    return f"/libraries/books/{title.pk}/"


def _lend(copy: Copy) -> Loan:
    borrower = Borrower.objects.create(library=copy.library, name="Em Na", card="77", since=SINCE)
    return Loan.objects.create(
        library=copy.library,
        copy=copy,
        borrower=borrower,
        lent_on=SINCE,
        due_on=dt.date(2024, 7, 1),
        lent_by="thử",
    )


def test_it_tells_where_each_copy_stands_and_not_who_has_it(
    world: World, librarian: User, library: Library, client: Client
):
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    title = title_at(world.commune, authors="Tô Hoài", subjects=["Thiếu nhi"])
    copy_in(library, title, "A1")
    copy_in(library, title, "A2", at=case)
    _lend(copy_in(library, title, "A3"))
    client.force_login(librarian)
    page = client.get(_url(title)).content.decode()
    assert all(one in page for one in ("Tô Hoài", "Thiếu nhi", "A1", "trên giá", "Tủ sách Ấp 1"))
    assert "cho mượn đến 01/07/2024" in page
    assert "Em Na" not in page
    client.force_login(world.oanh)
    assert client.get(_url(title)).status_code == 404


def test_copies_are_withdrawn_with_a_reason_and_found_again(
    world: World, librarian: User, library: Library, client: Client
):
    title = title_at(world.commune)
    copy = copy_in(library, title, "A1")
    copy_in(library, title, "A2")
    client.force_login(librarian)
    sent = {"copies": [str(copy.pk)], "why": "worn", "on": "2024-06-01"}
    assert client.post(reverse("copy_withdraw", args=[title.pk]), sent).status_code == 302
    copy.refresh_from_db()
    assert (copy.gone_on, copy.gone_why) == (ON, "worn")
    assert "hư hỏng" in client.get(_url(title)).content.decode()
    assert (
        client.post(
            reverse("copy_withdraw", args=[title.pk]), {"why": "worn", "on": "2024-06-01"}
        ).status_code
        == 422
    )
    assert client.post(reverse("copy_restore", args=[copy.pk])).status_code == 302
    again = client.post(reverse("copy_restore", args=[copy.pk]))
    assert again.status_code == 422
    assert "vẫn đang giữ" in again.content.decode()
    copy.refresh_from_db()
    assert copy.gone_on is None


def test_what_is_at_home_with_a_reader_can_only_be_lost(world: World, librarian: User, library: Library):
    by = world.actor(librarian)
    title = title_at(world.commune)
    copy = copy_in(library, title, "A1")
    _lend(copy)
    with pytest.raises(Refused, match="đang cho mượn"):
        actions.withdraw_copies(title, [copy.pk], why="weeded", on=ON, by=by)
    actions.withdraw_copies(title, [copy.pk], why="lost", on=ON, by=by)


def test_a_copy_moves_for_good_to_a_library_of_the_same_catalogue(
    world: World, librarian: User, library: Library
):
    by = world.actor(librarian)
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    there = library_at(world.other_commune, "Thư viện Hưng Thạnh")
    title = title_at(world.commune)
    copy = copy_in(library, title, "A1")
    with pytest.raises(Forbidden):
        actions.withdraw_copies(title, [copy.pk], why="moved", on=ON, to=there, by=by)
    with pytest.raises(Refused, match="lý do là chuyển hẳn"):
        actions.withdraw_copies(title, [copy.pk], why="lost", on=ON, to=case, by=by)
    actions.withdraw_copies(title, [copy.pk], why="moved", on=ON, to=case, by=by)
    copy.refresh_from_db()
    assert (copy.library, copy.gone_on) == (case, None)


def test_copies_of_somebody_else_are_not_withdrawn(
    world: World, librarian: User, library: Library, client: Client
):
    title = title_at(world.commune)
    copy = copy_in(library, title, "A1")
    with pytest.raises(Forbidden):
        actions.withdraw_copies(title, [copy.pk], why="lost", on=ON, by=world.actor(world.oanh))
    client.force_login(world.hung)
    assert (
        client.post(reverse("copy_withdraw", args=[title.pk]), {"copies": [str(copy.pk)]}).status_code == 403
    )
    assert client.post(reverse("copy_restore", args=[copy.pk])).status_code == 403


def test_many_copies_take_no_more_queries(
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
    client.get(_url(title))
    with django_assert_max_num_queries(14):
        client.get(_url(title))
