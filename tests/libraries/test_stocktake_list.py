"""Stock-takings of a library."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.stocktaking.actions import open_stocktake
from hoctap.libraries.models import Library, LibraryKind, StockTake
from tests.libraries.shelf_hands import library_at
from tests.world import World

URL = "/libraries/stocktakes/"


def test_one_is_opened_at_a_time(world: World, librarian: User, library: Library, client: Client):
    client.force_login(librarian)
    own = f"{URL}?library={library.pk}"
    assert "Mở đợt kiểm kê, rồi quét" in client.get(own).content.decode()
    client.force_login(world.hung)
    assert "Người giữ thư viện mở đợt" in client.get(URL).content.decode()
    client.force_login(librarian)
    start = reverse("stocktake_open", args=[library.pk])
    assert client.post(start).status_code == 302
    refused = client.post(start)
    assert refused.status_code == 422
    assert "chưa kết thúc" in refused.content.decode()
    assert StockTake.objects.count() == 1
    client.force_login(world.oanh)
    assert library.name not in client.get(URL).content.decode()
    assert client.get(own).status_code == 404
    assert client.post(start).status_code == 403
    museum = library_at(world.commune, "Nhà truyền thống", LibraryKind.MUSEUM)
    with pytest.raises(Refused, match="không có sách"):
        open_stocktake(museum, by=world.actor(librarian))
