"""A household leaves: since when, and what became of it."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.measures.models import Summary
from hoctap.people import actions
from hoctap.people.models import Household, HouseholdLeftKind, LeftKind, Residence
from tests.people.families import make_family
from tests.world import World, make_household


def test_it_counts_no_more_from_that_year_and_its_kind_and_reason_are_kept(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Một", listed_year=2023)
    client.force_login(world.lan)
    url = reverse("household_leave", args=[household.pk])
    assert "Ghi hộ rời đi" in client.get(url).content.decode()
    client.post(url, {"left_year": "2025", "kind": "moved_away", "why": "Về Bình Dương"})
    assert not Residence.objects.counted_in(2025).exists()
    assert Residence.objects.counted_in(2024).exists()
    body = client.get(reverse("household_detail", args=[household.pk])).content.decode()
    assert "cả hộ chuyển đi nơi khác (Về Bình Dương)" in body
    assert Summary.objects.get(place=world.hamlet, year=2025, counter="household.listed").value == -1
    member = household.members.get()
    assert (member.left_year, member.left_kind) == (2025, LeftKind.MOVED_AWAY)


@pytest.mark.parametrize(
    ("kind", "of_members"), [("died", LeftKind.DIED), ("other", LeftKind.HOUSEHOLD_LEFT)]
)
def test_the_people_left_as_their_household_did(world: World, kind: str, of_members: LeftKind):
    household = make_household(world.hamlet, "Nguyễn Văn Một", listed_year=2023)
    why = "ghi nhầm hai lần" if kind == "other" else ""
    actions.end_household(household, left_year=2025, kind=kind, why=why, by=world.actor(world.lan))
    household.refresh_from_db()
    assert (household.left_kind, household.left_why) == (HouseholdLeftKind(kind), why)
    assert household.members.get().left_kind == of_members


def test_a_year_before_it_came_no_kind_another_reason_unsaid_and_a_second_leaving_are_refused(
    world: World, client: Client
):
    household = make_household(world.hamlet, "Nguyễn Văn Một", listed_year=2024)
    client.force_login(world.lan)
    url = reverse("household_leave", args=[household.pk])
    typed = {"left_year": "2025", "kind": "moved_away", "why": ""}
    early = client.post(url, typed | {"left_year": "2023"})
    assert early.status_code == 422
    assert "Năm rời đi phải từ 2024" in early.content.decode()
    assert "Hãy chọn hộ rời đi vì sao." in client.post(url, typed | {"kind": ""}).content.decode()
    assert client.post(url, typed | {"kind": "joined"}).status_code == 422
    assert "Hãy ghi rõ lý do." in client.post(url, typed | {"kind": "other"}).content.decode()
    with pytest.raises(Refused, match="vì sao"):
        actions.end_household(household, left_year=2025, kind="joined", by=world.actor(world.lan))
    assert not Household.objects.filter(left_year__isnull=False).exists()
    client.post(url, typed)
    assert client.post(url, typed).status_code == 422


def test_a_household_with_others_is_not_written_as_died(world: World):
    by = world.actor(world.lan)
    household, *_ = make_family(world.hamlet, by)
    with pytest.raises(Refused, match="còn 3 người"):
        actions.end_household(household, left_year=2025, kind="died", by=by)
    counted = make_household(world.hamlet, "Lê Văn Đông", listed_year=2022)
    Household.objects.filter(pk=counted.pk).update(members_count=4)
    with pytest.raises(Refused, match="còn 4 người"):
        actions.end_household(counted, left_year=2025, kind="died", by=by)
    assert not Household.objects.filter(left_year__isnull=False).exists()


def test_a_household_does_not_leave_before_its_people_came_or_it_moved_there(world: World, client: Client):
    by = world.actor(world.lan)
    household, *_ = make_family(world.hamlet, by)
    actions.add_member(household, full_name="Nguyễn Thị Bé", year=2025, relation="grandchild", by=by)
    moved = make_household(world.hamlet, "Lê Văn Dời", listed_year=2022)
    actions.move_household(moved, world.hamlet_2, year=2025, by=by)
    client.force_login(world.lan)
    for one in (household, moved):
        url = reverse("household_leave", args=[one.pk])
        answer = client.post(url, {"left_year": "2024", "kind": "moved_away"})
        assert answer.status_code == 422
        assert "Năm rời đi phải từ 2025" in answer.content.decode()
        assert client.post(url, {"left_year": "2025", "kind": "moved_away"}).status_code == 302


def test_the_outsider_cannot(world: World, client: Client):
    household = make_household(world.hamlet, "Nguyễn Văn Một")
    client.force_login(world.oanh)
    typed = {"left_year": "2025", "kind": "moved_away"}
    assert client.post(reverse("household_leave", args=[household.pk]), typed).status_code == 404
    with pytest.raises(Forbidden):
        actions.end_household(household, left_year=2025, kind="moved_away", by=world.actor(world.oanh))
