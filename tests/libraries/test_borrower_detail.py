"""One card: what is at home, what was; ended."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.actions import withdraw_copies
from hoctap.libraries.circulation.borrowers.actions import end_card
from hoctap.libraries.circulation.borrowers.queries import card_page
from hoctap.libraries.circulation.holds.actions import reserve
from hoctap.libraries.circulation.lending.actions import take_back
from hoctap.libraries.circulation.retention import drop_cards, old_cards
from hoctap.libraries.models import Borrower, Hold
from tests.libraries.lending_hands import card, copy_at, days_ago, lent, signed_in, start
from tests.world import World


def test_a_card_shows_what_is_at_home_and_ends_when_all_is_back(world: World, client: Client):
    shelf, by = start(world)
    reader, copy = card(shelf, by), copy_at(shelf, "TK-0001", "Đất rừng phương Nam")
    loan = lent(copy, reader, by, on=days_ago(20))
    reserve(shelf, copy_at(shelf, "TK-0002", "Tuổi thơ dữ dội").title, borrower=reader, by=by)
    signed_in(client)
    url = f"/lending/cards/{reader.pk}/"
    page = client.get(url).content.decode()
    assert "Đất rừng phương Nam" in page
    assert "quá hạn 6 ngày" in page
    assert "Tuổi thơ dữ dội" in page
    told = client.post(reverse("borrower_end", args=[reader.pk]), follow=True).content.decode()
    assert "còn 1 bản chưa trả" in told
    take_back(loan, by=by)
    client.post(f"{url}end/")
    reader.refresh_from_db()
    assert reader.ended_on == days_ago(0)
    assert Hold.objects.get().state == "dropped"
    with pytest.raises(Refused, match="rồi"):
        end_card(reader, by=by)


def test_a_card_ends_when_what_is_not_returned_is_written_off_as_lost(world: World, client: Client):
    shelf, by = start(world)
    reader, copy = card(shelf, by), copy_at(shelf, "TK-0001")
    lent(copy, reader, by, on=days_ago(20))
    signed_in(client)
    end = reverse("borrower_end", args=[reader.pk])
    assert "hoặc ghi mất" in client.post(end, follow=True).content.decode()
    withdraw_copies(copy.title, [copy.pk], why="lost", on=days_ago(0), by=by)
    client.post(end)
    reader.refresh_from_db()
    assert reader.ended_on == days_ago(0)


def test_a_card_that_ended_with_a_lost_book_loses_its_name_in_time(world: World):
    shelf, by = start(world)
    reader, copy = card(shelf, by), copy_at(shelf, "TK-0001")
    loan = lent(copy, reader, by, on=days_ago(20))
    withdraw_copies(copy.title, [copy.pk], why="lost", on=days_ago(0), by=by)
    end_card(reader, by=by)
    before = days_ago(-1)
    drop_cards(list(old_cards(world.commune.pk, before)), by)
    reader.refresh_from_db()
    assert (reader.name, reader.is_erased) == ("", True)
    assert not old_cards(world.commune.pk, before).exists()
    take_back(loan, by=by)
    assert not Borrower.objects.exists()


def test_a_card_asks_a_fixed_number_of_times(world: World, django_assert_num_queries):
    shelf, by = start(world)
    reader = card(shelf, by)
    for n in range(3):
        lent(copy_at(shelf, f"TK-000{n}"), reader, by)
    with django_assert_num_queries(3):
        card_page(reader, days_ago(0))
