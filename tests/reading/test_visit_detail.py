"""The visits of one institution in a year."""

import datetime as dt
from unittest import mock

from hoctap.accounts.models import User
from hoctap.libraries.models import Library
from hoctap.reading.visits.actions import record_month
from hoctap.reading.visits.growth import growth_of
from hoctap.reading.visits.queries import years_of
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


def test_the_month_that_runs_is_not_missing_and_a_running_year_is_not_whole(library: Library):
    full_year(library, 2024, 10)
    for month in (1, 2, 4):
        record_month(library, year=2026, month=month, people={"study": 5}, by=BY)
    with mock.patch("hoctap.reading.visits.queries.today", return_value=dt.date(2026, 5, 2)):
        assert years_of([library], 2026)[library.pk].missing == [3]
        assert "năm 2026 chưa hết" in growth_of(library, 2024, 2026).words
        assert "năm gốc 2026 chưa hết" in growth_of(library, 2026, 2027).words
    with mock.patch("hoctap.reading.visits.queries.today", return_value=dt.date(2026, 1, 31)):
        assert years_of([library], 2026)[library.pk].missing == []


def test_the_next_year_is_of_the_same_place(world: World, librarian: User):
    client = sign_in(librarian)
    for name in ("visits", "library-plans", "statistics"):
        page = client.get(f"/reading/{name}/?year=2024&place={world.commune.pk}&page=1").content.decode()
        assert f'?year=2025&amp;place={world.commune.pk}"' in page, name
