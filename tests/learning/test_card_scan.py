"""A card is scanned by whoever takes the roll."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.attendance import actions
from hoctap.learning.attendance.tokens import token_of
from hoctap.learning.headcounts.actions import record_headcount
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import LearnerCard
from tests.learning.roll_hands import heads_of, session_at
from tests.world import World


@pytest.fixture
def card(world: World) -> LearnerCard:
    (person,) = heads_of(world.hamlet, "Lê Thị Ánh")
    return actions.give_cards(world.hamlet, [person.pk], by=world.actor(world.hung))[0]


def _url(card: LearnerCard) -> str:
    return reverse("card_scan", args=[token_of(card.pk)])


def test_one_scan_and_one_tap_record_the_person_at_todays_session(
    world: World, card: LearnerCard, client: Client
):
    session = session_at(world.hamlet, on=today(), title="Buổi hôm nay")
    session_at(world.hamlet, on=today() - dt.timedelta(days=5), title="Buổi tuần trước")
    client.force_login(world.hung)
    page = client.get(_url(card)).content.decode()
    assert "Lê Thị Ánh" in page
    assert "Buổi hôm nay" in page
    assert "Buổi tuần trước" not in page
    assert not session.attendances.exists()
    answer = client.post(_url(card), {"session": str(session.pk)}, follow=True)
    assert "Đã ghi có mặt: Lê Thị Ánh" in answer.content.decode()
    assert session.attendances.get().via == "qr"
    answer = client.post(_url(card), {"session": str(session.pk)}, follow=True)
    assert "Đã có trong danh sách từ trước" in answer.content.decode()
    assert session.attendances.count() == 1


def test_to_anybody_else_it_opens_nothing(world: World, card: LearnerCard, client: Client):
    session = session_at(world.hamlet, on=today())
    assert client.get(_url(card))["Location"].startswith("/login/")
    for user, status in ((world.oanh, 404), (world.minh, 403), (world.bich, 403)):
        client.force_login(user)
        answer = client.post(_url(card), {"session": str(session.pk)})
        assert answer.status_code == status
        assert "Lê Thị Ánh" not in answer.content.decode()
    client.force_login(world.hung)
    assert client.get(reverse("card_scan", args=["khong-co-ma-nay"])).status_code == 404


def test_a_session_counted_by_heads_or_elsewhere_is_not_offered(
    world: World, card: LearnerCard, client: Client
):
    counted = session_at(world.hamlet, on=today(), title="Đã đếm")
    record_headcount(counted, [Heads(20)], by=world.actor(world.hung))
    elsewhere = session_at(world.other_hamlet, on=today(), title="Xã bên")
    client.force_login(world.hung)
    page = client.get(_url(card)).content.decode()
    assert "Hôm nay không có buổi nào" in page
    assert client.post(_url(card), {"session": str(counted.pk)}).status_code == 422
    assert client.post(_url(card), {"session": str(elsewhere.pk)}).status_code == 404
    assert client.post(_url(card), {"session": "x"}).status_code == 422


def test_an_ended_card_records_nobody(world: World, card: LearnerCard):
    session = session_at(world.hamlet, on=today())
    by = world.actor(world.hung)
    actions.revoke_card(card, by=by)
    with pytest.raises(Refused, match="đã thôi dùng"):
        actions.take_by_card(session, card, by=by)


def test_whoever_tries_codes_one_after_the_other_waits(world: World, client: Client):
    cache.clear()
    client.force_login(world.hung)
    answers = [client.get(reverse("card_scan", args=[f"ma-{n}"])).status_code for n in range(122)]
    assert answers[0] == 404
    assert answers[-1] == 429
    cache.clear()
