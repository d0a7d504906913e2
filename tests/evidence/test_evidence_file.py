"""Looking at a photo or PDF."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from hoctap.core import files
from hoctap.evidence import actions
from tests.evidence.test_actions import PDF, add, photo
from tests.world import World


def test_who_may_read_sees_it_in_the_browser_and_nobody_on_the_way_keeps_it(world: World, client: Client):
    evidence = add(world, content=photo())
    for user in (world.hung, world.lan, world.minh, world.bich):
        client.force_login(user)
        response = client.get(reverse("evidence_file", args=[evidence.pk]))
        assert response.content == files.read(evidence.sha256)
        assert response["Content-Type"] == "image/jpeg"
        assert response["Content-Disposition"].startswith("inline; filename=")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "private" in response["Cache-Control"]
    pdf = add(world, content=PDF)
    assert client.get(reverse("evidence_file", args=[pdf.pk]))["Content-Type"] == "application/pdf"


def test_outsiders_the_unsigned_and_the_withdrawn_get_nothing(world: World, client: Client):
    evidence = add(world, content=photo())
    url = reverse("evidence_file", args=[evidence.pk])
    assert client.get(url).status_code == 302
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
    client.force_login(world.lan)
    actions.withdraw_evidence(evidence, "nhầm", by=world.actor(world.lan))
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("lost", [True, False])
def test_a_note_or_a_lost_file_is_not_found_rather_than_broken(world: World, client: Client, lost: bool):
    evidence = add(world, content=photo()) if lost else add(world, "note", "x")
    if lost:
        default_storage.delete(f"{evidence.sha256[:2]}/{evidence.sha256}")
    client.force_login(world.lan)
    assert client.get(reverse("evidence_file", args=[evidence.pk])).status_code == 404
