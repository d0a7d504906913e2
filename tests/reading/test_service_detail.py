"""The services of one institution with what shows that they run."""

import datetime as dt

from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.reading.services.actions import add_service
from tests.evidence.pictures import jpeg, scene
from tests.reading.hands import BY
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def test_with_its_evidence_and_only_for_its_readers(world: World, librarian: User, library: Library):
    url = f"/reading/services/{library.pk}/"
    made = add_service(library, name="Góc học tập", from_on=dt.date(2024, 1, 1), file=jpeg(scene(1)), by=BY)
    client = sign_in(librarian)
    page = shown(client.get(url))
    assert "Góc học tập" in page
    assert "chưa kiểm chứng" in page
    file = reverse("service_file", args=[made.pk])
    assert client.get(file)["Content-Type"] == "image/jpeg"
    for other in (url, file):
        assert sign_in(world.oanh).get(other).status_code == 404
    noted = add_service(library, name="Đọc cho trẻ", from_on=dt.date(2024, 1, 1), evidence="Sổ", by=BY)
    assert client.get(f"/reading/services/one/{noted.pk}/file/").status_code == 404
    before = queries_of(client, url)
    add_service(library, name="Tra cứu", from_on=dt.date(2024, 1, 1), evidence="Sổ", by=BY)
    assert queries_of(client, url) == before
