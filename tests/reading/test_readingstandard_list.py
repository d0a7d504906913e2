"""What places have settled."""

import datetime as dt

from hoctap.accounts.models import User
from hoctap.reading.services.actions import set_standard
from hoctap.reading.services.standing import standard_at
from tests.reading.hands import BY
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World

HERE = "/reading/standards/"


def test_the_nearest_place_above_holds(world: World, librarian: User):
    day = dt.date(2025, 1, 1)
    assert "Chưa nơi nào đặt mức riêng" in shown(sign_in(librarian).get(HERE))
    set_standard(world.district, items=["a", "b"], least=2, books="stock", from_on=day, source="Huyện", by=BY)
    assert standard_at(world.commune, day).source == "Huyện"
    set_standard(world.commune, items=["a"], least=1, books="lent", from_on=day, source="Xã Tân Kiều", by=BY)
    assert standard_at(world.commune, day).books == "lent"
    assert standard_at(world.other_commune, day).books == "stock"
    assert standard_at(world.commune, dt.date(2024, 1, 1)).is_shipped
    assert "Xã Tân Kiều" in shown(sign_in(librarian).get(HERE))
    theirs = shown(sign_in(world.oanh).get(HERE))
    assert "Huyện" in theirs
    assert "Xã Tân Kiều" not in theirs


def test_a_longer_list_takes_no_more_queries(world: World, librarian: User):
    client, day = sign_in(librarian), dt.date(2025, 1, 1)
    set_standard(world.commune, items=["a"], least=1, books="", from_on=day, source="Một", by=BY)
    before = queries_of(client, HERE)
    set_standard(world.district, items=["a"], least=1, books="", from_on=day, source="Hai", by=BY)
    assert queries_of(client, HERE) == before
