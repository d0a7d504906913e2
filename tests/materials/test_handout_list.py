"""What was handed out in a year."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.materials.handouts.actions import drop_handout
from hoctap.materials.work import centre_section
from tests.centres.hands import centre_at
from tests.materials.conftest import Store
from tests.materials.test_handout_new import hand

URL = reverse("handout_list")


@pytest.mark.requirement("S1-33")
def test_to_whom_how_many_and_their_sum(store: Store, client: Client):
    material = store.published(title="Trồng sen")
    hand(store, material=material, copies=10)
    hand(store, material=material, copies=25, recipients="staff", note="tập huấn xã")
    client.force_login(store.world.lan)
    page = client.get(URL, {"year": "2025"}).text
    assert "<strong>35 bản</strong>" in page
    assert "tập huấn xã" in page
    assert "Chưa ghi lần phát nào" in client.get(URL, {"year": "2023"}).text
    assert "35 bản" in client.get(URL, {"material": str(material.pk)}).text
    assert client.get(URL, {"material": "khong", "activity": "x", "year": "abc"}).status_code == 200


def test_what_was_noted_by_mistake_is_not_in_the_sum(store: Store, client: Client):
    material = store.published(title="Trồng sen")
    hand(store, material=material, copies=10)
    mistaken = hand(store, material=material, copies=25)
    drop_handout(mistaken, why="Ghi nhầm", by=store.writer)
    client.force_login(store.world.lan)
    assert "<strong>10 bản</strong>" in client.get(URL, {"year": "2025"}).text
    centre, actor = centre_at(store.world.commune), store.world.actor(store.director)
    with CaptureQueriesContext(connection) as captured:
        section = centre_section(centre, 2025, actor)
    assert section is not None
    assert section.lines[1].value == "10"
    assert sum("materials_handout" in one["sql"] for one in captured) == 1


def test_next_door_sees_nothing(store: Store, client: Client):
    hand(store)
    client.force_login(store.world.oanh)
    assert "Chưa ghi lần phát nào" in client.get(URL, {"year": "2025"}).text


def test_many_take_as_many_queries_as_one(store: Store, client: Client):
    material = store.published()
    hand(store, material=material)
    client.force_login(store.world.lan)
    client.get(URL, {"year": "2025"})
    with CaptureQueriesContext(connection) as one:
        client.get(URL, {"year": "2025"})
    for _ in range(5):
        hand(store, material=material)
    with CaptureQueriesContext(connection) as many:
        client.get(URL, {"year": "2025"})
    assert len(many) == len(one)
