"""Titles that a place added of its own."""

from tests.criteria.drafts import READING, local_title
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

ADDRESS = "/criteria/titles/"


def test_those_of_the_place_and_above_it(world: World) -> None:
    local_title(world)
    local_title(world, world.district, world.bich, name="Xóm đèn sách")
    page = shown(sign_in(world.lan).get(ADDRESS))
    assert READING in page
    assert "Xóm đèn sách" in page
    assert "Thêm danh hiệu" in page
    next_door = shown(sign_in(world.oanh).get(ADDRESS))
    assert READING not in next_door
    assert "Xóm đèn sách" in next_door
    head = shown(sign_in(world.hung).get(ADDRESS))
    assert READING in head
    assert "Thêm danh hiệu" not in head


def test_it_takes_a_fixed_number_of_queries(world: World) -> None:
    lan = sign_in(world.lan)
    few = queries_of(lan, ADDRESS)
    for number in range(4):
        local_title(world, name=f"Danh hiệu {number}")
    assert queries_of(lan, ADDRESS) == few
