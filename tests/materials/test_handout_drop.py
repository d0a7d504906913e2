"""A line that was noted by mistake is struck out with its reason."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.materials.handouts import actions
from tests.materials.conftest import Store
from tests.materials.test_handout_new import hand


def test_it_stays_to_be_read_and_counts_no_more(store: Store, client: Client):
    row = hand(store, copies=1000)
    url = reverse("handout_drop", args=[row.pk])
    client.force_login(store.world.lan)
    assert client.get(url).status_code == 200
    assert client.post(url, {"why": ""}).status_code == 422
    assert client.post(url, {"why": "gõ nhầm"}).status_code == 302
    page = client.get(reverse("handout_list"), {"year": "2025"}).text
    assert "đã bỏ: gõ nhầm" in page
    assert "<strong>0 bản</strong>" in page
    row.refresh_from_db()
    with pytest.raises(Refused, match="đã bỏ rồi"):
        actions.drop_handout(row, why="nữa", by=store.writer)


def test_next_door_it_is_not_found(store: Store, client: Client):
    row = hand(store)
    client.force_login(store.world.oanh)
    assert client.get(reverse("handout_drop", args=[row.pk])).status_code == 404
