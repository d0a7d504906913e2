"""Opening a file: the title and year say which edition, level and kinds are asked; what is in the way is named."""

import datetime as dt

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.assessments.models import Assessment
from hoctap.core.refusals import Forbidden, Refused
from tests.assessments import hands
from tests.figures import make_file
from tests.recognition.hands import shown, sign_in
from tests.world import World

HERE = reverse("assessment_new")


def test_the_page_asks_step_by_step_and_opens_the_file(world: World):
    bench = hands.district_of_2024(world)
    edition = hands.edition("cong-dong-hoc-tap-xa-tt25")
    lan = sign_in(world.lan)
    assert "Cộng đồng học tập cấp xã" in shown(lan.get(HERE))
    page = shown(lan.get(HERE, {"title": hands.COMMUNE, "year": 2024}))
    assert "TT 25/2023/TT-BGDĐT" in page
    assert "Mức độ 2" in page
    assert "Xã thuộc vùng khó khăn" in page
    assert "xã Hưng Thạnh" not in page
    typed = {"title": hands.COMMUNE, "year": 2024, "place": bench.commune.pk, "edition": edition.pk}
    refused = lan.post(HERE, typed)
    assert refused.status_code == 422
    assert "Chọn mức độ đề nghị" in shown(refused)
    opened = lan.post(HERE, {**typed, "level": "1", "variants": ["hard"]}, follow=True)
    one = Assessment.objects.get()
    assert (one.level, one.variants, one.year) == ("1", ["hard"], 2024)
    assert "≥ 40 %" in shown(opened)


def test_a_year_without_an_edition_says_which_are_near(world: World):
    bench = hands.district_of_2024(world)
    hands.edition("cong-dong-hoc-tap-xa-tt25")
    lan = sign_in(world.lan)
    assert "không có bộ tiêu chí nào" in shown(lan.get(HERE, {"title": hands.COMMUNE, "year": 2021}))
    with pytest.raises(Refused, match="Gần nhất có: Cộng đồng học tập cấp xã – TT 25/2023"):
        actions.open_assessment(hands.COMMUNE, bench.commune, year=2021, edition=None, by=bench.lan)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"level": "3"}, "Chọn mức độ"),
        ({"year": 2031}, "Năm đánh giá phải"),
        ({"year": 2020}, "không có bộ tiêu chí"),
        ({"variants": ["no"]}, "không có trong bộ tiêu chí"),
    ],
)
def test_what_cannot_be_is_refused(world: World, change: dict[str, object], words: str):
    bench = hands.district_of_2024(world)
    typed: dict[str, object] = {
        "year": 2024,
        "edition": hands.edition("cong-dong-hoc-tap-xa-tt25"),
        "level": "1",
    } | change
    with pytest.raises(Refused, match=words):
        actions.open_assessment(hands.COMMUNE, bench.commune, **typed, by=bench.lan)  # type: ignore[arg-type]
    assert not Assessment.objects.exists()


def test_a_frame_is_nothing_to_be_judged_by(world: World):
    bench = hands.district_of_2024(world)
    frame = hands.edition("cong-dong-ap-hoc-tap-242")
    with pytest.raises(Refused, match="không có bộ tiêu chí"):
        actions.open_assessment("learning_community", world.hamlet, year=2024, edition=frame, by=bench.lan)


def test_the_title_is_for_places_of_its_level(world: World):
    bench = hands.district_of_2024(world)
    with pytest.raises(Refused, match="không dành cho ấp, khóm"):
        actions.open_assessment(
            hands.COMMUNE,
            world.hamlet,
            year=2024,
            edition=hands.edition("cong-dong-hoc-tap-xa-tt25"),
            level="1",
            by=bench.lan,
        )
    with pytest.raises(Refused, match="theo đợt công nhận của xã"):
        actions.open_assessment("learning_family", bench.commune, year=2024, edition=None, by=bench.lan)


