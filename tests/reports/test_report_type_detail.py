from django.test import Client
from django.urls import reverse

from hoctap.reports.periodic.models import ReportType
from hoctap.reports.types.actions import publish_type
from tests.reports.periodic.examples import details_of
from tests.reports.periodic.steps import type_of
from tests.world import World


def url(type_: ReportType, name: str = "report_type_detail") -> str:
    return reverse(name, args=[type_.pk])


def test_its_sections_columns_receivers_and_day_are_told(reporting: World, client: Client):
    client.force_login(reporting.lan)
    page = client.get(url(type_of("model_results"))).text
    for words in (
        "Giữ vững",
        "trước ngày 15 của tháng trước tháng cuối kỳ",
        "Hội Khuyến học cấp huyện",
        "chờ văn bản của tỉnh",
    ):
        assert words in page


def test_what_a_type_says_is_read_once_and_again_when_it_is_another(reporting: World):
    row = type_of("model_results")
    assert row.spec is row.spec
    before = row.spec
    row.definition = {**row.definition, "signer_title": "Phó Chủ tịch"}
    assert (before == row.spec, row.spec.signer_title) == (False, "Phó Chủ tịch")


def test_an_own_type_is_ended_and_the_shipped_one_holds_again(reporting: World, client: Client):
    by = reporting.actor(reporting.bich)
    own = publish_type(
        type_of("model_results"), reporting.district, details_of(type_of("model_results")), by=by
    )
    client.force_login(reporting.lan)
    assert client.get(url(own)).status_code == 200
    assert client.post(url(own, "report_type_end")).status_code == 403
    client.force_login(reporting.bich)
    assert client.post(url(own, "report_type_end")).status_code == 302
    own.refresh_from_db()
    assert own.valid_to is not None
    assert client.post(url(type_of("interim_review"), "report_type_end")).status_code == 404
