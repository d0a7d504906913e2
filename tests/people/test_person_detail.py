"""One person."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.people import actions
from hoctap.people.registry import Link, person_sections
from tests.people.families import make_family
from tests.world import World, make_household


def test_it_says_who_where_since_when_and_what_higher_apps_know(
    world: World, client: Client, monkeypatch: pytest.MonkeyPatch
):
    by = world.actor(world.lan)
    _, _, _, son = make_family(world.hamlet, by)
    other = make_household(world.hamlet_2, "Lê Văn Khác", listed_year=2022)
    actions.move_person(son, other, year=2024, relation="other", by=by)
    monkeypatch.setattr(person_sections, "_entries", {})
    person_sections.register("test", lambda one, actor: [Link("Danh hiệu năm 2024", f"/x/{one.pk}/")])
    client.force_login(world.lan)
    body = client.get(reverse("person_detail", args=[son.pk])).content.decode()
    for words in (
        *("Nguyễn Văn Con", "1990", "Lê Văn Khác", "Ấp 2, xã Tân Kiều", "Nguyễn Văn Cha"),
        *("năm 2024, chuyển sang hộ khác", "người khác trong hộ", "Danh hiệu năm 2024", "Chuyển hộ"),
    ):
        assert words in body


def test_it_is_found_by_those_of_his_place_only_and_follows_him(world: World, client: Client):
    by = world.actor(world.lan)
    household, _, _, son = make_family(world.hamlet, by)
    url = reverse("person_detail", args=[son.pk])
    for user, status in [(world.hung, 200), (world.oanh, 404), (world.bich, 403)]:
        client.force_login(user)
        assert client.get(url).status_code == status
    client.force_login(world.hung)
    assert "Sửa thông tin" not in client.get(url).content.decode()
    actions.move_person(son, make_household(world.hamlet_2, "Lê Văn Khác"), year=2024, relation="", by=by)
    assert client.get(url).status_code == 404, "Ấp 1 has no business with who lives in Ấp 2"
    assert "Nguyễn Văn Con" in client.get(reverse("household_detail", args=[household.pk])).content.decode()


def test_it_takes_the_same_queries_however_long_the_history(world: World, client: Client):
    by = world.actor(world.lan)
    _, _, _, son = make_family(world.hamlet, by)
    client.force_login(world.lan)
    url = reverse("person_detail", args=[son.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(6):
        there = make_household(world.hamlet, f"Chủ {'ABCDEF'[number]}", listed_year=2022)
        actions.move_person(son, there, year=2024, relation="", by=by)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few), [query["sql"][:90] for query in many]
