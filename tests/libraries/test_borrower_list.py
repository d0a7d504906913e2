"""The cards of one library."""

from django.test import Client

from hoctap.libraries.circulation.borrowers import queries
from hoctap.libraries.circulation.borrowers.actions import end_card
from hoctap.libraries.circulation.lending.queries import reader
from tests.libraries.lending_hands import card, copy_at, keeper, lent, signed_in, start
from tests.world import World, make_household


def test_cards_are_listed_with_what_is_at_home_and_ended_ones_apart(world: World, client: Client):
    shelf, by = start(world)
    lent(copy_at(shelf, "TK-0001"), card(shelf, by), by)
    end_card(card(shelf, by, "Phan Văn Hai"), by=by)
    signed_in(client)
    page = client.get(f"/lending/cards/?library={shelf.pk}").content.decode()
    assert "Lê Thị Học" in page
    assert "1 bản" in page
    assert "Phan Văn Hai" not in page
    assert (
        "Phan Văn Hai" in client.get(f"/lending/cards/?library={shelf.pk}&ended=1&q=van hai").content.decode()
    )
    assert "Không có thẻ nào" in client.get(f"/lending/cards/?library={shelf.pk}&q=x\0y").content.decode()
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "ngoai")
    assert client.get(f"/lending/cards/?library={shelf.pk}").status_code == 404


def test_the_list_asks_once_however_many_cards(world: World, django_assert_num_queries):
    shelf, by = start(world)
    for n in range(4):
        card(shelf, by, "", "", household=make_household(world.hamlet, f"Hộ Số {n}"))
    with django_assert_num_queries(1):
        assert len([reader(row) for row in queries.cards_of(shelf)]) == 4
