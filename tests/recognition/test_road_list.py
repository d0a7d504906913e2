"""Which road holds at a place, and where it ends."""

from django.urls import reverse

from hoctap.recognition import actions
from tests.recognition.hands import shown, sign_in
from tests.recognition.test_roads import make_road
from tests.season import Season


def test_each_title_shows_its_steps_and_how_sure_they_are(opened: Season):
    body = shown(sign_in(opened.officer).get("/recognition/roads/"))
    assert "Gia đình học tập" in body
    assert "Công dân học tập" in body
    assert "theo thực tế, chờ hướng dẫn" in body
    assert "15/11" in body
    assert "hệ thống chưa theo dõi, chưa nhắc bước này" in body


def test_an_own_road_is_shown_and_ended(opened: Season):
    road = make_road(opened.commune)
    lan = sign_in(opened.officer)
    assert "Của Tân Kiều" in shown(lan.get("/recognition/roads/"))
    assert "Đã thôi áp dụng" in shown(lan.post(reverse("road_end", args=[road.pk]), follow=True))
    assert "đã thôi áp dụng" in shown(lan.post(reverse("road_end", args=[road.pk]), follow=True))


def test_others_neither_see_nor_end_it(opened: Season):
    road = make_road(opened.commune)
    assert "Của Tân Kiều" not in shown(sign_in(opened.world.oanh).get("/recognition/roads/"))
    assert sign_in(opened.world.oanh).post(reverse("road_end", args=[road.pk])).status_code == 404
    assert sign_in(opened.head).get("/recognition/roads/").status_code == 403
    road.refresh_from_db()
    assert road.valid_to is None
    actions.end_road(road, by=opened.by(opened.officer))
