"""Cards with a code, printed for the people of an ấp."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.learning.attendance import actions
from hoctap.learning.attendance.tokens import token_of
from hoctap.learning.models import LearnerCard
from tests.learning.roll_hands import heads_of
from tests.world import World


def test_who_is_chosen_gets_a_card_and_printed_again_it_is_the_same(world: World, client: Client):
    people = heads_of(world.hamlet, "Lê Thị Ánh", "Trần Văn Bền")
    client.force_login(world.hung)
    url = f"/learning/hamlets/{world.hamlet.pk}/cards/"
    first = client.post(url, {"person": [str(one.pk) for one in people]}).content.decode()
    assert first.count('<svg class="qr"') == 2
    assert "Lê Thị Ánh" in first
    hashes = set(LearnerCard.objects.values_list("token_hash", flat=True))
    again = client.post(url, {"person": [str(people[0].pk)]}).content.decode()
    assert again.count('<svg class="qr"') == 1
    assert re.search(r"<path d=\"[^\"]+\"", again)[0] in first  # type: ignore[index]
    assert set(LearnerCard.objects.values_list("token_hash", flat=True)) == hashes
    card = LearnerCard.objects.get(person=people[0])
    assert token_of(card.pk) not in card.token_hash


def test_a_lost_card_is_ended_and_a_new_one_carries_another_code(world: World, client: Client):
    (person,) = heads_of(world.hamlet, "Lê Thị Ánh")
    by = world.actor(world.hung)
    (card,) = actions.give_cards(world.hamlet, [person.pk], by=by)
    client.force_login(world.hung)
    answer = client.post(reverse("card_revoke", args=[card.pk]))
    assert answer["Location"] == f"/learning/hamlets/{world.hamlet.pk}/cards/"
    assert client.get(reverse("card_scan", args=[token_of(card.pk)])).status_code == 404
    with pytest.raises(Refused, match="đã thôi dùng"):
        actions.revoke_card(card, by=by)
    (new,) = actions.give_cards(world.hamlet, [person.pk], by=by)
    assert new.token_hash != card.token_hash


def test_nobody_chosen_or_from_another_hamlet_gets_none(world: World, client: Client):
    (stranger,) = heads_of(world.other_hamlet, "Nguyễn Văn Kín")
    heads_of(world.hamlet, "Lê Thị Ánh")
    client.force_login(world.hung)
    url = f"/learning/hamlets/{world.hamlet.pk}/cards/"
    for chosen, says in (([], "Chưa chọn ai"), ([str(stranger.pk)], "không còn ở ấp, khóm này")):
        answer = client.post(url, {"person": chosen})
        assert answer.status_code == 422
        assert says in answer.content.decode()
    assert client.get(f"/learning/hamlets/{world.other_hamlet.pk}/cards/").status_code == 404
    assert client.get(f"/learning/hamlets/{world.commune.pk}/cards/").status_code == 404
    assert not LearnerCard.objects.exists()
