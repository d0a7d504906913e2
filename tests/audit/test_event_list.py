import pytest
from django.test import Client
from django.urls import reverse

from hoctap.audit import actions as audit
from tests.world import World


@pytest.fixture
def trail(world: World) -> World:
    audit.record(world.actor(world.lan), "recognition.round.opened", world.commune)
    audit.record(world.actor(world.hung), "recognition.list.saved", world.hamlet, count=12)
    audit.record(world.actor(world.oanh), "recognition.round.opened", world.other_commune)
    return world


def test_the_chair_reads_in_plain_words_who_did_what_in_his_commune(client: Client, trail: World):
    client.force_login(trail.minh)
    body = client.get(reverse("event_list")).content.decode()
    assert "Mở đợt công nhận" in body
    assert "Nguyễn Thị Lan" in body
    assert "(12)" in body, "a list of twelve rows is one event that says twelve"
    assert "Phạm Thị Oanh" not in body


def test_the_trail_is_found_by_who(client: Client, trail: World):
    client.force_login(trail.minh)
    body = client.get(reverse("event_list"), {"who": "Hùng"}).content.decode()
    assert "Trần Văn Hùng" in body
    assert "Nguyễn Thị Lan" not in body


def test_a_hamlet_head_does_not_read_the_trail(client: Client, trail: World):
    client.force_login(trail.hung)
    response = client.get(reverse("event_list"))
    assert response.status_code == 403
    assert "Nguyễn Thị Lan" not in response.content.decode()


def test_the_trail_takes_a_fixed_number_of_queries(
    client: Client, trail: World, django_assert_max_num_queries
):
    for _ in range(60):
        audit.record(trail.actor(trail.lan), "recognition.list.saved", trail.hamlet)
    client.force_login(trail.minh)
    with django_assert_max_num_queries(8):
        client.get(reverse("event_list"))
