"""One file: what is asked beside what was found, whether it is met, what comes next, ten years of history."""

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from tests.assessments import hands
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


@pytest.mark.requirement("S3-44")
def test_the_page_shows_each_line_with_its_clause_and_no_points(world: World):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    lan = sign_in(world.lan)
    here = reverse("assessment_detail", args=[one.pk])
    page = shown(lan.get(here))
    for words in ("X5.1", "Điều 6.5.a, 7.5.a", "≥ 60 %", "từ mức độ 2", "chưa có số liệu", "Sẽ gửi"):
        assert words in page
    assert " điểm" not in page
    hands.filled(bench, one)
    page = shown(lan.get(here))
    assert "15/15 chỉ tiêu đạt" in page
    assert "Chốt tự đánh giá" in page
    assert queries_of(lan, here) <= 40


def test_it_stays_closed_to_strangers_and_to_the_authority_until_it_is_sent(world: World):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    here = reverse("assessment_detail", args=[one.pk])
    assert sign_in(world.oanh).get(here).status_code == 404
    assert sign_in(bench.officer).get(here).status_code == 404
    assert sign_in(world.bich).get(here).status_code == 200  # follows both communes from the district


@pytest.mark.requirement("S3-23")
def test_a_file_that_waits_is_never_shown_as_recognised(world: World):
    bench = hands.district_of_2024(world)
    bench.year = 2025
    one = hands.assessed(bench)
    page = shown(sign_in(world.lan).get(reverse("assessment_detail", args=[one.pk])))
    assert "Đã tự đánh giá, chờ hướng dẫn thẩm quyền" in page
    assert "không tính là được công nhận" in page
    assert "Ghi đã gửi hồ sơ" not in page


def test_the_history_names_decisions_under_the_body_that_took_them(world: World):
    bench = hands.district_of_2024(world)
    first = hands.recognised(bench)
    bench.year = 2025
    second = hands.opened(bench)
    assert second.renews == first
    page = shown(sign_in(world.lan).get(reverse("assessment_detail", args=[second.pk])))
    assert "Mười năm qua" in page
    assert "77/QĐ-GDĐT ngày 20/03/2025 của Phòng Giáo dục và Đào tạo huyện Tháp Mười" in page


def test_evidence_is_read_through_the_file_by_the_authority(world: World):
    bench = hands.district_of_2024(world)
    one = hands.opened(bench)
    hands.filled(bench, one)
    use = actions.attach_evidence(
        one, "X1.1", kind="file", text="Kế hoạch 15", content=hands.PDF, by=bench.lan
    )
    address = reverse("assessment_piece", args=[use.pk])
    assert sign_in(world.lan).get(address).status_code == 200
    assert sign_in(bench.officer).get(address).status_code == 404
    assert sign_in(world.oanh).get(address).status_code == 404
    hands.met(bench, one)
    actions.close_self_assessment(one, by=bench.lan)
    actions.make_papers(one, by=bench.lan)
    one.refresh_from_db()
    import datetime as dt

    for number, name in enumerate(("minutes", "self_report", "letter"), start=1):
        hands.signed(getattr(one, name), number=number, on=dt.date(2025, 2, 10), by=bench.lan)
    actions.send_file(one, sent_on=dt.date(2025, 2, 20), way="direct", by=bench.lan)
    assert sign_in(bench.officer).get(address).status_code == 200
    assert sign_in(world.oanh).get(address).status_code == 404
