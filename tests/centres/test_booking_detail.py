"""One booking, and giving the hours back."""

import datetime as dt

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.centres.models import Booking
from tests.centres.facility_hands import booked, venue_in
from tests.world import World


def test_it_is_cancelled_with_a_reason_once(world: World, director: User, client: Client):
    row = booked(venue_in(world.commune), by=world.actor(director))
    client.force_login(director)
    url, cancel = reverse("booking_detail", args=[row.pk]), reverse("booking_cancel", args=[row.pk])
    assert "Hủy lượt đặt" in client.get(url).content.decode()
    refused = client.post(cancel, {"why": " "})
    assert refused.status_code == 422
    assert "Hãy ghi lý do" in refused.content.decode()
    assert client.post(cancel, {"why": "Mưa bão"}).status_code == 302
    page = client.get(url).content.decode()
    assert "Mưa bão" in page
    assert cancel not in page
    again = client.post(cancel, {"why": "Mưa bão"})
    assert again.status_code == 422
    assert "đã hủy" in again.content.decode()
    assert Event.objects.filter(what="centres.booking.cancelled").count() == 1


def test_what_is_over_is_not_cancelled_and_a_reader_cannot(world: World, director: User, client: Client):
    row = booked(venue_in(world.commune), by=world.actor(director))
    cancel = reverse("booking_cancel", args=[row.pk])
    client.force_login(world.minh)
    assert "Hủy lượt đặt" not in client.get(reverse("booking_detail", args=[row.pk])).content.decode()
    assert client.post(cancel, {"why": "x"}).status_code == 403
    client.force_login(world.oanh)
    assert client.post(cancel, {"why": "x"}).status_code == 404
    now = timezone.now()
    Booking.objects.filter(pk=row.pk).update(
        starts_at=now - dt.timedelta(hours=3), ends_at=now - dt.timedelta(hours=1)
    )
    client.force_login(director)
    over = client.post(cancel, {"why": "x"})
    assert over.status_code == 422
    assert "đã qua" in over.content.decode()
