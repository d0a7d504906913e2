"""Letting one person off one rule: named, reasoned, bounded, by somebody else."""

from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import DutyWaiver
from hoctap.core.dates import today
from tests.world import World

RULE = "decision_not_signed_by_its_preparer"


def form(world: World, **other: str) -> dict[str, str]:
    usual = {
        "person": str(world.lan.pk),
        "rule": RULE,
        "why": "Xã chỉ có ba công chức, một người nghỉ thai sản",
        "decision": "15/TB-UBND ngày 03/11/2026",
        "starts_on": "",
        "until": today().isoformat(),
    }
    return {**usual, **other}


def test_it_is_on_record_with_who_whom_what_until_when_why_and_by_which_paper(world: World, client: Client):
    client.force_login(world.minh)
    url = reverse("dutywaiver_new", args=[world.commune.pk])
    assert client.post(url, form(world)).status_code == 302
    one = DutyWaiver.objects.get()
    assert (one.user, one.waived_by_user, one.rule, one.until) == (world.lan, world.minh, RULE, today())
    assert one.decision == "15/TB-UBND ngày 03/11/2026"


def test_nobody_waives_for_himself(world: World, client: Client):
    client.force_login(world.minh)
    url = reverse("dutywaiver_new", args=[world.commune.pk])
    refused = client.post(url, form(world, person=str(world.minh.pk)))
    assert refused.status_code == 422
    assert "Không tự cho phép mình được" in refused.text
    assert not DutyWaiver.objects.exists()


def test_somebody_of_the_next_commune_is_not_offered(world: World, client: Client):
    client.force_login(world.minh)
    url = reverse("dutywaiver_new", args=[world.commune.pk])
    assert "Phạm Thị Oanh" not in client.get(url).content.decode()
    refused = client.post(url, form(world, person=str(world.oanh.pk)))
    assert refused.status_code == 422
    assert "không làm việc ở đây" in refused.text
