"""A pile of paper of an ấp is begun."""

from django.test import Client

from hoctap.surveys.campaigns.models import Campaign
from hoctap.surveys.models import PaperBatch
from tests.world import World


def test_a_pile_has_a_name_of_its_own_in_its_ap(world: World, campaign: Campaign, client: Client):
    url = f"/surveys/{campaign.pk}/batches/new/"
    client.force_login(world.hung)
    assert "Hãy ghi tên tập phiếu" in client.post(url, {"hamlet": str(world.hamlet.pk)}).content.decode()
    typed = {"hamlet": str(world.hamlet.pk), "label": "Tập 1, Tổ 3"}
    batch_url = client.post(url, typed)["Location"]
    batch = PaperBatch.objects.get()
    assert batch_url == f"/surveys/batches/{batch.pk}/"
    assert "Hãy mở tập ấy nhập tiếp" in client.post(url, typed).content.decode()
    assert f'href="{batch_url}"' in client.get(url).content.decode()
    assert client.post(url, {**typed, "hamlet": str(world.hamlet_2.pk)}).status_code == 422
