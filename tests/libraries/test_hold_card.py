"""Whoever left his name has come: what he asked for becomes his card's, and his name stands there alone."""

import pytest
from django.test import Client

from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden, Refused
from hoctap.libraries.circulation.borrowers.actions import end_card
from hoctap.libraries.circulation.holds.actions import (
    cancel_from_outside,
    drop_hold,
    put_on_card,
    reserve,
    reserve_from_outside,
)
from hoctap.libraries.circulation.holds.queries import titles_here
from hoctap.libraries.circulation.lending.queries import copies_named
from hoctap.libraries.circulation.work import work_items
from tests.libraries.lending_hands import card, copy_at, keeper, library_at, signed_in, start
from tests.world import World


def test_the_list_leads_to_the_card_and_the_card_to_the_desk(world: World, client: Client):
    shelf, by = start(world)
    copy, reader = copy_at(shelf, "TK-0001"), card(shelf, by)
    hold = reserve_from_outside(
        shelf, copy.title, name="Mai Thị Gọi", phone="0912345678", by=system_job("cổng")
    )
    assert [one.title for one in work_items(by)] == ["1 sách đặt trước: để riêng, báo người đặt đến lấy"]
    url = f"/lending/holds/{hold.pk}/card/"
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "ngoai")
    assert client.get(url).status_code == 404
    signed_in(client)
    page = client.get(f"/lending/holds/?library={shelf.pk}").content.decode()
    assert "qua cổng" in page
    assert url in page
    assert "Mai Thị Gọi" in client.get(url).content.decode()
    for typed, told in (("", "Hãy ghi số thẻ"), ("T99999", "Không có thẻ số này")):
        wrong = client.post(url, {"card": typed})
        assert wrong.status_code == 422
        assert told in wrong.content.decode()
    done = client.post(url, {"card": reader.card.lower()})
    assert done["Location"] == f"/lending/?library={shelf.pk}&borrower={reader.pk}"
    assert "Đang giữ sẵn cho thẻ này" in client.get(done["Location"]).content.decode()
    hold.refresh_from_db()
    assert (hold.borrower, hold.asker_name, hold.asker_phone) == (reader, "", "")


def test_a_card_that_cannot_take_it_says_why(world: World):
    shelf, by = start(world)
    title = copy_at(shelf, "TK-0001").title
    reader = card(shelf, by)
    hold = reserve(shelf, title, name="Mai", phone="0912345678", by=by)
    own = reserve(shelf, title, borrower=reader, by=by)
    with pytest.raises(Refused, match="bỏ một trong hai"):
        put_on_card(hold, reader, by=by)
    drop_hold(own, "đặt trùng", by=by)
    other = card(library_at(world.hamlet, "Tủ sách Ấp 1"), by)
    with pytest.raises(Refused, match="Không có thẻ số này"):
        put_on_card(hold, other, by=by)
    with pytest.raises(Refused, match="Không có thẻ số này"):
        put_on_card(hold, None, by=by)
    ended = card(shelf, by, "Phan Văn Hai")
    end_card(ended, by=by)
    ended.refresh_from_db()
    with pytest.raises(Refused, match="không còn dùng"):
        put_on_card(hold, ended, by=by)
    drop_hold(hold, "thôi", by=by)
    with pytest.raises(Refused, match="đã xong"):
        put_on_card(hold, reader, by=by)


def test_who_ends_his_card_gives_up_what_was_asked_for_under_its_number(world: World):
    shelf, by = start(world)
    title, reader = copy_at(shelf, "TK-0001").title, card(shelf, by)
    hold = reserve_from_outside(shelf, title, card=reader.card, by=system_job("cổng"))
    end_card(reader, by=by)
    hold.refresh_from_db()
    assert hold.state == "dropped"
    with pytest.raises(Forbidden):
        cancel_from_outside(hold, by=by)


def test_the_desk_finds_books_by_the_words_of_the_catalogue(world: World):
    """In any order, with and without accents, as the search of titles does."""
    shelf, _ = start(world)
    copy = copy_at(shelf, "TK-0001")
    for words in ("dế mèn", "men de", "hoai de", "TK-0001"):
        assert titles_here(shelf, words) == [copy.title], words
        assert [one.copy for one in copies_named(shelf, words)] == [copy], words
    assert titles_here(shelf, "x") == []
