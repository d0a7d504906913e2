"""The Tổ of a hamlet beside what the register writes."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.places import actions, hamlet_queries, rules
from tests.world import World, make_household


def in_group(world: World, name: str, group: str) -> None:
    household = make_household(world.hamlet, name, listed_year=2024)
    household.group_name = group
    household.save()


def test_households_are_counted_by_what_the_register_writes_and_nothing_is_made(world: World, client: Client):
    for name, group in [("Lê Một", "Tổ 1"), ("Lê Hai", "tổ 01"), ("Lê Ba", "Tổ 2"), ("Lê Bốn", "")]:
        in_group(world, name, group)
    client.force_login(world.lan)
    url = reverse("group_list", args=[world.hamlet.pk])
    assert client.get(url).context["table"].rows == []
    assert "Tên Tổ trong sổ chưa có trong danh sách" in client.get(url).content.decode()
    client.post(url, {"names": "1"})
    page = client.get(f"{url}?year=2024")
    table = page.context["table"]
    assert [(row.group.name, row.households, row.texts) for row in table.rows] == [("Tổ 1", 2, ["tổ 01"])]
    assert (table.unknown, table.without, table.total) == ([("Tổ 2", 1)], 1, 4)
    body = client.post(url, {"names": "Tổ 2"}, follow=True).content.decode()
    assert "Đã thêm 1 Tổ." in body
    assert "chưa có trong danh sách" not in body


def test_several_are_added_at_once_and_known_ones_stay(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("group_list", args=[world.hamlet.pk])
    client.post(url, {"names": "Tổ 1\nTổ 10\nTổ 2"})
    body = client.post(url, {"names": "tổ 1\nTổ 3"}, follow=True).content.decode()
    assert "Đã thêm 1 Tổ. 1 tên đã có, giữ nguyên." in body
    names = [row.group.name for row in hamlet_queries.group_table(world.hamlet, 2026).rows]
    assert names == ["Tổ 1", "Tổ 2", "Tổ 3", "Tổ 10"]


def test_a_name_too_long_and_none_is_added(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("group_list", args=[world.hamlet.pk])
    response = client.post(url, {"names": "Tổ 1\n" + "A" * 70})
    assert response.status_code == 422
    assert "dài hơn 60 ký tự" in response.content.decode()
    assert not world.hamlet.children.exists()
    assert client.post(url, {"names": " "}).status_code == 422


def test_a_group_lies_under_a_hamlet_of_ones_own(world: World):
    with pytest.raises(Refused, match="không phải ấp, khóm"):
        actions.add_groups(world.commune, ["Tổ 1"], by=world.actor(world.lan))
    for who in (world.oanh, world.hung):
        with pytest.raises(Forbidden):
            actions.add_groups(world.hamlet, ["Tổ 1"], by=world.actor(who))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Tổ 1", "tổ  01", True),
        ("1", "Tổ NDTQ số 1", True),
        ("to 1", "Tổ 1", True),
        ("Tổ Nhân dân tự quản số 3", "Tổ 3", True),
        ("Tổ 1", "Tổ 11", False),
        ("Tổ Hòa Bình", "Tổ Hoa Bình", False),
        ("Tơ Lụa", "Lụa", False),
    ],
)
def test_when_two_texts_are_one_group(one: str, other: str, same: bool):
    assert (rules.group_key(one) == rules.group_key(other)) is same


def test_queries_do_not_grow_with_the_groups(world: World, client: Client, django_assert_max_num_queries):
    actions.add_groups(world.hamlet, [f"Tổ {n}" for n in range(1, 25)], by=world.actor(world.lan))
    client.force_login(world.lan)
    with django_assert_max_num_queries(11):
        client.get(reverse("group_list", args=[world.hamlet.pk]))
