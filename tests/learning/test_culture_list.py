"""What of culture and sport was held."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.learning.club_hands import YESTERDAY, club_at, counted, held_at, meet
from tests.learning.hands import activity_at
from tests.world import World

URL = f"/culture/?year={YESTERDAY.year}"


def test_events_and_meetings_are_listed_once_talks_and_neighbours_are_not(world: World, client: Client):
    counted(held_at(world.hamlet), 55, world.hung)
    meet(club_at(world.hamlet, "Đội múa"))
    activity_at(world.hamlet, title="Chuyên đề trồng lúa").sessions.update(state="held")
    meet(club_at(world.other_hamlet, "Đội kèn xã bên"))
    client.force_login(world.lan)
    page = client.get(URL).text
    assert page.count("Bóng chuyền") == 1
    assert ">55<" in page
    assert "Đội múa" in page
    assert "trồng lúa" not in page
    assert "xã bên" not in page
    assert "Đội múa" not in client.get(f"{URL}&kind=sport").text
    assert "Bóng chuyền" not in client.get(f"{URL}&group=elderly").text
    assert "Chưa ghi hoạt động nào" in client.get(f"{URL}&place={world.hamlet_2.pk}").text


def test_who_only_reads_is_offered_no_slips(world: World, client: Client):
    session = held_at(world.hamlet)
    for user, offered in ((world.hung, True), (world.minh, False), (world.bich, False)):
        client.force_login(user)
        assert (f"/sessions/{session.pk}/feedback/" in client.get(URL).text) == offered


def test_a_longer_list_takes_no_more_queries(world: World, client: Client):
    held_at(world.hamlet)
    client.force_login(world.lan)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(5):
        counted(held_at(world.hamlet_2), number + 1, world.lan)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) <= len(few)
