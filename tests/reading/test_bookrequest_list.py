"""What readers ask for, and what came."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.libraries.models import Library
from hoctap.reading.culture.actions import ask_for_book
from hoctap.reading.culture.queries import titles_added
from tests.libraries.shelf_hands import copy_in, library_at, title_at
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/reading/requests/?year=2026"
ON = dt.date(2026, 5, 1)


@pytest.mark.requirement("S2-43")
def test_requests_and_titles_added_in_the_year(world: World, librarian: User, by: Actor, library: Library):
    title = title_at(world.commune, "Kỹ thuật nuôi lươn")
    copy = copy_in(library, title, "TK-1")
    copy.acquired_on = dt.date(2026, 4, 1)
    copy.save()
    ask_for_book(library, wanted="Trồng sen", people=4, on=ON, by=by)
    client = sign_in(librarian)
    page = shown(client.get(HERE))
    assert "đã thêm 1 đầu sách" in page
    assert "Trồng sen" in page
    assert "Trồng sen" not in shown(sign_in(world.oanh).get(HERE))
    assert "Trồng sen" not in shown(client.get(f"{HERE}&state=met"))
    before = queries_of(client, HERE)
    ask_for_book(library, wanted="Trồng dưa", people=4, on=ON, by=by)
    assert queries_of(client, HERE) == before


def test_a_title_is_added_with_its_first_copy(world: World, library: Library):
    shelf = library_at(world.hamlet, "Tủ sách Ấp 1", "bookcase")
    title = title_at(world.commune, "Kỹ thuật nuôi lươn")
    for code, on in (("TK-1", dt.date(2025, 4, 1)), ("TK-2", dt.date(2026, 4, 1))):
        copy = copy_in(library, title, code)
        copy.acquired_on = on
        copy.save()
    assert [titles_added([library], year) for year in (2025, 2026)] == [1, 0]
    other = copy_in(shelf, title, "TK-3")
    other.acquired_on = dt.date(2026, 5, 1)
    other.save()
    assert titles_added([shelf], 2026) == 1
    assert titles_added([library, shelf], 2026) == 0
