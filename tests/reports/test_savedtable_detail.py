"""A saved table is a definition: whoever opens it reads what his own right reaches."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.reports.models import SavedTable
from hoctap.reports.tables import actions
from hoctap.reports.tables.rules import Definition
from tests.world import World

ASKED = Definition(2024, measures=("learning_family.recognised",), parts=("numerator", "percent"))


@pytest.fixture
def saved(two_seasons: World) -> SavedTable:
    by = two_seasons.actor(two_seasons.bich)
    return actions.save_table(two_seasons.district, ASKED, name="Tỷ lệ của huyện", sharing="below", by=by)


def test_it_opens_as_it_was_saved(saved: SavedTable, two_seasons: World, client: Client):
    client.force_login(two_seasons.bich)
    body = client.get(reverse("savedtable_detail", args=[saved.pk])).text
    assert "Tỷ lệ của huyện" in body
    assert "Xã Tân Kiều" in body
    assert "40" in body
    assert reverse("savedtable_drop", args=[saved.pk]) in body
    key = "learning_family.recognised:percent"
    assert (
        'aria-sort="ascending"'
        in client.get(f"{reverse('savedtable_detail', args=[saved.pk])}?sort={key}").text
    )


def test_a_reader_below_gets_the_figures_of_his_own_place_only(
    saved: SavedTable, two_seasons: World, client: Client
):
    url = reverse("savedtable_detail", args=[saved.pk])
    client.force_login(two_seasons.oanh)
    body = client.get(url).text
    assert "ở đây tính cho xã Hưng Thạnh" in body
    assert "Tân Kiều" not in body
    assert reverse("savedtable_drop", args=[saved.pk]) not in body
    client.force_login(two_seasons.lan)
    body = client.get(url).text
    assert "Ấp 1" in body
    assert "Hưng Thạnh" not in body


def test_a_table_of_ones_own_is_not_found_by_others(two_seasons: World, client: Client):
    mine = actions.save_table(
        two_seasons.commune, ASKED, name="Của tôi", by=two_seasons.actor(two_seasons.lan)
    )
    for user in (two_seasons.minh, two_seasons.hung, two_seasons.oanh, two_seasons.bich):
        client.force_login(user)
        assert client.get(reverse("savedtable_detail", args=[mine.pk])).status_code == 404


def test_only_its_owner_drops_it(saved: SavedTable, two_seasons: World, client: Client):
    url = reverse("savedtable_drop", args=[saved.pk])
    for user in (two_seasons.lan, two_seasons.oanh):
        client.force_login(user)
        assert client.post(url).status_code == 404
    client.force_login(two_seasons.bich)
    assert client.post(url)["Location"] == reverse("savedtable_list")
    assert not SavedTable.objects.exists()
