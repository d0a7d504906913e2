"""A card for one person, a household or a name alone; nobody has two at one library."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from hoctap.core.refusals import Refused
from hoctap.libraries.circulation.borrowers.actions import give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.models import Borrower
from tests.libraries.lending_hands import card, copy_at, days_ago, keeper, library_at, signed_in, start
from tests.world import World, make_household


@pytest.mark.requirement("S1-09")
def test_a_person_and_a_household_are_found_without_accents_and_get_a_card(world: World, client: Client):
    shelf, _ = start(world)
    household = make_household(world.hamlet, "Nguyễn Văn Đọc", birth_year=2015)
    signed_in(client)
    url = f"/lending/at/{shelf.pk}/cards/new/?q=van doc"
    page = client.get(url).content.decode()
    assert "Nguyễn Văn Đọc, sinh năm 2015" in page
    assert "Cả hộ Nguyễn Văn Đọc" in page
    done = client.post(url, {"who": f"household-{household.pk}"})
    home = Borrower.objects.get(household=household)
    assert done["Location"] == f"/lending/?library={shelf.pk}&borrower={home.pk}"
    client.post(url, {"who": f"person-{household.head_id}"})
    assert Borrower.objects.get(person=household.head).card == "T00002"


def test_a_second_card_is_refused_and_the_first_is_offered(world: World, client: Client):
    shelf, by = start(world)
    household = make_household(world.hamlet, "Nguyễn Văn Đọc")
    first = give_card(shelf, CardTyped(), person=household.head, by=by)
    signed_in(client)
    again = client.post(f"/lending/at/{shelf.pk}/cards/new/?q=doc", {"who": f"person-{household.head_id}"})
    page = again.content.decode()
    assert again.status_code == 422
    assert "Đã có thẻ T00001 ở đây" in page
    assert f"borrower={first.pk}" in page
    with pytest.raises(IntegrityError, match="borrower_person_once"), transaction.atomic():
        Borrower.objects.create(library=shelf, person=household.head, card="X", since=days_ago(0))
    case = library_at(world.hamlet, "Tủ sách Ấp 1")
    assert give_card(case, CardTyped(), person=household.head, by=by).card == "T00001"


def test_pupils_are_told_apart_by_their_class_and_numbers_are_taken_once(world: World):
    shelf, by = start(world)
    card(shelf, by, "Lê Thị Học", "lớp 4A")
    with pytest.raises(Refused, match="mang đúng tên này"):
        card(shelf, by, "Le Thi Hoc", "Lớp 4A")
    assert card(shelf, by, "Lê Thị Học", "lớp 4B").card == "T00002"
    copy_at(shelf, "TK-0001")
    for number, told in (("t00001", "một thẻ ở đây"), ("TK-0001", "mã của một cuốn sách")):
        with pytest.raises(Refused, match=told):
            give_card(shelf, CardTyped("Phan Văn Hai", card=number), by=by)
    with pytest.raises(Refused, match="chưa tới"):
        give_card(shelf, CardTyped("Phan Văn Hai", since=days_ago(-2)), by=by)
    with pytest.raises(Refused, match="hoặc ghi họ tên"):
        give_card(shelf, CardTyped(), by=by)


def test_whom_the_keeper_does_not_see_in_the_register_he_gives_no_card(world: World):
    shelf, by = start(world)
    stranger = make_household(world.other_hamlet, "Trần Thị Lạ")
    with pytest.raises(Refused, match="không có trong sổ mà"):
        give_card(shelf, CardTyped(), person=stranger.head, by=by)
    with pytest.raises(Refused, match="không có trong sổ mà"):
        give_card(shelf, CardTyped(), household=stranger, by=by)


def test_nobody_gives_cards_at_a_museum_or_next_door(world: World, client: Client):
    start(world)
    museum = library_at(world.commune, "Nhà truyền thống", "museum")
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "giu")
    assert client.get(f"/lending/at/{museum.pk}/cards/new/").status_code == 404
    signed_in(client, "ngoai")
    assert client.get(f"/lending/at/{library_at(world.commune).pk}/cards/new/").status_code == 404
