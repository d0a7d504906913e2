"""An organisation ends, with the one that follows it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.places import actions, queries
from hoctap.places.lineage import Change
from hoctap.places.models import OrganisationKind
from tests.world import World, make_organisation


def test_it_ends_with_its_paper_and_its_successor(world: World, client: Client):
    joint = make_organisation(OrganisationKind.OTHER, "Hội Khuyến học chung", "HKH", world.commune)
    client.force_login(world.lan)
    url = reverse("organisation_end", args=[world.association.pk])
    typed = {"on": "2026-01-15", "decision": "9/QĐ-UBND", "successor": str(joint.pk)}
    body = client.post(url, typed, follow=True).content.decode()
    assert "Kết thúc từ 15/01/2026 (9/QĐ-UBND), kế tục bởi Hội Khuyến học chung." in body
    for year, who in [(2025, world.association), (2026, world.association), (2027, None)]:
        assert queries.organisation_in(world.commune, OrganisationKind.ASSOCIATION, year) == who
    found = queries.organisations_named(world.association.name, dt.date(2026, 2, 1), within=world.commune)
    assert found == []


def test_what_cannot_end_is_refused(world: World, client: Client):
    by, change = world.actor(world.lan), Change(dt.date(2026, 1, 15))
    client.force_login(world.lan)
    url = reverse("organisation_end", args=[world.association.pk])
    response = client.post(url, {"on": "2199-01-01"})
    assert (response.status_code, "chưa đến" in response.content.decode()) == (422, True)
    with pytest.raises(Refused, match="không nhập vào chính nó"):
        actions.end_organisation(world.association, change=change, successor=world.association, by=by)
    actions.end_organisation(world.association, change=change, by=by)
    with pytest.raises(Refused, match="đã kết thúc từ ngày 15/01/2026"):
        actions.end_organisation(world.association, change=change, by=by)
    with pytest.raises(Refused, match="đã kết thúc trước ngày đó"):
        actions.end_organisation(world.committee, change=change, successor=world.association, by=by)


def test_from_another_commune_it_is_forbidden(world: World, client: Client):
    client.force_login(world.oanh)
    assert client.get(reverse("organisation_end", args=[world.association.pk])).status_code == 404
    with pytest.raises(Forbidden):
        actions.end_organisation(
            world.association, change=Change(dt.date(2026, 1, 15)), by=world.actor(world.oanh)
        )
