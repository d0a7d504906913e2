"""Whose report it is: of two bodies of a place neither writes in the other's unnoticed."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import RoleAssignment
from hoctap.core.permissions import Role
from hoctap.core.refusals import Refused
from hoctap.notices.models import Notice
from hoctap.places.models import Organisation, OrganisationKind
from hoctap.reports.calls import actions as calls
from hoctap.reports.calls import queries as call_queries
from hoctap.reports.periodic import actions, writers
from hoctap.reports.periodic.models import PeriodicReport
from hoctap.reports.periodic.work import work_items
from hoctap.reports.quantities.periods import PeriodKind, period_of
from tests.reports.periodic.steps import YEAR_2024, SetDay, asked, committee_of, opened, sent, type_of
from tests.season import make_director
from tests.world import World, make_organisation, make_user


def writer_of_committee(world: World) -> None:
    """The commune's official makes the committee's reports himself."""
    RoleAssignment.objects.create(
        capacity=world.admin.capacities.get(), role=Role.ASSOCIATION_OFFICER.value, place=world.commune
    )


def test_the_turn_is_that_of_the_body_that_prepares_the_type(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 1)
    asked(reporting)
    titles = [one.title for one in work_items(reporting.actor(reporting.lan))]
    assert titles == ["Gửi báo cáo: Kết quả mô hình học tập (UBND xã), năm 2024"]
    writer_of_committee(reporting)
    assert work_items(reporting.actor(reporting.lan)) == []
    (item,) = work_items(reporting.actor(reporting.admin))
    assert item.why == "Xã Tân Kiều: Ủy ban nhân dân xã Tân Kiều"
    client.force_login(reporting.lan)
    page = client.get(reverse("periodic_list")).text
    assert "Ủy ban nhân dân xã Tân Kiều lập" in page
    assert "viết giúp khi được nhờ" in page
    client.force_login(reporting.admin)
    assert "viết giúp khi được nhờ" not in client.get(reverse("periodic_list")).text


def test_who_writes_for_another_body_is_kept_and_the_body_hears_of_it_once(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    asked(reporting)
    Notice.objects.all().delete()
    report = sent(reporting)
    told = Notice.objects.filter(user=reporting.admin, text__contains="viết vào báo cáo của Ủy ban nhân dân")
    assert told.count() == 1
    assert writers.helpers_of(report) == ["Hội Khuyến học xã Tân Kiều"]
    client.force_login(reporting.bich)
    page = client.get(reverse("periodic_detail", args=[report.pk])).text
    assert "viết giúp: Hội Khuyến học xã Tân Kiều" in page
    assert reporting.actor(reporting.lan).described in page


def test_the_page_says_whose_report_one_writes_in(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    writer_of_committee(reporting)
    report = actions.open_report(
        type_of("model_results"),
        reporting.commune,
        committee_of(reporting.commune),
        YEAR_2024,
        by=reporting.actor(reporting.admin),
    )
    client.force_login(reporting.lan)
    assert "Đây là báo cáo của" in client.get(reverse("periodic_write", args=[report.pk])).text
    assert writers.helpers_of(report) == []
    client.force_login(reporting.admin)
    assert "Đây là báo cáo của" not in client.get(reverse("periodic_write", args=[report.pk])).text
    actions.write_text(report, "results", "Của xã", seen=0, by=reporting.actor(reporting.admin))
    assert writers.helpers_of(report) == []


def test_a_body_that_does_not_prepare_the_type_opens_none(reporting: World, on: SetDay):
    on(2024, 11, 12)
    with pytest.raises(Refused, match="Hội Khuyến học xã Tân Kiều không lập loại này"):
        actions.open_report(
            type_of("model_results"),
            reporting.commune,
            reporting.association,
            YEAR_2024,
            by=reporting.actor(reporting.lan),
        )
    assert not PeriodicReport.objects.exists()


def test_of_two_bodies_of_one_kind_one_is_chosen(reporting: World, on: SetDay):
    on(2024, 11, 12)
    by = reporting.actor(reporting.lan)
    centre, library = (
        make_organisation(OrganisationKind.OTHER, name, "TT", reporting.commune)
        for name in ("Trung tâm học tập cộng đồng xã Tân Kiều", "Thư viện xã Tân Kiều")
    )
    with pytest.raises(Refused, match="có 2 cơ quan lập được"):
        actions.open_report(type_of("centre_year"), reporting.commune, None, YEAR_2024, by=by)
    # Nobody adds these up by place: each makes its own.
    made = [
        actions.open_report(type_of("centre_year"), reporting.commune, body, YEAR_2024, by=by)
        for body in (centre, library)
    ]
    assert {one.issuer_id for one in made} == {centre.pk, library.pk}


def test_a_second_body_makes_no_second_report_of_what_is_added_up(reporting: World, on: SetDay):
    on(2024, 11, 12)
    opened(reporting)
    second = make_organisation(
        OrganisationKind.PEOPLES_COMMITTEE, "Ủy ban nhân dân xã Tân Kiều (mới)", "UBND", reporting.commune
    )
    with pytest.raises(Refused, match="mỗi nơi chỉ một báo cáo được tổng hợp"):
        actions.open_report(
            type_of("model_results"), reporting.commune, second, YEAR_2024, by=reporting.actor(reporting.lan)
        )


def test_a_call_for_a_centres_report_reaches_the_centre(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 1)
    director = make_director("Đặng Thị Thu", "thu", reporting.commune)
    Notice.objects.all().delete()
    call = calls.open_call(
        type_of("centre_year"),
        reporting.district,
        Organisation.objects.get(place=reporting.district, kind="association"),
        YEAR_2024,
        dt.date(2024, 11, 15),
        by=reporting.actor(reporting.bich),
    )
    assert Notice.objects.filter(user=director, text__contains="yêu cầu báo cáo").count() == 1
    (owed,) = call_queries.owed_by(reporting.actor(director))
    assert (owed.is_own, owed.made_by) == (True, director.capacities.get().organisation.name)
    (item,) = work_items(reporting.actor(director))
    assert item.title.startswith("Gửi báo cáo")
    (helping,) = call_queries.owed_by(reporting.actor(reporting.lan))
    assert not helping.is_own, "somebody of the centre writes it"
    client.force_login(director)
    assert "viết giúp khi được nhờ" not in client.get(reverse("periodic_list")).text
    Notice.objects.all().delete()
    calls.urge_reporters(call, text="Sắp hết hạn", by=reporting.actor(reporting.bich))
    assert Notice.objects.filter(user=director, text__startswith="Sắp hết hạn").count() == 1


def test_what_is_owed_takes_a_fixed_number_of_queries(
    reporting: World, on: SetDay, django_assert_max_num_queries: object
):
    on(2024, 11, 1)
    asked(reporting)
    by = reporting.actor(reporting.lan)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        call_queries.owed_by(by)
    for number in range(4):
        body = make_organisation(
            OrganisationKind.PEOPLES_COMMITTEE, f"UBND {number}", "UBND", reporting.commune
        )
        officer = (Role.ASSOCIATION_OFFICER, reporting.commune)
        make_user(f"Trần Văn {number}", f"tran{number}", body, "Công chức", officer)
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        (one,) = call_queries.owed_by(by)
    assert not one.is_own
    assert dt.date(2024, 11, 14) == one.call.last_day
    assert one.call.period == period_of(PeriodKind.YEAR, 2024)
