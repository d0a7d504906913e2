"""Sent back to be put right: by who reviews, or by who was to publish."""

from django.test import Client
from django.urls import reverse

from hoctap.materials import actions
from hoctap.notices.models import Notice
from tests.materials import hands
from tests.materials.conftest import Store


def test_who_reviews_says_what_is_to_be_changed_and_the_writer_is_told(store: Store, client: Client):
    material = store.proposed()
    actions.take_up_review(hands.newest(material), by=store.reviewer)
    url = reverse("material_return", args=[material.pk])
    client.force_login(store.world.admin)
    assert client.get(url).status_code == 200
    silent = client.post(url, {"why": " "})
    assert silent.status_code == 422
    assert "Ghi cần sửa gì" in silent.text
    assert client.post(url, {"why": "Thiếu liều lượng"}).status_code == 302
    assert hands.newest(material).state == "returned"
    assert "Thiếu liều lượng" in Notice.objects.get(user=store.world.lan).text
    actions.propose_version(hands.newest(material), by=store.writer)
    assert hands.newest(material).state == "proposed"


def test_who_publishes_sends_back_what_was_approved(store: Store, client: Client):
    material = store.approved()
    client.force_login(store.world.minh)
    client.post(reverse("material_return", args=[material.pk]), {"why": "Đổi giấy phép"})
    assert hands.newest(material).state == "returned"
    assert hands.newest(material).reviewed_at is None


def test_who_may_neither_is_refused(store: Store, client: Client):
    material = store.approved()
    client.force_login(store.world.admin)
    assert client.post(reverse("material_return", args=[material.pk]), {"why": "x"}).status_code == 403
    client.force_login(store.world.oanh)
    assert client.get(reverse("material_return", args=[material.pk])).status_code == 404
