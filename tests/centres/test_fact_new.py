"""Seal, account, own building: yes or no, since when, who says so."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.facts.queries import facts_now
from hoctap.centres.models import Centre, CentreFact
from tests.world import World


def test_the_latest_counts_and_nothing_is_overwritten(
    world: World, director: User, centre: Centre, client: Client
):
    url = f"/centres/{centre.pk}/file/facts/new/"
    typed = {"kind": "account", "has": "no", "since": "2024-01-01", "source": "Báo cáo 2024"}
    client.force_login(director)
    assert client.get(url).status_code == 200
    assert client.post(url, {**typed, "source": " "}).status_code == 422
    assert "chưa tới" in client.post(url, {**typed, "since": "2199-01-01"}).content.decode()
    assert client.post(url, typed).status_code == 302
    assert "đã ghi, cùng ngày" in client.post(url, typed).content.decode()
    assert client.post(url, {**typed, "has": "yes", "since": "2025-01-01"}).status_code == 302
    now = facts_now([centre])[centre.pk]
    assert set(now) == {"account"}
    assert now["account"].has
    assert CentreFact.objects.count() == 2
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        CentreFact.objects.update(has=False)
    client.force_login(world.oanh)
    assert client.post(url, typed).status_code == 403
