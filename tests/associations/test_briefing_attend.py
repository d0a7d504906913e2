"""Who came to a briefing: by name, or so many of a chapter."""

import pytest
from django.test import Client

from hoctap.associations.models import Briefing, Chapter, Member
from tests.associations import hands
from tests.world import World


@pytest.fixture
def chapter(world: World) -> Chapter:
    return hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=world.actor(world.lan))


@pytest.fixture
def who(world: World, chapter: Chapter) -> Member:
    return hands.member(world.association, "Đặng Thị Bông", chapter=chapter, by=world.actor(world.lan))


@pytest.fixture
def briefing(world: World) -> Briefing:
    return hands.briefing(world.association, by=world.actor(world.lan))


@pytest.mark.requirement("S3-06", "S4-27")
def test_names_are_ticked_and_taken_back(world: World, who: Member, briefing: Briefing, client: Client):
    client.force_login(world.lan)
    url = f"/associations/briefings/{briefing.pk}/attend/"
    assert client.post(url, {"member": [str(who.pk)]}).status_code == 302
    assert [row.member for row in briefing.briefed.all()] == [who]
    assert "checked" in client.get(url).content.decode()
    assert client.post(url, {}).status_code == 302
    assert not briefing.briefed.exists()


def test_a_chapter_is_counted_in_one_way_only(
    world: World, chapter: Chapter, who: Member, briefing: Briefing, client: Client
):
    hands.tally(chapter, 30, by=world.actor(world.lan))
    client.force_login(world.lan)
    url = f"/associations/briefings/{briefing.pk}/attend/"
    both = client.post(url, {"member": [str(who.pk)], f"people-{chapter.pk}": "20"})
    assert both.status_code == 422
    assert "đã ghi 1 người theo tên" in both.content.decode()
    assert "checked" in both.content.decode()
    many = client.post(url, {f"people-{chapter.pk}": "31"})
    assert "có 30 hội viên, không thể 31 người dự" in many.content.decode()
    assert "không phải số người" in client.post(url, {f"people-{chapter.pk}": "đông"}).content.decode()
    assert not briefing.heads.exists()
    assert client.post(url, {f"people-{chapter.pk}": "25"}).status_code == 302
    assert [(row.chapter, row.people) for row in briefing.heads.all()] == [(chapter, 25)]


def test_nobody_of_another_list(world: World, briefing: Briefing, client: Client):
    foreign = hands.member(
        world.other_commune.organisations.get(), "Người Bên Kia", by=world.actor(world.oanh)
    )
    client.force_login(world.lan)
    url = f"/associations/briefings/{briefing.pk}/attend/"
    for told in (str(foreign.pk), "khong-phai"):
        page = client.post(url, {"member": [told]})
        assert page.status_code == 422
        assert "không trong danh sách" in page.content.decode()
    client.force_login(world.oanh)
    assert client.post(url, {}).status_code == 404
