"""The book of incidents."""

import datetime as dt

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hoctap.home import doctor
from hoctap.privacy import actions
from tests.world import World

URL = "/privacy/incidents/"


def test_what_is_past_72_hours_is_marked_and_strangers_see_nothing(world: World, client: Client):
    by = world.actor(world.admin)
    client.force_login(world.admin)
    assert "Chưa có sự cố nào" in client.get(URL).content.decode()
    for hours, what in ((80, "Mất máy ở Ấp 1"), (1, "Gửi nhầm tệp")):
        found_at = timezone.now() - dt.timedelta(hours=hours)
        actions.record_incident(world.commune, kind="lost", what=what, found_at=found_at, by=by)
    body = client.get(URL).content.decode()
    assert body.count("quá 72 giờ") == 1
    assert body.index("Gửi nhầm tệp") < body.index("Mất máy ở Ấp 1")
    for user in (world.lan, world.minh, world.oanh):
        client.force_login(user)
        assert client.get(URL).status_code == 403


def test_the_page_takes_the_same_queries_whatever_happened(world: World, client: Client):
    by = world.actor(world.admin)
    client.force_login(world.admin)
    actions.record_incident(world.commune, kind="lost", what="Mất", found_at=timezone.now(), by=by)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for _ in range(6):
        actions.record_incident(world.commune, kind="lost", what="Mất", found_at=timezone.now(), by=by)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)


def test_doctor_tells_where_somebody_is_late_and_nothing_of_what_happened(world: World):
    def told() -> list[str]:
        return [finding.text for finding in doctor.examine() if finding.name == "incidents"]

    assert told() == []
    found_at = timezone.now() - dt.timedelta(hours=80)
    by = world.actor(world.admin)
    actions.record_incident(world.commune, kind="lost", what="Mất máy", found_at=found_at, by=by)
    (text,) = told()
    assert "đã quá 72 giờ" in text
    assert world.commune.title in text
    assert "Mất máy" not in text
