"""A centre is suspended, works again, is dissolved: each by a decision."""

import datetime as dt

from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.board import actions as board
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.merging.queries import standing_on
from hoctap.centres.models import Centre
from tests.world import World


def test_suspended_resumed_dissolved(world: World, director: User, centre: Centre, client: Client):
    url = f"/centres/{centre.pk}/standing/new/"
    seat = board.seat_member(
        centre, SeatDetails("member", "Một", dt.date(2024, 1, 1)), by=world.actor(director)
    )
    typed = {
        "kind": "suspended",
        "on": "2025-03-01",
        "decision_number": "1/QĐ",
        "decision_on": "2025-02-01",
        "why": "Không hoạt động",
    }
    client.force_login(director)
    assert client.get(url).status_code == 200
    assert "không cần cho phép trở lại" in client.post(url, {**typed, "kind": "resumed"}).content.decode()
    assert client.post(url, {**typed, "why": ""}).status_code == 422
    assert client.post(url, typed).status_code == 302
    assert "đang bị đình chỉ" in client.post(url, {**typed, "on": "2025-04-01"}).content.decode()
    assert client.post(url, {**typed, "kind": "resumed", "on": "2025-02-01"}).status_code == 422
    assert client.post(url, {**typed, "kind": "resumed", "on": "2025-05-01", "why": ""}).status_code == 302
    days = (dt.date(2025, 2, 1), dt.date(2025, 3, 1), dt.date(2025, 5, 1))
    assert [standing_on([centre], day)[centre.pk] for day in days] == ["working", "suspended", "working"]
    assert client.post(url, {**typed, "kind": "dissolved", "on": "2025-06-01"}).status_code == 302
    centre.organisation.refresh_from_db()
    seat.refresh_from_db()
    assert centre.organisation.valid_to == seat.ended_on == dt.date(2025, 6, 1)
    assert "đã kết thúc" in client.post(url, {**typed, "on": "2025-07-01"}).content.decode()
    client.force_login(world.minh)
    assert client.post(url, typed).status_code == 403
