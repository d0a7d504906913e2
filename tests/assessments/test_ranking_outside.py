"""The decision of an authority that does not work with hoctap, from its paper."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.assessments.models import RankingState
from tests.assessments import ranking_hands as hands
from tests.assessments.hands import PDF
from tests.assessments.ranking_world import Bench, bench
from tests.recognition.hands import shown, sign_in

__all__ = ["bench"]
TYPED = {"grade": "best", "number": "31/QĐ-SGDĐT", "decided_on": "", "issuer": "Sở Giáo dục và Đào tạo"}


def url(pk: object) -> str:
    return f"/assessments/rankings/{pk}/outside/"


def copy() -> SimpleUploadedFile:
    return SimpleUploadedFile("qd.pdf", PDF)


def confirmed_day(bench: Bench) -> str:
    from django.utils import timezone

    return timezone.localdate().isoformat()


def test_it_is_taken_down_with_its_copy(bench: Bench):
    hands.authority_at(bench.world.commune)
    one = bench.confirmed()
    client = sign_in(bench.director)
    assert client.get(url(one.pk)).status_code == 200
    typed = {**TYPED, "decided_on": confirmed_day(bench), "copy": copy()}
    assert client.post(url(one.pk), typed).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.grade_label, one.decision_number) == (RankingState.RANKED, "Tốt", "31/QĐ-SGDĐT")
    address = reverse("ranking_copy", args=[one.pk])
    assert client.get(address)["Content-Type"] == "application/pdf"
    assert sign_in(bench.world.oanh).get(address).status_code == 404
    assert sign_in(bench.world.hung).get(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"grade": ""}, "Chọn mức xếp loại"),
        ({"number": ""}, "Ghi số quyết định"),
        ({"issuer": ""}, "Ghi cơ quan ban hành"),
        ({"decided_on": ""}, "Ghi ngày quyết định"),
        ({"decided_on": "2099-01-01"}, "ở sau ngày hôm nay"),
        ({"decided_on": "2020-01-01"}, "ở trước ngày UBND xã xác nhận"),
        ({"copy": None}, "Đính kèm bản chụp"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_decided(bench: Bench, change: dict[str, object], words: str):
    hands.authority_at(bench.world.commune)
    one = bench.confirmed()
    full = {**TYPED, "decided_on": confirmed_day(bench), "copy": copy(), **change}
    answer = sign_in(bench.director).post(
        url(one.pk), {key: value for key, value in full.items() if value is not None}
    )
    assert answer.status_code == 422
    assert words in shown(answer)
    one.refresh_from_db()
    assert one.state == RankingState.CONFIRMED


def test_before_the_commune_confirmed_there_is_none(bench: Bench):
    one = bench.submitted()
    typed = {**TYPED, "decided_on": confirmed_day(bench), "copy": copy()}
    answer = sign_in(bench.director).post(url(one.pk), typed)
    assert answer.status_code == 422
    assert "UBND xã xác nhận" in shown(answer)
    assert sign_in(bench.world.lan).get(url(one.pk)).status_code == 403
