"""The description of a title is corrected."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.refusals import Refused
from hoctap.libraries.catalogue.actions import change_title
from tests.libraries.book_hands import ISBN, details
from tests.libraries.shelf_hands import title_at
from tests.world import World


def test_the_keeper_corrects_a_description(world: World, librarian: User, client: Client):
    title = title_at(world.commune, "Dế Mèn", language="lao")
    client.force_login(librarian)
    url = f"/libraries/books/{title.pk}/edit/"
    assert '<option value="lao" selected>' in client.get(url).content.decode()
    sent = {
        "name": "Dế Mèn phiêu lưu ký",
        "kind": "book",
        "language": "vie",
        "subjects": "Thiếu nhi; Truyện",
        "isbn": ISBN,
    }
    assert client.post(url, sent).status_code == 302
    title.refresh_from_db()
    assert (title.subjects, title.isbn, title.found_by) == (
        ["Thiếu nhi", "Truyện"],
        ISBN,
        "de men phieu luu ky thieu nhi truyen",
    )
    assert client.post(url, sent | {"name": ""}).status_code == 422
    client.force_login(world.hung)
    assert client.get(url).status_code in (403, 404)


def test_it_does_not_become_another_that_is_there(world: World, librarian: User):
    by = world.actor(librarian)
    title_at(world.commune, "Tắt đèn", isbn=ISBN)
    other = title_at(world.commune, "Chí Phèo")
    with pytest.raises(Refused, match="đã có ISBN"):
        change_title(other, details("Chí Phèo", isbn=ISBN), by=by)
    with pytest.raises(Refused, match="đầu sách riêng"):
        change_title(other, details("Tắt đèn"), by=by)
    change_title(other, details("Tắt đèn"), anyway=True, by=by)
