"""A club is put right."""

import datetime as dt

from django.test import Client

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.centres.models import Topic
from hoctap.core.dates import today
from hoctap.learning.models import Club
from tests.learning.club_hands import YESTERDAY, club_at, meet
from tests.world import World


def _typed(club: Club, **values: object) -> dict[str, object]:
    base = {
        "name": club.name,
        "kind": club.kind,
        "topic": club.topic_id,
        "target_group": club.target_group,
        "schedule": "tối thứ Bảy",
    }
    return base | values


def test_what_was_changed_is_in_the_trail_and_a_name_of_another_is_refused(
    world: World, director: User, client: Client
):
    club, other = club_at(world.hamlet, "Một"), club_at(world.hamlet, "Hai")
    url = f"/clubs/{club.pk}/edit/"
    client.force_login(director)
    assert 'value="Một"' in client.get(url).text
    assert client.post(url, _typed(club, name="hai")).status_code == 422
    assert client.post(url, _typed(club)).status_code == 302
    club.refresh_from_db()
    assert (club.name, club.schedule) == ("Một", "tối thứ Bảy")
    assert Event.objects.get(what="learning.club.edited").fields == ["schedule"]
    assert other.name == "Hai"


def test_a_club_cannot_be_founded_after_it_met_nor_changed_once_ended(
    world: World, director: User, client: Client
):
    club = club_at(world.hamlet)
    meet(club)
    url = f"/clubs/{club.pk}/edit/"
    client.force_login(director)
    answer = client.post(url, _typed(club, founded_on=today().isoformat()))
    assert answer.status_code == 422
    assert "trước ngày thành lập" in answer.text
    assert client.post(url, _typed(club, founded_on=YESTERDAY.isoformat())).status_code == 302
    club.ended_on, club.ended_why = today() + dt.timedelta(days=1), "ít người"
    club.save()
    assert "không sửa nữa" in client.post(url, _typed(club)).text


def test_nobody_else_changes_it(world: World, client: Client):
    club = club_at(world.hamlet)
    for user, status in ((world.hung, 403), (world.oanh, 403)):
        client.force_login(user)
        assert client.post(f"/clubs/{club.pk}/edit/", _typed(club)).status_code == status


def test_a_field_that_is_offered_no_more_may_stay(world: World, director: User, client: Client):
    old = Topic.objects.create(place=world.commune, code="cu", name="Lĩnh vực cũ", dropped_on=today())
    club = club_at(world.hamlet, topic=old)
    client.force_login(director)
    assert client.post(f"/clubs/{club.pk}/edit/", _typed(club)).status_code == 302
    typed = _typed(club_at(world.hamlet, "Khác"), topic=old.pk)
    other = Club.objects.get(name="Khác")
    assert client.post(f"/clubs/{other.pk}/edit/", typed).status_code == 422
