"""A title enters the catalogue with its first copies."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.catalogue import rules
from hoctap.libraries.catalogue.actions import add_title
from hoctap.libraries.models import Copy, Library, LibraryKind, Title
from tests.libraries.book_hands import CAME, ISBN, copies, details, typed
from tests.libraries.shelf_hands import library_at
from tests.world import World

URL = "/libraries/books/new/"


@pytest.mark.requirement("S2-43", "S1-28")
def test_a_book_is_written_down_with_its_copies_and_their_codes(
    world: World, librarian: User, library: Library, client: Client
):
    client.force_login(librarian)
    sent = typed(library, isbn="0-306-40615-2", authors="Đoàn Giỏi", number="3", price="45.000", then="next")
    answer = client.post(URL, sent)
    assert answer["Location"] == f"/libraries/books/find/?library={library.pk}"
    title = Title.objects.get()
    assert (title.isbn, title.place, title.authors) == (ISBN, world.commune, "Đoàn Giỏi")
    made = list(Copy.objects.all())
    assert len(made) == 3
    assert all(rules.is_own(one.code) and one.price == 45_000 and one.acquired_on == CAME for one in made)


def test_a_hamlet_s_bookcase_shares_the_catalogue_of_its_commune(world: World, librarian: User):
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    title = add_title(case, details(), copies(codes=("AP1-1",)), by=world.actor(librarian))
    assert title.place == world.commune
    assert Copy.objects.get().library == case


def test_what_is_wrong_stands_beside_its_field(librarian: User, library: Library, client: Client):
    client.force_login(librarian)
    answer = client.post(URL, typed(library, isbn="9780306406158", number="0", source="given"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "phải là 7" in page
    assert "Số bản từ 1" in page
    assert "người hoặc đơn vị tặng" in page
    assert not Title.objects.exists()


def test_a_book_that_is_there_is_refused_with_the_way_to_it(world: World, librarian: User, library: Library):
    by = world.actor(librarian)
    add_title(library, details(isbn=ISBN), copies(), by=by)
    with pytest.raises(Refused, match="đã có ISBN"):
        add_title(library, details("Tên khác", isbn=ISBN), copies(), by=by)
    with pytest.raises(Refused, match="Vẫn ghi thành đầu sách riêng"):
        add_title(library, details("ĐẤT RỪNG PHƯƠNG NAM"), copies(), by=by)
    add_title(library, details("ĐẤT RỪNG PHƯƠNG NAM"), copies(), anyway=True, by=by)
    assert Title.objects.count() == 2


def test_the_same_isbn_may_stand_in_the_catalogue_of_each_commune(
    world: World, librarian: User, library: Library
):
    add_title(library, details(isbn=ISBN), copies(), by=world.actor(librarian))
    there = library_at(world.other_commune, "Thư viện Hưng Thạnh")
    with pytest.raises(Forbidden):
        add_title(there, details(isbn=ISBN), copies(), by=world.actor(librarian))
    assert Title.objects.count() == 1


def test_a_museum_and_a_library_that_ended_take_no_books(world: World, librarian: User, library: Library):
    by = world.actor(librarian)
    museum = library_at(world.commune, "Nhà truyền thống", LibraryKind.MUSEUM)
    with pytest.raises(Refused, match="không ghi sách"):
        add_title(museum, details(), copies(), by=by)
    library.valid_to, library.ended_why = CAME, "hết"
    library.save()
    with pytest.raises(Refused, match="đã thôi hoạt động"):
        add_title(library, details(), copies(), by=by)


def test_a_form_sent_twice_adds_once(librarian: User, library: Library, client: Client):
    client.force_login(librarian)
    sent = typed(library, number="2") | {"form_key": "0" * 32}
    client.post(URL, sent)
    client.post(URL, sent)
    assert Copy.objects.count() == 2
