"""One check with its photos."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.facilities.equipment import actions
from hoctap.centres.facilities.equipment.rules import Counted
from hoctap.centres.facilities.equipment.storing import CHECK_PHOTOS
from hoctap.centres.models import Centre, CheckPhoto, EquipmentCheck
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from tests.centres.facility_hands import chairs, photo
from tests.season import SCAN
from tests.world import World


@pytest.fixture
def check(world: World, centre: Centre, director: User) -> EquipmentCheck:
    by = world.actor(director)
    row = chairs(centre, by=by)
    counted = [Counted(row.pk, 18, 1, 0)]
    return actions.record_check(centre, counted, checked_on=today(), taken_by="Tổ kiểm kê", by=by)


@pytest.mark.requirement("S2-50")
def test_photos_are_kept_with_it_and_handed_out_to_its_readers(
    world: World, check: EquipmentCheck, director: User, client: Client
):
    client.force_login(director)
    url = reverse("check_photo", args=[check.pk])
    page = client.get(reverse("check_detail", args=[check.pk])).content.decode()
    assert reverse("paper_detail", args=[check.paper_id]) in page
    answer = client.post(url, {"file": SimpleUploadedFile("../../ghe.php", photo()), "what": "Ghế gãy"})
    assert answer.status_code == 302
    kept = CheckPhoto.objects.get()
    shown = client.get(reverse("checkphoto_file", args=[kept.pk]))
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown.content.startswith(b"\xff\xd8\xff")
    assert b"php" not in shown.content
    assert kept.sha256 not in client.get(reverse("check_detail", args=[check.pk])).content.decode()
    (use,) = CHECK_PHOTOS.every()
    assert (use.sha256, use.place_id) == (kept.sha256, world.commune.pk)
    assert CHECK_PHOTOS.names(kept.sha256)
    client.force_login(world.minh)
    assert client.get(reverse("checkphoto_file", args=[kept.pk])).status_code == 200
    assert client.post(url, {"file": SimpleUploadedFile("a.jpg", photo())}).status_code == 403
    client.force_login(world.oanh)
    assert client.get(reverse("checkphoto_file", args=[kept.pk])).status_code == 404
    assert client.get(reverse("check_detail", args=[check.pk])).status_code == 404


@pytest.mark.parametrize(
    "content", [b"", SCAN, b"<html><script>alert(1)</script>", b"MZ\x90", b"\xff\xd8\xff<html>"]
)
def test_what_is_no_photo_is_refused(content: bytes, check: EquipmentCheck, director: User, client: Client):
    client.force_login(director)
    answer = client.post(
        reverse("check_photo", args=[check.pk]), {"file": SimpleUploadedFile("a.jpg", content)}
    )
    assert answer.status_code == 422
    assert not CheckPhoto.objects.exists()


def test_there_is_an_end_to_photos(
    world: World, check: EquipmentCheck, director: User, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(actions, "MOST_PHOTOS", 1)
    by = world.actor(director)
    actions.add_check_photo(check, photo(), by=by)
    with pytest.raises(Refused, match="nhiều nhất 1 ảnh"):
        actions.add_check_photo(check, photo(), by=by)
