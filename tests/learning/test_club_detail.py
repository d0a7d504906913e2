"""The page of one club: meetings written down in passing, members counted, its end."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.learning.models import Activity, ClubTally, Headcount
from tests.learning.club_hands import YESTERDAY, club_at, meet
from tests.world import World


@pytest.mark.requirement("S0-14")
def test_the_head_of_the_hamlet_writes_down_a_meeting_as_one_activity(world: World, client: Client):
    club = club_at(world.hamlet)
    client.force_login(world.hung)
    url = reverse("club_detail", args=[club.pk])
    assert "Ghi buổi sinh hoạt" in client.get(url).text
    typed = {"on": YESTERDAY.isoformat(), "men": "8", "women": "11", "content": "Tập bài mới"}
    assert client.post(reverse("club_meet", args=[club.pk]), typed)["Location"] == url
    activity = Activity.objects.get()
    assert (activity.kind, activity.title, activity.state, activity.place, activity.commune) == (
        "club",
        club.name,
        "held",
        world.hamlet,
        world.commune,
    )
    assert sorted(Headcount.objects.values_list("sex", "people")) == [("f", 11), ("m", 8)]
    page = client.get(f"{url}?year={YESTERDAY.year}").text
    assert "Tập bài mới" in page
    assert ">19<" in page


def test_a_meeting_that_cannot_have_been_is_refused_and_nothing_is_left(world: World, client: Client):
    founded = today() - dt.timedelta(days=30)
    club = club_at(world.hamlet, founded_on=founded)
    meet(club)
    client.force_login(world.hung)
    for values, says in (
        ({"on": (today() + dt.timedelta(days=1)).isoformat()}, "chưa tới"),
        ({"on": (founded - dt.timedelta(days=1)).isoformat()}, "chưa lập"),
        ({"on": YESTERDAY.isoformat()}, "đã ghi rồi"),
        ({"men": "0", "women": ""}, "ít nhất một người"),
        ({"men": "-2"}, "không thể âm"),
        ({"on": "hôm qua"}, "Ngày chưa đúng"),
    ):
        typed = {"on": today().isoformat(), "men": "8", "women": "1"} | values
        answer = client.post(reverse("club_meet", args=[club.pk]), typed)
        assert answer.status_code == 422, values
        assert says in answer.text
    assert Activity.objects.count() == 1


def test_members_are_counted_on_days_and_the_latest_day_counts(world: World, client: Client):
    club = club_at(world.hamlet)
    client.force_login(world.hung)
    url = reverse("club_count", args=[club.pk])
    older = today() - dt.timedelta(days=20)
    client.post(url, {"as_of": YESTERDAY.isoformat(), "men": "12", "women": "18"})
    client.post(url, {"as_of": older.isoformat(), "men": "5", "women": "5"})
    assert ClubTally.objects.count() == 2
    assert "30 người (12 nam, 18 nữ)" in client.get(reverse("club_detail", args=[club.pk])).text
    for values, says in (({"men": "0", "women": "0"}, "ít nhất một người"), ({"men": "9000"}, "quá nhiều")):
        answer = client.post(url, {"as_of": YESTERDAY.isoformat(), "men": "1", "women": "1"} | values)
        assert answer.status_code == 422
        assert says in answer.text


def test_a_club_ends_with_a_reason_after_its_last_meeting(world: World, director: User, client: Client):
    club = club_at(world.hamlet)
    meet(club)
    client.force_login(director)
    url = reverse("club_end", args=[club.pk])
    for values, says in (
        ({"why": ""}, "vì sao thôi"),
        ({"ended_on": YESTERDAY.isoformat()}, "sau buổi ấy"),
        ({"ended_on": "01/01/2199"}, "chưa tới"),
    ):
        answer = client.post(url, {"ended_on": today().isoformat(), "why": "ít người"} | values)
        assert answer.status_code == 422
        assert says in answer.text
    assert client.post(url, {"ended_on": today().isoformat(), "why": "ít người"}).status_code == 302
    page = client.get(reverse("club_detail", args=[club.pk])).text
    assert "ít người" in page
    assert "Ghi buổi sinh hoạt" not in page
    again = client.post(url, {"ended_on": today().isoformat(), "why": "ít người"})
    assert "đã ghi thôi" in again.text
    late = client.post(reverse("club_meet", args=[club.pk]), {"on": today().isoformat(), "men": "3"})
    assert "đã thôi từ" in late.text


def test_the_head_of_another_hamlet_and_a_neighbour_find_nothing(
    world: World, director: User, client: Client
):
    club = club_at(world.hamlet_2)
    typed = {"on": YESTERDAY.isoformat(), "men": "8", "women": "1"}
    for user in (world.hung, world.oanh):
        client.force_login(user)
        assert client.get(reverse("club_detail", args=[club.pk])).status_code == 404
        assert client.post(reverse("club_meet", args=[club.pk]), typed).status_code == 404
    client.force_login(world.bich)
    assert client.get(reverse("club_detail", args=[club.pk])).status_code == 200
    assert client.post(reverse("club_meet", args=[club.pk]), typed).status_code == 403
    client.force_login(world.hung)
    assert client.post(reverse("club_end", args=[club.pk]), {}).status_code == 403
    assert not Activity.objects.exists()


def test_the_database_knows_one_standing_club_of_a_name(world: World):
    club_at(world.hamlet, "Một")
    with pytest.raises(IntegrityError, match="club_once_at_a_place"), transaction.atomic():
        club_at(world.hamlet, "Một")
