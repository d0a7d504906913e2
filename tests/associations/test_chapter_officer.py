"""Who heads a chapter."""

from django.test import Client

from hoctap.associations.models import Officer
from tests.associations import hands
from tests.world import World


def test_a_chapter_has_one_head(world: World, client: Client):
    chapter = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=world.actor(world.lan))
    client.force_login(world.lan)
    url = f"/associations/chapters/{chapter.pk}/officer/"
    page = client.get(url).content.decode()
    assert "Chi hội trưởng" in page
    assert "Ban kiểm tra" not in page
    typed = {"position": "head", "full_name": "Lâm Văn Trưởng", "from_day": "2022-01-01"}
    assert client.post(url, typed).status_code == 302
    assert Officer.objects.get().member.chapter == chapter
    second = client.post(url, {**typed, "full_name": "Người Thứ Hai"})
    assert second.status_code == 422
    assert "đang là Lâm Văn Trưởng" in second.content.decode()
    assert client.post(url, {**typed, "position": "deputy", "full_name": "Người Phó"}).status_code == 302
    client.force_login(world.hung)
    assert client.post(url, typed).status_code == 403
