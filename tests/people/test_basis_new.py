"""What a person says to the use of his data."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden
from hoctap.people import actions
from hoctap.people.models import DataBasis
from hoctap.people.subject_queries import may_publish
from tests.world import World, make_household

SAID = {
    "purpose": "publication",
    "agrees": "yes",
    "given_on": today().isoformat(),
    "channel": "paper",
    "notice_version": "thông báo 01/10/2026",
}


def test_a_consent_has_a_receipt_and_a_later_no_replaces_it(world: World, client: Client):
    person = make_household(world.hamlet, "Lê Văn Dân").head
    client.force_login(world.lan)
    url = reverse("basis_new", args=[person.pk])
    page = client.get(url).content.decode()
    assert "Im lặng không phải là đồng ý" in page
    assert " checked" not in page, "nothing is ticked beforehand"
    client.post(url, SAID)
    assert may_publish(person, world.commune)
    client.post(url, SAID | {"agrees": "no", "channel": "phone"})
    assert not may_publish(person, world.commune)
    assert [(one.receipt_number, one.basis, one.withdrawn_on) for one in person.bases.order_by("id")] == [
        (1, "consent", today()),
        (2, "objection", None),
    ]
    assert "Người dân không đồng ý" in client.get(reverse("person_detail", args=[person.pk])).content.decode()


def test_an_empty_answer_is_no_consent_and_a_child_needs_his_guardian(world: World, client: Client):
    child = make_household(world.hamlet, "Lê Thị Nhỏ", birth_year=today().year - 10).head
    client.force_login(world.lan)
    url = reverse("basis_new", args=[child.pk])
    for changes, words in [
        ({"agrees": ""}, "đồng ý hay không đồng ý"),
        ({"notice_version": ""}, "bản thông báo"),
        ({}, "cha, mẹ hoặc người giám hộ đồng ý"),
        ({"guardian": "Lê Văn Cha"}, "Trẻ từ 7 tuổi cũng phải đồng ý"),
    ]:
        response = client.post(url, SAID | changes)
        assert response.status_code == 422
        assert words in response.content.decode()
    assert not DataBasis.objects.exists()
    client.post(url, SAID | {"guardian": "Lê Văn Cha", "child_agrees": "on"})
    assert DataBasis.objects.get().guardian == "Lê Văn Cha"


def test_the_next_commune_writes_nothing(world: World):
    person = make_household(world.hamlet, "Lê Văn Dân").head
    with pytest.raises(Forbidden):
        actions.record_consent(
            person,
            purpose="phone",
            agrees=True,
            given_on=today(),
            channel="paper",
            notice_version="1",
            by=world.actor(world.oanh),
        )
