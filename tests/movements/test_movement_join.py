"""Units join: by themselves at their place, or from a list; each once."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.movements.campaigns.actions import join_movement, withdraw_unit
from hoctap.movements.campaigns.matching import joinings
from hoctap.movements.campaigns.models import JoiningKind, Movement, MovementUnit
from hoctap.people.models import Clan
from tests.movements.hands import movement_at, unit_in
from tests.recognition.hands import shown, sign_in
from tests.world import World


def _here(movement: Movement) -> str:
    return reverse("movement_join", args=[movement.pk])


@pytest.mark.requirement("S2-53")
def test_a_list_of_units_joins_at_once_and_is_tied_to_the_records(world: World, movement: Movement):
    Clan.objects.create(place=world.hamlet, name="Họ Trần", from_year=2020)
    client = sign_in(world.lan)
    typed = {"place": world.commune.pk, "kind": "organisation", "registered_on": today().isoformat()}
    names = "hội khuyến học xã TÂN KIỀU\nHội Người cao tuổi"
    assert client.post(_here(movement), typed | {"names": names}).status_code == 302
    tied = MovementUnit.objects.get(organisation=world.association)
    assert tied.name == "Hội Khuyến học xã Tân Kiều"
    assert MovementUnit.objects.get(name="Hội Người cao tuổi").organisation is None
    clan = typed | {"place": world.hamlet.pk, "kind": "clan", "names": "họ trần"}
    assert client.post(_here(movement), clan).status_code == 302
    assert MovementUnit.objects.get(kind="clan").clan is not None


@pytest.mark.requirement("S2-66")
def test_a_hamlet_registers_by_itself(world: World, movement: Movement):
    client = sign_in(world.hung)
    typed = {"place": world.hamlet.pk, "kind": "hamlet", "names": ""}
    assert client.post(_here(movement), typed).status_code == 302
    unit = MovementUnit.objects.get()
    assert (unit.place, unit.by_itself) == (world.hamlet, True)
    again = client.post(_here(movement), typed)
    assert again.status_code == 422
    assert "đã đăng ký rồi" in shown(again)


def test_hamlets_of_a_list_are_found_by_name_and_a_wrong_line_is_told(
    world: World, movement: Movement, lan: Actor
):
    units = join_movement(movement, world.commune, "hamlet", ["Ấp 1", "ấp 2"], by=lan)
    assert [unit.place for unit in units] == [world.hamlet, world.hamlet_2]
    assert not units[0].by_itself
    with pytest.raises(Refused, match="Dòng 2: không có ấp, khóm “Ấp 9”"):
        join_movement(movement, world.commune, "hamlet", ["Ấp 3", "Ấp 9"], by=lan)


def test_of_two_hamlets_of_one_name_the_commune_is_asked_for(world: World, wide: Movement):
    _, reasons = joinings(world.district, JoiningKind.HAMLET, ["Ấp 1"])
    assert "có nhiều nơi tên Ấp 1" in reasons[0].text


@pytest.mark.requirement("S2-35")
def test_households_join_by_their_number(world: World, movement: Movement, lan: Actor):
    unit = join_movement(movement, world.hamlet, "households", [], households=42, by=lan)[0]
    assert (unit.name, unit.households) == ("Các hộ gia đình", 42)
    with pytest.raises(Refused, match="Ghi số hộ"):
        join_movement(movement, world.hamlet_2, "households", [], by=lan)


def test_who_withdrew_may_join_again(world: World, movement: Movement, lan: Actor):
    withdraw_unit(unit_in(movement, world.commune, lan), why="Bận", by=lan)
    unit_in(movement, world.commune, lan)
    assert MovementUnit.objects.count() == 2


def test_after_the_end_it_is_refused_with_the_cure(world: World, lan: Actor):
    gone = movement_at(world.commune, lan, last_on=today() - dt.timedelta(days=2))
    typed = {"place": world.commune.pk, "kind": "other", "names": "Chợ xã"}
    answer = sign_in(world.lan).post(_here(gone), typed)
    assert answer.status_code == 422
    assert "Đề nghị nơi phát động gia hạn" in shown(answer)


@pytest.mark.requirement("S3-17")
def test_a_unit_of_a_commune_joins_the_movement_of_the_district(world: World, wide: Movement, director: User):
    typed = {"place": world.commune.pk, "kind": "school", "names": "Trường Tiểu học Tân Kiều 1"}
    assert sign_in(director).post(_here(wide), typed).status_code == 302
    assert wide.units.get().place == world.commune


def test_nobody_joins_for_another_place(world: World, wide: Movement, movement: Movement, lan: Actor):
    with pytest.raises(Forbidden):
        join_movement(wide, world.other_commune, "other", ["Chợ"], by=lan)
    with pytest.raises(Refused, match="không thuộc địa bàn"):
        join_movement(movement, world.other_commune, "other", ["Chợ"], by=world.actor(world.oanh))
    assert sign_in(world.oanh).get(_here(movement)).status_code == 404
    assert sign_in(world.minh).get(_here(movement)).status_code == 403, "the chair launches, does not join"
    with pytest.raises(Refused, match="Chọn loại"):
        join_movement(movement, world.commune, "?", ["Chợ"], by=lan)
