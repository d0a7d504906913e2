"""Something happened to personal data."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from hoctap.core.refusals import Forbidden
from hoctap.notices.models import Notice
from hoctap.privacy import actions
from hoctap.privacy.models import Incident
from tests.world import World

URL = "/privacy/incidents/new/"


def typed(world: World, **changes: str) -> dict[str, str]:
    found = timezone.localtime() - dt.timedelta(hours=5)
    return {
        "place": str(world.commune.pk),
        "kind": "lost",
        "what": "Mất điện thoại của trưởng ấp còn đang đăng nhập",
        "found_at": found.strftime("%Y-%m-%dT%H:%M"),
        **changes,
    }


def test_the_clock_runs_from_the_finding_and_the_chair_is_told(world: World, client: Client):
    client.force_login(world.admin)
    assert "72 giờ" in client.get(URL).content.decode()
    assert client.post(URL, typed(world)).status_code == 302
    incident = Incident.objects.get()
    assert incident.notify_by - incident.found_at == dt.timedelta(hours=72)
    assert incident.recorded_by.startswith("Võ Thành Quản")
    assert "Sự cố về dữ liệu cá nhân" in Notice.objects.get(user=world.minh).text
    home = client.get("/").content.decode()
    assert "còn 66 giờ để thông báo" in home or "còn 67 giờ để thông báo" in home


def test_nonsense_and_strangers_are_refused(world: World, client: Client):
    client.force_login(world.admin)
    tomorrow = (timezone.localtime() + dt.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    for changes, words in [
        ({"what": " "}, "việc gì đã xảy ra"),
        ({"found_at": tomorrow}, "sau bây giờ"),
        ({"happened_at": tomorrow}, "không thể sau lúc phát hiện"),
        ({"found_at": "hôm qua"}, "Ngày giờ chưa đúng"),
        ({"kind": ""}, "loại sự cố"),
        ({"place": str(world.other_commune.pk)}, "Chưa lưu được"),
    ]:
        response = client.post(URL, typed(world, **changes))
        assert response.status_code == 422
        assert words in response.content.decode()
    with pytest.raises(Forbidden):
        actions.record_incident(
            world.commune, kind="lost", what="x", found_at=timezone.now(), by=world.actor(world.lan)
        )
    assert not Incident.objects.exists()
