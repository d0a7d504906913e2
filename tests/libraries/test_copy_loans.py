"""Where a copy has been: names only to who lends, and not for ever."""

from django.test import Client

from hoctap.libraries.circulation.lending.actions import take_back
from hoctap.libraries.circulation.lending.queries import loans_of
from hoctap.libraries.models import Loan
from tests.libraries.lending_hands import card, copy_at, keeper, lent, signed_in, start
from tests.world import World


def test_the_history_of_a_copy_names_readers_only_while_they_are_kept(world: World, client: Client):
    shelf, by = start(world)
    copy = copy_at(shelf, "TK-0001")
    take_back(lent(copy, card(shelf, by), by), by=by)
    signed_in(client)
    url = f"/lending/copies/{copy.pk}/"
    assert "Lê Thị Học (thẻ T00001)" in client.get(url).content.decode()
    Loan.objects.update(borrower=None)
    page = client.get(url).content.decode()
    assert "Lê Thị Học" not in page
    assert "không lưu tên" in page
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "ngoai")
    assert client.get(url).status_code == 404


def test_the_history_asks_once_however_long(world: World, django_assert_num_queries):
    shelf, by = start(world)
    copy = copy_at(shelf, "TK-0001")
    for n in range(3):
        take_back(lent(copy, card(shelf, by, f"Người Số {n}"), by), by=by)
    with django_assert_num_queries(2):
        assert len(loans_of(copy, by)) == 3
