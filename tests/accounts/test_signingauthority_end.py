"""A deputy stops signing for somebody on a day."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import SigningAuthority
from hoctap.core.dates import today
from tests.world import World


def authority(world: World) -> SigningAuthority:
    return SigningAuthority.objects.create(
        capacity=world.minh.capacities.get(),
        form="kt",
        for_whom="Chủ tịch",
        starts_on=dt.date(2024, 1, 1),
        decision="08/TB-UBND",
    )


def test_it_ends_today_when_no_day_is_given_and_only_once(world: World, client: Client):
    client.force_login(world.admin)
    one = authority(world)
    url = reverse("signingauthority_end", args=[one.pk])
    assert "KT. Chủ tịch" in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 302
    one.refresh_from_db()
    assert one.ends_on == today()
    again = client.post(url, {})
    assert again.status_code == 422
    assert "đã kết thúc rồi" in again.text


def test_an_end_before_the_beginning_is_refused(world: World, client: Client):
    client.force_login(world.admin)
    refused = client.post(
        reverse("signingauthority_end", args=[authority(world).pk]), {"ends_on": "2023-01-01"}
    )
    assert refused.status_code == 422
    assert "không được trước ngày bắt đầu" in refused.text
