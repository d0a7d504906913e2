"""One movement: goal, units below, titles, reviews."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest
from django.urls import reverse

from hoctap.accounts.models import Capacity, RoleAssignment
from hoctap.core.actor import Actor
from hoctap.core.permissions import Role
from hoctap.movements.campaigns.actions import join_movement, record_result, withdraw_unit
from hoctap.movements.campaigns.models import Movement
from tests.movements.hands import movement_at, result_typed, unit_in
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World, make_place


def _here(movement: Movement) -> str:
    return reverse("movement_detail", args=[movement.pk])


def _figure(page: str, label: str) -> str:
    return page.split(f"<dt>{label}</dt><dd>")[1].split("</dd>")[0]


@pytest.mark.requirement("S1-19")
def test_counts_are_of_units_that_stand_by_their_last_result(world: World, movement: Movement, lan: Actor):
    one, two, three = (unit_in(movement, world.commune, lan, name) for name in ("Một", "Hai", "Ba"))
    join_movement(movement, world.hamlet, "households", [], households=42, by=lan)
    record_result(one, result_typed(people=10, is_met=False), by=lan)
    record_result(one, result_typed(people=30, is_met=True), by=lan)
    record_result(two, result_typed(people=5), by=lan)
    record_result(three, result_typed(people=99, is_met=True), by=lan)
    withdraw_unit(three, why="Giải thể", by=lan)
    page = shown(sign_in(world.lan).get(_here(movement)))
    assert "3 đơn vị" in _figure(page, "Đăng ký")
    assert "42 hộ" in _figure(page, "Đăng ký")
    assert _figure(page, "Đã báo kết quả") == "2"
    assert _figure(page, "Đạt mức đã đăng ký") == "1"
    assert _figure(page, "Người (lượt) tham gia") == "35"


@pytest.mark.requirement("S3-17")
def test_the_district_opens_down_to_the_commune_and_the_hamlet(world: World, wide: Movement, lan: Actor):
    unit_in(wide, world.commune, lan)
    join_movement(wide, world.commune, "hamlet", ["Ấp 1"], by=lan)
    client = sign_in(world.bich)
    above = shown(client.get(_here(wide)))
    row = above.split("Xã Tân Kiều</a>")[1].split("</tr>")[0]
    assert 'data-label="Cộng">2<' in row
    down = shown(client.get(f"{_here(wide)}?place={world.commune.pk}"))
    assert 'data-label="Cộng">1<' in down.split("Ấp 1</a>")[1].split("</tr>")[0]


def test_the_kinds_stand_under_their_own_words_on_a_narrow_page(world: World, wide: Movement, lan: Actor):
    join_movement(wide, world.hamlet, "households", [], households=42, by=lan)
    page = shown(sign_in(world.bich).get(f"{_here(wide)}?place={world.commune.pk}"))
    assert '<th scope="col" class="num-head">Hộ gia đình</th>' in page
    row = page.split(f"{world.hamlet.title}</a></th>")[1].split("</tr>")[0]
    assert 'data-label="Hộ gia đình">1<' in row, "entries, not households"


def test_from_below_one_sees_his_own_place_in_it(world: World, wide: Movement, lan: Actor):
    unit_in(wide, world.commune, lan)
    assert "0 đơn vị" in shown(sign_in(world.oanh).get(_here(wide)))
    ours = shown(sign_in(world.lan).get(_here(wide)))
    assert "Đơn vị ở Xã Tân Kiều" in ours
    assert "Hưng Thạnh" not in ours
    assert sign_in(world.oanh).get(f"{_here(wide)}?place={world.commune.pk}").status_code == 404
    assert sign_in(world.oanh).get(f"{_here(wide)}?place={world.district.pk}").status_code == 404


def test_a_hamlet_head_sees_his_hamlet_and_every_place_that_the_page_links_to(
    world: World, wide: Movement, lan: Actor
):
    join_movement(wide, world.hamlet, "households", [], households=42, by=lan)
    client = sign_in(world.hung)
    page = shown(client.get(_here(wide)))
    assert f"Đơn vị ở {world.hamlet.title}" in page
    assert "42 hộ" in _figure(page, "Đăng ký")
    links = [unescape(one) for one in re.findall(r'href="([^"]*[?&;]place=[^"]*)"', page)]
    assert links
    for link in links:
        assert client.get(urljoin(_here(wide), link)).status_code == 200, link


def test_who_works_elsewhere_too_sees_the_place_that_is_in_the_movement(
    world: World, wide: Movement, lan: Actor
):
    unit_in(wide, world.commune, lan)
    district = make_place("district", "huyện", "An Bình", world.district.parent)
    elsewhere = make_place("commune", "xã", "An Bình", district)
    capacity = Capacity.objects.get(user=world.lan)
    RoleAssignment.objects.create(capacity=capacity, role=Role.ASSOCIATION_OFFICER, place=elsewhere)
    client = sign_in(world.lan)
    page = shown(client.get(_here(wide)))
    assert f"Đơn vị ở {world.commune.title}" in page
    assert client.get(f"{_here(wide)}?place={elsewhere.pk}").status_code == 404
    assert client.get(f"{_here(wide)}?place=x").status_code == 404


def test_next_door_it_does_not_exist(world: World, movement: Movement):
    assert sign_in(world.oanh).get(_here(movement)).status_code == 404
    assert sign_in(world.hung).get(_here(movement)).status_code == 200


def test_more_units_take_no_more_queries(world: World, lan: Actor):
    one = movement_at(world.commune, lan, titles=["learning_family", "learning_clan"], oldest_head=40)
    client = sign_in(world.lan)
    record_result(unit_in(one, world.commune, lan), result_typed(), by=lan)
    before = queries_of(client, _here(one))
    for number in range(4):
        record_result(unit_in(one, world.hamlet, lan, f"Hội {number}"), result_typed(), by=lan)
    assert queries_of(client, _here(one)) == before
