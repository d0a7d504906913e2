"""Households that move to another hamlet, one by one or by their Tổ."""

import pytest
from django.test import Client

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.models import Household
from hoctap.people.queries import households_per_hamlet
from hoctap.places.models import Place
from tests.world import World, make_household, make_place

URL = "/households/move-many/"


@pytest.fixture
def families(world: World) -> list[Household]:
    made = [make_household(world.hamlet, f"Lê Văn {name}", listed_year=2024) for name in ("Ba", "Tư", "Út")]
    for household, group in zip(made, ("Tổ 1", "Tổ 1", "Tổ 2"), strict=True):
        household.group_name = group
        household.save()
    return made


def test_ticked_households_count_there_from_that_year_on(world: World, families, client: Client):
    client.force_login(world.lan)
    here = f"{URL}?hamlet={world.hamlet.pk}"
    typed = {"household": [str(families[0].pk)], "to": str(world.hamlet_2.pk), "year": "2026"}
    body = client.post(here, typed, follow=True).content.decode()
    assert "Đã chuyển 1 hộ từ Ấp 1 sang Ấp 2." in body
    both = [world.hamlet.pk, world.hamlet_2.pk]
    assert households_per_hamlet(both, 2025) == {world.hamlet.pk: 3}
    assert households_per_hamlet(both, 2026) == {world.hamlet.pk: 2, world.hamlet_2.pk: 1}


def test_a_whole_group_moves_with_one_tick(world: World, families, client: Client):
    client.force_login(world.lan)
    here = f"{URL}?hamlet={world.hamlet.pk}&group=T%E1%BB%95+1"
    assert "<strong>2 hộ</strong> của Tổ 1, trong 3 hộ" in client.get(here).content.decode()
    client.post(here, {"everyone": "on", "to": str(world.hamlet_2.pk), "year": "2026"})
    left = Household.objects.filter(hamlet=world.hamlet)
    assert [one.group_name for one in left] == ["Tổ 2"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"household": []}, "Chưa chọn hộ nào"),
        ({"to": ""}, "Hãy chọn ấp, khóm chuyển đến"),
        ({"year": "2999"}, "chưa đến"),
        ({"year": "1960"}, "mới có từ năm"),
    ],
)
def test_what_cannot_be_is_refused(world: World, families, client: Client, more: dict, words: str):
    client.force_login(world.lan)
    ticked = [str(families[0].pk)]
    typed = {"household": ticked, "to": str(world.hamlet_2.pk), "year": "2026"} | more
    response = client.post(f"{URL}?hamlet={world.hamlet.pk}", typed)
    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert not Household.objects.filter(hamlet=world.hamlet_2).exists()


def test_a_household_that_is_not_there_and_a_hamlet_that_ended_are_refused(world: World, families):
    by = world.actor(world.lan)
    with pytest.raises(Refused, match="1 hộ đã chọn không còn ở ấp"):
        actions.move_households(families[:1], world.hamlet_2, world.hamlet, year=2026, by=by)
    Place.objects.filter(pk=world.hamlet_2.pk).update(valid_to="2026-01-01")
    world.hamlet_2.refresh_from_db()
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.move_households(families[:1], world.hamlet, world.hamlet_2, year=2026, by=by)


def test_both_hamlets_must_be_ones_own(world: World, families, client: Client):
    for who in (world.oanh, world.hung):
        with pytest.raises(Forbidden):
            actions.move_households(families, world.hamlet, world.hamlet_2, year=2026, by=world.actor(who))
    with pytest.raises(Forbidden):
        actions.move_households(
            families, world.hamlet, world.other_hamlet, year=2026, by=world.actor(world.lan)
        )
    client.force_login(world.oanh)
    assert client.get(URL, {"hamlet": world.hamlet.pk}).status_code == 404


def test_queries_do_not_grow_with_the_households(world: World, client: Client, django_assert_max_num_queries):
    for number in range(30):
        make_household(world.hamlet, f"Lê Văn {number}")
    make_place("hamlet", "ấp", "Ấp 3", world.commune)
    client.force_login(world.lan)
    with django_assert_max_num_queries(9):
        client.get(URL, {"hamlet": world.hamlet.pk})
