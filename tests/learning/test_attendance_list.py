"""What a person was at."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.learning.roll_hands import heads_of, session_at, tick
from tests.world import World


def test_his_page_leads_to_the_sessions_he_was_at(world: World, client: Client):
    (person, other) = heads_of(world.hamlet, "Nguyễn Văn Sổ", "Lê Thị Ánh")
    session = session_at(world.hamlet, title="An toàn giao thông")
    tick(world, session, [person], world.hung)
    client.force_login(world.hung)
    page = client.get(f"/people/{person.pk}/").content.decode()
    assert f"/learning/people/{person.pk}/" in page
    assert "1 buổi" in page
    assert "/learning/people/" not in client.get(f"/people/{other.pk}/").content.decode()
    assert "An toàn giao thông" in client.get(f"/learning/people/{person.pk}/").content.decode()
    assert "Chưa điểm danh" in client.get(f"/learning/people/{other.pk}/").content.decode()
    client.force_login(world.oanh)
    assert client.get(f"/learning/people/{person.pk}/").status_code == 404


def test_a_longer_list_takes_no_more_queries(
    world: World, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    people = heads_of(world.hamlet, "Nguyễn Văn Sổ")
    client.force_login(world.hung)
    url = f"/learning/people/{people[0].pk}/"
    client.get(url)
    for number in range(8):
        tick(world, session_at(world.hamlet, title=f"Chuyên đề {number}"), people, world.hung)
    with django_assert_max_num_queries(9):
        assert "Chuyên đề 7" in client.get(url).content.decode()
