"""Ten years of a centre beside the titles of its commune, and what its work led to."""

import pytest
from django.utils import timezone

from hoctap.assessments.models import ImpactNote
from tests.assessments.ranking_world import Bench, bench
from tests.assessments.test_ranking_score import held
from tests.recognition.hands import queries_of, shown, sign_in

__all__ = ["bench"]


def url(bench: Bench) -> str:
    return f"/assessments/rankings/trend/{bench.centre.pk}/"


@pytest.mark.requirement("S4-56", "S3-28", "S3-43")
def test_years_stand_with_their_figures_and_a_gap_is_a_dash(bench: Bench):
    year = timezone.localdate().year - 1
    held(bench, year, 37)
    bench.submitted(year)
    client = sign_in(bench.director)
    page = shown(client.get(url(bench)))
    row = page[page.index(f">{year}</a>") :].split("</tr>")[0]
    assert ">37<" in row
    assert ">81<" in row
    before = page[page.index(f">{year - 1}<") :].split("</tr>")[0]
    assert before.count("—") >= 6
    assert ">0<" not in before


def test_its_queries_do_not_grow_with_the_records(bench: Bench):
    year = timezone.localdate().year - 1
    held(bench, year, 37)
    client = sign_in(bench.director)
    before = queries_of(client, url(bench))
    held(bench, year - 1, 20)
    held(bench, year, 5)
    assert queries_of(client, url(bench)) == before


@pytest.mark.requirement("S3-43")
def test_the_centre_says_what_its_work_led_to_and_earlier_words_stay(bench: Bench):
    client = sign_in(bench.director)
    assert client.post(url(bench), {"year": "2025", "text": "Thêm 40 hộ trồng sen"}).status_code == 302
    assert client.post(url(bench), {"year": "2025", "text": "Thêm 45 hộ trồng sen"}).status_code == 302
    page = shown(sign_in(bench.world.lan).get(url(bench)))
    assert "Thêm 40 hộ" in page
    assert "Thêm 45 hộ" in page


def test_empty_words_and_years_to_come_are_refused(bench: Bench):
    client = sign_in(bench.director)
    for typed, words in (
        ({"year": "2025", "text": " "}, "Ghi tác động"),
        ({"year": "2099", "text": "x"}, "Năm phải từ 2000"),
    ):
        answer = client.post(url(bench), typed)
        assert answer.status_code == 422
        assert words in shown(answer)
    assert sign_in(bench.world.lan).post(url(bench), {"year": "2025", "text": "x"}).status_code == 403
    assert sign_in(bench.world.oanh).get(url(bench)).status_code == 404
    assert not ImpactNote.objects.exists()
