"""The decision that founded a centre is written down later."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.board import actions as board
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.models import Centre
from tests.world import World


@pytest.mark.requirement("S0-25")
def test_number_day_and_scheme(world: World, director: User, centre: Centre, client: Client):
    url = f"/centres/{centre.pk}/file/founding/"
    typed = {"founded_by": "347/QĐ", "founded_on": "2014-03-01", "scheme": "Đề án A", "symbol": ""}
    client.force_login(director)
    assert client.get(url).status_code == 200
    assert "Hãy ghi ngày" in client.post(url, {**typed, "founded_on": ""}).content.decode()
    assert "chưa tới" in client.post(url, {**typed, "founded_on": "2199-01-01"}).content.decode()
    assert client.post(url, typed).status_code == 302
    centre.refresh_from_db()
    organisation = centre.organisation
    organisation.refresh_from_db()
    assert (centre.scheme, organisation.founded_by, organisation.valid_from) == (
        "Đề án A",
        "347/QĐ",
        dt.date(2014, 3, 1),
    )
    details = SeatDetails("member", "Một", dt.date(2015, 1, 1))
    board.seat_member(centre, details, by=world.actor(director))
    late = client.post(url, {**typed, "founded_on": "2016-01-01"}).content.decode()
    assert "không sau ngày ấy" in late
    client.force_login(world.oanh)
    assert client.post(url, typed).status_code == 403
