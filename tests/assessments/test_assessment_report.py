"""The yearly report of Phòng and Sở: each figure opens to the files that it counts, and is frozen with its paper."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from hoctap.assessments import actions
from hoctap.assessments.models import YearReport
from hoctap.assessments.work import work_items
from hoctap.assessments.year_figures import year_figures
from hoctap.core.refusals import Forbidden, Refused
from tests.assessments import hands
from tests.recognition.hands import queries_of, shown, sign_in
from tests.world import World


@pytest.mark.requirement("S0-31")
def test_the_figures_open_to_their_files_and_are_frozen_with_the_paper(world: World):
    bench = hands.district_of_2024(world)
    one = hands.concluded(bench)
    officer = sign_in(bench.officer)
    here = f"{reverse('assessment_report')}?year=2024"
    page = shown(officer.get(here))
    assert "Cộng đồng học tập cấp xã" in page
    assert "Chờ quyết định" in page
    assert queries_of(officer, here) <= 20
    (row,) = year_figures(world.district, 2024)
    assert row.total.count == sum(cell.count for cell in row.cells) == 1
    for cell in (row.total, *(cell for cell in row.cells if cell.count)):
        assert len(re.findall(str(one.pk), shown(officer.get(cell.url)))) == 1
    empty = next(cell for cell in row.cells if not cell.count)
    assert str(one.pk) not in shown(officer.get(empty.url))
    assert officer.post(reverse("assessment_report"), {"year": 2024}).status_code == 302
    report = YearReport.objects.get()
    hands.stands_the_check(report.paper)
    assert report.figures[0]["cells"]["Chờ quyết định"] == 1
    content = report.paper.versions.get().content
    assert content is not None
    assert content["recipients"] == [
        "Sở Giáo dục và Đào tạo tỉnh Đồng Tháp",
        "Ủy ban nhân dân tỉnh Đồng Tháp",
    ]
    by = bench.by(bench.officer)
    made = actions.draft_decision([one], "recognise", by=by)
    hands.signed(made.paper, number=77, on=dt.date(2025, 3, 20), by=bench.by(bench.head), copy=hands.PDF)
    # Laid out again until it is signed; then another follows.
    assert actions.make_year_report(world.district, 2024, by=by) == report
    report.refresh_from_db()
    assert report.figures[0]["levels"] == {"Mức độ 1": 1}
    hands.signed(report.paper, number=5, on=dt.date(2025, 3, 25), by=by)
    assert actions.make_year_report(world.district, 2024, by=by) != report
    assert "Báo cáo đã lập" in shown(officer.get(here))


def test_it_is_of_the_office_alone_and_of_a_year_that_ended(world: World):
    bench = hands.district_of_2024(world)
    by = bench.by(bench.officer)
    with pytest.raises(Refused, match="không có hồ sơ nào gửi đến"):
        actions.make_year_report(world.district, 2023, by=by)
    with pytest.raises(Refused, match="năm đã hết"):
        actions.make_year_report(world.district, 2099, by=by)
    with pytest.raises(Refused, match="của Phòng, Sở"):
        actions.make_year_report(world.commune, 2024, by=bench.lan)
    with pytest.raises(Forbidden):
        actions.make_year_report(world.district, 2024, by=bench.lan)
    answered = sign_in(bench.officer).post(reverse("assessment_report"), {"year": 2023})
    assert answered.status_code == 422
    assert sign_in(world.hung).get(reverse("assessment_report")).status_code == 403
    assert "Chưa có hồ sơ nào" in shown(sign_in(world.oanh).get(reverse("assessment_report")))


def test_the_office_is_reminded_before_15_march(world: World, monkeypatch: pytest.MonkeyPatch):
    bench = hands.district_of_2024(world)
    hands.sent(bench)
    by = bench.by(bench.officer)
    monkeypatch.setattr("hoctap.assessments.work.today", lambda: dt.date(2025, 3, 1))
    item = next(one for one in work_items(by) if one.title.startswith("Lập báo cáo"))
    assert (item.due_on, item.late) == (dt.date(2025, 3, 14), False)
    assert not [one for one in work_items(bench.lan) if one.title.startswith("Lập báo cáo")]