def test_one_file_a_year_and_a_stranger_none(world: World):
    bench = hands.district_of_2024(world)
    hands.opened(bench)
    with pytest.raises(Refused, match="Năm 2024 đã có hồ sơ này"):
        hands.opened(bench, "2")
    with pytest.raises(Forbidden):
        actions.open_assessment(
            hands.COMMUNE,
            bench.commune,
            year=2024,
            edition=hands.edition("cong-dong-hoc-tap-xa-tt25"),
            level="1",
            by=world.actor(world.oanh),
        )
    one = Assessment.objects.get()
    actions.withdraw_file(one, why="lập nhầm mức", by=bench.lan)
    assert hands.opened(bench, "2").level == "2"


@pytest.mark.requirement("S3-36")
def test_one_unit_goes_one_road_a_year(world: World):
    """QĐ 242 or TT 24: the double is refused, and the choice has its reason."""
    bench = hands.district_of_2024(world)
    unit = hands.school_of(bench)
    edition = hands.edition("don-vi-hoc-tap-huyen-tt24")
    typed = {
        "year": 2024,
        "edition": edition,
        "level": "1",
        "unit": unit,
        "kinds": ["public", "general_school"],
    }
    with pytest.raises(Refused, match="Ghi vì sao đơn vị theo bộ tiêu chí này"):
        actions.open_assessment("learning_unit_district", bench.commune, **typed, by=bench.lan)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="công lập hay tổ chức kinh tế"):
        actions.open_assessment(
            "learning_unit_district",
            bench.commune,
            **{**typed, "kinds": []},  # type: ignore[arg-type]
            road_reason="Trường học",
            by=bench.lan,
        )
    actions.open_assessment(
        "learning_unit_district",
        bench.commune,
        **typed,  # type: ignore[arg-type]
        road_reason="Trường học theo TT 24",
        by=bench.lan,
    )
    from tests.assessments.examples import edition as own

    with pytest.raises(Refused, match="đã đi theo đường khác: Đơn vị học tập cấp huyện"):
        actions.open_assessment(
            "learning_unit",
            bench.commune,
            year=2024,
            edition=own(),
            unit=unit,
            road_reason="Thuộc xã",
            by=bench.lan,
        )


def test_level_2_is_asked_for_a_year_after_level_1(world: World):
    bench = hands.district_of_2024(world)
    hands.recognised(bench, on=dt.date(2025, 3, 20))
    bench.year = 2025
    second = hands.opened(bench, "2")  # today is more than twelve months later
    assert second.renews is not None
    second.delete()
    first = Assessment.objects.get()
    Assessment.objects.filter(pk=first.pk).update(decided_on=dt.date.today() - dt.timedelta(days=300))
    with pytest.raises(Refused, match="sau 12 tháng kể từ quyết định mức độ trước"):
        hands.opened(bench, "2")
    assert hands.opened(bench, "1").level == "1"


def test_a_unit_that_still_holds_a_title_goes_no_other_road(world: World):
    """The title of 2021 is valid for three years: 2023 is not free for the other set."""
    from tests.assessments.examples import edition as own

    bench = hands.district_of_2024(world)
    unit = hands.school_of(bench)
    held = make_file(
        "learning_unit_district", bench.commune, own(), 2021, unit=unit, valid_until=dt.date(2024, 11, 12)
    )
    asked = {"edition": own(), "unit": unit, "road_reason": "Thuộc xã", "by": bench.lan}
    with pytest.raises(Refused, match="còn giá trị đến hết ngày 12/11/2024"):
        actions.open_assessment("learning_unit", bench.commune, year=2023, **asked)  # type: ignore[arg-type]
    held.state, held.revoked_on, held.revoked_why = "revoked", dt.date(2022, 1, 5), "Không còn giữ"
    held.save()
    assert actions.open_assessment("learning_unit", bench.commune, year=2023, **asked).year == 2023  # type: ignore[arg-type]
