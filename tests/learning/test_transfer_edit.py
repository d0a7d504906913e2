"""An activity is said to have shown a technique."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.learning.models import TechnologyTransfer
from tests.learning.club_hands import held_at, taught
from tests.world import World


@pytest.mark.requirement("S0-35")
def test_agency_technique_and_households_are_kept_and_put_right(world: World, director: User, client: Client):
    activity = taught(world.hamlet, code="technology-transfer")
    url = reverse("transfer_edit", args=[activity.pk])
    client.force_login(director)
    typed = {
        "agency": "Trung tâm Dịch vụ",
        "field": "crops",
        "technique": "1 phải 5 giảm",
        "households": "35",
    }
    for values, says in (
        ({"agency": ""}, "cơ quan chuyển giao"),
        ({"technique": " "}, "Hãy ghi kỹ thuật"),
        ({"field": "space"}, ""),
        ({"households": "50000"}, "quá nhiều"),
        ({"households": "-1"}, "không thể âm"),
    ):
        answer = client.post(url, typed | values)
        assert answer.status_code == 422
        assert says in answer.text
    assert client.post(url, typed).status_code == 302
    assert client.post(url, typed | {"households": ""}).status_code == 302
    row = TechnologyTransfer.objects.get()
    assert (row.agency, row.households) == ("Trung tâm Dịch vụ", None)
    assert client.post(reverse("transfer_drop", args=[activity.pk])).status_code == 302
    assert not TechnologyTransfer.objects.exists()


def test_a_match_shows_no_technique(world: World, director: User, client: Client):
    client.force_login(director)
    url = reverse("transfer_edit", args=[held_at(world.hamlet).activity_id])
    typed = {"agency": "Trung tâm Dịch vụ", "field": "crops", "technique": "1 phải 5 giảm"}
    assert "lớp, chuyên đề hoặc buổi lồng ghép" in client.post(url, typed).text
