"""The list of open doors, and what search engines ask for."""

import xml.etree.ElementTree as ET

from django.test import Client

from hoctap.portal.models import Door
from tests.portal import hands
from tests.world import World


def test_only_open_doors_are_listed(world: World, door: Door, client: Client, django_assert_num_queries):
    hands.door_at(world.other_commune, is_open=False)
    with django_assert_num_queries(1):
        page = client.get("/c/").content.decode()
    assert "Xã Tân Kiều" in page
    assert "Hưng Thạnh" not in page
    assert "Cổng thông tin cho người dân" in client.get("/login/").content.decode()


def test_before_any_door_is_open_nothing_leads_there(db: None, client: Client):
    assert "Cổng thông tin cho người dân" not in client.get("/login/").content.decode()
    assert "Chưa có xã, phường nào mở cổng." in client.get("/c/").content.decode()


def test_search_engines_are_let_in_by_the_door_and_to_public_materials(door: Door, client: Client):
    """'door_robots'."""
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[:3] == ["User-agent: *", "Disallow: /", "Allow: /c/"]
    assert "Allow: /public/materials/" in lines
    assert lines[-2:] == [
        "Sitemap: http://testserver/sitemap.xml",
        "Sitemap: http://testserver/public/materials/sitemap.xml",
    ]
    for line in lines[-2:]:
        assert client.get(line.removeprefix("Sitemap: http://testserver")).status_code == 200


def test_the_sitemap_has_open_pages_in_both_languages(world: World, door: Door, client: Client):
    """'door_sitemap'."""
    hands.door_at(world.other_commune, is_open=False)
    root = ET.fromstring(client.get("/sitemap.xml").content)
    found = [one.text for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert "http://testserver/c/xa-tan-kieu/classes/" in found
    assert "http://testserver/en/c/xa-tan-kieu/books/" in found
    assert not any("hung-thanh" in address or "honours" in address for address in found if address)
