"""Clubs of one's places, with a pulse that comes from their meetings."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.learning.clubs.queries import clubs_listed
from hoctap.learning.clubs.rules import Pulse, pulse_of, window_before
from hoctap.learning.regularity.rules import Regular
from tests.learning.club_hands import club_at, meet
from tests.world import World

URL = "/clubs/"
D = dt.date


@pytest.mark.requirement("S0-14")
def test_each_sees_the_clubs_of_his_own_places(world: World, client: Client):
    mine, other = club_at(world.hamlet, "Đội múa Ấp 1"), club_at(world.other_hamlet, "Đội kèn xã bên")
    second = club_at(world.hamlet_2, "Nhóm cờ tướng Ấp 2")
    for user, seen in (
        (world.lan, {mine.name, second.name}),
        (world.hung, {mine.name}),
        (world.oanh, {other.name}),
        (world.bich, {mine.name, other.name, second.name}),
    ):
        client.force_login(user)
        page = client.get(URL).text
        assert {one.name for one in (mine, other, second) if one.name in page} == seen


@pytest.mark.requirement("S0-14")
def test_whether_a_club_is_alive_comes_from_its_meetings(world: World):
    founded = today() - dt.timedelta(days=400)
    alive = club_at(world.hamlet, "Một", founded_on=founded)
    meet(alive)
    silent = club_at(world.hamlet, "Hai", founded_on=founded)
    meet(silent, today() - dt.timedelta(days=100))
    new = club_at(world.hamlet, "Ba", founded_on=today())
    rows = clubs_listed(world.actor(world.lan), today().year)
    assert {row.club.name: row.pulse for row in rows} == {
        "Một": Pulse.ALIVE,
        "Hai": Pulse.SILENT,
        "Ba": Pulse.NEW,
    }
    assert rows[0].club == silent
    assert new.pk == rows[1].club.pk


@pytest.mark.parametrize(
    ("met", "regular", "pulse"),
    [
        ([D(2026, 3, 1)], Regular(1, 1), Pulse.ALIVE),
        ([D(2026, 2, 16)], Regular(1, 1), Pulse.ALIVE),
        ([D(2026, 2, 15)], Regular(1, 1), Pulse.SILENT),
        ([D(2026, 3, 1)], Regular(2, 1), Pulse.UNEVEN),
        ([D(2026, 3, 1), D(2026, 3, 8)], Regular(2, 1), Pulse.ALIVE),
        ([D(2025, 12, 20)], Regular(1, 3), Pulse.ALIVE),
        ([D(2026, 3, 16)], Regular(1, 1), Pulse.SILENT),  # not met yet
        ([], Regular(1, 12), Pulse.SILENT),
    ],
)
def test_the_pulse_looks_as_far_back_as_the_standard(met: list[dt.date], regular: Regular, pulse: Pulse):
    found = pulse_of(met, regular, founded_on=D(2020, 1, 1), ended_on=None, today=D(2026, 3, 15))
    assert found == pulse


def test_a_club_that_ended_is_ended_and_a_window_ends_with_short_months():
    assert (
        pulse_of([], Regular(1, 1), founded_on=None, ended_on=D(2026, 3, 1), today=D(2026, 3, 1)) == "ended"
    )
    assert window_before(D(2026, 3, 31), 1) == D(2026, 3, 1)
    assert window_before(D(2026, 12, 15), 12) == D(2025, 12, 16)


def test_the_list_is_narrowed_by_centre_place_kind_and_group_and_unknown_ones_are_not_found(
    world: World, centre: Centre, client: Client
):
    club_at(world.hamlet, "Dưỡng sinh Ấp 1", kind="group", target_group="elderly")
    club_at(world.hamlet_2, "Bóng đá Ấp 2", kind="team", target_group="youth")
    away = club_at(world.other_commune, "Cờ vua xã bên")
    client.force_login(world.bich)

    def names(query: str) -> set[str]:
        page = client.get(f"{URL}?{query}").text
        return {name for name in ("Dưỡng sinh Ấp 1", "Bóng đá Ấp 2", "Cờ vua xã bên") if name in page}

    assert names(f"centre={centre.pk}") == {"Dưỡng sinh Ấp 1", "Bóng đá Ấp 2"}
    assert names(f"place={world.hamlet.pk}") == {"Dưỡng sinh Ấp 1"}
    assert names("kind=team") == {"Bóng đá Ấp 2"}
    assert names("group=elderly") == {"Dưỡng sinh Ấp 1"}
    assert len(names("")) == 3
    client.force_login(world.lan)
    assert client.get(f"{URL}?centre=x").status_code == 404
    assert client.get(f"{URL}?centre={away.centre_id}").status_code == 404
    assert client.get(f"{URL}?place={world.other_hamlet.pk}").status_code == 404


def test_a_longer_list_takes_no_more_queries(world: World, client: Client):
    client.force_login(world.lan)
    meet(club_at(world.hamlet, "Một"))
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(6):
        meet(club_at(world.hamlet_2, f"Câu lạc bộ {number}"))
    with CaptureQueriesContext(connection) as many:
        assert "Câu lạc bộ 5" in client.get(URL).text
    assert len(many) <= len(few)


def test_only_who_keeps_the_centre_is_offered_a_new_club(world: World, client: Client, director: User):
    for user, offered in ((director, True), (world.admin, True), (world.lan, False), (world.hung, False)):
        client.force_login(user)
        assert ("/clubs/new/" in client.get(URL).text) == offered, user
