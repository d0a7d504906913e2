"""Partners of one's places."""

from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.partners import actions
from hoctap.partners.models import Partner
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/partners/"


def test_each_sees_those_of_his_places(world: World, farmers: Partner):
    for user, sees in ((world.lan, True), (world.bich, True), (world.hung, False), (world.oanh, False)):
        assert (farmers.name in shown(sign_in(user).get(HERE))) is sees


def test_it_is_found_by_name_kind_and_centre(world: World, director: User, farmers: Partner, centre: Centre):
    actions.add_partners(world.commune, ["Trạm Y tế xã"], by=world.actor(director))
    client: Client = sign_in(director)

    def names(query: str) -> tuple[bool, bool]:
        page = shown(client.get(f"{HERE}?{query}"))
        return "Hội Nông dân xã</a>" in page, "Trạm Y tế xã</a>" in page

    assert names("name=nông") == (True, False)
    assert names("kind=health") == (False, True)
    assert names(f"centre={centre.pk}") == (True, True)
    assert names("centre=x&kind=nothing") == (True, True)


def test_a_longer_list_takes_no_more_queries(world: World, director: User, farmers: Partner):
    client = sign_in(director)
    before = queries_of(client, HERE)
    actions.add_partners(world.commune, ["A", "B", "C"], by=world.actor(director))
    assert queries_of(client, HERE) == before


def test_the_page_of_the_centre_leads_here(world: World, director: User, centre: Centre):
    assert f"{HERE}?centre={centre.pk}" in shown(sign_in(director).get(f"/centres/{centre.pk}/"))
