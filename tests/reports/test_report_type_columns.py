"""An area chooses the columns of a table one by one."""

import dataclasses
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.reports.calls import actions as calls
from hoctap.reports.periodic import actions, queries
from hoctap.reports.periodic.definition import Aspect, Column
from hoctap.reports.periodic.models import ReportType
from hoctap.reports.types.columns.actions import set_columns
from hoctap.reports.types.queries import type_for
from tests.reports.periodic.steps import YEAR_2024, SetDay, accepted, asked, opened, sent, type_of, written
from tests.world import World


def url(type_: ReportType, table: str = "families") -> str:
    return reverse("report_type_columns", args=[type_.pk, table])


def typed(world: World, **more: Any) -> dict[str, Any]:
    """Of the families' twelve columns: total, registered and recognised stay."""
    spec = type_of("model_results").spec
    table = next(one for one in spec.tables() if one.key == "families")
    form: dict[str, Any] = {
        "place": str(world.district.pk),
        "valid_from": "2024-01-01",
        "caption": "Gia đình học tập",
    }
    for number, column in enumerate(table.columns, start=1):
        form |= {
            f"order_{number}": str(number * 10),
            f"head_{number}": column.head,
            f"group_{number}": column.group,
        }
        if column.key in ("total", "registered", "recognised"):
            form[f"keep_{number}"] = "on"
    return form | more


RATIO = {
    "quantity_new_1": "learning_family.recognised",
    "aspect_new_1": "ratio",
    "over_new_1": "learning_family.registered",
    "head_new_1": "Đạt trên đăng ký",
    "order_new_1": "15",
}


@pytest.mark.requirement("S0-31")
def test_columns_are_taken_out_named_anew_added_and_ordered(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    before = opened(reporting, reporting.other_commune)
    client.force_login(reporting.bich)
    assert "Chọn cột" in client.get(reverse("report_type_detail", args=[before.type_id])).text
    page = client.get(url(before.type)).text
    assert "Cột đang có" in page
    answer = client.post(url(before.type), typed(reporting, **RATIO, head_1="Số hộ"))
    assert answer.status_code == 302, answer.context["form"].errors
    own = type_for("model_results", YEAR_2024, reporting.commune)
    assert own is not None
    assert (own.version, own.place) == (2, reporting.district)
    table = next(one for one in own.spec.tables() if one.key == "families")
    heads = [one.head for one in table.columns]
    assert heads == ["Số hộ", "Đạt trên đăng ký", "Tổng", "Tổng"]
    assert [one.key for one in own.spec.tables()] == [one.key for one in before.type.spec.tables()]
    before.refresh_from_db()
    assert before.type.version == 1


@pytest.mark.requirement("S0-31")
def test_a_commune_writes_and_sends_by_them_and_the_district_adds_up(reporting: World, on: SetDay):
    on(2024, 11, 12)
    by = reporting.actor(reporting.bich)
    ratio = Column(
        "", "Đạt trên đăng ký", Aspect.RATIO, "learning_family.recognised", "learning_family.registered"
    )
    for code in ("model_results", "model_results_district"):
        base = type_of(code)
        table = next(one for one in base.spec.tables() if one.key == "families")
        kept = [one for one in table.columns if one.key in ("total", "recognised")]
        set_columns(base, reporting.district, "families", table.caption, [*kept, ratio], today(), by=by)
    ReportType.objects.filter(place=reporting.district).update(valid_from="2024-01-01")
    call = asked(reporting)
    report = accepted(reporting, reporting.commune, 31)
    shown = queries.filled(report).table("families")
    assert shown is not None
    assert [one.head for one in shown.spec.columns] == ["Tổng số hộ", "Tổng", "Đạt trên đăng ký"]
    key = shown.spec.columns[2].key
    above = calls.gather_call(call, by=by)
    cell = queries.live(above).cell(f"families/total/{key}")
    assert cell is not None
    assert cell.value == Decimal(400) / 6
    actions.submit_report(written(above, reporting), by=by)


def test_a_table_with_a_line_for_each_place_is_added(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    client.force_login(reporting.bich)
    form = {
        "place": str(reporting.district.pk),
        "valid_from": "2024-01-01",
        "caption": "Hội viên theo ấp",
        "quantity_new_1": "association.members",
        "head_new_1": "Hội viên",
    }
    assert client.get(url(type_of("model_results"), "new")).status_code == 200
    assert client.post(url(type_of("model_results"), "new"), form).status_code == 302
    report = opened(reporting)
    table = queries.live(report).table("own_1")
    assert table is not None
    assert table.spec.caption == "Hội viên theo ấp"
    client.force_login(reporting.lan)
    page = client.get(reverse("periodic_write", args=[report.pk])).text
    assert "Hội viên theo ấp" in page


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"keep_1": "", "keep_3": "", "keep_6": ""}, "không còn cột nào"),
        ({"head_1": " "}, "ghi tên cột"),
        ({"caption": ""}, "Ghi tên bảng"),
        ({"caption": "dòng họ học tập"}, "Đã có bảng tên"),
        (
            {"quantity_new_1": "learning_family.total", "aspect_new_1": "now", "head_new_1": "Hộ nữa"},
            "có hai lần",
        ),
        (
            {
                "quantity_new_1": "learning_family.not_registered",
                "aspect_new_1": "now",
                "head_new_1": "Không có",
            },
            "learning_family.not_registered",
        ),
        (
            {"quantity_new_1": "learning_family.recognised_new", "head_new_1": "Tổng số hộ"},
            "Hai cột cùng tên",
        ),
        (
            {
                "quantity_new_1": "learning_family.recognised",
                "aspect_new_1": "ratio",
                "head_new_1": "Tỷ lệ",
            },
            "chia cho số liệu nào",
        ),
        (RATIO | {"over_new_1": "learning_family.recognised"}, "chia cho chính nó"),
        (RATIO | {"aspect_new_1": "now"}, "chỉ tỷ lệ mới chia"),
        ({"quantity_new_1": "learning_unit.recognised", "head_new_1": "Đơn vị"}, "không có theo từng ấp"),
    ],
    ids=[
        "no column left",
        "no head",
        "no caption",
        "caption twice",
        "figure twice",
        "no such figure",
        "head twice",
        "share of what",
        "share of itself",
        "over without share",
        "not of hamlets",
    ],
)
def test_what_is_no_table_is_refused(
    reporting: World, client: Client, on: SetDay, more: dict[str, Any], says: str
):
    on(2024, 11, 12)
    client.force_login(reporting.bich)
    form = {name: value for name, value in typed(reporting, **more).items() if value or "keep" not in name}
    answer = client.post(url(type_of("model_results")), form)
    assert answer.status_code == 422
    assert says in answer.text
    assert ReportType.objects.filter(code="model_results").count() == 1


