"""What is new as RSS 2.0, and all addresses as a sitemap."""

from collections.abc import Callable
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from django.urls import reverse
from django.utils import timezone

from hoctap.materials.models import Listing
from hoctap.materials.queries import newest_public

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWEST = 20
MOST_ADDRESSES = 45_000
"""The protocol takes 50,000 in a file."""
ET.register_namespace("atom", ATOM)


def rss(absolute: Callable[[str], str]) -> bytes:
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    for tag, text in (
        ("title", "Học liệu mở"),
        ("link", absolute(reverse("openmaterial_list"))),
        ("description", "Học liệu mới công bố: ai cũng đọc, tải về được, không cần tài khoản."),
        ("language", "vi"),
    ):
        ET.SubElement(channel, tag).text = text
    address = absolute(reverse("openmaterial_feed"))
    ET.SubElement(channel, f"{{{ATOM}}}link", {"href": address, "rel": "self", "type": "application/rss+xml"})
    for one in newest_public(NEWEST):
        item = ET.SubElement(channel, "item")
        link = absolute(reverse("openmaterial_detail", args=[one.id]))
        ET.SubElement(item, "title").text = xml_text(one.title)
        ET.SubElement(item, "link").text = link
        ET.SubElement(item, "guid", {"isPermaLink": "true"}).text = link
        ET.SubElement(item, "category").text = xml_text(one.topic)
        ET.SubElement(item, "description").text = xml_text(one.snippet)
        ET.SubElement(item, "pubDate").text = format_datetime(timezone.localtime(one.published_at))
    return written(root)


def sitemap(absolute: Callable[[str], str]) -> bytes:
    """One query."""
    root = ET.Element("urlset", {"xmlns": SITEMAP})
    for name in ("openmaterial_list", "openpack_list"):
        ET.SubElement(ET.SubElement(root, "url"), "loc").text = absolute(reverse(name))
    rows = Listing.objects.filter(is_public=True).order_by("-published_at")
    for pk, published_at in rows.values_list("material", "published_at")[:MOST_ADDRESSES]:
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = absolute(reverse("openmaterial_detail", args=[pk]))
        ET.SubElement(url, "lastmod").text = timezone.localdate(published_at).isoformat()
    return written(root)


def xml_text(text: str) -> str:
    """Without the letters that XML does not know."""
    return "".join(c for c in text if c in "\t\n\r" or (ord(c) >= 32 and ord(c) not in (0xFFFE, 0xFFFF)))


def written(root: ET.Element) -> bytes:
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8")
