"""Pairs of photos that look alike, waiting for somebody who may see both."""

from django.urls import reverse

from hoctap.evidence import actions, work
from hoctap.evidence.models import HOUSEHOLD, PhotoPair, Subject
from tests.evidence.pictures import jpeg, scene
from tests.evidence.test_actions import add
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World, make_household

URL = "/evidence/pairs/"


def pairs(world: World, count: int = 1, start: int = 0) -> list[PhotoPair]:
    for number in range(start, start + count):
        for name in (f"Võ Thị Sáu {number}", f"Lý Văn Bảy {number}"):
            household = make_household(world.hamlet, name)
            add(world, content=jpeg(scene(number)), about=Subject(HOUSEHOLD, household.pk))
    return list(PhotoPair.objects.order_by("id"))


def test_it_names_both_families_and_waits_on_the_home_page(world: World):
    (pair,) = pairs(world)
    for person in (world.lan, world.hung):
        body = shown(sign_in(person).get(URL))
        assert "Hộ Võ Thị Sáu 0" in body
        assert "Hộ Lý Văn Bảy 0" in body
        assert reverse("pair_detail", args=[pair.pk]) in body
        (item,) = work.work_items(world.actor(person))
        assert item.title.startswith("Xem 1 cặp ảnh")
    actions.answer_pair(pair, "different", by=world.actor(world.lan))
    assert "Không có cặp ảnh nào chờ xem" in shown(sign_in(world.lan).get(URL))
    assert work.work_items(world.actor(world.lan)) == []


def test_nobody_sees_a_pair_of_which_one_is_not_his(world: World):
    """The head of Ấp 1 does not learn of a family of Ấp 2; the commune does."""
    (pair,) = pairs(world)
    pair.later.place = world.hamlet_2
    pair.later.save()
    assert "Võ Thị Sáu" not in shown(sign_in(world.hung).get(URL))
    assert work.work_items(world.actor(world.hung)) == []
    assert "Võ Thị Sáu" in shown(sign_in(world.lan).get(URL))
    assert "Võ Thị Sáu" not in shown(sign_in(world.oanh).get(URL))
    assert sign_in(world.minh).get(URL).status_code == 403
    assert work.work_items(world.actor(world.minh)) == []


def test_it_takes_the_same_queries_however_many_there_are(world: World):
    pairs(world, 1)
    few = queries_of(sign_in(world.lan), URL)
    pairs(world, 3, start=1)
    assert queries_of(sign_in(world.lan), URL) == few <= 9
