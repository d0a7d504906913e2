"""The decision of an authority that does not work with hoctap, from its paper."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.assessments.models import FileState
from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World

TYPED = {"agrees": "yes", "number": "31/QĐ-PGDĐT", "decided_on": "2025-03-25", "issuer": "Phòng GD&ĐT"}


def copy() -> SimpleUploadedFile:
    return SimpleUploadedFile("qd.pdf", hands.PDF)


def test_it_is_taken_down_with_its_copy(world: World):
    bench = hands.district_of_2024(world)
    one = hands.sent(bench)
    here = reverse("assessment_outside", args=[one.pk])
    lan = sign_in(world.lan)
    assert lan.post(here, {**TYPED, "copy": copy()}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.decision_number) == (FileState.RECOGNISED, "31/QĐ-PGDĐT")
    assert one.valid_until == dt.date(2028, 12, 31)
    address = reverse("assessment_copy", args=[one.pk])
    assert lan.get(address)["Content-Type"] == "application/pdf"
    assert sign_in(world.oanh).get(address).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"agrees": ""}, "được công nhận hay không"),
        ({"number": ""}, "Ghi số quyết định"),
        ({"decided_on": ""}, "Ghi ngày quyết định"),
        ({"decided_on": "2099-01-01"}, "ở sau ngày hôm nay"),
        ({"decided_on": "2025-02-01"}, "ở trước ngày gửi hồ sơ"),
        ({"agrees": "no"}, "Ghi lý do từ chối"),
        ({"copy": None}, "Đính kèm bản chụp"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_decided(world: World, change: dict[str, object], words: str):
    bench = hands.district_of_2024(world)
    one = hands.sent(bench)
    typed = {key: value for key, value in {**TYPED, "copy": copy(), **change}.items() if value is not None}
    answered = sign_in(world.lan).post(reverse("assessment_outside", args=[one.pk]), typed)
    assert answered.status_code == 422
    assert words in shown(answered)
    one.refresh_from_db()
    assert one.state == FileState.SENT


def test_only_while_it_is_under_way(world: World):
    bench = hands.district_of_2024(world)
    one = hands.received(bench)
    answered = sign_in(world.lan).post(
        reverse("assessment_outside", args=[one.pk]), {**TYPED, "copy": copy()}
    )
    assert "chưa tiếp nhận ở đây" in shown(answered)
    assert sign_in(world.oanh).get(reverse("assessment_outside", args=[one.pk])).status_code == 404
