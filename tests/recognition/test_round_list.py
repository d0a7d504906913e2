"""The rounds that a person may see."""

from django.urls import reverse

from tests.figures import make_round
from tests.recognition.hands import queries_of, shown, sign_in
from tests.season import Season
from tests.world import World, make_place

ADDRESS = "/recognition/rounds/"


def test_everyone_of_the_commune_and_above_finds_the_round_with_its_mark(opened: Season):
    for person in (opened.officer, opened.head, opened.chair, opened.admin, opened.world.bich):
        body = shown(sign_in(person).get(reverse("round_list")))
        assert "Gia đình học tập năm 2024" in body
        assert "Tân Kiều" in body
        assert "mẫu chưa xác thực" in body
        assert "trước ngày 15/11/2024" in body


def test_only_who_may_open_a_round_is_offered_to(opened: Season):
    assert reverse("round_new") in shown(sign_in(opened.officer).get(ADDRESS))
    assert reverse("round_new") not in shown(sign_in(opened.head).get(ADDRESS))


def test_the_officer_of_the_next_commune_finds_nothing_and_is_told_what_to_do_first(opened: Season):
    body = shown(sign_in(opened.world.oanh).get(ADDRESS))
    assert "Chưa có đợt công nhận nào" in body
    assert "Tân Kiều" not in body
    assert str(opened.round.pk) not in body


def test_the_list_takes_the_same_queries_however_many_rounds_there_are(world: World):
    bich = sign_in(world.bich)
    make_round(world.commune, world.edition)
    few = queries_of(bich, ADDRESS)
    for number in range(12):
        place = make_place("commune", "xã", f"Xã số {number}", world.district, code=f"3020{number:02d}")
        make_round(place, world.edition)
    assert queries_of(bich, ADDRESS) == few <= 10
