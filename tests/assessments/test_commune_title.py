"""Cộng đồng học tập cấp xã from its own assessment to the decision: by the district in 2024, the Sở in 2026, nobody without a paper."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from hoctap.assessments import actions
from hoctap.assessments.models import Assessment, FileState
from hoctap.core.refusals import Forbidden, Refused
from hoctap.measures.queries import figure
from hoctap.measures.registry import measures
from tests.assessments import hands
from tests.world import World


@pytest.mark.requirement("S3-23", "S3-44")
def test_the_district_recognises_a_commune_for_2024(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    assert (one.decided_on, one.decision_number) == (dt.date(2025, 3, 20), "77/QĐ-GDĐT")
    assert one.decision_by == "Phòng Giáo dục và Đào tạo huyện Tháp Mười"
    assert one.decides == "Trưởng phòng Giáo dục và Đào tạo huyện Tháp Mười"
    # 36 months after the year of the recognition (TT 25/2023, Điều 5.4).
    assert one.valid_until == dt.date(2028, 12, 31)
    assert one.frozen is not None
    assert one.frozen["instrument"].startswith("Thông tư số 25/2023")
    assert [change.after for change in one.changes.all()] == [
        "assessed",
        "sent",
        "received",
        "concluded",
        "recognised",
    ]
    assert figure(measures["learning_community_commune.level_1"], world.district, 2024).numerator == 1
    assert figure(measures["learning_community_commune.level_1"], world.district, 2024).denominator == 2
    assert figure(measures["learning_community_commune.level_2"], world.district, 2024).numerator == 0


@pytest.mark.requirement("S3-44")
def test_the_office_of_the_province_recognises_a_commune_in_2026(world: World):
    bench = hands.province_of_2026(world)
    one = hands.recognised(bench)
    assert one.decides == "Giám đốc Sở Giáo dục và Đào tạo tỉnh Phú Thọ"
    assert one.authority_basis.startswith("QĐ 2086/QĐ-UBND")
    assert one.decision_by == "Sở Giáo dục và Đào tạo tỉnh Phú Thọ"
    assert one.valid_until == dt.date(2029, 12, 31)


def test_where_no_paper_names_an_authority_a_file_stops_at_its_own_assessment(world: World):
    """Đồng Tháp after 1/7/2025: nothing seen says who decides."""
    bench = hands.district_of_2024(world)
    bench.year = 2025
    one = hands.assessed(bench)
    assert one.state == FileState.WAITING
    assert one.get_state_display() == "Đã tự đánh giá, chờ hướng dẫn thẩm quyền"
    with pytest.raises(Refused, match="Chưa có văn bản"):
        actions.send_file(one, sent_on=dt.date(2026, 2, 20), way="direct", by=bench.lan)
    assert figure(measures["learning_community_commune.level_1"], world.district, 2025).numerator == 0
    supervisor = world.actor(world.bich)
    with pytest.raises(Refused, match="cho cả tỉnh"):
        actions.name_authority(hands.COMMUNE, world.district, hands_paper(), by=supervisor)


def hands_paper() -> actions.authorities.AuthorityTyped:
    return actions.authorities.AuthorityTyped(
        level="province",
        receives="Sở Giáo dục và Đào tạo",
        decides="Giám đốc Sở Giáo dục và Đào tạo",
        has_council=True,
        paper_number="99/QĐ-UBND",
        paper_date=dt.date(2026, 1, 5),
        paper_issuer="Ủy ban nhân dân tỉnh",
        valid_from=dt.date(2026, 1, 5),
    )


def test_the_paper_of_the_province_lets_waiting_files_go_on(world: World):
    from hoctap.core.permissions import Role
    from tests.world import make_organisation, make_user

    bench = hands.district_of_2024(world)
    bench.year = 2025
    one = hands.assessed(bench)
    office = make_organisation("association", "Hội Khuyến học tỉnh", "HKH", world.province)  # type: ignore[arg-type]
    keeper = make_user("Tạ Thị Thu", "thu", office, "Chủ tịch", (Role.SUPERVISOR, world.province))
    actions.name_authority(hands.COMMUNE, world.province, hands_paper(), by=world.actor(keeper))
    one.refresh_from_db()
    assert one.state == FileState.ASSESSED
    assert one.decides == "Giám đốc Sở Giáo dục và Đào tạo tỉnh Đồng Tháp"
    assert one.authority_basis == "99/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân tỉnh"


def test_a_stranger_reads_nothing_and_an_authority_only_what_was_sent_to_it(world: World):
    bench = hands.district_of_2024(world)
    one = hands.assessed(bench)
    officer = bench.by(bench.officer)
    assert not Assessment.objects.visible_to(officer).exists()
    assert not Assessment.objects.visible_to(world.actor(world.oanh)).exists()
    actions.make_papers(one, by=bench.lan)
    one.refresh_from_db()
    for number, name in enumerate(("minutes", "self_report", "letter"), start=1):
        hands.signed(getattr(one, name), number=number, on=dt.date(2025, 2, 10), by=bench.lan)
    actions.send_file(one, sent_on=dt.date(2025, 2, 20), way="direct", by=bench.lan)
    assert list(Assessment.objects.visible_to(officer)) == [one]
    assert not Assessment.objects.visible_to(world.actor(world.oanh)).exists()
    with pytest.raises(Forbidden):
        actions.receive_file(one, received_on=dt.date(2025, 2, 21), by=bench.lan)
    with pytest.raises(Forbidden):
        actions.record_figure(
            one, "X1.1", actions.assessing.FigureTyped(is_met=False, source="x"), by=officer
        )


def test_what_is_decided_never_changes_with_the_edition_or_the_figures(world: World):
    bench = hands.district_of_2024(world)
    one = hands.recognised(bench)
    before = one.frozen
    with pytest.raises(Refused, match="không sửa số liệu"):
        actions.record_figure(
            one, "X1.1", actions.assessing.FigureTyped(is_met=False, source="x"), by=bench.lan
        )
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        one.figures.all().delete()
    one.refresh_from_db()
    assert one.frozen == before
    assert one.state == FileState.RECOGNISED
