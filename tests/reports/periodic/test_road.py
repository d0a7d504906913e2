"""The road of a report: asked for, written, sent, returned, corrected, accepted, added up."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.test import Client
from django.urls import reverse

from hoctap.core.permissions import Role
from hoctap.core.refusals import Forbidden, Refused
from hoctap.places.models import OrganisationKind
from hoctap.reports.calls import actions as calls
from hoctap.reports.calls import queries as call_queries
from hoctap.reports.periodic import actions, oddities, queries
from hoctap.reports.periodic.actions import Remark, TypedCell, WrittenMeanwhile
from hoctap.reports.periodic.models import PeriodicReport, ReportCall, ReportState
from hoctap.reports.quantities.periods import PeriodKind, period_of
from tests.figures import fill_hamlet, make_round
from tests.reports.periodic.steps import (
    YEAR_2024,
    SetDay,
    accepted,
    asked,
    committee_of,
    opened,
    sent,
    signed,
    type_of,
    written,
)
from tests.world import World, make_organisation, make_place, make_user


def value(report: PeriodicReport, address: str) -> Decimal | None:
    cell = queries.filled(report).cell(address)
    assert cell is not None
    return cell.value


@pytest.mark.requirement("S3-64")
def test_a_report_opens_filled_from_the_records(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    assert value(report, "families/total/total") == 10
    assert value(report, "families/total/registered") == 6
    assert value(report, "families/total/recognised") == 4
    assert value(report, "families/total/of_total") == 40
    assert value(report, "families/total/change") == 3
    assert value(report, f"families/{reporting.hamlet.pk}/recognised") == 3
    assert report.before_on == dt.date(2024, 11, 15)
    assert [one.name for one in report.receivers.all()] == [
        "Hội Khuyến học huyện Tháp Mười",
        "Phòng Giáo dục và Đào tạo huyện Tháp Mười",
    ]


def test_who_opens_twice_finds_the_same_draft(reporting: World, on: SetDay):
    on(2024, 11, 12)
    assert opened(reporting) == opened(reporting)


@pytest.mark.requirement("S3-64")
def test_what_was_sent_is_frozen_and_a_paper_waits_for_its_signature(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = sent(reporting)
    assert (report.state, report.late_since) == (ReportState.SUBMITTED, None)
    assert report.paper is not None
    content = report.paper.versions.get().content
    assert content["sections"][0]["heading"] == "I. THỰC HIỆN CHỈ TIÊU KẾ HOẠCH"
    assert content["addressees"][0] == "Hội Khuyến học huyện Tháp Mười"
    fill_hamlet(make_round(reporting.other_commune, reporting.edition), reporting.other_hamlet, 1, 1, 1)
    dossier = reporting.hamlet_2.dossiers.filter(state="registered").first()
    dossier.state, dossier.decided_on, dossier.frozen_score = (
        "recognised",
        dt.date(2024, 11, 13),
        {"total": "90"},
    )
    dossier.hamlet_total = Decimal(90)
    dossier.save()
    assert value(report, "families/total/recognised") == 4
    on(2024, 11, 14)
    report.cut_off_on = dt.date(2024, 11, 14)
    changed = {
        one.label: (one.then, one.now)
        for one in queries.differences(queries.filled(report), queries.live(report))
    }
    assert changed["Tổng cộng: Công nhận – Tổng"] == ("4", "5")
    with pytest.raises(Refused, match="không sửa được nữa"):
        actions.write_text(report, "results", "Khác", seen=1, by=reporting.actor(reporting.lan))


def test_sent_after_the_last_day_it_is_late_for_ever(reporting: World, on: SetDay):
    on(2024, 11, 15)
    asked(reporting)
    report = sent(reporting)
    assert report.late_since == dt.date(2024, 11, 14)
    actions.return_report(report, [Remark("", "Thiếu số dòng họ")], by=reporting.actor(reporting.bich))
    again = sent(reporting)
    assert (again.version, again.late_since) == (2, dt.date(2024, 11, 14))


def test_sent_on_the_last_day_it_is_in_time(reporting: World, on: SetDay):
    on(2024, 11, 14)
    assert sent(reporting).late_since is None


@pytest.mark.requirement("S3-64", "S4-48")
def test_a_returned_report_carries_remarks_to_figures_and_its_words_go_on(reporting: World, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    report = sent(reporting)
    at = f"families/{reporting.hamlet.pk}/recognised"
    actions.return_report(
        report,
        [Remark(at, "Ghi 3, biên bản ghi 2"), Remark("section:results", "Viết rõ hơn")],
        by=reporting.actor(reporting.bich),
    )
    labels = [one.label for one in report.remarks.all()]
    assert labels == ["Gia đình học tập: Ấp 1, Công nhận – Tổng", "Mục Kết quả"]
    report.refresh_from_db()
    assert report.state == ReportState.RETURNED
    again = opened(reporting)
    assert (again.version, again.is_draft) == (2, True)
    assert queries.texts_of(again)["results"].text == "Nội dung Kết quả"


def test_a_return_without_a_word_is_refused(reporting: World, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    report = sent(reporting)
    with pytest.raises(Refused, match="ít nhất một nhận xét"):
        actions.return_report(report, [Remark("", "  ")], by=reporting.actor(reporting.bich))


def test_a_remark_about_a_figure_that_is_not_there_is_refused(reporting: World, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    report = sent(reporting)
    with pytest.raises(Refused, match="không có số hoặc mục ấy"):
        actions.return_report(report, [Remark("families/x/y", "Sai")], by=reporting.actor(reporting.bich))
    assert not report.remarks.exists()


def test_it_is_accepted_only_when_its_paper_is_signed(reporting: World, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    report = sent(reporting)
    with pytest.raises(Refused, match="chưa ghi số, ngày và người ký"):
        actions.accept_report(report, by=reporting.actor(reporting.bich))
    signed(report, 31, reporting)
    actions.accept_report(report, by=reporting.actor(reporting.bich))
    report.refresh_from_db()
    assert (report.state, report.judged_by != "") == (ReportState.ACCEPTED, True)


def test_only_who_gathers_accepts_and_returns(reporting: World, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    report = sent(reporting)
    for user in (reporting.lan, reporting.minh, reporting.oanh):
        with pytest.raises(Forbidden):
            actions.accept_report(report, by=reporting.actor(user))
        with pytest.raises(Forbidden):
            actions.return_report(report, [Remark("", "Không")], by=reporting.actor(user))


def test_next_door_nobody_writes_it(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    with pytest.raises(Forbidden):
        actions.write_text(report, "results", "Của người khác", seen=0, by=reporting.actor(reporting.oanh))
    with pytest.raises(Forbidden):
        actions.submit_report(report, by=reporting.actor(reporting.oanh))


def test_figures_of_an_unverified_edition_carry_its_mark_all_the_way_up(
    reporting: World, on: SetDay, client: Client
):
    on(2024, 11, 12)
    call, by = asked(reporting), reporting.actor(reporting.bich)
    below = accepted(reporting, reporting.commune, 31)
    above = actions.submit_report(written(calls.gather_call(call, by=by), reporting), by=by)
    for report in (below, above):
        assert report.paper is not None
        last = report.paper.versions.order_by("-version").first()
        assert last.content["sample_mark"].startswith("MẪU CHƯA XÁC THỰC")
        client.force_login(reporting.bich)
        assert "MẪU CHƯA XÁC THỰC" in client.get(reverse("periodic_detail", args=[report.pk])).text


def test_where_nobody_was_judged_by_such_an_edition_there_is_no_mark(reporting: World, on: SetDay):
    on(2024, 11, 12)
    assert queries.live(opened(reporting, reporting.other_commune)).sample_mark == ""


# ---------------------------------------------------------------- two people at once


def test_two_who_write_one_section_lose_nothing(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report, by = opened(reporting), reporting.actor(reporting.lan)
    actions.write_text(report, "results", "Của Lan", seen=0, by=by)
    with pytest.raises(WrittenMeanwhile) as clash:
        actions.write_text(report, "results", "Của Quản", seen=0, by=by)
    assert clash.value.standing.text == "Của Lan"
    actions.write_text(report, "results", "Của Lan và Quản", seen=1, by=by)
    assert [row.text for row in report.texts.filter(key="results")] == ["Của Lan và Quản", "Của Lan"]


def test_what_is_written_again_unchanged_adds_no_row(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report, by = opened(reporting), reporting.actor(reporting.lan)
    actions.write_text(report, "results", "Một lần", seen=0, by=by)
    actions.write_text(report, "results", "Một lần", seen=0, by=by)
    assert report.texts.filter(key="results").count() == 1


def test_the_database_lets_nobody_change_what_was_written(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    row = actions.write_text(report, "results", "Đã ghi", seen=0, by=reporting.actor(reporting.lan))
    row.text = "Sửa"
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


# ---------------------------------------------------------------- typed figures


def test_an_estimate_is_typed_and_never_adds_to_what_was_done(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    at = f"families/{reporting.hamlet.pk}/estimate"
    actions.write_figures(report, [TypedCell(at, Decimal(4))], by=reporting.actor(reporting.lan))
    assert value(report, at) == 4
    assert value(report, "families/total/estimate") == 4
    assert value(report, "families/total/recognised") == 4
    assert value(report, f"families/{reporting.hamlet.pk}/recognised") == 3


@pytest.mark.parametrize(
    ("column", "number", "says"),
    [
        ("recognised", Decimal(9), "lấy từ sổ sách, không ghi tay"),
        ("estimate", Decimal(-1), "từ 0 trở lên"),
    ],
)
def test_a_figure_that_records_give_is_not_typed_and_a_wrong_one_is_named(
    reporting: World, on: SetDay, column: str, number: Decimal, says: str
):
    on(2024, 11, 12)
    report = opened(reporting)
    at = f"families/{reporting.hamlet.pk}/{column}"
    with pytest.raises(Refused, match="Gia đình học tập: Ấp 1") as refusal:
        actions.write_figures(report, [TypedCell(at, number)], by=reporting.actor(reporting.lan))
    assert says in str(refusal.value)


def test_of_two_typed_figures_one_wrong_neither_is_kept(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    good, bad = (f"families/{one.pk}/estimate" for one in (reporting.hamlet, reporting.hamlet_2))
    with pytest.raises(Refused):
        actions.write_figures(
            report,
            [TypedCell(good, Decimal(4)), TypedCell(bad, Decimal(-4))],
            by=reporting.actor(reporting.lan),
        )
    assert not report.typed.exists()


def test_a_number_that_somebody_else_typed_meanwhile_is_shown_and_not_overwritten(
    reporting: World, on: SetDay
):
    on(2024, 11, 12)
    report, by = opened(reporting), reporting.actor(reporting.lan)
    at = f"families/{reporting.hamlet.pk}/estimate"
    actions.write_figures(report, [TypedCell(at, Decimal(4))], by=by)
    with pytest.raises(Refused, match=r"Nguyễn Thị Lan.* đã ghi 4"):
        actions.write_figures(report, [TypedCell(at, Decimal(3), seen=0)], by=by)
    assert actions.write_figures(report, [TypedCell(at, Decimal(3), seen=1)], by=by) == 1


def test_next_year_shows_how_far_an_estimate_was_off(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = written(opened(reporting), reporting)
    by = reporting.actor(reporting.lan)
    at = f"families/{reporting.hamlet.pk}/estimate"
    actions.write_figures(report, [TypedCell(at, Decimal(6))], by=by)
    actions.submit_report(written(report, reporting), by=by)
    on(2025, 3, 1)
    make_round(reporting.commune, reporting.edition, 2025)
    year = period_of(PeriodKind.YEAR, 2025)
    later = actions.open_report(
        type_of("model_results"), reporting.commune, committee_of(reporting.commune), year, by=by
    )
    errors = {one.label: one for one in queries.estimate_errors(later, queries.live(later))}
    found = errors["Ấp 1: Ước cả năm"]
    assert (found.estimated, found.happened, found.error) == (6, 3, 3)


# ---------------------------------------------------------------- what is refused


def test_what_must_be_written_is_asked_for(reporting: World, on: SetDay):
    on(2024, 11, 12)
    with pytest.raises(Refused, match="Mục “Kết quả” chưa viết"):
        actions.submit_report(opened(reporting), by=reporting.actor(reporting.lan))


def test_an_odd_figure_is_explained_before_it_is_sent(reporting: World, on: SetDay):
    on(2024, 11, 12)
    fill_hamlet(
        make_round(reporting.other_commune, reporting.edition, 2023), reporting.other_hamlet, 40, 40, 4
    )
    fill_hamlet(make_round(reporting.other_commune, reporting.edition), reporting.other_hamlet, 40, 40, 40)
    report, by = opened(reporting, reporting.other_commune), reporting.actor(reporting.oanh)
    for section in ("results", "direction"):
        actions.write_text(report, section, "Đã làm.", seen=0, by=by)
    with pytest.raises(Refused, match="Chưa giải trình"):
        actions.submit_report(report, by=by)
    kept = actions.submit_report(written(report, reporting), by=by)
    assert kept.frozen is not None
    assert all(answer == "Đã kiểm tra." for _, answer in kept.frozen["explained"])
    assert any("tăng" in words for words, _ in kept.frozen["explained"])


def test_a_fund_that_does_not_follow_is_put_right_before_it_is_sent(reporting: World, on: SetDay):
    on(2024, 11, 12)
    by = reporting.actor(reporting.lan)
    report = actions.open_report(
        type_of("association_year"), reporting.commune, reporting.association, YEAR_2024, by=by
    )
    typed = {"fund_opening": 100, "fund_received": 50, "fund_spent": 30, "fund_closing": 130}
    cells = [TypedCell(f"fund/{key}/now", Decimal(number)) for key, number in typed.items()]
    actions.write_figures(report, cells, by=by)
    with pytest.raises(Refused, match="100 \\+ 50 − 30 = 120"):
        actions.submit_report(report, by=by)
    actions.write_figures(report, [TypedCell("fund/fund_closing/now", Decimal(120), seen=1)], by=by)
    with pytest.raises(Refused) as refusal:
        actions.submit_report(report, by=by)
    assert "100 + 50" not in str(refusal.value)


@pytest.mark.parametrize(
    ("day", "says"),
    [(dt.date(2024, 11, 13), "không được sau hôm nay"), (dt.date(2023, 12, 31), "phải từ 01/01/2024")],
)
def test_a_day_of_figures_outside_the_period_is_refused(
    reporting: World, on: SetDay, day: dt.date, says: str
):
    on(2024, 11, 12)
    with pytest.raises(Refused, match=says):
        actions.set_cut_off(opened(reporting), day, by=reporting.actor(reporting.lan))


def test_a_period_that_has_not_begun_is_refused(reporting: World, on: SetDay):
    on(2024, 11, 12)
    with pytest.raises(Refused, match="chưa đến kỳ"):
        actions.open_report(
            type_of("model_results"),
            reporting.commune,
            committee_of(reporting.commune),
            period_of(PeriodKind.YEAR, 2025),
            by=reporting.actor(reporting.lan),
        )


def test_a_place_that_did_not_exist_then_has_no_report_and_its_successor_is_named(
    reporting: World, on: SetDay
):
    on(2024, 11, 12)
    reporting.commune.valid_from = dt.date(2025, 7, 1)
    reporting.commune.save()
    with pytest.raises(Refused, match=r"Xã Tân Kiều có từ ngày 01/07/2025, không có báo cáo năm 2024"):
        opened(reporting)


def test_an_abolished_receiver_is_refused_naming_who_took_over(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = written(opened(reporting), reporting)
    body = report.receivers.get(gathers=True).organisation
    assert body is not None
    body.valid_to, body.successor = dt.date(2024, 11, 1), committee_of(reporting.commune)
    body.save()
    with pytest.raises(
        Refused, match=r"đã kết thúc ngày 01/11/2024. Nơi kế thừa: Ủy ban nhân dân xã Tân Kiều"
    ):
        actions.submit_report(report, by=reporting.actor(reporting.lan))


def test_a_sent_report_is_done_again_only_with_a_reason(reporting: World, on: SetDay):
    on(2024, 11, 12)
    sent(reporting)
    with pytest.raises(Refused, match="ghi lý do"):
        opened(reporting)


# ---------------------------------------------------------------- adding up


@pytest.mark.requirement("S3-41", "S4-48")
def test_the_district_adds_up_what_it_accepted_and_names_who_is_missing(reporting: World, on: SetDay):
    on(2024, 11, 12)
    call = asked(reporting)
    accepted(reporting, reporting.commune, 31)
    page = call_queries.call_page(call)
    assert (page.accepted, len(page.answers), page.finding) == (1, 2, "Đã nhận 1/2, 1 chưa có.")
    report = calls.gather_call(call, by=reporting.actor(reporting.bich))
    filled = queries.live(report)
    assert (filled.places_in, filled.places_all, filled.missing) == (1, 2, ("Xã Hưng Thạnh",))
    assert value(report, "families/total/recognised") == 4
    assert value(report, "families/total/of_registered") == Decimal(400) / 6
    assert value(report, f"families/{reporting.other_commune.pk}/recognised") is None


@pytest.mark.requirement("S3-41")
def test_it_goes_up_with_some_missing_and_is_completed(reporting: World, on: SetDay):
    on(2024, 11, 12)
    fill_hamlet(make_round(reporting.other_commune, reporting.edition), reporting.other_hamlet, 5, 4, 2)
    call, by = asked(reporting), reporting.actor(reporting.bich)
    accepted(reporting, reporting.commune, 31)
    first = actions.submit_report(written(calls.gather_call(call, by=by), reporting), by=by)
    assert first.paper is not None
    assert "1/2 đơn vị" in first.paper.versions.get().content["introduction"][1]
    on(2024, 11, 18)
    late = accepted(reporting, reporting.other_commune, 12)
    assert late.late_since == dt.date(2024, 11, 14)
    second = calls.gather_call(call, by=by)
    assert second.version == 2
    assert value(second, "families/total/recognised") == 6
    assert value(second, "families/total/total") == 15
    assert value(first, "families/total/recognised") == 4
    second = actions.submit_report(written(second, reporting), by=by)
    lines = queries.lines_of(second, "families/total/recognised")
    assert [(one.name, one.text, one.late) for one in lines] == [
        ("Xã Hưng Thạnh", "2", True),
        ("Xã Tân Kiều", "4", False),
    ]
    assert [one.pk for one in queries.reports_above(late, by)] == [second.pk]


def test_nothing_accepted_nothing_to_add_up(reporting: World, on: SetDay):
    on(2024, 11, 12)
    call, by = asked(reporting), reporting.actor(reporting.bich)
    report = written(calls.gather_call(call, by=by), reporting)
    with pytest.raises(Refused, match="chưa có gì để tổng hợp"):
        actions.submit_report(report, by=by)


def test_a_call_is_opened_once_and_only_by_who_gathers(reporting: World, on: SetDay):
    on(2024, 11, 12)
    asked(reporting)
    with pytest.raises(Refused, match="đã có yêu cầu"):
        asked(reporting)
    with pytest.raises(Forbidden):
        calls.open_call(
            type_of("model_results"),
            reporting.commune,
            committee_of(reporting.commune),
            YEAR_2024,
            dt.date(2024, 11, 15),
            by=reporting.actor(reporting.lan),
        )


def test_who_has_not_sent_is_reminded_and_who_has_is_not(reporting: World, on: SetDay):
    on(2024, 11, 12)
    call = asked(reporting)
    sent(reporting)
    assert calls.urge_reporters(call, text="Đề nghị gửi sớm", by=reporting.actor(reporting.bich)) == 1
    sent(reporting, reporting.other_commune)
    with pytest.raises(Refused, match="không còn nơi nào"):
        calls.urge_reporters(call, text="Đề nghị gửi sớm", by=reporting.actor(reporting.bich))


def test_the_database_refuses_a_sent_report_without_its_figures(reporting: World, on: SetDay):
    on(2024, 11, 12)
    report = opened(reporting)
    with pytest.raises(IntegrityError, match="periodic_report_sent_is_frozen"), transaction.atomic():
        PeriodicReport.objects.filter(pk=report.pk).update(state="submitted")
    assert connection.is_usable()


# ---------------------------------------------------------------- a year that is opened again


@pytest.mark.requirement("S3-64")
def test_a_year_changed_by_a_correction_goes_up_as_the_next_version_beside_the_old(
    reporting: World, on: SetDay
):
    on(2024, 11, 12)
    call, by = asked(reporting), reporting.actor(reporting.bich)
    first = accepted(reporting, reporting.commune, 31)
    season = reporting.hamlet.dossiers.filter(year=2024).first().round
    assert "đã được nhận" in str(queries.sent_of_season(season)[0])
    gathered = actions.submit_report(written(calls.gather_call(call, by=by), reporting), by=by)
    on(2025, 2, 10)
    revoked = reporting.hamlet.dossiers.filter(year=2024, state="recognised").first()
    revoked.state = "revoked"
    revoked.save()
    PeriodicReport.objects.filter(pk=first.pk).update(cut_off_on=dt.date(2024, 12, 31))
    second = actions.open_report(
        first.type,
        first.place,
        first.issuer,
        first.period,
        why="Quyết định thu hồi số 5/QĐ-UBND",
        by=reporting.actor(reporting.lan),
    )
    second = actions.submit_report(written(second, reporting), by=reporting.actor(reporting.lan))
    assert (value(first, "families/total/recognised"), value(second, "families/total/recognised")) == (4, 3)
    assert second.late_since is None
    page = call_queries.call_page(call)
    assert (page.accepted, [one.place.name for one in page.waiting]) == (1, ["Tân Kiều"])
    signed(second, 8, reporting)
    actions.accept_report(second, by=by)
    again = calls.gather_call(call, by=by)
    assert value(again, "families/total/recognised") == 3
    assert value(gathered, "families/total/recognised") == 4
    assert [one.version for one in queries.versions_of(first)] == [2, 1]


# ---------------------------------------------------------------- three tiers


def of_district(world: World, call: ReportCall, number: int) -> PeriodicReport:
    """The district's report, signed, of what it accepted."""
    by = world.actor(world.bich)
    report = actions.submit_report(written(calls.gather_call(call, by=by), world), by=by)
    signed(report, number, world)
    return report


