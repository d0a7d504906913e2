"""The meeting of the self-assessment: who was there, how many agreed."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.assessments import hands
from tests.recognition.hands import shown, sign_in
from tests.world import World

TYPED = {
    "held_on": "2025-01-20",
    "venue": "Hội trường",
    "chair": "Lê Quang Minh",
    "secretary": "Nguyễn Thị Lan",
    "members": "Lê Quang Minh, UBND xã\nNguyễn Thị Lan, Hội Khuyến học xã\nBùi Văn Đức, MTTQ xã",
    "agreed": "3",
}


def test_it_is_taken_down_and_its_people_stand_in_the_minutes(world: World):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    here = reverse("assessment_meeting", args=[one.pk])
    lan = sign_in(world.lan)
    assert "Mặt trận Tổ quốc" in shown(lan.get(here))
    assert lan.post(here, TYPED).status_code == 302
    one.refresh_from_db()
    assert one.met_on == dt.date(2025, 1, 20)
    assert one.meeting["members"][2] == ["Bùi Văn Đức", "MTTQ xã"]
    assert "Bùi Văn Đức, MTTQ xã" in shown(lan.get(here))
    assert sign_in(world.oanh).post(here, TYPED).status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"held_on": ""}, "Ghi ngày họp"),
        ({"held_on": "2099-01-01"}, "ở sau ngày hôm nay"),
        ({"held_on": "2023-12-31"}, "ở trước năm đánh giá 2024"),
        ({"venue": " "}, "Ghi địa điểm"),
        ({"chair": ""}, "Ghi người chủ trì"),
        ({"secretary": ""}, "Ghi thư ký"),
        ({"members": ""}, "Ghi người dự họp"),
        ({"members": "Ông A"}, "“Ông A”: ghi cơ quan"),
        ({"agreed": ""}, "từ 0 đến 3"),
        ({"agreed": "4"}, "từ 0 đến 3"),
        ({"agreed": "1"}, "Chưa quá nửa"),
    ],
)
def test_what_is_missing_is_said(world: World, change: dict[str, str], words: str):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    answered = sign_in(world.lan).post(reverse("assessment_meeting", args=[one.pk]), {**TYPED, **change})
    assert answered.status_code == 422
    assert words in shown(answered)
    one.refresh_from_db()
    assert one.met_on is None
