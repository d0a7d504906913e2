"""The catalogue of one's places."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.libraries.catalogue.queries import search_titles, stock_of
from hoctap.libraries.models import Borrower, Library, LibraryKind, Loan
from tests.libraries.shelf_hands import SINCE, copy_in, library_at, title_at
from tests.world import World

URL = "/libraries/books/"


def test_each_sees_the_catalogue_of_his_commune_also_from_its_hamlet(
    world: World, librarian: User, library: Library, client: Client
):
    copy_in(library, title_at(world.commune, "Dế Mèn phiêu lưu ký"), "A1")
    title_at(world.other_commune, "Sách bên kia")
    client.force_login(librarian)
    page = client.get(URL).content.decode()
    assert "Dế Mèn" in page
    assert "bên kia" not in page
    client.force_login(world.hung)
    assert "Dế Mèn" in client.get(URL).content.decode()
    client.force_login(world.oanh)
    assert "Dế Mèn" not in client.get(URL).content.decode()


def test_the_list_of_one_library_has_what_stands_there(
    world: World, librarian: User, library: Library, client: Client
):
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    copy_in(case, title_at(world.commune, "Tắt đèn"), "A1")
    copy_in(library, title_at(world.commune, "Chí Phèo"), "A2", at=case)
    copy_in(library, title_at(world.commune, "Số đỏ"), "A3")
    client.force_login(librarian)
    page = client.get(URL, {"library": str(case.pk)}).content.decode()
    assert "Tắt đèn" in page
    assert "Chí Phèo" in page
    assert "Số đỏ" not in page
    assert client.get(URL, {"library": "khong-phai"}).status_code == 404


def test_it_finds_by_words_in_any_order_and_by_code(
    world: World, librarian: User, library: Library, client: Client
):
    copy_in(library, title_at(world.commune, "Kỹ thuật trồng sen", subjects=["Nông nghiệp"]), "TV.0012")
    title_at(world.commune, "Kỹ thuật nuôi cá")
    client.force_login(librarian)
    for asked in ("sen trong", "nong nghiep", "tv.0012", "kỹ thuật trồng"):
        page = client.get(URL, {"q": asked}).content.decode()
        assert "trồng sen" in page, asked
        assert "nuôi cá" not in page, asked
    assert "Không có đầu sách nào khớp" in client.get(URL, {"q": "'); DROP --"}).content.decode()
    assert client.get(URL, {"q": "a b & | ! :*"}).status_code == 200
    assert client.get(URL, {"q": "nuoi", "kind": "serial"}).content.decode().count("nuôi cá") == 0


def test_the_search_goes_through_its_index(world: World):
    title_at(world.commune, "Tắt đèn")
    told = search_titles("tat den", [world.commune.pk]).explain()
    assert "to_tsvector" in told
    assert search_titles("den tat", [world.other_commune.pk]).count() == 0
    assert search_titles("den tat").count() == 1


def test_what_is_lent_is_not_free(world: World, library: Library):
    title = title_at(world.commune)
    lent = copy_in(library, title, "A1")
    copy_in(library, title, "A2")
    borrower = Borrower.objects.create(library=library, name="Em Na", card="1", since=SINCE)
    Loan.objects.create(
        library=library, copy=lent, borrower=borrower, lent_on=SINCE, due_on=SINCE, lent_by="thử"
    )
    stock = stock_of([title])[title.pk]
    assert (stock.held, stock.lent, stock.free) == (2, 1, 1)


def test_what_a_rotation_took_or_brought_is_counted_where_it_is_listed(
    world: World, librarian: User, library: Library, client: Client
):
    case = library_at(world.hamlet, "Tủ sách Ấp 1", LibraryKind.BOOKCASE)
    title = title_at(world.commune)
    away = copy_in(library, title, "A1", at=case)
    borrower = Borrower.objects.create(library=case, name="Em Na", card="1", since=SINCE)
    Loan.objects.create(library=case, copy=away, borrower=borrower, lent_on=SINCE, due_on=SINCE, lent_by="x")
    both = Library.objects.filter(pk__in=[library.pk, case.pk])
    for of in (both, both.filter(pk=library.pk), both.filter(pk=case.pk)):
        stock = stock_of([title], of)[title.pk]
        assert (stock.held, stock.lent) == (1, 1)
    client.force_login(librarian)
    page = client.get(URL, {"library": str(case.pk)}).content.decode()
    assert 'data-label="Số bản">1<' in page


def test_a_longer_list_takes_no_more_queries(
    world: World,
    librarian: User,
    library: Library,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for number in range(15):
        copy_in(library, title_at(world.commune, f"Truyện {number}"), f"A{number}")
    client.force_login(librarian)
    client.get(URL)
    with django_assert_max_num_queries(15):
        assert "Truyện 14" in client.get(URL, {"q": "truyen"}).content.decode()
