"""A person's page shows the dossiers of his household, to those who may read them."""

from django.test import Client
from django.urls import reverse

from tests.figures import make_dossier, make_round
from tests.world import World, make_household


def test_the_page_of_a_person_leads_to_the_dossiers_of_his_household(world: World, client: Client):
    household = make_household(world.hamlet, "Lê Văn Ba")
    dossier = make_dossier(make_round(world.commune, world.edition, 2024), household, "recognised")
    url = reverse("dossier_detail", args=[dossier.pk])
    page = reverse("person_detail", args=[household.head_id])
    client.force_login(world.lan)
    assert url in client.get(page).content.decode()
    other = make_household(world.hamlet, "Lê Văn Tư")
    assert url not in client.get(reverse("person_detail", args=[other.head_id])).content.decode()