def test_a_figure_that_was_taken_out_of_the_program_is_named(reporting: World, on: SetDay):
    on(2024, 11, 12)
    gone = Column("gone", "Đã bỏ", Aspect.NOW, "nothing.of.the.kind")
    with pytest.raises(Refused, match="“Đã bỏ”: không có số liệu này"):
        set_columns(
            type_of("model_results"),
            reporting.district,
            "families",
            "Gia đình học tập",
            [gone],
            today(),
            by=reporting.actor(reporting.bich),
        )


def test_a_sum_has_no_column_that_the_reports_below_lack(reporting: World, on: SetDay):
    on(2024, 11, 12)
    base = type_of("model_results_district")
    table = next(one for one in base.spec.tables() if one.key == "families")
    table = dataclasses.replace(table, columns=table.columns[:3])
    more = Column("", "Đăng ký lại", Aspect.NOW, "learning_family.registered_again")
    with pytest.raises(Refused, match="báo cáo của cấp dưới không có cột này"):
        set_columns(
            base,
            reporting.district,
            "families",
            table.caption,
            [*table.columns, more],
            today(),
            by=reporting.actor(reporting.bich),
        )


def test_too_many_columns_and_a_day_before_the_last_version(reporting: World, on: SetDay):
    on(2024, 11, 12)
    by, base = reporting.actor(reporting.bich), type_of("model_results")
    table = next(one for one in base.spec.tables() if one.key == "families")
    made = set_columns(base, reporting.district, "families", table.caption, table.columns, today(), by=by)
    many = [Column("", f"Cột {number}", Aspect.NOW, "learning_family.total") for number in range(15)]
    with pytest.raises(Refused) as refusal:
        set_columns(made, reporting.district, "families", table.caption, many, today().replace(day=1), by=by)
    said = " ".join(one.text for one in refusal.value.reasons)
    assert "Nhiều nhất 14 cột" in said
    assert "Bản mới dùng từ 12/11/2024" in said


def test_only_whoever_gathers_chooses_and_only_tables_of_places(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    client.force_login(reporting.bich)
    for table in ("targets", "nothing"):
        assert client.get(url(type_of("model_results"), table)).status_code == 404
    client.force_login(reporting.lan)
    assert client.get(url(type_of("model_results"))).status_code == 403
    assert (
        "Chọn cột" not in client.get(reverse("report_type_detail", args=[type_of("model_results").pk])).text
    )
    with pytest.raises(Forbidden):
        set_columns(
            type_of("model_results"),
            reporting.district,
            "families",
            "Gia đình học tập",
            [],
            today(),
            by=reporting.actor(reporting.lan),
        )


def test_the_page_takes_a_fixed_number_of_queries(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    sent(reporting)
    client.force_login(reporting.bich)
    client.get(url(type_of("model_results"), "new"))
    with CaptureQueriesContext(connection) as few:
        client.get(url(type_of("model_results"), "new"))
    with CaptureQueriesContext(connection) as many:
        client.get(url(type_of("model_results"), "families"))
    assert len(many) <= len(few)
