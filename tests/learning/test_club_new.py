"""A club enters the register."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.learning.models import Club
from tests.centres.hands import topic
from tests.learning.club_hands import club_at, house_at
from tests.world import World

URL = "/clubs/new/"


def typed(world: World, **values: object) -> dict[str, object]:
    base = {
        "place": world.hamlet.pk,
        "name": "Câu lạc bộ dưỡng sinh",
        "kind": "club",
        "topic": topic("elderly-health").pk,
        "target_group": "elderly",
    }
    return base | values


@pytest.mark.requirement("S0-14", "S2-69")
def test_the_director_adds_a_club_of_the_elderly_in_a_hamlet(world: World, director: User, client: Client):
    house = house_at(world.hamlet)
    client.force_login(director)
    page = client.get(URL).text
    assert world.hamlet.title in page
    assert "Hưng Thạnh" not in page
    values = typed(
        world,
        venue=house.pk,
        sponsor_name="Hội Người cao tuổi xã",
        leader_name="Ông Tám",
        schedule="5 giờ sáng hằng ngày",
        founded_on="01/02/2024",
    )
    answer = client.post(URL, values)
    club = Club.objects.get()
    assert answer["Location"] == f"/clubs/{club.pk}/"
    assert (club.place, club.venue, club.target_group, club.founded_on) == (
        world.hamlet,
        house,
        "elderly",
        dt.date(2024, 2, 1),
    )
    assert "Giám đốc trung tâm" in club.recorded_by


def test_a_club_of_the_commune_is_of_its_centre(world: World, director: User, centre: Centre, client: Client):
    client.force_login(director)
    client.post(URL, typed(world, place=world.commune.pk))
    assert Club.objects.get().centre == centre


def test_what_cannot_be_is_refused_in_words(world: World, director: User, client: Client):
    client.force_login(director)
    club_at(world.hamlet, "Câu lạc bộ Dưỡng Sinh")
    away = house_at(world.other_hamlet)
    gone = house_at(world.hamlet, "Nhà cũ", valid_to=today())
    for values, says in (
        ({}, "đã có Câu lạc bộ dưỡng sinh"),
        ({"name": "  "}, "Hãy ghi tên"),
        ({"name": "Khác", "founded_on": "01/01/2199"}, "chưa tới"),
        ({"name": "Khác", "topic": ""}, "Hãy chọn lĩnh vực"),
        ({"name": "Khác", "venue": away.pk}, "không có trong danh sách"),
        ({"name": "Khác", "venue": gone.pk}, "không có trong danh sách"),
        ({"name": "Khác", "place": world.other_hamlet.pk}, "không có trong danh sách"),
        ({"name": "Khác", "kind": "party"}, ""),
    ):
        answer = client.post(URL, typed(world, **values))
        assert answer.status_code == 422, values
        assert says in answer.text
    assert Club.objects.count() == 1


def test_an_ended_club_leaves_its_name_free(world: World, director: User, client: Client):
    club_at(world.hamlet, "Câu lạc bộ dưỡng sinh", ended_on=today(), ended_why="ít người")
    client.force_login(director)
    assert client.post(URL, typed(world)).status_code == 302


def test_who_does_not_keep_the_centre_adds_none(world: World, client: Client):
    for user in (world.hung, world.bich, world.lan):
        client.force_login(user)
        assert client.post(URL, typed(world)).status_code == 403
    assert not Club.objects.exists()
