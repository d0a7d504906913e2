"""KT., TL., TUQ., Q., TM.: in whose name a position signs, from when, by which paper."""

from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from tests.world import World


def form(**other: str) -> dict[str, str]:
    usual = {
        "form": "tl",
        "for_whom": "Chủ tịch",
        "starts_on": today().isoformat(),
        "ends_on": "",
        "decision": "08/TB-UBND ngày 02/01/2026",
    }
    return {**usual, **other}


def test_it_stands_on_the_page_of_the_person(world: World, client: Client):
    client.force_login(world.admin)
    capacity = world.minh.capacities.get()
    assert client.post(reverse("signingauthority_new", args=[capacity.pk]), form()).status_code == 302
    body = client.get(reverse("account_detail", args=[world.minh.pk])).content.decode()
    assert "<strong>TL. Chủ tịch</strong>" in body
    assert "08/TB-UBND" in body


def test_a_second_one_of_the_same_form_waits_for_the_end_of_the_first(world: World, client: Client):
    client.force_login(world.admin)
    url = reverse("signingauthority_new", args=[world.minh.capacities.get().pk])
    client.post(url, form())
    refused = client.post(url, form())
    assert refused.status_code == 422
    assert "Kết thúc cái cũ trước" in refused.text


def test_what_is_missing_is_said_beside_its_field(world: World, client: Client):
    client.force_login(world.admin)
    url = reverse("signingauthority_new", args=[world.minh.capacities.get().pk])
    refused = client.post(url, {})
    assert refused.status_code == 422
    for words in ("Hãy chọn thể thức ký", "Hãy ghi ký thay cho ai", "Hãy ghi văn bản phân công"):
        assert words in refused.text
    early = client.post(url, form(starts_on="2019-01-01"))
    assert "trong thời gian giữ chức vụ này" in early.text


def test_a_chair_is_no_deputy_of_his_own(world: World, client: Client):
    client.force_login(world.admin)
    url = reverse("signingauthority_new", args=[world.minh.capacities.get().pk])
    refused = client.post(url, form(form="kt"))
    assert refused.status_code == 422
    assert "chỉ dành cho cấp phó của Chủ tịch" in refused.text
    unnamed = client.post(url, form(form="tuq", decision=""))
    assert unnamed.status_code == 422
    assert "Hãy ghi văn bản phân công" in unnamed.text
