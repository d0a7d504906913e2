"""A whole household moves to another ấp."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.measures.models import Summary
from hoctap.people import actions
from hoctap.people.models import Residence
from tests.people.families import make_family
from tests.world import World


def test_it_counts_in_the_new_hamlet_from_that_year_and_before_where_it_was(world: World, client: Client):
    household, *_ = make_family(world.hamlet, world.actor(world.lan))
    client.force_login(world.lan)
    url = reverse("household_move", args=[household.pk])
    assert "Hưng Thạnh" not in client.get(url).content.decode()
    assert client.post(url, {"hamlet": str(world.hamlet_2.pk), "year": "2024"}).status_code == 302
    household.refresh_from_db()
    assert household.hamlet == world.hamlet_2
    assert [(row.hamlet, row.from_year, row.to_year) for row in Residence.objects.order_by("from_year")] == [
        (world.hamlet, 2022, 2024),
        (world.hamlet_2, 2024, None),
    ]
    values = {(one.place_id, one.year): one.value for one in Summary.objects.exclude(value=0)}
    assert values[(world.hamlet.pk, 2024)] == -1
    assert values[(world.hamlet_2.pk, 2024)] == 1
    assert (world.commune.pk, 2024) not in values
    body = client.get(reverse("household_detail", args=[household.pk])).content.decode()
    assert "Ấp 1, xã Tân Kiều: từ năm 2022, không còn tính từ năm 2024" in body


def test_in_the_year_it_came_it_never_counted_at_the_first(world: World):
    by = world.actor(world.lan)
    household, *_ = make_family(world.hamlet, by, listed_year=2025)
    actions.move_household(household, world.hamlet_2, year=2025, by=by)
    assert Residence.objects.get().hamlet == world.hamlet_2


def test_the_same_hamlet_a_commune_a_wrong_year_and_a_foreign_hamlet_are_refused(
    world: World, client: Client
):
    by = world.actor(world.lan)
    household, *_ = make_family(world.hamlet, by)
    for place, year, words in [
        (world.hamlet, 2025, "đang ở"),
        (world.commune, 2025, "Hãy chọn một ấp"),
        (world.hamlet_2, 2021, "Năm phải từ 2022"),
    ]:
        with pytest.raises(Refused, match=words):
            actions.move_household(household, place, year=year, by=by)
    with pytest.raises(Forbidden):
        actions.move_household(household, world.other_hamlet, year=2025, by=by)
    client.force_login(world.lan)
    url = reverse("household_move", args=[household.pk])
    assert client.post(url, {"hamlet": str(world.other_hamlet.pk), "year": "2025"}).status_code == 422
    assert household.residences.count() == 1
