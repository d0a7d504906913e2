"""A wrong count is dropped with its reason, and may be written anew."""

import pytest
from django.test import Client

from hoctap.core.refusals import Refused
from hoctap.libraries.circulation.tallies.actions import drop_tally, keep_tally
from hoctap.libraries.circulation.tallies.rules import TallyTyped, month_of
from tests.libraries.lending_hands import days_ago, keeper, signed_in, start
from tests.world import World


def test_a_count_is_dropped_once_and_written_anew(world: World, client: Client):
    shelf, by = start(world)
    typed = TallyTyped(*month_of(days_ago(0)), taken_home=41)
    row = keep_tally(shelf, typed, by=by)
    keeper("Người Ngoài", "ngoai", world.other_commune)
    signed_in(client, "ngoai")
    assert client.post(f"/lending/counts/{row.pk}/drop/", {"why": "x"}).status_code == 404
    signed_in(client)
    assert "41" in client.get(f"/lending/counts/{row.pk}/drop/").content.decode()
    assert client.post(f"/lending/counts/{row.pk}/drop/", {"why": ""}).status_code == 422
    drop_tally(row, "Đếm sai", by=by)
    with pytest.raises(Refused, match="bỏ rồi"):
        drop_tally(row, "lần nữa", by=by)
    assert keep_tally(shelf, typed, by=by).pk != row.pk