@pytest.mark.requirement("S3-41")
def test_the_province_adds_up_its_districts_and_opens_down_to_the_signed_sheet(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    fill_hamlet(make_round(reporting.other_commune, reporting.edition), reporting.other_hamlet, 5, 4, 2)
    other = make_place("district", "huyện", "Cao Lãnh", reporting.province, code="873")
    association = make_organisation(
        OrganisationKind.ASSOCIATION, "Hội Khuyến học tỉnh Đồng Tháp", "HKH", reporting.province
    )
    ngoc = make_user("Lý Ngọc", "ngoc", association, "Chủ tịch", (Role.REPORT_GATHERER, reporting.province))
    above = reporting.actor(ngoc)
    on_top = calls.open_call(
        type_of("model_results_district"),
        reporting.province,
        association,
        YEAR_2024,
        dt.date(2024, 11, 20),
        by=above,
    )
    call = asked(reporting)
    below = accepted(reporting, reporting.commune, 31)
    accepted(reporting, reporting.other_commune, 12)
    district = of_district(reporting, call, 42)
    actions.accept_report(district, by=above)
    report = calls.gather_call(on_top, by=above)
    assert report.type_code == "model_results_of_districts"
    filled = queries.live(report)
    assert (filled.places_in, filled.places_all, filled.missing) == (1, 2, (other.title,))
    for column in ("total", "registered", "recognised", "of_total", "of_registered"):
        at = f"families/total/{column}"
        assert value(report, at) == value(district, at)
    assert value(report, "families/total/recognised") == 6
    for section in report.type.spec.sections:
        if section.required:
            actions.write_text(report, section.key, "Nội dung", seen=0, by=above)
    for odd in oddities.odd_in(report, queries.live(report)):
        actions.write_text(report, oddities.text_key(odd), "Đã kiểm tra.", seen=0, by=above)
    report = actions.submit_report(report, by=above)
    client.force_login(ngoc)
    at = "families/total/recognised"
    page = client.get(reverse("periodic_cell", args=[report.pk]), {"at": at}).text
    assert reverse("periodic_detail", args=[district.pk]) in page
    page = client.get(reverse("periodic_cell", args=[district.pk]), {"at": at}).text
    assert reverse("periodic_detail", args=[below.pk]) in page
    page = client.get(reverse("periodic_detail", args=[below.pk])).text
    assert "31/BC-UBND" in page
    assert [one.pk for one in queries.reports_above(district, above)] == [report.pk]


def test_no_province_adds_up_districts_that_ended(reporting: World, on: SetDay):
    on(2026, 11, 12)
    association = make_organisation(
        OrganisationKind.ASSOCIATION, "Hội Khuyến học tỉnh Đồng Tháp", "HKH", reporting.province
    )
    ngoc = make_user("Lý Ngọc", "ngoc", association, "Chủ tịch", (Role.REPORT_GATHERER, reporting.province))
    with pytest.raises(Refused, match="dùng từ 01/01/2020 đến trước 01/07/2025"):
        actions.open_report(
            type_of("model_results_of_districts"),
            reporting.province,
            association,
            period_of(PeriodKind.YEAR, 2026),
            by=reporting.actor(ngoc),
        )
