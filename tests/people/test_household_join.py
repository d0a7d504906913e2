"""A household becomes part of another."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.models import Residence
from tests.people.families import make_family
from tests.world import World, make_household


def test_its_people_live_there_from_that_year_and_it_counts_no_more(world: World, client: Client):
    household, *_ = make_family(world.hamlet, world.actor(world.lan))
    into = make_household(world.hamlet_2, "Lê Văn Nhận", listed_year=2022)
    client.force_login(world.lan)
    url = reverse("household_join", args=[household.pk])
    assert "Lê Văn Nhận" in client.get(url, {"q": "nhan"}).content.decode()
    response = client.post(f"{url}?q=nhan", {"household": str(into.pk), "year": "2025"})
    assert response["Location"] == reverse("household_detail", args=[into.pk])
    assert into.members.filter(left_year=None).count() == 4
    assert into.members.get(left_year=None, is_head=True).person == into.head
    assert not household.members.filter(left_year=None).exists()
    household.refresh_from_db()
    assert (household.left_year, household.joined_into) == (2025, into)
    assert [row.household for row in Residence.objects.counted_in(2025)] == [into]
    assert Residence.objects.counted_in(2024).count() == 2
    assert "đã nhập vào hộ" in client.get(reverse("household_detail", args=[household.pk])).content.decode()


def test_itself_one_that_left_a_wrong_year_and_a_foreign_one_are_refused(world: World):
    by = world.actor(world.lan)
    household, *_ = make_family(world.hamlet, by)
    into = make_household(world.hamlet_2, "Lê Văn Nhận", listed_year=2023)
    away = make_household(world.other_hamlet, "Lê Văn Xa")
    with pytest.raises(Refused, match="một hộ khác"):
        actions.join_households(household, household, year=2025, by=by)
    with pytest.raises(Refused, match="Năm phải từ 2023"):
        actions.join_households(household, into, year=2022, by=by)
    with pytest.raises(Forbidden):
        actions.join_households(household, away, year=2025, by=by)
    actions.end_household(into, left_year=2025, kind="moved_away", by=by)
    with pytest.raises(Refused, match="đã rời đi năm 2025"):
        actions.join_households(household, into, year=2025, by=by)
