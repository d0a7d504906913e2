"""The pages of a centre under their heads: all on its own page, on a list those that stand beside it."""

import re

from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.centres.registry import PageGroup, centre_pages


def links(html: str, css: str) -> list[str]:
    nav = re.search(rf'<nav class="{css}".*?</nav>', html, re.DOTALL)
    assert nav
    return re.findall(r'<a href="([^"]+)"', nav[0])


def test_its_own_page_names_every_list_under_four_heads(client: Client, director: User, centre: Centre):
    client.force_login(director)
    html = client.get(f"/centres/{centre.pk}/").content.decode()
    found = links(html, "page-groups")
    assert len(found) == len(list(centre_pages))
    assert all(one.endswith(f"?centre={centre.pk}") for one in found)
    for group in PageGroup:
        assert f'<h2 class="page-group-head">{group.label}</h2>' in html


def test_a_list_names_its_neighbours_and_the_way_back(client: Client, director: User, centre: Centre):
    client.force_login(director)
    html = client.get("/centres/board/", {"centre": str(centre.pk)}).content.decode()
    found = links(html, "page-row")
    assert found[0] == f"/centres/{centre.pk}/"
    assert len(found) - 1 == sum(one.group == PageGroup.PEOPLE for one in centre_pages)
    assert f'href="/centres/board/?centre={centre.pk}" aria-current="page"' in html
    assert not any("/programmes/" in one for one in found)


def test_a_list_behind_a_list_stands_under_the_same_head(client: Client, director: User):
    client.force_login(director)
    html = client.get("/culture/institutions/").content.decode()
    assert 'href="/clubs/" aria-current="true"' in html
