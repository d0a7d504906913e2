"""A course, a workshop or a piece of self-study enters the file."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.centres.training.models import Training
from tests.world import World

TYPED = {
    "kind": "workshop",
    "name": "Tập huấn hoạt động trung tâm",
    "organiser": "Hội Khuyến học xã",
    "starts_on": "2025-05-06",
    "ends_on": "2025-05-07",
    "hours": "16",
}


@pytest.mark.requirement("S2-79")
def test_the_association_records_the_workshop_it_held(
    world: World, director: User, centre: Centre, client: Client
):
    url = f"/centres/{centre.pk}/training/new/"
    client.force_login(world.lan)
    assert client.get(url).status_code == 200
    answer = client.post(url, TYPED)
    training = Training.objects.get()
    assert answer["Location"] == f"/centres/training/{training.pk}/"
    assert (training.kind, training.hours, training.is_it) == ("workshop", 16, False)
    client.force_login(world.minh)  # reads only
    assert client.get(url).status_code == 404
    client.force_login(world.oanh)
    assert client.post(url, TYPED).status_code == 404
    assert Training.objects.count() == 1


def test_it_says_who_held_it_and_when(world: World, director: User, centre: Centre, client: Client):
    url = f"/centres/{centre.pk}/training/new/"
    client.force_login(director)
    page = client.post(url, {**TYPED, "name": "", "organiser": "", "ends_on": "2025-05-01"}).content.decode()
    assert "Hãy ghi nội dung" in page
    assert "Hãy ghi đơn vị tổ chức" in page
    assert "Ngày cuối không trước ngày đầu" in page
    later = {**TYPED, "starts_on": "2199-01-01", "ends_on": "2199-01-01"}
    assert "chưa tới" in client.post(url, later).content.decode()
    assert not Training.objects.exists()
    assert client.post(url, {**TYPED, "kind": "self", "organiser": ""}).status_code == 302
