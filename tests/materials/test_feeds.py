"""What is new as RSS, all addresses as a sitemap."""

from xml.etree import ElementTree as ET

from django.test import Client
from django.urls import reverse

from tests.materials.conftest import Store


def test_the_newest_stand_in_the_feed(store: Store, client: Client):
    material = store.published(title="Sen & <súng>")
    store.published(title="Nội bộ", licence="internal")
    answer = client.get(reverse("openmaterial_feed"))
    assert answer["Content-Type"].startswith("application/rss+xml")
    root = ET.fromstring(answer.content)
    assert (root.tag, root.attrib["version"]) == ("rss", "2.0")
    (item,) = root.findall("channel/item")
    assert item.findtext("title") == "Sen & <súng>"
    assert (item.findtext("link") or "").endswith(reverse("openmaterial_detail", args=[material.pk]))
    assert item.findtext("pubDate")
    for tag in ("title", "link", "description"):
        assert root.findtext(f"channel/{tag}")


def test_the_sitemap_names_each_open_material(store: Store, client: Client):
    material = store.published()
    store.approved(title="Chờ")
    root = ET.fromstring(client.get(reverse("openmaterial_sitemap")).content)
    found = [one.text or "" for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(found) == 3
    assert found[-1].endswith(reverse("openmaterial_detail", args=[material.pk]))
