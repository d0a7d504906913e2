"""What is known of a library changes."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.refusals import Refused
from hoctap.libraries.institutions import actions
from hoctap.libraries.institutions.rules import LibraryDetails
from hoctap.libraries.models import Library
from tests.libraries.shelf_hands import SINCE
from tests.world import World


def test_the_keeper_writes_down_what_changed(world: World, librarian: User, library: Library, client: Client):
    client.force_login(librarian)
    url = f"/libraries/{library.pk}/edit/"
    assert library.name in client.get(url).content.decode()
    client.post(
        url,
        {"kind": "commune", "name": "Thư viện mới", "keeper_name": "Chị Mai", "valid_from": "2020-01-01"},
    )
    library.refresh_from_db()
    assert (library.name, library.keeper_name) == ("Thư viện mới", "Chị Mai")
    assert client.post(url, {"kind": "commune", "name": "", "valid_from": "2020-01-01"}).status_code == 422
    client.force_login(world.oanh)
    assert client.get(url).status_code in (403, 404)


def test_one_that_ended_is_changed_no_more(world: World, librarian: User, library: Library):
    library.valid_to, library.ended_why = SINCE, "hết"
    library.save()
    with pytest.raises(Refused, match="đã thôi hoạt động"):
        actions.change_library(
            library, LibraryDetails("commune", "Tên khác", valid_from=SINCE), by=world.actor(librarian)
        )
