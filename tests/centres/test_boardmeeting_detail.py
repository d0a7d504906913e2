"""A meeting of the board as it was written down."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.board import actions
from hoctap.centres.board.rules import SeatDetails
from hoctap.centres.models import Centre
from tests.world import World


def test_its_people_read_it_and_others_do_not_find_it(
    world: World, director: User, centre: Centre, client: Client
):
    by = world.actor(director)
    people = [
        actions.seat_member(centre, SeatDetails("member", name, dt.date(2024, 1, 1)), by=by)
        for name in ("Ủy viên Một", "Ủy viên Hai")
    ]
    meeting = actions.record_board_meeting(
        centre,
        on=dt.date(2024, 5, 6),
        chaired_by="Ủy viên Một",
        agenda="Quý III",
        conclusion="Mở hai lớp",
        present=people,
        by=by,
    )
    url = reverse("boardmeeting_detail", args=[meeting.pk])
    client.force_login(world.lan)
    page = client.get(url).content.decode()
    assert "Ủy viên Hai" in page
    assert "Mở hai lớp" in page
    for user in (world.oanh, world.hung):
        client.force_login(user)
        assert client.get(url).status_code == 404
