"""A culture or sport event that has taken place, in one short form."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.learning.models import Activity, Headcount
from tests.centres.hands import topic
from tests.learning.club_hands import YESTERDAY
from tests.world import World

URL = "/culture/new/"


def _typed(world: World, **values: object) -> dict[str, object]:
    base = {
        "kind": "sport",
        "title": "Giải bóng chuyền",
        "on": YESTERDAY.isoformat(),
        "place": world.hamlet.pk,
        "topic": topic("mass-sport").pk,
        "target_group": "youth",
        "men": "40",
        "women": "30",
    }
    return base | values


@pytest.mark.requirement("S0-12", "S0-16", "S2-28", "S2-70")
def test_an_event_is_held_the_moment_it_is_written_down(world: World, client: Client):
    client.force_login(world.hung)
    assert client.get(URL).status_code == 200
    values = {"youth_men": "25", "youth_women": "30"}
    assert client.post(URL, _typed(world, **values)).status_code == 302
    activity = Activity.objects.get()
    assert (activity.kind, activity.state, activity.target_group, activity.commune) == (
        "sport",
        "held",
        "youth",
        world.commune,
    )
    rows = sorted(Headcount.objects.values_list("sex", "age_band", "people"))
    assert rows == [("f", "youth", 30), ("m", "", 15), ("m", "youth", 25)]


def test_ages_alone_are_enough(world: World, client: Client):
    client.force_login(world.hung)
    client.post(URL, _typed(world, men="", women="", elder_women="12"))
    assert list(Headcount.objects.values_list("sex", "age_band", "people")) == [("f", "elder", 12)]


def test_what_cannot_be_is_refused_and_nothing_is_left(world: World, client: Client):
    client.force_login(world.hung)
    assert client.post(URL, _typed(world, title="Hội thi có sẵn")).status_code == 302
    for values, says in (
        ({"title": "hội thi CÓ SẴN"}, "đã ghi rồi"),
        ({"title": " "}, "Hãy ghi tên hoạt động"),
        ({"on": (today() + dt.timedelta(days=1)).isoformat()}, "chưa tới"),
        ({"men": "", "women": "0"}, "ít nhất một người"),
        ({"men": "10", "youth_men": "11"}, "nhiều hơn số nam 10"),
        ({"men": "9" * 7}, "quá lớn"),
        ({"kind": "club"}, ""),
        ({"place": world.hamlet_2.pk}, "không có trong danh sách"),
        ({"topic": ""}, "Hãy chọn lĩnh vực"),
    ):
        answer = client.post(URL, _typed(world, **values))
        assert answer.status_code == 422, values
        assert says in answer.text
    assert Activity.objects.count() == 1


def test_the_director_records_for_the_whole_commune_and_who_only_reads_does_not(
    world: World, director: User, client: Client
):
    client.force_login(director)
    assert client.post(URL, _typed(world, place=world.commune.pk)).status_code == 302
    assert Activity.objects.get().centre is None  # two centres or none: not taken for granted
    for user in (world.minh, world.bich):
        client.force_login(user)
        assert client.post(URL, _typed(world, title="Khác")).status_code == 403
