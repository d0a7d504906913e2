"""Somebody known by name alone asks to be forgotten, with a book at home and without."""

import pytest
from django.test import Client

from hoctap.core.refusals import Refused
from hoctap.libraries.circulation.borrowers.actions import erase_borrower, give_card
from hoctap.libraries.circulation.borrowers.rules import CardTyped
from hoctap.libraries.circulation.holds.actions import reserve
from hoctap.libraries.circulation.lending.actions import take_back
from hoctap.libraries.models import Borrower, Hold, Loan
from tests.libraries.lending_hands import card, copy_at, lent, signed_in, start
from tests.world import World, make_household


def test_with_a_book_at_home_the_number_stays_until_it_is_back(world: World, client: Client):
    shelf, by = start(world)
    reader = card(shelf, by)
    first, second = (lent(copy_at(shelf, f"TK-000{n}"), reader, by) for n in range(2))
    take_back(first, by=by)
    reserve(shelf, copy_at(shelf, "TK-0005", "Tuổi thơ dữ dội").title, borrower=reader, by=by)
    signed_in(client)
    assert "Không lấy lại được" in client.get(f"/lending/cards/{reader.pk}/erase/").content.decode()
    client.post(f"/lending/cards/{reader.pk}/erase/")
    reader.refresh_from_db()
    assert (reader.name, reader.details, reader.search_key, reader.is_erased) == ("", "", "", True)
    assert not Hold.objects.exists()
    first.refresh_from_db()
    assert first.borrower is None
    page = client.get(f"/lending/loans/{second.pk}/cancel/").content.decode()
    assert "T00001" in page
    assert "Lê Thị Học" not in page
    assert client.post(f"/lending/cards/{reader.pk}/erase/").status_code == 422
    back = client.post(f"/lending/?library={shelf.pk}", {"code": "TK-0001"})
    assert back.status_code == 302
    second.refresh_from_db()
    assert second.returned_on is not None
    assert second.borrower is None
    assert not Borrower.objects.exists()
    assert Loan.objects.filter(is_child=True).count() == 2


def test_who_stands_in_the_register_is_erased_there(world: World):
    shelf, by = start(world)
    person = make_household(world.hamlet, "Nguyễn Văn Đọc").head
    reader = give_card(shelf, CardTyped(), person=person, by=by)
    with pytest.raises(Refused, match="ở trang của người ấy"):
        erase_borrower(reader, by=by)
