"""A bookcase becomes a shelf."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.libraries.models import Library
from hoctap.reading.grants.actions import record_grant
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
    assert client.post(f"{url}shelf/").status_code == 302
    made = Library.objects.get(name="Tủ sách Nhà văn hóa Ấp 1")
    assert made.kind == "bookcase"
    assert made.valid_from == grant.on
    assert made.name in shown(client.get(url))
    again = client.post(f"{url}shelf/")
    assert again.status_code == 422
    assert "đã nối với một nơi" in shown(again)
    high = record_grant(
        world.district, kind="school", name="Trường", on=grant.on, books=1, donor="Hội", by=_job()
    )
    assert "Hãy ghi lại ở xã" in _refusal(high)
    assert sign_in(world.oanh).get(url).status_code == 404
    assert sign_in(world.minh).post(f"{url}shelf/").status_code == 403


def _job() -> Actor:
    from tests.reading.hands import BY

    return BY


def _refusal(grant: object) -> str:
    import pytest

    from hoctap.core.refusals import Refused
    from hoctap.reading.grants.actions import make_shelf

    with pytest.raises(Refused) as refusal:
        make_shelf(grant, by=_job())  # type: ignore[arg-type]
    return str(refusal.value)


def test_grant_shelf_is_named():
    from django.urls import reverse

    assert reverse("grant_shelf", args=["0192f0e0-0000-7000-8000-000000000000"])
