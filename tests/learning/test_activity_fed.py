"""One talk entered once: everything in which it counts."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.learning.models import ProgrammeState
from hoctap.places.models import OrganisationKind
from tests.learning.hands import held_at, line_of, need_at, programme_at
from tests.world import World, make_organisation


@pytest.mark.requirement("S2-05", "S4-32")
def test_it_leads_to_bodies_programme_need_and_reports(world: World, director: User, client: Client):
    farmers = make_organisation(OrganisationKind.OTHER, "Hội Nông dân xã", "HND", world.commune)
    need = need_at(world.hamlet, text="Lúa hữu cơ")
    line = line_of(programme_at(world.commune, state=ProgrammeState.APPROVED), needs=[need])
    activity = held_at(world.hamlet, world.actor(director), kind="embedded", hosts=[farmers.name, "Đoàn xã"])
    activity.line = line
    activity.save()
    client.force_login(world.lan)
    page = client.get(reverse("activity_fed", args=[activity.pk])).content.decode()
    assert f"body={farmers.pk}" in page
    assert "Đoàn xã, đồng chủ trì" in page
    assert "chưa có trong danh sách cơ quan" in page
    assert "đếm một lần" in page
    assert reverse("programme_detail", args=[line.programme_id]) in page
    assert "Nhu cầu: Lúa hữu cơ" in page
    assert "27 lượt" in page
    client.force_login(world.oanh)
    assert client.get(reverse("activity_fed", args=[activity.pk])).status_code == 404
