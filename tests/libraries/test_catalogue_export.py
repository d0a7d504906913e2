"""The catalogue goes out in three forms and comes back equal."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.libraries.catalogue.importing.actions import order_books, preview_books
from hoctap.libraries.catalogue.storing import details_of
from hoctap.libraries.models import Library, Title
from tests.libraries.book_hands import ISBN
from tests.libraries.shelf_hands import copy_in, library_at, make_librarian, title_at
from tests.world import World


@pytest.mark.requirement("S1-27")
@pytest.mark.parametrize("form", ["mrc", "xml", "xlsx"])
def test_what_goes_out_comes_in_elsewhere_as_it_was(
    world: World, librarian: User, library: Library, client: Client, form: str
):
    title = title_at(
        world.commune,
        "Dế Mèn phiêu lưu ký",
        rest="" if form == "xlsx" else "truyện",
        isbn=ISBN,
        authors="Tô Hoài; Ngô Mạnh Lân",
        publisher="Kim Đồng",
        year=2019,
        edition="Tái bản lần 2",
        pages="168 tr.",
        classification="895.922",
        subjects=["Thiếu nhi", "Truyện"],
        summary="Một con dế đi khắp nơi.",
    )
    copy_in(library, title, "TV1", price=45_000)
    title_at(world.other_commune, "Sách bên kia")
    client.force_login(librarian)
    answer = client.get(reverse("catalogue_export"), {"form": form})
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    library.copies.all().delete()
    there = library_at(world.other_commune, "Thư viện Hưng Thạnh")
    by = world.actor(make_librarian("Lê Thị Đào", "dao", world.other_commune))
    run = preview_books(there, f"muc-luc.{form}", content, by=by)
    assert run.counts == {"rows": 1, "new": 1, "copies": 1}
    order_books(run, by=by)
    came = Title.objects.get(place=world.other_commune, isbn=ISBN)
    assert details_of(came) == details_of(title)
    assert came.copies.get().code == "TV1"


def test_the_export_of_one_library_has_its_books_alone(
    world: World, librarian: User, library: Library, client: Client
):
    case = library_at(world.hamlet, "Tủ sách Ấp 1")
    copy_in(library, title_at(world.commune, "Tắt đèn"), "A1")
    copy_in(case, title_at(world.commune, "Chí Phèo"), "A2")
    client.force_login(librarian)
    answer = client.get(reverse("catalogue_export"), {"form": "xml", "library": str(case.pk)})
    content = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Chí Phèo" in content
    assert "Tắt đèn" not in content
    client.force_login(world.oanh)
    assert client.get(reverse("catalogue_export"), {"library": str(case.pk)}).status_code == 404
