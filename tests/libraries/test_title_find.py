"""A book in the hand: is it known here, known elsewhere, or new?"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from tests.libraries.book_hands import ISBN, OTHER_ISBN, photo_of
from tests.libraries.shelf_hands import copy_in, library_at, title_at
from tests.world import World

URL = "/libraries/books/find/"


@pytest.mark.requirement("S1-26")
def test_titles_are_found_without_accents_by_isbn_and_by_author(
    world: World, librarian: User, library: Library, client: Client
):
    title = title_at(world.commune, "Dế Mèn phiêu lưu ký", authors="Tô Hoài", isbn=ISBN)
    copy_in(library, title, "A1")
    client.force_login(librarian)
    for asked in ("de men", "phieu luu", "TO HOAI", "0-306-40615-2", ISBN, "Dế", "A1"):
        page = client.get(URL, {"q": asked}).content.decode()
        assert "Đã có trong mục lục" in page, asked
        assert f"/libraries/books/{title.pk}/copies/new/" in page
    assert "Chưa mục lục nào có" in client.get(URL, {"q": "tat den"}).content.decode()


@pytest.mark.requirement("S1-27")
def test_a_record_of_another_catalogue_is_offered_but_not_where_it_stands(
    world: World, librarian: User, library: Library, client: Client
):
    there = library_at(world.other_commune, "Thư viện Hưng Thạnh")
    other = title_at(world.other_commune, "Tắt đèn", authors="Ngô Tất Tố", isbn=OTHER_ISBN)
    copy_in(there, other, "B1")
    client.force_login(librarian)
    page = client.get(URL, {"q": "tat den"}).content.decode()
    assert "Có ở mục lục của nơi khác" in page
    assert f"like={other.pk}" in page
    assert "Hưng Thạnh" not in page
    form = client.get("/libraries/books/new/", {"like": str(other.pk)}).content.decode()
    assert "Ngô Tất Tố" in form
    assert "B1" not in form


@pytest.mark.parametrize(
    ("number", "told"),
    [("9780306406158", "phải là 7"), ("8934974170617", "mã hàng hóa"), ("97803064", "có 8")],
)
def test_a_wrong_number_is_told_and_searches_for_nothing(
    librarian: User, library: Library, client: Client, number: str, told: str
):
    client.force_login(librarian)
    answer = client.get(URL, {"q": number})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Ghi đầu sách mới" not in answer.content.decode()


def test_the_camera_may_be_used_here_and_not_elsewhere(librarian: User, library: Library, client: Client):
    client.force_login(librarian)
    assert "camera=(self)" in client.get(URL)["Permissions-Policy"]
    assert "camera=()" in client.get("/libraries/books/")["Permissions-Policy"]


def test_who_keeps_no_library_is_refused(world: World, library: Library, client: Client):
    client.force_login(world.lan)
    assert client.get(URL).status_code == 403
    assert client.get(URL, {"library": str(library.pk)}).status_code == 403


def test_it_takes_the_same_queries_however_many_are_found(
    world: World,
    librarian: User,
    library: Library,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for number in range(12):
        title_at(world.commune, f"Truyện tập {number}")
        title_at(world.other_commune, f"Truyện khác {number}")
    client.force_login(librarian)
    client.get(URL, {"q": "truyen"})
    with django_assert_max_num_queries(16):
        client.get(URL, {"q": "truyen"})


def _sent(client: Client, content: bytes, name: str = "anh.jpg"):  # type: ignore[no-untyped-def]
    return client.post(reverse("title_photo"), {"file": SimpleUploadedFile(name, content, "image/jpeg")})


def test_title_photo_reads_the_number_out_of_a_photo(librarian: User, library: Library, client: Client):
    client.force_login(librarian)
    answer = _sent(client, photo_of(ISBN))
    assert answer.status_code == 302
    assert answer["Location"] == f"{URL}?q={ISBN}"


def test_title_photo_without_a_code_or_that_is_none_is_told(
    librarian: User, library: Library, client: Client
):
    client.force_login(librarian)
    answer = _sent(client, photo_of(""))
    assert answer.status_code == 422
    assert "Không thấy mã vạch" in answer.content.decode()
    broken = _sent(client, b"\xff\xd8\xff<html>")
    assert broken.status_code == 422
    assert "Ảnh không đọc được" in broken.content.decode()
    assert _sent(client, b"<svg onload='alert(1)'/>").status_code == 422


def test_a_book_goes_to_the_library_of_the_commune_when_no_shelf_is_named(
    world: World, librarian: User, library: Library, client: Client
):
    library_at(world.hamlet, "A: tủ sách của ấp", kind="bookcase")
    client.force_login(librarian)
    assert client.get(URL).context["library"] == library
