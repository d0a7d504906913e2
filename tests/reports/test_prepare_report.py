import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.papers.models import PaperState
from hoctap.reports import queries, rules
from hoctap.reports.actions import prepare_report
from hoctap.reports.content import ReportText, results_report
from hoctap.reports.frozen import FrozenFigures, compare, freeze
from hoctap.reports.models import Report
from tests.figures import TARGET, fill_hamlet, make_round
from tests.world import World

TEXT = ReportText(
    ("Hội Khuyến học và Khoa học lịch sử huyện Tháp Mười", " "), shortcomings="Hộ đi làm ăn xa."
)
CUT_OFF = dt.date(2024, 12, 15)


def prepare(world: World, cut_off_on: dt.date = CUT_OFF, text: ReportText = TEXT) -> Report:
    return prepare_report(world.commune, 2024, cut_off_on, text, by=world.actor(world.lan))


@pytest.mark.requirement("S3-25", "S3-64")
def test_a_report_freezes_its_figures_and_prints_them(season: World):
    report = prepare(season)
    frozen = FrozenFigures.from_json(report.figures)
    assert (frozen.total.households, frozen.total.recognised, frozen.total.late) == (4, 3, 1)
    assert (frozen.total.of_households, frozen.targets[0].met) == (75, False)
    assert frozen.targets[0].last_day == dt.date(2024, 11, 14)
    paper = report.paper
    assert (paper.kind, paper.issuer, paper.state) == ("results_report", season.committee, PaperState.DRAFT)
    content = paper.versions.get().content
    assert content["total"]["recognised"] == 3
    assert content["recipients"] == ["Hội Khuyến học và Khoa học lịch sử huyện Tháp Mười"]
    assert content["sample_mark"].startswith("MẪU CHƯA XÁC THỰC")
    assert "Kế hoạch số 415/KH-UBND" in content["introduction"][0]
    assert Event.objects.filter(what="reports.report.prepared", subject_id=str(report.pk)).exists()


def test_a_report_above_the_commune_prints_no_verdict_while_communes_are_missing(season: World):
    figures = freeze(queries.season_table(season.district, 2024))
    assert figures.targets[0].met is False
    content = results_report(
        figures, TEXT, issuer=season.committee, place=season.district, cut_off_on=CUT_OFF, version=1, plans=[]
    )
    assert content.targets[0].is_met is None
    assert content.targets[0].statement == TARGET.wording
    assert "chưa có: xã Hưng Thạnh" in content.notes[1]


def test_the_paper_says_what_is_wanted_where_the_plans_sentence_does_not(season: World):
    figures = freeze(queries.season_table(season.commune, 2024))
    (target,) = figures.targets
    figures = replace(figures, targets=(replace(target, wording="Gia đình được công nhận"),))
    content = results_report(
        figures, TEXT, issuer=season.committee, place=season.commune, cut_off_on=CUT_OFF, version=1, plans=[]
    )
    assert content.targets[0].statement == "Gia đình được công nhận: từ 85\N{NO-BREAK SPACE}% trở lên"
    assert content.targets[0].is_met is False


def test_what_changes_later_does_not_change_the_report_and_is_shown_beside_it(season: World):
    report = prepare(season)
    fill_hamlet(make_round(season.other_commune, season.edition), season.other_hamlet, 1, 1, 1)
    dossier = season.hamlet.dossiers.get(state="registered")
    dossier.state, dossier.decided_on, dossier.frozen_score = (
        "recognised",
        dt.date(2024, 12, 20),
        {"total": "90"},
    )
    dossier.hamlet_total = Decimal(90)
    dossier.save()
    report.refresh_from_db()
    then = FrozenFigures.from_json(report.figures)
    now = freeze(queries.season_table(season.commune, 2024))
    first, second, total = compare(then, now)
    assert then.total.recognised == 3
    assert first.differs
    assert first.now is not None
    assert first.now.recognised == 4
    assert not second.differs
    assert total.differs


def test_a_correction_is_the_next_version_beside_the_first(season: World):
    first, second = prepare(season), prepare(season)
    assert (first.version, second.version) == (1, 2)
    assert first.paper_id != second.paper_id
    assert "bản thay thế lần 1" in second.paper.title
    assert queries.latest_report(season.commune, 2024, first.kind) == second


def test_figures_survive_the_way_to_json_and_back(season: World):
    frozen = freeze(queries.season_table(season.district, 2024))
    assert FrozenFigures.from_json(frozen.to_json()) == frozen


def test_others_prepare_no_report_here(season: World):
    for user in (season.hung, season.minh, season.oanh, season.bich):
        with pytest.raises(Forbidden):
            prepare_report(season.commune, 2024, CUT_OFF, TEXT, by=season.actor(user))
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("cut_off_on", "words"),
    [
        (dt.date(2024, 11, 19), "Sổ sách đã ghi đến ngày 20/11/2024"),
        (dt.date(2023, 12, 31), "phải từ 01/01/2024"),
        (dt.date(2999, 1, 1), "không được sau hôm nay"),
    ],
)
def test_a_cut_off_day_that_the_figures_do_not_bear_is_refused(
    season: World, cut_off_on: dt.date, words: str
):
    with pytest.raises(Refused, match=words) as refused:
        prepare(season, cut_off_on)
    assert refused.value.reasons[0].field == "cut_off_on"


def test_a_year_without_records_or_a_report_to_nobody_is_refused(season: World):
    with pytest.raises(Refused, match="chưa có số liệu"):
        prepare_report(season.commune, 2025, CUT_OFF, TEXT, by=season.actor(season.lan))
    with pytest.raises(Refused, match="nơi nhận"):
        prepare(season, text=ReportText((" ",)))


def test_a_place_without_a_peoples_committee_and_a_hamlet_issue_no_report(season: World):
    with pytest.raises(Refused, match="cấp xã trở lên"):
        prepare_report(season.hamlet, 2024, CUT_OFF, TEXT, by=season.actor(season.lan))
    season.committee.kind = "other"
    season.committee.save()
    with pytest.raises(Refused, match="Chưa có Ủy ban nhân dân"):
        prepare(season)


@pytest.mark.requirement("S3-64")
def test_receivers_are_proposed_as_the_plan_of_2024_names_them_and_by_the_two_tiers_after():
    names = {"district": "huyện Tháp Mười", "province": "tỉnh Đồng Tháp"}
    assert rules.proposed_recipients(dt.date(2025, 6, 30), **names) == (
        "Hội Khuyến học và Khoa học lịch sử huyện Tháp Mười",
        "Phòng Giáo dục và Đào tạo huyện Tháp Mười",
    )
    after = rules.proposed_recipients(dt.date(2025, 7, 1), **names)
    assert after == ("Hội Khuyến học tỉnh Đồng Tháp", "Sở Giáo dục và Đào tạo tỉnh Đồng Tháp")
    assert rules.waits_for_province(dt.date(2025, 7, 1))
    assert not rules.waits_for_province(dt.date(2025, 6, 30))
