"""What a merger was, for good."""

import datetime as dt

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres import actions as centres
from hoctap.centres.merging import actions
from hoctap.centres.models import Centre, CentreMerger
from tests.world import World


def test_counts_decision_and_old_names(world: World, director: User, centre: Centre, client: Client):
    by = world.actor(director)
    other = centres.register_centre(world.commune, "Trung tâm thứ hai", by=by)
    merger = actions.merge_centres(
        centre,
        [other],
        on=dt.date(2025, 9, 1),
        decision_number="30/QĐ-UBND",
        decision_on=dt.date(2025, 8, 1),
        by=by,
    )
    url = reverse("merger_detail", args=[merger.pk])
    client.force_login(world.lan)
    page = client.get(url).content.decode()
    assert "Trung tâm thứ hai" in page
    assert "bằng nhau" in page
    assert "30/QĐ-UBND" in client.get(f"/centres/{other.pk}/file/").content.decode()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        CentreMerger.objects.update(counted=[])
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
