"""Photos of a trip."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.files import file_uses
from hoctap.reading.mobile.actions import record_mobile_trip
from hoctap.reading.models import MobilePhoto
from tests.evidence.pictures import jpeg, scene
from tests.recognition.hands import shown, sign_in
from tests.world import World


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("anh.jpg", content, "image/jpeg")


def test_a_photo_is_kept_once_and_shown_to_its_readers(world: World, librarian: User, by: Actor):
    trip = record_mobile_trip(world.commune, on=dt.date(2026, 3, 5), vehicle="Xe A", by=by)
    url, client = f"/reading/mobile/{trip.pk}/photos/new/", sign_in(librarian)
    assert client.post(url, {"file": _file(jpeg(scene(1))), "caption": "Giờ đọc"}).status_code == 302
    again = client.post(url, {"file": _file(jpeg(scene(1)))})
    assert again.status_code == 422
    assert "đã có trong chuyến" in shown(again)
    assert client.post(url, {"file": _file(b"<html>")}).status_code == 422
    assert "chọn một ảnh" in shown(client.post(url, {}))
    photo = MobilePhoto.objects.get()
    kept = file_uses["reading_photos"]
    assert kept.names(photo.sha256)
    assert [use.place_id for use in kept.every()] == [world.commune.pk]
    address = reverse("mobilephoto_file", args=[photo.pk])
    assert client.get(address)["Content-Type"] == "image/jpeg"
    assert "Giờ đọc" in shown(client.get(f"/reading/mobile/{trip.pk}/"))
    assert sign_in(world.oanh).get(address).status_code == 404
    assert sign_in(world.minh).get(url).status_code == 403
