"""The culture of reading of communes by year."""

import datetime as dt

import pytest

from hoctap.accounts.models import User
from hoctap.core.actor import Actor
from hoctap.reading.culture.actions import assess_reading
from hoctap.reading.culture.rules import QUESTIONS
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World, make_place

HERE = "/reading/culture/?year=2026"


@pytest.mark.requirement("S3-49")
def test_each_commune_with_its_result_and_that_of_the_year_before(world: World, librarian: User, by: Actor):
    for year, grade in ((2025, 1), (2026, 3)):
        assess_reading(
            world.commune,
            year=year,
            as_of=dt.date(year, 11, 1),
            answers=dict.fromkeys(QUESTIONS, grade),
            evidence="Biên bản",
            by=by,
        )
    page = shown(sign_in(librarian).get(HERE))
    assert "1 / 1 xã đã đánh giá" in page
    assert 'data-label="Kết quả">tốt<' in page
    assert 'data-label="Năm trước">chưa đạt<' in page
    assert "chưa kiểm chứng" in page
    assert "chưa đánh giá" in shown(sign_in(world.oanh).get(HERE))


def test_more_communes_take_no_more_queries(world: World):
    client = sign_in(world.bich)
    before = queries_of(client, HERE)
    make_place("commune", "xã", "Mỹ Quý", world.district)
    assert queries_of(client, HERE) == before
