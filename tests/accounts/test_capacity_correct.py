"""A position that was written wrongly is put right, with a reason, and keeps what it said before."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from hoctap.papers.models import Paper, PaperState
from tests.world import World


def form(**other: str) -> dict[str, str]:
    usual = {
        "title": "Phó Chủ tịch UBND xã",
        "starts_on": "2021-03-01",
        "ends_on": "",
        "decision": "12/QĐ-UBND ngày 01/03/2021",
        "why": "ghi nhầm chức vụ so với quyết định",
    }
    return {**usual, **other}


def test_it_says_the_new_words_and_shows_the_old_ones_with_the_reason(world: World, client: Client):
    client.force_login(world.admin)
    capacity = world.minh.capacities.get()
    url = reverse("capacity_correct", args=[capacity.pk])
    assert client.post(url, form()).status_code == 302
    capacity.refresh_from_db()
    assert (capacity.title, capacity.starts_on) == ("Phó Chủ tịch UBND xã", dt.date(2021, 3, 1))
    body = client.get(url).content.decode()
    assert "trước đó ghi “Chủ tịch UBND xã, từ 2020-01-01" in body
    assert "ghi nhầm chức vụ so với quyết định" in body


def test_without_a_reason_or_with_an_end_before_the_beginning_it_is_refused(world: World, client: Client):
    client.force_login(world.admin)
    url = reverse("capacity_correct", args=[world.minh.capacities.get().pk])
    refused = client.post(url, form(why="nhầm", ends_on="2020-01-01"))
    assert refused.status_code == 422
    assert "Hãy ghi lý do sửa" in refused.text
    assert "Ngày kết thúc phải sau ngày bắt đầu" in refused.text


def test_a_paper_signed_in_it_keeps_the_ground_under_it(world: World, client: Client):
    capacity = world.minh.capacities.get()
    Paper.objects.create(
        kind="decision",
        issuer=world.committee,
        place=world.commune,
        year=2020,
        title="Quyết định năm 2020",
        state=PaperState.SIGNED,
        number=5,
        dated_on=dt.date(2020, 6, 1),
        signed_recorded_at=dt.datetime(2020, 6, 2, tzinfo=dt.UTC),
        signed_recorded_by=world.minh,
        signing_capacity=capacity,
    )
    client.force_login(world.admin)
    refused = client.post(reverse("capacity_correct", args=[capacity.pk]), form())
    assert refused.status_code == 422
    assert "đã ký Quyết định 05/QĐ-UBND" in refused.text


def test_the_admin_cannot_correct_himself_out_of_his_right(world: World, client: Client):
    client.force_login(world.admin)
    url = reverse("capacity_correct", args=[world.admin.capacities.get().pk])
    refused = client.post(url, form(ends_on="2022-01-01"))
    assert refused.status_code == 422
    assert "mất quyền từ hôm nay" in refused.text
