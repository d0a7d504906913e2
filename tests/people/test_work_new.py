"""What a person works as, dated."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden
from hoctap.people import actions
from tests.world import World, make_household


def test_one_thing_at_a_time_and_what_was_before_stays(world: World, client: Client):
    person = make_household(world.hamlet, "Lê Văn Binh", birth_year=1990).head
    client.force_login(world.lan)
    url = reverse("work_new", args=[person.pk])
    typed = {"status": "armed", "from_year": "2015", "source": "danh sách của ấp"}
    assert client.post(url, typed).status_code == 302
    client.post(url, typed | {"status": "worker", "from_year": "2020"})
    client.post(url, typed | {"status": "official", "from_year": "2020"})
    assert [
        (row.status, row.from_year, row.to_year) for row in person.work_statuses.order_by("from_year")
    ] == [
        ("armed", 2015, 2020),
        ("official", 2020, None),
    ]
    body = client.get(reverse("person_detail", args=[person.pk])).content.decode()
    assert "lực lượng vũ trang, từ năm 2015, đến năm 2020" in body


def test_no_source_an_earlier_year_and_another_commune_are_refused(world: World, client: Client):
    person = make_household(world.hamlet, "Lê Văn Binh", birth_year=1990).head
    client.force_login(world.lan)
    url = reverse("work_new", args=[person.pk])
    typed = {"status": "worker", "from_year": "2020", "source": "sổ"}
    client.post(url, typed)
    for changes in ({"source": " "}, {"from_year": "2019"}, {"status": "rich"}):
        assert client.post(url, typed | changes).status_code == 422
    with pytest.raises(Forbidden):
        actions.set_work(person, status="worker", from_year=2024, source="sổ", by=world.actor(world.oanh))
    assert person.work_statuses.count() == 1
