"""A person leaves his household: moved away, died, another reason."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.models import Residence
from tests.people.families import make_family
from tests.world import World, make_household


def test_a_member_who_died_is_shown_with_year_and_reason(world: World, client: Client):
    household, _, mother, _ = make_family(world.hamlet, world.actor(world.lan))
    client.force_login(world.lan)
    url = reverse("person_leave", args=[mother.pk])
    assert "Chủ hộ mới" not in client.get(url).content.decode()
    assert client.post(url, {"kind": "died", "year": "2025"}).status_code == 302
    body = client.get(reverse("household_detail", args=[household.pk])).content.decode()
    assert "năm 2025, đã mất" in body


def test_a_head_who_goes_names_who_follows_and_the_book_follows_the_new_head(world: World, client: Client):
    household, father, mother, son = make_family(world.hamlet, world.actor(world.lan))
    client.force_login(world.lan)
    url = reverse("person_leave", args=[father.pk])
    refused = client.post(url, {"kind": "died", "year": "2025"})
    assert refused.status_code == 422
    assert "chọn chủ hộ mới" in refused.content.decode()
    client.post(url, {"kind": "died", "year": "2025", "new_head": str(mother.pk)})
    household.refresh_from_db()
    assert (household.head, household.search_key) == (mother, "tran thi me")
    assert Residence.objects.get(household=household).sort_key == household.sort_key
    heads = household.members.filter(is_head=True).order_by("joined_year")
    assert [(one.person, one.joined_year, one.left_year) for one in heads] == [
        (father, 2022, 2025),
        (mother, 2025, None),
    ]
    assert [one.relation for one in son.memberships.order_by("joined_year")] == ["child", ""]


def test_a_lone_head_an_unclear_reason_and_a_stranger_as_head_are_refused(world: World, client: Client):
    by = world.actor(world.lan)
    lone = make_household(world.hamlet, "Người Ở Một Mình")
    with pytest.raises(Refused, match="ghi hộ rời đi"):
        actions.leave_household(lone.head, year=2025, kind="died", by=by)
    _, father, mother, _ = make_family(world.hamlet, by)
    with pytest.raises(Refused, match="đang ở trong hộ"):
        actions.leave_household(father, year=2025, kind="died", new_head=lone.head, by=by)
    with pytest.raises(Refused, match="Hãy ghi rõ lý do"):
        actions.leave_household(mother, year=2025, kind="other", by=by)
    with pytest.raises(Refused, match="Hãy chọn lý do"):
        actions.leave_household(mother, year=2025, kind="double", by=by)
    with pytest.raises(Refused, match="Năm phải từ 2022"):
        actions.leave_household(mother, year=2021, kind="died", by=by)
    with pytest.raises(Forbidden):
        actions.leave_household(mother, year=2025, kind="died", by=world.actor(world.oanh))
    actions.leave_household(mother, year=2025, kind="moved_away", by=by)
    with pytest.raises(Refused, match="không có tên trong hộ nào"):
        actions.leave_household(mother, year=2025, kind="died", by=by)
    client.force_login(world.lan)
    assert client.get(reverse("person_leave", args=[mother.pk])).status_code == 404
