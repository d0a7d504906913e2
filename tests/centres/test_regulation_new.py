"""The operating regulation with its signed copy."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.models import Centre, Regulation
from tests.season import SCAN
from tests.world import World


@pytest.mark.requirement("S2-57")
def test_the_signed_copy_is_kept_and_opened_by_its_people(
    world: World, director: User, centre: Centre, client: Client
):
    def typed(content: bytes = SCAN, **more: str) -> dict[str, object]:
        file = SimpleUploadedFile("quy-che.pdf", content, content_type="application/pdf")
        return {"number": "01/QC", "issued_on": "2024-03-01", "file": file, **more}

    url = f"/centres/{centre.pk}/file/regulation/new/"
    client.force_login(director)
    assert client.get(url).status_code == 200
    assert client.post(url, typed(b"MZ program")).status_code == 422
    assert client.post(url, {"number": "01/QC", "issued_on": "2024-03-01"}).status_code == 422
    assert client.post(url, typed(number=" ")).status_code == 422
    assert "chưa tới" in client.post(url, typed(issued_on="2199-01-01")).content.decode()
    assert client.post(url, typed()).status_code == 302
    assert "đã có trong hồ sơ" in client.post(url, typed()).content.decode()
    row = Regulation.objects.get()
    file = client.get(reverse("regulation_file", args=[row.pk]))
    assert file.content == SCAN
    client.force_login(world.oanh)
    assert client.get(reverse("regulation_file", args=[row.pk])).status_code == 404
    assert client.post(url, typed()).status_code == 403
