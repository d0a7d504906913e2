"""The visits of one institution in a year."""

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.reading.visits.actions import record_month
from tests.reading.hands import BY, full_year
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


def url(library: Library) -> str:
    return f"/reading/visits/{library.pk}/?year=2024"


def test_a_month_nobody_counted_is_missing_and_not_zero(librarian: User, library: Library):
    full_year(library, 2024, 10, without=(2, 5))
    page = shown(sign_in(librarian).get(url(library)))
    assert "100 lượt" in page
    assert "2, 5" in page


def test_readers_see_it_and_others_do_not_find_it(world: World, library: Library):
    assert sign_in(world.minh).get(url(library)).status_code == 200
    assert "Đếm hôm nay" not in shown(sign_in(world.minh).get(url(library)))
    assert sign_in(world.oanh).get(url(library)).status_code == 404


def test_more_months_take_no_more_queries(librarian: User, library: Library):
    client = sign_in(librarian)
    record_month(library, year=2024, month=1, people={"study": 1}, by=BY)
    before = queries_of(client, url(library))
    full_year(library, 2024, 10, without=(1,))
    assert queries_of(client, url(library)) == before
