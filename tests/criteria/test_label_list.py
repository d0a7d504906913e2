"""Which words of indicators hold at a place, and the printed pages they come from."""

from tests.criteria.test_label_new import all_of, edition, enter
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

ADDRESS = "/criteria/labels/"


def test_the_page_of_labels_takes_a_fixed_number_of_queries(world: World):
    edition()
    lan = sign_in(world.lan)
    few = queries_of(lan, ADDRESS)
    for _ in range(4):
        enter(world, all_of())
    assert queries_of(lan, ADDRESS) == few


def test_each_indicator_says_where_its_words_come_from(world: World):
    edition()
    lan = sign_in(world.lan)
    assert "chưa nhập theo bản in của văn bản" in shown(lan.get(ADDRESS))
    enter(world, {"CD1": {"": "Tên in một"}})
    page = shown(lan.get(ADDRESS))
    assert page.count("bản dự thảo 2020") == 9 + 1, "nine indicators and the mark above them"
    assert "Tên in một" in page
    enter(world, all_of(), place=world.district, who=world.bich)
    page = shown(lan.get(ADDRESS))
    assert "đã nhập theo bản in" in page
    assert "bản dự thảo 2020" not in page


def test_the_neighbour_sees_his_own_place_and_the_head_of_a_hamlet_nothing(world: World):
    enter(world, all_of())
    assert "Tên in 1" not in shown(sign_in(world.oanh).get(ADDRESS + f"?place={world.commune.pk}"))
    assert sign_in(world.hung).get(ADDRESS).status_code == 403
