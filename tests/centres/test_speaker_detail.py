"""One speaker or volunteer: hours given, the end."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, SpeakerHelp
from tests.centres.test_speaker_list import speaker
from tests.world import World


@pytest.mark.requirement("S1-34")
def test_hours_for_an_activity(world: World, director: User, centre: Centre, client: Client):
    one = speaker(centre, world.actor(director))
    url = reverse("speaker_help", args=[one.pk])
    typed = {"on": "2025-03-01", "what": "Ngày hội đọc sách", "hours": "2,5", "rating": ""}
    client.force_login(director)
    assert client.post(url, {**typed, "hours": "0"}).status_code == 422
    refused = client.post(url, {**typed, "on": "2199-01-01", "what": " "}).content.decode()
    assert "chưa tới" in refused
    assert "Hãy ghi hoạt động" in refused
    assert "từ 1 đến 5" in client.post(url, {**typed, "rating": "6"}).content.decode()
    assert client.post(url, typed).status_code == 302
    assert SpeakerHelp.objects.get().hours == Decimal("2.5")
    page = client.get(reverse("speaker_detail", args=[one.pk]) + "?year=2025").content.decode()
    assert "Ngày hội đọc sách, 2,5 giờ" in page
    with pytest.raises(IntegrityError), transaction.atomic():
        SpeakerHelp.objects.create(speaker=one, on="2025-01-01", what="x", hours=Decimal(25))
    client.force_login(world.oanh)
    assert client.get(reverse("speaker_detail", args=[one.pk])).status_code == 404
    assert client.post(url, typed).status_code == 403


def test_after_the_end_no_more_hours(world: World, director: User, centre: Centre, client: Client):
    one = speaker(centre, world.actor(director))
    url = reverse("speaker_end", args=[one.pk])
    client.force_login(world.minh)
    assert client.post(url, {"on": "2025-02-01"}).status_code == 403
    client.force_login(director)
    assert client.post(url, {"on": "2025-02-01"}).status_code == 302
    assert "đã thôi tham gia rồi" in client.post(url, {"on": "2025-03-01"}).content.decode()
    typed = {"on": "2025-03-01", "what": "Lớp", "hours": "2"}
    late = client.post(reverse("speaker_help", args=[one.pk]), typed)
    assert "đã thôi tham gia từ 01/02/2025" in late.content.decode()
    assert one.full_name not in client.get("/centres/speakers/").content.decode()
    assert one.full_name in client.get("/centres/speakers/?gone=1").content.decode()
