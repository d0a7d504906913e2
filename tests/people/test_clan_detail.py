"""One clan and its figures per ấp."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.people import actions
from hoctap.people.models import ClanShare
from tests.world import World


def test_figures_are_kept_per_hamlet_and_day_with_their_source(world: World, client: Client):
    clan = actions.add_clan(world.commune, name="Họ Lê", from_year=2020, by=world.actor(world.lan))
    client.force_login(world.lan)
    url = reverse("clan_share", args=[clan.pk])
    typed = {
        "hamlet": str(world.hamlet.pk),
        "households": "25",
        "persons": "98",
        "as_of": "2024-10-01",
        "source": "Danh sách của ấp",
    }
    assert client.post(url, typed).status_code == 302
    client.post(url, typed | {"persons": "99"})
    assert ClanShare.objects.get().persons == 99, "the figure of the same day is replaced"
    body = client.get(reverse("clan_detail", args=[clan.pk])).content.decode()
    for words in ("Ấp 1, xã Tân Kiều", "25", "99", "01/10/2024", "Danh sách của ấp"):
        assert words in body
    for changes, words in [
        ({"persons": "3"}, "không thể ít hơn số hộ"),
        ({"source": ""}, "nguồn số liệu"),
        ({"as_of": "2124-10-01"}, "sau ngày hôm nay"),
        ({"hamlet": str(world.other_hamlet.pk)}, "Chưa lưu được"),
    ]:
        response = client.post(url, typed | changes)
        assert response.status_code == 422
        assert words in response.content.decode()
    with pytest.raises(Refused, match="Hãy chọn một ấp"):
        actions.record_clan_share(
            clan,
            world.commune,
            households=1,
            persons=1,
            as_of=today(),
            source="sổ",
            by=world.actor(world.lan),
        )


def test_the_hamlet_head_reads_no_clan_of_the_commune_and_the_chair_changes_none(
    world: World, client: Client
):
    clan = actions.add_clan(world.commune, name="Họ Lê", from_year=2020, by=world.actor(world.lan))
    url = reverse("clan_detail", args=[clan.pk])
    for user, status in [(world.hung, 404), (world.oanh, 404), (world.minh, 200)]:
        client.force_login(user)
        response = client.get(url)
        assert response.status_code == status
        assert "Ghi số liệu" not in response.content.decode()
