"""The front page of a commune's door."""

import datetime as dt
import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.places.models import LineageEdge
from hoctap.portal.doors.actions import close_door
from hoctap.portal.models import Door
from hoctap.portal.parts import Part
from hoctap.portal.registry import DoorLine, DoorSection, door_sections
from tests.portal import hands
from tests.world import World

HTML_CSS_JS = 50 * 1024
FONTS = 70 * 1024


def public_pages(world: World, door: Door) -> list[str]:
    """Every page that a stranger may read, with something on it."""
    activity = hands.class_at(world.hamlet)
    hands.taking(activity)
    shelf = hands.library_at(world.commune)
    title = hands.book_at(shelf)
    door.libraries.add(shelf)
    at = {"door": door.slug}
    pages = [reverse("door_list")]
    for name in (
        "detail",
        "classes",
        "classes_ics",
        "classes_rss",
        "books",
        "honours",
        "request",
        "code",
        "data",
    ):
        pages.append(reverse(f"door_{name}", kwargs=at))
    for name in ("class", "signup"):
        pages.append(reverse(f"door_{name}", kwargs={**at, "pk": activity.pk}))
    for name in ("book", "hold"):
        pages.append(reverse(f"door_{name}", kwargs={**at, "pk": title.pk}))
    return [*pages, "/robots.txt", "/sitemap.xml"]


@pytest.mark.requirement("S1-05")
def test_a_stranger_reads_what_is_on_near_him(world: World, door: Door, client: Client):
    hands.class_at(world.hamlet)
    page = client.get(f"/c/{door.slug}/").content.decode()
    assert door.slug == "xa-tan-kieu"
    assert "Ghép cam ở Ấp 1" in page
    assert "19:00–21:00" in page
    assert "Kỹ sư Giấu Tên" not in page
    assert 'rel="canonical" href="http://testserver/c/xa-tan-kieu/"' in page
    assert 'hreflang="en" href="http://testserver/en/c/xa-tan-kieu/"' in page
    assert "application/rss+xml" in page
    assert '<meta name="robots" content="index, follow">' in page


def test_a_door_that_is_not_open_shows_nothing(world: World, client: Client):
    door = hands.door_at(world.commune, is_open=False)
    pages = public_pages(world, door)
    for page in pages[1:-2]:
        assert client.get(page).status_code == 404, page
    assert client.get("/c/30055/").status_code == 404
    hands.door_at(world.commune)
    assert client.get(f"/c/{door.slug}/").status_code == 200
    close_door(door, by=hands.everything(world.commune))
    assert client.get(f"/c/{door.slug}/").status_code == 404


def test_a_part_that_is_off_has_no_page(world: World, client: Client):
    door = hands.door_at(world.commune, [Part.FIGURES])
    for page in public_pages(world, door)[2:-2]:
        assert client.get(page).status_code == 404, page


def test_the_code_of_the_place_leads_to_its_address(door: Door, client: Client):
    """Not for good: an officer may give the door another address."""
    moved = client.get("/c/30055/classes/")
    assert (moved.status_code, moved["Location"]) == (302, "/c/xa-tan-kieu/classes/")
    asked = client.get("/en/c/30055/books/", {"q": "dế mèn", "page": "2"})
    assert (asked.status_code, asked["Location"]) == (
        302,
        "/en/c/xa-tan-kieu/books/?q=d%E1%BA%BF+m%C3%A8n&page=2",
    )


def test_where_a_commune_went_its_door_leads_on(world: World, door: Door, client: Client):
    heir = hands.door_at(world.other_commune)
    place = world.commune
    place.valid_to = today()
    place.valid_from = today() - dt.timedelta(days=900)
    place.save()
    assert client.get(f"/c/{door.slug}/").status_code == 404
    LineageEdge.objects.create(
        predecessor=place, successor=world.other_commune, kind=LineageEdge.Kind.MERGE, on=today()
    )
    led = client.get(f"/c/{door.slug}/")
    assert (led.status_code, led["Location"]) == (302, f"/c/{heir.slug}/")


def test_a_province_lists_its_communes(world: World, door: Door, client: Client):
    province = hands.door_at(world.province)
    page = client.get(f"/c/{province.slug}/").content.decode()
    assert "Xã Tân Kiều" in page
    assert "Xã Hưng Thạnh" not in page


def test_another_app_puts_a_section_on_it(world: World, door: Door, client: Client):
    section = DoorSection(
        "Tài liệu mới", (DoorLine("Trồng sen", "/c/x/"),), url="/c/x/", url_label="Mọi tài liệu"
    )
    door_sections.register("materials.test", lambda place: section)
    try:
        assert "Trồng sen" in client.get(f"/c/{door.slug}/").content.decode()
        hands.door_at(world.commune, [Part.CLASSES])
        assert "Trồng sen" not in client.get(f"/c/{door.slug}/").content.decode()
    finally:
        door_sections._entries.pop("materials.test")


def test_each_page_is_light(world: World, door: Door, client: Client):
    """HTML with its style and scripts compressed; fonts apart."""
    for number in range(40):
        hands.class_at(
            world.hamlet, title=f"Lớp dài tên số {number}: kỹ thuật trồng trọt và chăm sóc cây ăn trái"
        )
    for page in public_pages(world, door):
        answer = client.get(page)
        assert answer.status_code == 200, page
        html = answer.content.decode()
        weight = len(gzip.compress(answer.content))
        loaded = re.findall(r'(?:<script[^>]*src|rel="stylesheet" href)="/static/([^"]+)"', html)
        weight += sum(len(gzip.compress(_file(name).read_bytes())) for name in loaded)
        assert weight <= HTML_CSS_JS, f"{page}: {weight}"
        assert "<script" not in html, page
    fonts = [
        f"built/fonts/be-vietnam-pro-{subset}-{weight}-normal.woff2"
        for subset in ("vietnamese", "latin")
        for weight in (400, 600)
    ]
    assert sum(_file(name).stat().st_size for name in fonts) <= FONTS


def _file(name: str) -> Path:
    found = finders.find(name)
    assert isinstance(found, str), name
    return Path(found)


def test_each_page_takes_five_queries_at_most(
    world: World, door: Door, client: Client, django_assert_max_num_queries
):
    for page in public_pages(world, door):
        with django_assert_max_num_queries(5):
            client.get(page)


def test_pages_that_only_tell_set_no_cookie_and_may_be_kept_for_a_minute(
    world: World, door: Door, client: Client
):
    for page in public_pages(world, door):
        answer = client.get(page)
        if "signup" in page or "hold" in page or "my-data" in page or "code" in page or "honours" in page:
            assert "no-store" in answer["Cache-Control"], page
        else:
            assert not answer.cookies, page
            assert answer["Cache-Control"] == "public, max-age=60", page


def test_whoever_is_signed_in_gets_a_page_that_no_cache_keeps(world: World, door: Door, client: Client):
    client.force_login(world.lan)
    assert "no-store" in client.get(f"/c/{door.slug}/")["Cache-Control"]
