"""Searching the shelves."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.core.dates import today
from hoctap.libraries.catalogue.queries import search_titles
from hoctap.libraries.models import Borrower, Library, Loan
from hoctap.portal.models import Door
from tests.portal import hands
from tests.world import World


@pytest.fixture
def shelf(world: World, door: Door) -> Library:
    library = hands.library_at(world.hamlet)
    door.libraries.add(library)
    return library


def lend(library: Library, name: str = "Nguyễn Văn Mượn") -> None:
    copy = library.copies.first()
    assert copy is not None
    borrower = Borrower.objects.create(library=library, name=name, card="TV-01", since=today())
    Loan.objects.create(
        library=library,
        copy=copy,
        borrower=borrower,
        lent_on=today(),
        due_on=today() + dt.timedelta(days=14),
        lent_by="Thủ thư",
    )


@pytest.mark.requirement("S1-26")
def test_a_book_is_found_with_and_without_accents_and_says_whether_it_is_in(
    shelf: Library, door: Door, client: Client
):
    hands.book_at(shelf)
    for asked in ("Dế Mèn", "de men", "to hoai", "hoài mèn"):
        page = client.get(f"/c/{door.slug}/books/", {"q": asked}).content.decode()
        assert "Dế mèn phiêu lưu ký" in page, asked
        assert "còn trên kệ" in page
        assert shelf.name in page
    assert (
        "Không thấy sách nào" in client.get(f"/c/{door.slug}/books/", {"q": "truyện kiều"}).content.decode()
    )
    lend(shelf)
    page = client.get(f"/c/{door.slug}/books/", {"q": "de men"}).content.decode()
    assert "đang có người mượn" in page
    assert "Nguyễn Văn Mượn" not in page
    assert "TV-01" not in page


def test_only_shelves_that_the_officer_chose_are_searched(
    world: World, shelf: Library, door: Door, client: Client
):
    school = hands.library_at(world.commune, "Thư viện trường")
    hands.book_at(school, "Sách của trường")
    assert "Sách của trường" not in client.get(f"/c/{door.slug}/books/").content.decode()
    # A copy that stands elsewhere now is found where it stands.
    copy = school.copies.get()
    copy.at = shelf
    copy.save()
    assert "Sách của trường" in client.get(f"/c/{door.slug}/books/").content.decode()
    copy.gone_on, copy.gone_why = today(), "lost"
    copy.save()
    assert "Sách của trường" not in client.get(f"/c/{door.slug}/books/").content.decode()


def test_many_books_come_page_by_page_in_four_queries(
    shelf: Library, door: Door, client: Client, django_assert_num_queries
):
    for number in range(1, 43):
        hands.book_at(shelf, f"Truyện {number}")
    with django_assert_num_queries(4):
        first = client.get(f"/c/{door.slug}/books/?q=truyen").content.decode()
    assert first.count("<h2>") == 20
    assert "Trang sau" in first
    last = client.get(f"/c/{door.slug}/books/?q=truyen&page=3").content.decode()
    assert last.count("<h2>") == 2
    assert "Trang sau" not in last
    for nonsense in ("0", "-1", "x", "9999", "\0"):
        assert client.get(f"/c/{door.slug}/books/", {"page": nonsense}).status_code in (200, 400)


def test_a_page_of_results_is_not_for_search_engines(shelf: Library, door: Door, client: Client):
    assert "noindex" in client.get(f"/c/{door.slug}/books/?q=a").content.decode()
    assert "index, follow" in client.get(f"/c/{door.slug}/books/").content.decode()


def test_staff_and_citizens_find_the_same_books_by_the_same_words(
    world: World, shelf: Library, door: Door, client: Client, django_assert_max_num_queries
):
    """By beginnings of words in any order, by ISBN, by the number on the label."""
    title = hands.book_at(shelf)
    title.isbn = "9786042088329"
    title.save()
    hands.book_at(shelf, "Đất rừng phương Nam", authors="Đoàn Giỏi")
    code = title.copies.get().code
    for asked in ("dế mèn", "men de", "phieu ky", "ế mèn", "978-604-2-08832-9", code, "de men 1941", "đế"):
        staff = [one.name for one in search_titles(asked, [world.commune.pk])]
        with django_assert_max_num_queries(5):
            page = client.get(f"/c/{door.slug}/books/", {"q": asked}).content.decode()
        found = [name for name in ("Dế mèn phiêu lưu ký", "Đất rừng phương Nam") if name in page]
        assert found == staff, asked
    assert [one.name for one in search_titles("men de")] == ["Dế mèn phiêu lưu ký"]


def test_a_copy_that_is_put_aside_is_not_free(shelf: Library, door: Door, client: Client):
    title = hands.book_at(shelf, copies=2)
    hands.hold_of(door, title, shelf)
    assert "còn 1 bản trên kệ" in client.get(f"/c/{door.slug}/books/{title.pk}/").content.decode()
    hands.hold_of(door, title, shelf, name="Lê Hai")
    assert "đang có người mượn hoặc đặt" in client.get(f"/c/{door.slug}/books/{title.pk}/").content.decode()
