import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.reports.periodic.models import ReportType
from hoctap.reports.types.queries import type_for
from tests.reports.periodic.steps import YEAR_2024, SetDay, opened, type_of
from tests.world import World


def url(type_: ReportType) -> str:
    return reverse("report_type_edit", args=[type_.pk])


def typed(world: World, **more: Any) -> dict[str, Any]:
    return {
        "place": str(world.district.pk),
        "name": "Kết quả mô hình học tập của huyện",
        "valid_from": "2024-01-01",
        "summary": "Kết quả {period}",
        "sections": "Kết quả đánh giá, công nhận\nKết quả *\nKhuyến học trong dòng họ *",
        "tables": ["families", "clans"],
        "added": ["association.members"],
        "due_day": "10",
        "due_months": "-1",
        "receivers": ["above:association:district", "above:education:district"],
        "gathering": "above:association:district",
        "signer_title": "Chủ tịch",
        "authority_lines": "TM. Ủy ban nhân dân",
        **more,
    }


@pytest.mark.requirement("S0-31")
def test_a_district_sets_a_type_of_its_own_and_its_communes_write_by_it(
    reporting: World, client: Client, on: SetDay
):
    on(2024, 11, 12)
    before = opened(reporting, reporting.other_commune)
    client.force_login(reporting.bich)
    assert client.get(url(type_of("model_results"))).status_code == 200
    answer = client.post(url(type_of("model_results")), typed(reporting))
    assert answer.status_code == 302, answer.context["form"].errors
    own = type_for("model_results", YEAR_2024, reporting.commune)
    assert own is not None
    assert (own.version, own.place) == (2, reporting.district)
    spec = own.spec
    assert [one.heading for one in spec.sections][2] == "Khuyến học trong dòng họ"
    assert [table.key for table in spec.tables()] == ["families", "clans", "added"]
    assert spec.due is not None
    assert spec.due.before_on(YEAR_2024) == dt.date(2024, 11, 10)
    before.refresh_from_db()
    assert before.type.version == 1


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"sections": ""}, "Ít nhất một mục|bắt buộc|ít nhất một mục"),
        ({"sections": "Kết quả\nkết quả"}, "Hai mục trùng tên"),
        ({"receivers": []}, "ít nhất một nơi nhận"),
        ({"gathering": "above:association:province"}, "một trong các nơi nhận"),
        ({"summary": "Kết quả"}, "phải có {period}"),
        ({"due_months": ""}, "cần cả tháng và ngày"),
    ],
)
def test_what_does_not_make_a_report_is_refused(
    reporting: World, client: Client, on: SetDay, more: dict[str, Any], says: str
):
    on(2024, 11, 12)
    client.force_login(reporting.bich)
    answer = client.post(url(type_of("model_results")), typed(reporting, **more))
    assert answer.status_code == 422
    assert any(words in answer.text for words in says.split("|"))
    assert ReportType.objects.filter(code="model_results").count() == 1


def test_a_commune_sets_no_types(reporting: World, client: Client):
    client.force_login(reporting.lan)
    assert client.get(url(type_of("model_results"))).status_code == 403
