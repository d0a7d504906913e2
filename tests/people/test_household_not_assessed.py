"""Why one household is not assessed, from its own page."""

from django.test import Client
from django.urls import reverse

from tests.world import World, make_household


def test_it_is_written_for_a_year_and_shown_on_its_page(world: World, client: Client):
    household = make_household(world.hamlet, "Lê Ba", listed_year=2024)
    client.force_login(world.lan)
    page = reverse("household_detail", args=[household.pk])
    url = reverse("household_not_assessed", args=[household.pk])
    assert url in client.get(page).content.decode()
    typed = {"year": "2024", "reason": "newly_come", "note": ""}
    body = client.post(url, typed, follow=True).content.decode()
    assert "năm 2024: mới đến" in body
    assert "Năm 2024: mới đến" in client.get(url).content.decode()
    client.force_login(world.hung)
    body = client.get(page).content.decode()
    assert "năm 2024: mới đến" in body
    assert url not in body


def test_a_year_it_was_not_there_is_refused(world: World, client: Client):
    household = make_household(world.hamlet, "Lê Ba", listed_year=2024)
    client.force_login(world.lan)
    url = reverse("household_not_assessed", args=[household.pk])
    response = client.post(url, {"year": "2023", "reason": "alone"})
    assert (response.status_code, "Không có trong sổ năm 2023" in response.content.decode()) == (422, True)


def test_a_household_elsewhere_is_not_found(world: World, client: Client):
    household = make_household(world.hamlet, "Lê Ba")
    client.force_login(world.oanh)
    assert client.get(reverse("household_not_assessed", args=[household.pk])).status_code == 404
    client.force_login(world.hung)
    assert client.get(reverse("household_not_assessed", args=[household.pk])).status_code == 403
