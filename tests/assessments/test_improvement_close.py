"""A promise is over with its day and what came of it."""

import datetime as dt

import pytest
from django.utils import timezone

from hoctap.assessments.models import Improvement
from hoctap.assessments.ranking import actions
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import shown, sign_in

__all__ = ["bench"]


def made(bench: Bench) -> Improvement:
    return actions.add_improvement(
        bench.submitted(), text="Mua sách", who="Ban giám đốc", due_on=dt.date(2030, 1, 1), by=bench.own
    )


def url(pk: object) -> str:
    return f"/assessments/rankings/improvements/{pk}/"


@pytest.mark.requirement("S2-49")
def test_it_is_closed_once_with_its_result(bench: Bench):
    one = made(bench)
    client = sign_in(bench.director)
    typed = {"done_on": timezone.localdate().isoformat(), "result": "Có thêm 120 cuốn"}
    assert client.post(url(one.pk), typed).status_code == 302
    one.refresh_from_db()
    assert one.result == "Có thêm 120 cuốn"
    again = client.post(url(one.pk), typed)
    assert again.status_code == 422
    assert "đã ghi xong" in shown(again)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"done_on": "", "result": "xong"}, "Ghi ngày xong"),
        ({"done_on": "2099-01-01", "result": "xong"}, "ở sau ngày hôm nay"),
        ({"done_on": "2020-01-01", "result": "xong"}, "ở trước ngày ghi việc này"),
        ({"done_on": "2026-01-01", "result": ""}, "Ghi kết quả"),
    ],
)
def test_what_is_missing_is_said(bench: Bench, typed: dict[str, str], words: str):
    one = made(bench)
    answer = sign_in(bench.director).post(url(one.pk), typed)
    assert answer.status_code == 422
    assert words in shown(answer)
    one.refresh_from_db()
    assert one.done_on is None


def test_others_do_not_close_it(bench: Bench):
    one = made(bench)
    assert sign_in(bench.world.lan).get(url(one.pk)).status_code == 403
    assert sign_in(bench.world.oanh).get(url(one.pk)).status_code in (403, 404)
