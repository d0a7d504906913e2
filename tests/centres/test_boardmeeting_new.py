"""A meeting of the board enters the book of resolutions."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.board import actions
from hoctap.centres.board.models import BoardMeeting
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.models import Centre
from tests.world import World


@pytest.mark.requirement("S2-07")
def test_who_was_there_and_what_was_resolved(world: World, director: User, centre: Centre, client: Client):
    by = world.actor(director)
    people = [
        actions.seat_member(centre, SeatDetails("member", name, dt.date(2024, 1, 1)), by=by)
        for name in ("Một", "Hai", "Ba")
    ]
    actions.end_seat(people[2], on=dt.date(2024, 3, 1), why="Nghỉ", by=by)
    client.force_login(director)
    url = f"/centres/{centre.pk}/meetings/new/"
    assert "Ba" in client.get(url).content.decode()
    typed = {
        "on": "2024-05-06",
        "chaired_by": "Một",
        "agenda": "Quý III",
        "conclusion": "Mở hai lớp\nGiao Hai theo dõi",
        "present": [str(people[0].pk), str(people[2].pk)],
    }
    page = client.post(url, typed)  # Ba had left: only one was there
    assert page.status_code == 422
    assert "ít nhất hai người" in page.content.decode()
    typed["present"] = [str(one.pk) for one in people[:2]]
    assert client.post(url, {**typed, "conclusion": " "}).status_code == 422
    assert "chưa tới" in client.post(url, {**typed, "on": "2199-01-01"}).content.decode()
    assert client.post(url, typed).status_code == 302
    meeting = BoardMeeting.objects.get()
    assert meeting.conclusion == "Mở hai lớp\nGiao Hai theo dõi"
    assert {one.full_name for one in meeting.present.all()} == {"Một", "Hai"}
    client.force_login(world.oanh)
    assert client.get(url).status_code == 403
