"""The visits to one of them, until he is back at school."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Refused
from hoctap.schooling import actions
from hoctap.schooling.models import Pupil, Visit
from tests.schooling import hands
from tests.world import World


@pytest.fixture
def pupil(world: World) -> Pupil:
    return hands.pupil(world.hamlet, by=world.actor(world.hung))


def visit(client: Client, pupil: Pupil, **typed: str) -> object:
    told = {"on": "2024-09-10", "visitors": "Cô Tư, trưởng ấp", "outcome": "undecided", **typed}
    return client.post(reverse("pupil_visit", args=[pupil.pk]), told)


@pytest.mark.requirement("S2-76")
def test_visits_follow_each_other_until_he_is_back(world: World, pupil: Pupil, client: Client):
    client.force_login(world.hung)
    assert visit(client, pupil, next_on="2024-09-20").status_code == 302
    assert visit(client, pupil, on="2024-09-20", outcome="agreed").status_code == 302
    early = visit(client, pupil, on="2024-09-01", outcome="returned")
    assert early.status_code == 422
    assert "Lần đến gần nhất là 20/09/2024" in early.content.decode()
    assert visit(client, pupil, on="2024-09-25", outcome="returned").status_code == 302
    pupil.refresh_from_db()
    assert (pupil.state, pupil.closed_on) == ("returned", dt.date(2024, 9, 25))
    more = visit(client, pupil, on="2024-09-26")
    assert more.status_code == 422
    assert "không còn trong danh sách" in more.content.decode()
    page = client.get(f"/schooling/pupils/{pupil.pk}/").content.decode()
    assert page.count("Cô Tư") == 3
    assert client.post(reverse("pupil_reopen", args=[pupil.pk])).status_code == 302
    pupil.refresh_from_db()
    assert (pupil.state, pupil.closed_on) == ("open", None)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"visitors": " "}, "Hãy ghi ai đến"),
        ({"on": "2199-01-01"}, "chưa tới"),
        ({"next_on": "2024-09-10"}, "Ngày hẹn phải sau"),
        ({"outcome": "moved", "next_on": "2024-10-10"}, "không hẹn nữa"),
    ],
)
def test_half_a_visit_is_refused_and_shown_again(
    world: World, pupil: Pupil, client: Client, more: dict[str, str], words: str
):
    client.force_login(world.hung)
    page = visit(client, pupil, **more)
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Visit.objects.exists()


def test_without_a_visit_he_leaves_the_list_by_a_reason(world: World, pupil: Pupil, client: Client):
    client.force_login(world.lan)
    url = reverse("pupil_close", args=[pupil.pk])
    assert client.post(url, {"state": "open", "on": "2024-09-10"}).status_code == 422
    assert client.post(url, {"state": "grown", "on": "2199-09-10"}).status_code == 422
    assert client.post(url, {"state": "grown", "on": "2024-09-10"}).status_code == 302
    again = client.post(url, {"state": "moved", "on": "2024-09-11"})
    assert again.status_code == 422
    with pytest.raises(Refused):
        actions.reopen_pupil(pupil, by=world.actor(world.lan))


def test_who_is_not_of_the_ap_does_not_find_him(world: World, client: Client):
    other = hands.pupil(world.hamlet_2, "Lê Văn Hai", by=world.actor(world.lan))
    for user, status in ((world.hung, 404), (world.oanh, 404), (world.minh, 403), (world.lan, 200)):
        client.force_login(user)
        assert client.get(f"/schooling/pupils/{other.pk}/").status_code == status
