"""One session with its people."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.learning.attendance.queries import ages_of
from hoctap.learning.models import AgeBand
from hoctap.people.models import Person
from tests.learning.roll_hands import heads_of, session_at, tick, write
from tests.world import World


def test_names_are_for_who_takes_them_and_counts_for_who_reads_the_centre(world: World, client: Client):
    session = session_at(world.hamlet)
    tick(world, session, heads_of(world.hamlet, "Lê Thị Ánh"), world.hung)
    url = f"/learning/sessions/{session.pk}/"
    for user, names in ((world.hung, True), (world.lan, True), (world.minh, False), (world.bich, False)):
        client.force_login(user)
        page = client.get(url).content.decode()
        assert "<strong>1 người</strong>" in page
        assert ("Lê Thị Ánh" in page) is names
        assert ("/remove/" in page) is names
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404


def test_ages_are_those_of_the_year_of_the_session(world: World):
    people = heads_of(world.hamlet, *"ABCDE")
    session = session_at(world.hamlet)
    year = session.on.year
    for person, age, sex in zip(people, (15, 16, 36, 60, None), ("m", "f", "m", "f", ""), strict=True):
        Person.objects.filter(pk=person.pk).update(birth_year=year - age if age else None, sex=sex)
    tick(world, session, people, world.hung)
    assert [(row.label, row.male, row.female, row.unknown) for row in ages_of(session)] == [
        (AgeBand.CHILD.label, 1, 0, 0),
        (AgeBand.YOUTH.label, 0, 1, 0),
        (AgeBand.ADULT.label, 1, 0, 0),
        (AgeBand.ELDER.label, 0, 1, 0),
        (AgeBand.UNKNOWN.label, 0, 0, 1),
    ]


def test_a_session_nobody_counted_says_so_and_shows_no_nought(world: World, client: Client):
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    page = client.get(f"/learning/sessions/{session.pk}/").content.decode()
    assert "Chưa ghi ai dự" in page
    assert "0 người" not in page


def test_a_longer_list_takes_no_more_queries(
    world: World, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    session = session_at(world.hamlet)
    write(world, session, "Khách Một", world.hung)
    client.force_login(world.hung)
    client.get(f"/learning/sessions/{session.pk}/")
    tick(world, session, heads_of(world.hamlet, *(f"Người {n}" for n in range(20))), world.hung)
    for n in range(10):
        write(world, session, f"Khách {n} Nữa", world.hung, birth_year=1960 + n)
    with django_assert_max_num_queries(24):
        assert "Người 19" in client.get(f"/learning/sessions/{session.pk}/").content.decode()
