"""Agreements, those in force first."""

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.partners.models import Partner
from tests.partners.agreed import agreement
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/partners/agreements/"


def test_each_sees_those_of_his_places(world: World, director: User, farmers: Partner, centre: Centre):
    made = agreement(farmers, world.actor(director))
    for user, sees in ((world.lan, True), (world.bich, True), (world.hung, False), (world.oanh, False)):
        assert (made.title in shown(sign_in(user).get(f"{HERE}?centre={centre.pk}"))) is sees


def test_a_longer_list_takes_no_more_queries(world: World, director: User, farmers: Partner):
    by, client = world.actor(director), sign_in(director)
    agreement(farmers, by)
    before = queries_of(client, HERE)
    agreement(farmers, by, title="Khuyến nông")
    agreement(farmers, by, title="Khuyến công")
    assert queries_of(client, HERE) == before
