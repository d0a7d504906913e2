"""Services and the checklist of every institution."""

import pytest

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.reading.services.actions import add_service
from tests.libraries.shelf_hands import library_at
from tests.reading.hands import BY
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/reading/services/"


@pytest.mark.requirement("S1-04")
def test_libraries_museums_and_culture_houses_each_with_their_services(
    world: World, librarian: User, library: Library, museum: Library
):
    import datetime as dt

    house = library_at(world.commune, "Trung tâm văn hóa", "culture_house")
    add_service(museum, name="Giờ học di sản", from_on=dt.date(2024, 1, 1), evidence="Sổ", by=BY)
    page = shown(sign_in(librarian).get(HERE))
    for one in (library, museum, house):
        assert one.name in page
        assert one.get_kind_display() in page
    assert "chưa kiểm" in page


def test_others_do_not_see_it_and_a_longer_list_takes_no_more_queries(
    world: World, librarian: User, library: Library
):
    assert library.name not in shown(sign_in(world.oanh).get(HERE))
    client = sign_in(librarian)
    before = queries_of(client, HERE)
    library_at(world.hamlet, "Tủ sách A", "bookcase")
    library_at(world.hamlet_2, "Tủ sách B", "bookcase")
    assert queries_of(client, HERE) == before
