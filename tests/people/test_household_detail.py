"""One household."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.people.registry import Link, household_sections
from tests.world import World, make_household


def test_it_shows_who_where_and_since_when_and_what_higher_apps_know(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    household = make_household(world.hamlet, "Nguyễn Văn Một", birth_year=1968)
    monkeypatch.setattr(household_sections, "_entries", {})
    household_sections.register(
        "test", lambda one, actor: [Link("Hồ sơ năm 2024", f"/x/{one.pk}/", actor.name)]
    )
    client.force_login(world.hung)
    body = client.get(reverse("household_detail", args=[household.pk])).content.decode()
    for words in (
        "Nguyễn Văn Một",
        "1968",
        "Ấp 1, xã Tân Kiều",
        "từ năm 2024",
        "Hồ sơ năm 2024",
        "Trần Văn Hùng",
    ):
        assert words in body
    assert "Sửa thông tin" not in body


def test_a_household_of_another_hamlet_or_commune_is_not_found(world: World, client: Client):
    household = make_household(world.hamlet_2, "Nguyễn Văn Một")
    for user in (world.hung, world.oanh):
        client.force_login(user)
        response = client.get(reverse("household_detail", args=[household.pk]))
        assert response.status_code == 404
        assert "Nguyễn Văn Một" not in response.content.decode()
