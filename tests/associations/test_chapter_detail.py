"""One chapter: who heads it, its members over the years."""

import datetime as dt

from django.test import Client

from tests.associations import hands
from tests.world import World


def test_a_corrected_number_stays_readable_and_does_not_count(world: World, client: Client):
    by = world.actor(world.lan)
    chapter = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=by)
    hands.tally(chapter, 90, on=dt.date(2023, 6, 30), by=by)
    hands.tally(chapter, 100, by=by)
    hands.tally(chapter, 101, by=by)
    hands.officer(world.association, "Lâm Văn Trưởng", "head", chapter=chapter, by=by)
    url = f"/associations/chapters/{chapter.pk}/"
    client.force_login(world.hung)
    page = client.get(url).content.decode()
    assert page.count("đang tính") == 2
    assert page.count("đã ghi lại") == 1
    assert "Lâm Văn Trưởng" in page
    assert f"/associations/{world.association.pk}/" not in page, "no link to what he may not open"
    assert "Sửa" not in page
    client.force_login(world.oanh)
    assert client.get(url).status_code == 404
