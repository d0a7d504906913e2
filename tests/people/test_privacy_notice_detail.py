"""One version of the privacy notice, and the receipts that point to it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.people import actions
from hoctap.people.models import PrivacyNotice
from tests.world import World, make_household


def written(world: World, body: str = "Xã giữ họ tên.\nĐể xét danh hiệu.", days: int = 0) -> PrivacyNotice:
    return actions.write_privacy_notice(
        world.commune,
        body=body,
        officer_name="Bộ phận một cửa",
        officer_contact="0900 000 000",
        in_force_on=today() + dt.timedelta(days=days),
        by=world.actor(world.admin),
    )


def test_a_receipt_points_to_the_version_that_was_read(world: World, client: Client):
    first = written(world)
    person = make_household(world.hamlet, "Lê Văn Dân").head
    client.force_login(world.lan)
    url = reverse("basis_new", args=[person.pk])
    assert f"{first}" in client.get(url).content.decode()
    said = {"purpose": "publication", "agrees": "yes", "given_on": today().isoformat(), "channel": "paper"}
    assert client.post(url, said).status_code == 422, "no version was named"
    client.post(url, said | {"notice": str(first.pk)})
    basis = person.bases.get()
    assert (basis.notice, basis.notice_version) == (first, str(first))
    written(world, "Lời khác")
    receipt = client.get(reverse("basis_detail", args=[basis.pk])).content.decode()
    assert "bản số 1" in receipt
    assert "Bộ phận một cửa" in receipt
    page = client.get(reverse("privacy_notice_detail", args=[first.pk])).content.decode()
    assert "Để xét danh hiệu." in page
    assert "Bản khác đang dùng" in page
    client.force_login(world.oanh)
    assert client.get(reverse("privacy_notice_detail", args=[first.pk])).status_code == 404


def test_a_version_of_tomorrow_or_of_another_commune_was_not_read_today(world: World):
    later = written(world, days=3)
    person = make_household(world.hamlet, "Lê Văn Dân").head
    stranger = make_household(world.other_hamlet, "Người Khác").head
    said = {"purpose": "phone", "agrees": True, "given_on": today(), "channel": "paper"}
    with pytest.raises(Refused, match="chưa dùng"):
        actions.record_consent(person, notice=later, by=world.actor(world.lan), **said)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="xã khác"):
        actions.record_consent(stranger, notice=later, by=world.actor(world.oanh), **said)  # type: ignore[arg-type]
