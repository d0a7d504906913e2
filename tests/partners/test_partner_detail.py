"""One partner: its promises, its agreements, the same body below it."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import system_job
from hoctap.partners import actions
from hoctap.partners.models import Partner
from tests.centres.hands import topic
from tests.partners.hands import held
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def url(pk: object) -> str:
    return f"/partners/{pk}/?year=2026"


def test_its_people_open_it_and_others_do_not_find_it(world: World, director: User, farmers: Partner):
    for user, status in ((director, 200), (world.bich, 200), (world.hung, 404), (world.oanh, 404)):
        assert sign_in(user).get(url(farmers.pk)).status_code == status


@pytest.mark.requirement("S0-43")
def test_a_district_body_sees_each_commune_of_its_kind(world: World, director: User):
    upper = actions.add_partners(world.district, ["Hội Nông dân huyện"], by=system_job("kiểm thử"))[0]
    below = []
    for commune in (world.commune, world.other_commune):
        one = actions.add_partners(commune, ["Hội Nông dân xã"], above=upper, by=system_job("kiểm thử"))[0]
        actions.record_commitments(
            commune, 2026, [actions.Promise(1, one, topic(), 1)], by=system_job("kiểm thử")
        )
        below.append(one)
    held(world.commune, "Hội Nông dân xã", on=dt.date(2026, 3, 1))
    page = shown(sign_in(world.bich).get(url(upper.pk)))
    assert "1 / 1" in page
    assert "0 / 1" in page
    assert sign_in(director).get(url(upper.pk)).status_code == 404


def test_its_queries_do_not_grow_with_the_promises(world: World, director: User, farmers: Partner):
    by = world.actor(director)
    client = sign_in(director)
    codes = ("crops",)
    actions.record_commitments(world.commune, 2026, [actions.Promise(1, farmers, topic(codes[0]), 1)], by=by)
    held(world.commune, farmers.name, on=dt.date(2026, 3, 1), people=12)
    before = queries_of(client, url(farmers.pk))
    for day in (2, 3, 4):
        held(world.commune, farmers.name, on=dt.date(2026, 3, day), people=12)
    assert queries_of(client, url(farmers.pk)) == before
