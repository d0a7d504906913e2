"""A bookcase becomes a shelf."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.refusals import Refused
from hoctap.libraries.models import Library
from hoctap.reading.grants.actions import make_shelf, record_grant
from tests.reading.hands import BY
from tests.recognition.hands import shown, sign_in
from tests.world import World


def test_it_becomes_a_shelf_once(world: World, librarian: User, by: Actor):
    grant = record_grant(
        world.hamlet,
        kind="hamlet_house",
        name="Nhà văn hóa Ấp 1",
        on=dt.date(2026, 3, 5),
        books=80,
        donor="Hội",
        by=by,
    )
    url, client = f"/reading/grants/{grant.pk}/", sign_in(librarian)
    assert client.post(reverse("grant_shelf", args=[grant.pk])).status_code == 302
    made = Library.objects.get(name="Tủ sách Nhà văn hóa Ấp 1")
    assert made.kind == "bookcase"
    assert made.valid_from == grant.on
    assert made.name in shown(client.get(url))
    again = client.post(f"{url}shelf/")
    assert again.status_code == 422
    assert "đã nối với một nơi" in shown(again)
    high = record_grant(
        world.district, kind="school", name="Trường", on=grant.on, books=1, donor="Hội", by=BY
    )
    with pytest.raises(Refused, match="Hãy ghi lại ở xã"):
        make_shelf(high, by=BY)
    assert sign_in(world.oanh).get(url).status_code == 404
    assert sign_in(world.minh).post(f"{url}shelf/").status_code == 403
