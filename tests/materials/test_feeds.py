"""What is new as RSS, all addresses as a sitemap."""

import datetime as dt
from xml.etree import ElementTree as ET

from django.test import Client
from django.urls import reverse

from hoctap.materials.models import Listing, MaterialVersion
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


def test_the_day_it_was_published_is_the_day_here(store: Store, client: Client):
    """At three in the morning it is still yesterday in Greenwich."""
    material = store.published()
    night = dt.datetime(2025, 12, 31, 20, 0, tzinfo=dt.UTC)
    Listing.objects.update(published_at=night)
    MaterialVersion.objects.update(published_at=night)
    record = client.get(reverse("openmaterial_oai"), {"verb": "ListRecords", "metadataPrefix": "oai_dc"})
    assert "<dc:date>2026-01-01</dc:date>" in record.text
    page = client.get(reverse("openmaterial_detail", args=[material.pk]))
    assert '"datePublished": "2026-01-01"' in page.text
    assert "Thu, 01 Jan 2026 03:00:00 +0700" in client.get(reverse("openmaterial_feed")).text
    assert "<lastmod>2026-01-01</lastmod>" in client.get(reverse("openmaterial_sitemap")).text


def test_letters_that_xml_does_not_know_do_not_break_the_feed(store: Store, client: Client):
    store.published()
    Listing.objects.update(title="Sen\x0b hồng")
    root = ET.fromstring(client.get(reverse("openmaterial_feed")).content)
    assert root.findtext("channel/item/title") == "Sen hồng"
