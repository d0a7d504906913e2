"""Paper is typed in as a list: a row a sheet, choices by their number on the sheet."""

import pytest
from django.test import Client

from hoctap.core.actor import Actor
from hoctap.surveys.answering import actions
from hoctap.surveys.answering.models import PaperBatch
from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.models import Response
from tests.world import World


@pytest.fixture
def batch(world: World, campaign: Campaign, by: Actor) -> PaperBatch:
    return actions.begin_batch(campaign, world.hamlet, "Tập 1", by=by)


@pytest.mark.requirement("S4-31")
def test_rows_become_sheets_and_empty_rows_none(world: World, batch: PaperBatch, client: Client):
    """Paper entry by a volunteer."""
    url = f"/surveys/batches/{batch.pk}/"
    client.force_login(world.hung)
    assert "Kỹ thuật trồng trọt" in client.get(url).content.decode()
    typed = {
        "row-0-chu_de": "1 2",
        "row-0-tuoi": "40",
        "row-0-dien_thoai": "1",
        "row-3-chu_de": "3",
        "row-3-dieu_khac": "đan lát",
    }
    assert client.post(url, typed)["Location"] == url
    first, second = sorted(Response.objects.all(), key=lambda one: one.topics)
    assert first.answers == {"chu_de": ["crops", "talent"], "tuoi": 40, "dien_thoai": "yes"}
    assert second.answers == {"chu_de": ["khac"], "dieu_khac": "đan lát"}
    assert {one.batch for one in (first, second)} == {batch}
    assert "đan lát" in client.get(url).content.decode()


def test_all_or_none_and_each_mistake_by_its_sheet(world: World, batch: PaperBatch, client: Client):
    client.force_login(world.hung)
    typed = {
        "row-0-chu_de": "1",
        "row-1-chu_de": "9",
        "row-2-chu_de": "1",
        "row-2-tuoi": "12",
        "row-2-dien_thoai": "1",
        "row-4-tuoi": "abc",
        "row-5-chu_de": "1",
        "row-5-tuoi": "30",
        "row-5-dien_thoai": "1 2",
    }
    refused = client.post(f"/surveys/batches/{batch.pk}/", typed)
    text = refused.content.decode()
    assert refused.status_code == 422
    for told in (
        "Phiếu 2, câu 1: không có lựa chọn số “9”, chỉ có từ 1 đến 3",
        "Phiếu 3, câu 4: theo các câu trước thì không hỏi câu này",
        "Phiếu 5, câu 1: hãy chọn câu trả lời.",
        "Phiếu 5, câu 3: hãy ghi một số nguyên, ví dụ 3.",
        "Phiếu 6, câu 4: câu này chỉ chọn một",
    ):
        assert told in text
    assert 'value="abc"' in text
    assert not Response.objects.exists()
    assert "Chưa ghi phiếu nào." in client.post(f"/surveys/batches/{batch.pk}/", {}).content.decode()


def test_who_does_not_enter_there_does_not_find_it(world: World, batch: PaperBatch, client: Client):
    for user, status in ((world.oanh, 404), (world.bich, 403), (world.lan, 200)):
        client.force_login(user)
        assert client.get(f"/surveys/batches/{batch.pk}/").status_code == status
