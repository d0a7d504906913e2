"""A member is written down by name."""

from django.test import Client

from hoctap.associations.models import Member
from tests.associations import hands
from tests.world import World


def test_two_of_one_name_need_their_birth_years(world: World, client: Client):
    chapter = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=world.actor(world.lan))
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/members/new/"
    first = {"full_name": " Đặng  Thị Bông ", "birth_year": "1960", "chapter": str(chapter.pk)}
    assert client.post(url, first).status_code == 302
    assert Member.objects.get().full_name == "Đặng Thị Bông"
    again = client.post(url, {"full_name": "đặng thị bông"})
    assert again.status_code == 422
    assert "Danh sách đã có Đặng Thị Bông, sinh 1960" in again.content.decode()
    assert client.post(url, {"full_name": "Đặng Thị Bông", "birth_year": "1981"}).status_code == 302
    assert client.post(url, {"full_name": "Ai", "birth_year": "1800"}).status_code == 422
    assert client.post(url, {"full_name": " "}).status_code == 422


def test_what_is_sent_twice_is_done_once(world: World, client: Client):
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/members/new/"
    typed = {"full_name": "Lâm Văn Hai", "form_key": "k" * 20}
    for _ in range(2):
        assert client.post(url, typed).status_code == 302
    assert Member.objects.count() == 1
