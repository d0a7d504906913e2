"""What is mended after a result: what, who, until when."""

import pytest

from hoctap.assessments.models import Improvement
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import shown, sign_in

__all__ = ["bench"]
TYPED = {"code": "TT3", "text": "Vận động sách cho tủ sách ấp", "who": "Ban giám đốc", "due_on": "2030-06-30"}


def url(pk: object) -> str:
    return f"/assessments/rankings/{pk}/improvements/new/"


@pytest.mark.requirement("S2-49")
def test_it_stands_on_the_page_and_waits_for_the_centre(bench: Bench):
    one = bench.submitted()
    client = sign_in(bench.director)
    assert client.post(url(one.pk), TYPED).status_code == 302
    assert "Vận động sách cho tủ sách ấp" in shown(client.get(f"/assessments/rankings/{one.pk}/"))
    assert "Vận động sách cho tủ sách ấp" in shown(client.get("/"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": ""}, "Ghi việc phải làm"),
        ({"who": ""}, "Ghi ai làm"),
        ({"due_on": ""}, "Ghi ngày phải xong"),
        ({"due_on": "2020-01-01"}, "đã qua"),
    ],
)
def test_without_person_and_day_it_is_no_promise(bench: Bench, change: dict[str, str], words: str):
    one = bench.submitted()
    answer = sign_in(bench.director).post(url(one.pk), {**TYPED, **change})
    assert answer.status_code == 422
    assert words in shown(answer)
    assert not Improvement.objects.exists()


def test_there_is_none_before_there_is_a_result_and_none_by_others(bench: Bench):
    one = bench.opened()
    answer = sign_in(bench.director).post(url(one.pk), TYPED)
    assert answer.status_code == 422
    assert "Chốt tự đánh giá" in shown(answer)
    assert sign_in(bench.world.lan).get(url(one.pk)).status_code == 403
