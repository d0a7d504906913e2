"""A hamlet is dissolved."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.criteria.models import Title
from hoctap.people import actions as people
from hoctap.places import actions, queries
from hoctap.places.lineage import Change
from hoctap.recognition import actions as recognition
from hoctap.recognition.queries import round_page
from tests.world import World, make_household


def test_an_empty_hamlet_ends_with_its_reason_and_stays_readable(world: World, client: Client):
    client.force_login(world.lan)
    url = reverse("hamlet_end", args=[world.hamlet_2.pk])
    typed = {"why": "giải thể", "on": "2026-03-01", "decision": "7/QĐ-UBND"}
    body = client.post(url, typed, follow=True).content.decode()
    assert "Ấp 2: đến 01/03/2026, giải thể (7/QĐ-UBND)" in body
    assert [one.name for one in queries.hamlets_of(world.commune)] == ["Ấp 1"]
    assert len(queries.hamlet_table(world.commune, 2025).rows) == 2


def test_a_new_one_of_its_name_begins_where_it_ended(world: World):
    by = world.actor(world.lan)
    actions.end_hamlet(world.hamlet_2, "giải thể", change=Change(dt.date(2026, 3, 1)), by=by)
    again = actions.add_hamlet(world.commune, "Ấp 2", by=by)
    assert again.valid_from == dt.date(2026, 3, 1)


def test_while_somebody_lives_there_it_is_refused_with_how_many(world: World, client: Client):
    make_household(world.hamlet, "Nguyễn Văn Một")
    client.force_login(world.lan)
    url = reverse("hamlet_end", args=[world.hamlet.pk])
    body = client.get(url).content.decode()
    assert "Chuyển hộ sang ấp khác" in body
    response = client.post(url, {"why": "giải thể", "on": "2026-03-01"})
    assert response.status_code == 422
    assert "Ấp 1 còn 1 hộ trong sổ" in response.content.decode()
    world.hamlet.refresh_from_db()
    assert world.hamlet.is_current


def test_from_another_commune_it_is_forbidden(world: World):
    change = Change(dt.date(2026, 3, 1))
    for who in (world.oanh, world.hung):
        with pytest.raises(Forbidden):
            actions.end_hamlet(world.hamlet, "giải thể", change=change, by=world.actor(who))


def test_nobody_enters_a_hamlet_from_the_year_of_its_end_on(world: World):
    by = world.actor(world.lan)
    actions.end_hamlet(world.hamlet_2, "giải thể", change=Change(dt.date(2026, 3, 1)), by=by)
    world.hamlet_2.refresh_from_db()
    with pytest.raises(Refused, match="Ấp 2 đã kết thúc từ 01/3/2026"):
        people.add_household(world.hamlet_2, full_name="Lê Thị Ba", year=2026, by=by)
    people.add_household(world.hamlet_2, full_name="Lê Thị Ba", year=2025, by=by)


def test_a_round_of_a_later_year_does_not_list_it(world: World):
    by = world.actor(world.lan)
    make_household(world.hamlet, "Lê Thị Ba", listed_year=2024)
    actions.end_hamlet(world.hamlet_2, "giải thể", change=Change(dt.date(2025, 3, 1)), by=by)
    for year, listed in ((2025, {"Ấp 1", "Ấp 2"}), (2026, {"Ấp 1"})):
        season = recognition.open_round(
            world.commune,
            title=Title.LEARNING_FAMILY,
            year=year,
            edition=world.edition,
            before_on=None,
            by=by,
        )
        assert {row.hamlet.name for row in round_page(season, by=by).hamlets} == listed
