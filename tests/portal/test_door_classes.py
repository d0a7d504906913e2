"""What is on near me: by hamlet, for 30 days, as a calendar and as a feed."""

import datetime as dt
import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from hoctap.core.dates import today
from hoctap.learning.models import ActivityKind, ActivityState
from hoctap.portal.models import Door
from tests.portal import hands
from tests.world import World


@pytest.mark.requirement("S1-05")
def test_classes_of_the_next_thirty_days_by_hamlet(world: World, door: Door, client: Client):
    hands.class_at(world.hamlet, title="Lớp ấp một")
    hands.class_at(world.hamlet_2, title="Lớp ấp hai")
    hands.class_at(world.commune, title="Lớp cả xã")
    hands.class_at(world.hamlet, title="Lớp xa quá", on=today() + dt.timedelta(days=30))
    hands.class_at(world.hamlet, title="Lớp hôm qua", on=today() - dt.timedelta(days=1))
    hands.class_at(world.other_hamlet, title="Lớp xã bên")
    called_off = hands.class_at(world.hamlet, title="Lớp đã hủy")
    called_off.state, called_off.cancelled_why = ActivityState.CANCELLED, "mưa"
    called_off.save()
    embedded = hands.class_at(world.hamlet, title="Lồng ghép trong họp")
    embedded.kind = ActivityKind.EMBEDDED
    embedded.save()
    page = client.get(f"/c/{door.slug}/classes/").content.decode()
    assert all(title in page for title in ("Lớp ấp một", "Lớp ấp hai", "Lớp cả xã", "3 buổi"))
    assert not any(
        title in page
        for title in ("Lớp xa quá", "Lớp hôm qua", "Lớp xã bên", "Lớp đã hủy", "Lồng ghép trong họp")
    )
    one = client.get(f"/c/{door.slug}/classes/?hamlet={world.hamlet.pk}").content.decode()
    assert "Lớp ấp một" in one
    assert "Lớp cả xã" in one
    assert "Lớp ấp hai" not in one
    nonsense = client.get(f"/c/{door.slug}/classes/?hamlet=khong-phai").content.decode()
    assert "Lớp ấp hai" in nonsense


def test_the_calendar_of_it(world: World, door: Door, client: Client):
    """'door_classes_ics'."""
    activity = hands.class_at(world.hamlet, title="Ghép cam; bưởi, quýt")
    answer = client.get(f"/c/{door.slug}/classes.ics")
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:Ghép cam\\; bưởi\\, quýt" in text
    session = activity.sessions.get()
    assert f"DTSTART:{session.on:%Y%m%d}T120000Z" in text  # 19:00 of Việt Nam
    assert f"UID:session-{session.pk}@testserver" in text
    activity.sessions.update(starts_at=None, ends_at=None)
    assert (
        f"DTSTART;VALUE=DATE:{session.on:%Y%m%d}"
        in client.get(f"/c/{door.slug}/classes.ics").content.decode()
    )


def test_the_feed_of_it(world: World, door: Door, client: Client):
    """'door_classes_rss'."""
    activity = hands.class_at(world.hamlet, title="Ghép <cam> & bưởi")
    answer = client.get(f"/c/{door.slug}/classes.rss")
    items = ET.fromstring(answer.content).findall("./channel/item")
    assert [item.findtext("title", "").endswith("Ghép <cam> & bưởi") for item in items] == [True]
    assert items[0].findtext("link") == f"http://testserver/c/{door.slug}/classes/{activity.pk}/"


def test_however_many_there_are_it_takes_the_same_queries(
    world: World, door: Door, client: Client, django_assert_num_queries
):
    for number in range(12):
        hands.taking(hands.class_at(world.hamlet, title=f"Lớp {number}"))
    with django_assert_num_queries(3):
        client.get(f"/c/{door.slug}/classes/")
