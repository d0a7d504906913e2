"""The materials of one's places."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.materials.models import LinkState, MaterialPart
from tests.materials.conftest import Store

URL = reverse("material_list")


def test_drafts_and_published_stand_in_it_and_are_filtered(store: Store, client: Client):
    store.started(title="Ủ phân rơm rạ", kind="guidance")
    store.published(title="Trồng sen")
    client.force_login(store.world.lan)
    page = client.get(URL).text
    assert "Ủ phân rơm rạ" in page
    assert "Trồng sen" in page
    assert "Trồng sen" not in client.get(URL, {"state": "draft"}).text
    assert "Ủ phân" not in client.get(URL, {"kind": "local"}).text
    found = client.get(URL, {"q": "u phan"}).text
    assert "Ủ phân rơm rạ" in found
    assert "Trồng sen" not in found
    assert client.get(URL, {"state": "khong", "kind": "x"}).status_code == 200


def test_those_with_dead_links_are_found(store: Store, client: Client):
    store.published(title="Trồng sen")
    client.force_login(store.world.lan)
    assert "Trồng sen" not in client.get(URL, {"links": "dead"}).text
    MaterialPart.objects.update(link_state=LinkState.DEAD)
    assert "Trồng sen" in client.get(URL, {"links": "dead"}).text


def test_next_door_sees_none_of_them(store: Store, client: Client):
    store.published(title="Trồng sen")
    client.force_login(store.world.oanh)
    page = client.get(URL).text
    assert "Trồng sen" not in page
    assert "Chưa có học liệu nào" in page


def test_many_take_as_many_queries_as_one(store: Store, client: Client):
    store.started(title="Một")
    client.force_login(store.world.lan)
    client.get(URL)
    with CaptureQueriesContext(connection) as one:
        client.get(URL)
    for number in range(6):
        store.started(title=f"Tài liệu {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(one)
