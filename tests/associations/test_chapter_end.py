"""A chapter stops, or becomes part of another."""

import datetime as dt

from django.test import Client

from hoctap.associations.models import Chapter, Officer
from tests.associations import hands
from tests.world import World


def test_merged_its_people_go_along_and_its_past_stays(world: World, client: Client):
    by = world.actor(world.lan)
    one = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=by)
    two = hands.chapter_of(world.association, world.hamlet_2, "Chi hội Ấp 2", by=by)
    hands.tally(one, 40, on=dt.date(2023, 12, 31), by=by)
    who = hands.member(world.association, "Lâm Văn Một", chapter=one, by=by)
    hands.officer(world.association, "Lâm Văn Một", "head", chapter=one, by=by)
    client.force_login(world.lan)
    url = f"/associations/chapters/{one.pk}/end/"
    typed = {"ended_on": "2024-03-01", "ended_by": "7/NQ-HĐND", "into": str(two.pk)}
    early = client.post(url, {**typed, "ended_on": "2023-06-01"})
    assert early.status_code == 422
    assert "Đã có số hội viên ngày 31/12/2023" in early.content.decode()
    assert client.post(url, {**typed, "ended_by": " "}).status_code == 422
    assert client.post(url, typed).status_code == 302
    one.refresh_from_db()
    who.refresh_from_db()
    assert (one.ended_on, one.merged_into) == (dt.date(2024, 3, 1), two)
    assert who.chapter == two
    assert Officer.objects.get().to_day == dt.date(2024, 3, 1)
    before = client.get(f"/associations/{world.association.pk}/?year=2023").content.decode()
    now = client.get(f"/associations/{world.association.pk}/?year=2024").content.decode()
    assert "Hội viên</dt><dd>40" in before
    assert "nhập vào Chi hội Ấp 2" in now
    again = client.post(url, typed)
    assert again.status_code == 422
    assert "Đã ghi thôi hoạt động" in again.content.decode()


def test_not_into_a_foreign_one(world: World, client: Client):
    mine = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=world.actor(world.lan))
    other = world.other_commune.organisations.get()
    theirs = hands.chapter_of(other, world.other_hamlet, "Chi hội bên kia", by=world.actor(world.oanh))
    client.force_login(world.lan)
    typed = {"ended_on": "2024-03-01", "ended_by": "7/NQ-HĐND", "into": str(theirs.pk)}
    assert client.post(f"/associations/chapters/{mine.pk}/end/", typed).status_code == 422
    assert client.post(f"/associations/chapters/{theirs.pk}/end/", typed).status_code == 404
    assert Chapter.objects.standing().count() == 2
