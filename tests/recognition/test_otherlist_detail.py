"""One decision of another title: whom it names; taken back with a reason."""

import pytest
from django.urls import reverse

from hoctap.core.refusals import Forbidden
from hoctap.recognition.models import OtherList
from hoctap.recognition.other_titles import actions
from hoctap.recognition.other_titles.subjects import other_titles_of_person
from tests.recognition.beside import decision
from tests.recognition.hands import queries_of, refused, shown, sign_in
from tests.world import World, make_household


@pytest.fixture
def other(world: World) -> OtherList:
    make_household(world.hamlet, "Lê Văn Một")
    return actions.list_other_title(
        world.commune, decision(), names="Lê Văn Một; Ấp 1", by=world.actor(world.lan)
    )


def test_whom_it_names_and_that_it_was_taken_back(world: World, other: OtherList):
    lan = sign_in(world.lan)
    body = shown(lan.get(reverse("otherlist_detail", args=[other.pk])))
    assert "Lê Văn Một" in body
    assert "Lấy từ: Danh sách kèm theo quyết định" in body
    away = reverse("otherlist_withdraw", args=[other.pk])
    refused(lan.post(away, {"why": ""}), "Ghi lý do bỏ")
    assert "Đã bỏ: Ghi nhầm" in shown(lan.post(away, {"why": "Ghi nhầm"}, follow=True))
    refused(lan.post(away, {"why": "x"}), "đã bỏ rồi")


def test_a_person_is_told_of_the_titles_of_his_family(world: World, other: OtherList):
    holder = other.holders.get()
    assert holder.household is not None
    (part,) = other_titles_of_person(holder.household.head)
    assert part.rows[0]["Danh hiệu"] == "Gia đình văn hóa"
    assert "77/QĐ-UBND" in part.rows[0]["Quyết định"]


def test_others_see_none_and_readers_change_none(world: World, other: OtherList):
    address = reverse("otherlist_detail", args=[other.pk])
    assert sign_in(world.oanh).get(address).status_code == 404
    assert "Bỏ danh sách này" not in shown(sign_in(world.bich).get(address))
    with pytest.raises(Forbidden):
        actions.withdraw_other_list(other, why="x", by=world.actor(world.bich))
    away = reverse("otherlist_withdraw", args=[other.pk])
    assert sign_in(world.oanh).post(away, {"why": "x"}).status_code == 404


def test_the_page_takes_the_same_queries_for_one_and_for_nine(world: World, other: OtherList):
    lan = sign_in(world.lan)
    address = reverse("otherlist_detail", args=[other.pk])
    before = queries_of(lan, address)
    for number in range(8):
        family = make_household(world.hamlet, f"Lê {number}")
        other.holders.create(household=family, place=world.hamlet, name=f"Lê {number}")
    assert queries_of(lan, address) == before <= 14
