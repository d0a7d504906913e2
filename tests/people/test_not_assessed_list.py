"""Why households of a hamlet are not assessed in a year."""

import pytest
from django.test import Client

from hoctap.core.refusals import Forbidden, Refused
from hoctap.people import actions
from hoctap.people.models import NotAssessed
from hoctap.people.queries import households_per_hamlet
from hoctap.people.stay_queries import not_assessed_count
from tests.world import World, make_household

URL = "/households/not-assessed/"


def test_ticked_households_get_one_reason_and_still_count(world: World, client: Client):
    first, second, _ = (make_household(world.hamlet, name) for name in ("Lê Ba", "Lê Tư", "Lê Út"))
    client.force_login(world.lan)
    here = f"{URL}?hamlet={world.hamlet.pk}&year=2024"
    ticked = {"household": [str(first.pk), str(second.pk)]}
    body = client.post(here, ticked | {"reason": "works_away", "note": "Bình Dương"}, follow=True)
    assert "Đã ghi lý do chưa xét của 2 hộ." in body.content.decode()
    assert "đi làm ăn xa (Bình Dương)" in body.content.decode()
    assert not_assessed_count("works_away", [world.hamlet.pk], 2024) == {world.hamlet.pk: 2}
    assert not_assessed_count("works_away", [world.hamlet.pk], 2025) == {}
    assert households_per_hamlet([world.hamlet.pk], 2024) == {world.hamlet.pk: 3}
    client.post(here, {"household": [str(first.pk)], "reason": "other", "note": "chờ tách hộ"})
    assert NotAssessed.objects.get(household=first).in_words == "chờ tách hộ"
    body = client.post(here, ticked | {"do": "clear"}, follow=True).content.decode()
    assert "Đã bỏ ghi chưa xét của 2 hộ." in body
    assert not NotAssessed.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"household": [], "reason": "alone"}, "Chưa chọn hộ nào"),
        ({"reason": ""}, "Hãy chọn lý do"),
        ({"reason": "poor"}, "Hãy chọn lý do trong danh sách"),
        ({"reason": "other", "note": " "}, "Hãy ghi rõ lý do khác"),
    ],
)
def test_what_is_no_reason_is_refused(world: World, client: Client, typed: dict, words: str):
    household = make_household(world.hamlet, "Lê Ba")
    client.force_login(world.lan)
    here = f"{URL}?hamlet={world.hamlet.pk}&year=2024"
    response = client.post(here, {"household": [str(household.pk)]} | typed)
    assert (response.status_code, words in response.content.decode()) == (422, True)
    assert not NotAssessed.objects.exists()


def test_a_household_not_in_the_register_of_that_year_is_named(world: World):
    household = make_household(world.hamlet, "Lê Văn Muộn", listed_year=2025)
    by = world.actor(world.lan)
    with pytest.raises(Refused, match="Không có trong sổ năm 2024: Lê Văn Muộn"):
        actions.set_not_assessed([household], 2024, "alone", by=by)
    with pytest.raises(Refused, match="chưa đến"):
        actions.set_not_assessed([household], 2999, "alone", by=by)
    with pytest.raises(Refused, match="Chưa chọn"):
        actions.clear_not_assessed([], 2024, by=by)


def test_from_elsewhere_it_is_forbidden(world: World, client: Client):
    household = make_household(world.hamlet, "Lê Ba")
    for who in (world.oanh, world.hung):
        with pytest.raises(Forbidden):
            actions.set_not_assessed([household], 2024, "alone", by=world.actor(who))
        with pytest.raises(Forbidden):
            actions.clear_not_assessed([household], 2024, by=world.actor(who))
    client.force_login(world.oanh)
    assert client.get(URL, {"hamlet": world.hamlet.pk}).status_code == 404


def test_queries_do_not_grow_with_the_households(world: World, client: Client, django_assert_max_num_queries):
    for number in range(30):
        make_household(world.hamlet, f"Lê Văn {number}")
    client.force_login(world.lan)
    with django_assert_max_num_queries(9):
        client.get(URL, {"hamlet": world.hamlet.pk, "year": 2024})
