"""A centre begins to assess itself, by what its province published and by nothing else."""

import pytest

from hoctap.assessments.models import Ranking
from hoctap.core.actor import system_job
from hoctap.criteria.actions import load_shipped_editions
from hoctap.criteria.models import CriteriaEdition
from tests.assessments import ranking_hands as hands
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import shown, sign_in

__all__ = ["bench"]
HERE = "/assessments/rankings/new/"


@pytest.mark.requirement("S0-27", "S0-49")
def test_without_an_edition_of_the_province_the_frame_is_shown_and_nothing_is_opened(bench: Bench):
    load_shipped_editions(by=system_job("kiểm thử"))
    client = sign_in(bench.director)
    page = shown(client.get(f"{HERE}?year=2025"))
    assert "chưa có bộ tiêu chí xếp loại của tỉnh" in page
    assert "Huy động sự tham gia của xã hội" in page
    frame = CriteriaEdition.objects.get(code="trung-tam-hoc-tap-cong-dong-2553")
    for edition in ("", str(frame.pk)):
        answer = client.post(HERE, {"centre": str(bench.centre.pk), "year": "2025", "edition": edition})
        assert answer.status_code == 422
    assert not Ranking.objects.exists()


@pytest.mark.requirement("S0-49")
def test_the_director_opens_one_a_year(bench: Bench):
    edition = hands.province_edition(bench.world.province)
    client = sign_in(bench.director)
    typed = {"centre": str(bench.centre.pk), "year": "2025", "edition": str(edition.pk)}
    answer = client.post(HERE, typed)
    made = Ranking.objects.get()
    assert answer["Location"] == f"/assessments/rankings/{made.pk}/score/"
    assert made.changes.count() == 1
    again = client.post(HERE, typed)
    assert again.status_code == 422
    assert "đã có lần xếp loại" in shown(again)


def test_not_of_a_year_to_come_and_not_of_another_commune(bench: Bench):
    edition = hands.province_edition(bench.world.province)
    client = sign_in(bench.director)
    answer = client.post(HERE, {"centre": str(bench.centre.pk), "year": "2099", "edition": str(edition.pk)})
    assert answer.status_code == 422
    assert "Năm xếp loại phải từ 2000" in shown(answer)
    assert sign_in(bench.world.lan).get(HERE).status_code == 403
    assert not Ranking.objects.exists()


def test_an_edition_without_grades_ranks_nothing(bench: Bench):
    edition = hands.province_edition(bench.world.province, grades=[])
    answer = sign_in(bench.director).post(
        HERE, {"centre": str(bench.centre.pk), "year": "2025", "edition": str(edition.pk)}
    )
    assert "chưa có mức xếp loại" in shown(answer)


def test_a_centre_is_not_assessed_as_a_file(bench: Bench):
    page = shown(sign_in(bench.world.lan).get("/assessments/new/"))
    assert "Xếp loại trung tâm học tập cộng đồng" not in page
