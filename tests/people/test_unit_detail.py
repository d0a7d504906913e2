"""One unit: heads of a year, and who works there."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.models import UnitStaffCount, WorkUnit
from tests.world import World, make_household


@pytest.fixture
def unit(world: World) -> WorkUnit:
    by = world.actor(world.lan)
    return actions.add_unit(world.commune, name="Trường 1", kind="school", from_year=2020, by=by)


def test_heads_are_kept_per_year_with_their_source(unit: WorkUnit, world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("unit_count", args=[unit.pk])
    typed = {"year": "2024", "count": "32", "source": "Báo cáo của trường"}
    client.post(url, typed)
    client.post(url, typed | {"count": "33"})
    assert UnitStaffCount.objects.get().count == 33
    body = client.get(reverse("unit_detail", args=[unit.pk])).content.decode()
    assert "Năm 2024: 33 người" in body
    for changes in ({"source": ""}, {"year": "2019"}, {"count": "-1"}):
        assert client.post(url, typed | changes).status_code == 422


def test_a_person_of_the_register_is_found_added_once_and_ends(unit: WorkUnit, world: World, client: Client):
    person = make_household(world.hamlet, "Lê Thị Giáo").head
    client.force_login(world.lan)
    url = reverse("unit_detail", args=[unit.pk])
    assert "Lê Thị Giáo, sinh năm 1970, Ấp 1" in client.get(url, {"q": "giao"}).content.decode()
    assert "Không có ai tên như vậy" in client.get(url, {"q": "zzz"}).content.decode()
    typed = {"person": str(person.pk), "from_year": "2021", "title": "Giáo viên"}
    assert client.post(f"{url}?q=giao", typed).status_code == 302
    again = client.post(f"{url}?q=giao", typed)
    assert again.status_code == 422
    assert "đang có tên trong đơn vị" in again.content.decode()
    member = unit.memberships.get()
    end = reverse("unit_member_end", args=[member.pk])
    client.post(end)
    assert client.post(end).status_code == 422, "ended already"
    with pytest.raises(Refused, match="đã thôi"):
        actions.end_unit_member(member, to_year=2025, by=world.actor(world.lan))


def test_nobody_adds_people_or_reads_units_of_another_commune(unit: WorkUnit, world: World, client: Client):
    away = make_household(world.other_hamlet, "Người Xa").head
    with pytest.raises(Forbidden):
        actions.add_unit_member(unit, away, from_year=2024, by=world.actor(world.lan))
    client.force_login(world.oanh)
    assert client.get(reverse("unit_detail", args=[unit.pk])).status_code == 404
    client.force_login(world.minh)
    url = reverse("unit_detail", args=[unit.pk])
    assert "Ghi số người" not in client.get(url).content.decode()
