"""A hamlet goes on under another commune, with its name told apart from others of the same name."""

import datetime as dt

import pytest

from hoctap.audit.models import Event
from hoctap.core.actor import system_job
from hoctap.core.refusals import Forbidden, Refused
from hoctap.places.carrying import carry_hamlet
from hoctap.places.models import LineageEdge, OrganisationKind, Place
from hoctap.places.rules import CarriedName, names_after_carrying
from tests.world import World, make_place

ON = dt.date(2025, 7, 1)
JOB = system_job("kiểm thử")


@pytest.fixture
def into(world: World) -> Place:
    """Phương Thịnh, which both communes of the world became."""
    new = Place.objects.create(
        level="commune", kind="xã", name="Phương Thịnh", code="30046", parent=world.province, valid_from=ON
    )
    for old in (world.commune, world.other_commune):
        LineageEdge.objects.create(predecessor=old, successor=new, kind=LineageEdge.Kind.MERGE, on=ON)
    return new


# ---------------------------------------------------------------- names


def test_a_name_that_one_old_commune_has_stays():
    assert names_after_carrying(
        [CarriedName("a", "Ấp 1", "xã Mỹ An"), CarriedName("b", "Ấp 2", "xã Tân Kiều")]
    ) == {"a": "Ấp 1", "b": "Ấp 2"}


def test_equal_names_of_two_old_communes_are_told_apart_and_the_word_for_the_kind_does_not_matter():
    assert names_after_carrying(
        [CarriedName("a", "Ấp 1", "xã Mỹ An"), CarriedName("b", "Khóm 1", "thị trấn Mỹ An")]
    ) == {"a": "Ấp 1 (xã Mỹ An cũ)", "b": "Khóm 1 (thị trấn Mỹ An cũ)"}


def test_a_hamlet_named_in_the_new_commune_keeps_its_name():
    assert names_after_carrying([CarriedName("a", "Ấp 1"), CarriedName("b", "Ấp 1", "xã Mỹ An")]) == {
        "a": "Ấp 1",
        "b": "Ấp 1 (xã Mỹ An cũ)",
    }


def test_two_old_communes_of_one_name_are_told_apart_by_what_they_lay_in():
    assert names_after_carrying(
        [
            CarriedName("a", "Ấp 1", "xã Mỹ An", "huyện Tháp Mười"),
            CarriedName("b", "Ấp 1", "xã Mỹ An", "huyện Mang Thít"),
        ]
    ) == {"a": "Ấp 1 (xã Mỹ An cũ, huyện Tháp Mười)", "b": "Ấp 1 (xã Mỹ An cũ, huyện Mang Thít)"}


def test_carrying_one_by_one_names_as_carrying_all_at_once():
    three = [CarriedName(str(n), "Ấp 1", f"xã Số {n}") for n in range(3)]
    known: list[CarriedName] = []
    for one in three:
        known.append(one)
        names = names_after_carrying(known)
        known = [CarriedName(old.id, names[old.id], old.origin) for old in known]
    assert {one.id: one.name for one in known} == names_after_carrying(three)
    assert known[0].name == "Ấp 1 (xã Số 0 cũ)"


# ---------------------------------------------------------------- carrying


def test_the_successor_begins_the_day_the_old_one_ends_with_its_own_board(world: World, into: Place):
    new = carry_hamlet(world.hamlet, into, on=ON, decision="1663/NQ-UBTVQH15", by=JOB)
    world.hamlet.refresh_from_db()
    world.hamlet_board.refresh_from_db()
    assert (new.name, new.kind, new.parent_id, new.valid_from) == ("Ấp 1", "ấp", into.pk, ON)
    assert new.path == [world.province.pk, into.pk, new.pk]
    assert world.hamlet.valid_to == world.hamlet_board.valid_to == ON
    edge = LineageEdge.objects.get(predecessor=world.hamlet)
    assert (edge.successor_id, edge.kind, edge.on, edge.decision) == (
        new.pk,
        "rename",
        ON,
        "1663/NQ-UBTVQH15",
    )
    board = new.organisations.get(kind=OrganisationKind.HAMLET_BOARD)
    assert (board.name, board.valid_from) == ("Ban nhân dân Ấp 1", ON)


