"""Institutions with their visits of a year."""

import pytest
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.core.permissions import Role
from hoctap.libraries.models import Library
from hoctap.places.models import Organisation
from hoctap.reading.culture.actions import ask_for_book
from hoctap.reading.visits.rules import told_months
from tests.libraries.shelf_hands import library_at
from tests.reading.hands import BY, full_year
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World, make_user

HERE = "/reading/visits/?year=2024"


def test_each_has_its_own_total_and_what_is_missing(librarian: User, library: Library, museum: Library):
    full_year(library, 2024, 10)
    page = shown(sign_in(librarian).get(HERE))
    assert "120" in page
    assert museum.name in page
    assert "chưa ghi tháng nào" in page
    one = shown(sign_in(librarian).get(f"{HERE}&library={library.pk}"))
    assert museum.name not in one


def test_others_do_not_see_it(world: World, library: Library):
    assert library.name in shown(sign_in(world.minh).get(HERE))
    assert library.name not in shown(sign_in(world.oanh).get(HERE))
    assert sign_in(world.oanh).get(f"{HERE}&library={library.pk}").status_code == 404


def test_a_longer_list_takes_no_more_queries(world: World, librarian: User, library: Library):
    client = sign_in(librarian)
    before = queries_of(client, HERE)
    for number in range(3):
        library_at(world.hamlet, f"Tủ sách {number}", "bookcase")
    assert queries_of(client, HERE) == before


@pytest.mark.parametrize(
    ("months", "told"),
    [([], ""), ([4], "tháng 4"), ([1, 2, 3, 7, 11, 12], "tháng 1–3, 7, 11–12")],
)
def test_months_that_follow_each_other_are_told_in_one_piece(months: list[int], told: str):
    assert told_months(months) == told


def test_the_way_to_write_down_stands_only_where_one_keeps(world: World, library: Library, librarian: User):
    """Who keeps one commune and reads another."""
    far = library_at(world.other_commune, "Thư viện xã Hưng Thạnh")
    board = Organisation.objects.filter(place=world.commune).first()
    assert board is not None
    roles = (Role.LIBRARIAN, world.commune), (Role.CHAIR, world.other_commune)
    client = sign_in(make_user("Lê Thị Hai Nơi", "hai", board, "Thư viện", *roles))
    asked = [ask_for_book(one, wanted="Sen", people=1, on=today(), by=BY) for one in (library, far)]
    for page, near, elsewhere in (
        (HERE, reverse("visit_tally", args=[library.pk]), reverse("visit_tally", args=[far.pk])),
        (
            "/reading/library-plans/?year=2024&kind=all",
            reverse("libraryplan_edit", args=[library.pk]),
            reverse("libraryplan_edit", args=[far.pk]),
        ),
        ("/reading/requests/", *(reverse("bookrequest_answer", args=[one.pk]) for one in asked)),
    ):
        text = shown(client.get(page))
        assert far.name in text
        assert near in text
        assert elsewhere not in text
