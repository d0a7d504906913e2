"""A briefing: which documents, how many came."""

from django.test import Client

from hoctap.associations import actions
from tests.associations import hands
from tests.world import World


def test_names_are_for_who_keeps_the_books_and_heads_are_said_to_be_no_persons(world: World, client: Client):
    by = world.actor(world.lan)
    chapter = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=by)
    who = hands.member(world.association, "Đặng Thị Bông", by=by)
    briefing = hands.briefing(world.association, by=by)
    actions.record_briefed(briefing, names={who.pk}, heads={chapter.pk: "20"}, by=by)
    url = f"/associations/briefings/{briefing.pk}/"
    for user, named in ((world.lan, True), (world.minh, False)):
        client.force_login(user)
        page = client.get(url).content.decode()
        assert "21 người" in page
        assert "không tính được mỗi người một lần" in page
        assert ("Đặng Thị Bông" in page) == named
        assert ("Ghi ai đã dự" in page) == named
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