def test_without_a_decision_it_says_so(world: World, into: Place):
    carry_hamlet(world.hamlet, into, on=ON, decision="", by=JOB)
    assert LineageEdge.objects.get(predecessor=world.hamlet).decision == "chưa có số quyết định"


def test_carrying_again_changes_nothing(world: World, into: Place):
    once = carry_hamlet(world.hamlet, into, on=ON, decision="", by=JOB)
    events = Event.objects.count()
    assert carry_hamlet(world.hamlet, into, on=ON, decision="", by=JOB) == once
    assert into.children.count() == 1
    assert Event.objects.count() == events


def test_the_one_that_was_there_first_is_told_apart_too_with_its_board_and_in_the_trail(
    world: World, into: Place
):
    first = carry_hamlet(world.hamlet, into, on=ON, decision="", by=JOB)
    second = carry_hamlet(world.other_hamlet, into, on=ON, decision="", by=JOB)
    first.refresh_from_db()
    assert {first.name, second.name} == {"Ấp 1 (xã Tân Kiều cũ)", "Ấp 1 (xã Hưng Thạnh cũ)"}
    assert first.organisations.get().name == "Ban nhân dân Ấp 1 (xã Tân Kiều cũ)"
    assert Event.objects.filter(what="places.hamlet.renamed", subject_id=str(first.pk)).exists()
    assert Place.objects.get(pk=world.hamlet.pk).name == "Ấp 1"


def test_groups_go_with_their_hamlet(world: World, into: Place):
    group = make_place("group", "Tổ", "Tổ 3", world.hamlet)
    new = carry_hamlet(world.hamlet, into, on=ON, decision="", by=JOB)
    carried = new.children.get()
    group.refresh_from_db()
    assert (carried.level, carried.name, carried.valid_from, group.valid_to) == ("group", "Tổ 3", ON, ON)
    assert LineageEdge.objects.get(predecessor=group).successor == carried


def test_a_commune_that_did_not_become_the_new_one_gives_no_hamlet(world: World, into: Place):
    LineageEdge.objects.filter(predecessor=world.commune).delete()
    with pytest.raises(Refused, match="không nhập vào xã Phương Thịnh"):
        carry_hamlet(world.hamlet, into, on=ON, decision="", by=JOB)


def test_a_hamlet_that_ended_earlier_or_went_elsewhere_is_refused(world: World, into: Place):
    Place.objects.filter(pk=world.hamlet_2.pk).update(valid_to=dt.date(2020, 1, 1))
    with pytest.raises(Refused, match="đã kết thúc trước ngày chuyển"):
        carry_hamlet(world.hamlet_2, into, on=ON, decision="", by=JOB)
    carry_hamlet(world.hamlet, into, on=ON, decision="", by=JOB)
    elsewhere = Place.objects.create(
        level="commune", kind="xã", name="Trường Xuân", parent=world.province, valid_from=ON
    )
    LineageEdge.objects.create(
        predecessor=world.commune, successor=elsewhere, kind=LineageEdge.Kind.DIVIDE, on=ON
    )
    with pytest.raises(Refused, match="đã chuyển thành Ấp 1 của xã Phương Thịnh"):
        carry_hamlet(world.hamlet, elsewhere, on=ON, decision="", by=JOB)


def test_what_is_no_hamlet_is_refused(world: World, into: Place):
    with pytest.raises(Refused, match="không phải ấp, khóm"):
        carry_hamlet(world.commune, into, on=ON, decision="", by=JOB)


def test_the_officer_of_the_old_commune_alone_may_not(world: World, into: Place):
    with pytest.raises(Forbidden):
        carry_hamlet(world.hamlet, into, on=ON, decision="", by=world.actor(world.lan))
