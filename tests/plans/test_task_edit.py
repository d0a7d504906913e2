from django.test import Client
from django.urls import reverse

from hoctap.plans.models import Task
from tests.world import World


def test_a_task_is_corrected_and_shows_what_it_holds(world: World, given: Task, client: Client):
    client.force_login(world.bich)
    page = reverse("task_edit", args=[given.pk])
    body = client.get(page).text
    assert "trước 15/11/2024" in body
    sent = {
        "text": "Gửi kết quả và danh sách",
        "role": "lead",
        "recurrence": "once",
        "each": ["peoples_committee"],
        "before": "trước 20/11/2024",
    }
    assert client.post(page, sent).status_code == 302
    given.refresh_from_db()
    assert given.text == "Gửi kết quả và danh sách"
    assert {one.before_on.day for one in given.instances.all()} == {20}


def test_a_given_task_is_stopped_with_its_reason(world: World, given: Task, client: Client):
    client.force_login(world.bich)
    page = reverse("task_drop", args=[given.pk])
    refused = client.post(page, {"why": ""})
    assert refused.status_code == 422
    assert "ghi lý do thôi giao" in refused.text
    assert client.post(page, {"why": "Văn bản mới bỏ"}).status_code == 302
    assert set(given.instances.values_list("state", flat=True)) == {"stopped"}


def test_an_outsider_may_not(world: World, given: Task, client: Client):
    client.force_login(world.lan)
    assert client.get(reverse("task_edit", args=[given.pk])).status_code == 403
    assert client.post(reverse("task_drop", args=[given.pk]), {"why": "x"}).status_code == 403
