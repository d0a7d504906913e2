import pytest
from django.test import Client
from django.urls import reverse

from hoctap.reports.periodic.models import PeriodicReport
from tests.reports.periodic.steps import SetDay, asked, opened, sent, type_of
from tests.world import World

URL = reverse("periodic_new")


def typed(world: World, **more: str) -> dict[str, str]:
    return {"type": str(type_of("model_results").pk), "place": str(world.commune.pk), "year": "2024", **more}


@pytest.mark.requirement("S3-64")
def test_the_officer_opens_a_report_and_is_taken_to_write_it(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    call = asked(reporting)
    client.force_login(reporting.lan)
    page = client.get(URL, {"call": str(call.pk), "place": str(reporting.commune.pk)})
    assert "Hội Khuyến học huyện Tháp Mười yêu cầu" in page.text
    answer = client.post(f"{URL}?call={call.pk}", typed(reporting))
    report = PeriodicReport.objects.get()
    assert answer["Location"] == reverse("periodic_write", args=[report.pk])
    assert (report.call, report.version) == (call, 1)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"year": "2025"}, "chưa đến kỳ báo cáo"),
        ({"year": ""}, "Ghi năm của kỳ báo cáo"),
        ({"number": "3"}, "Một năm có 1 kỳ"),
    ],
)
def test_a_wrong_period_is_refused_beside_its_field(
    reporting: World, client: Client, on: SetDay, more: dict[str, str], says: str
):
    on(2024, 11, 12)
    client.force_login(reporting.lan)
    answer = client.post(URL, typed(reporting) | more)
    assert answer.status_code == 422
    assert says in answer.text
    assert not PeriodicReport.objects.exists()


def test_an_ad_hoc_report_has_days(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    client.force_login(reporting.lan)
    final = {"type": str(type_of("final_review").pk), "year": ""}
    assert "từ ngày nào đến ngày nào" in client.post(URL, typed(reporting) | final).text
    backwards = final | {"starts_on": "2024-05-01", "ends_on": "2024-04-01"}
    assert "Ngày cuối phải từ ngày đầu" in client.post(URL, typed(reporting) | backwards).text
    right = final | {"starts_on": "2023-01-01", "ends_on": "2024-10-31"}
    assert client.post(URL, typed(reporting) | right).status_code == 302
    assert PeriodicReport.objects.get().period.label == "từ 01/01/2023 đến 31/10/2024"


def test_a_sent_one_is_done_again_with_a_reason(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    sent(reporting)
    client.force_login(reporting.lan)
    assert "ghi lý do" in client.post(URL, typed(reporting)).text
    assert client.post(URL, typed(reporting, why="Sửa số theo biên bản")).status_code == 302
    assert PeriodicReport.objects.latest("version").moves.earliest("id").note == "Sửa số theo biên bản"


def test_of_another_commune_nothing_can_be_opened(reporting: World, client: Client, on: SetDay):
    on(2024, 11, 12)
    client.force_login(reporting.oanh)
    assert client.post(URL, typed(reporting)).status_code == 422
    client.force_login(reporting.hung)
    assert client.get(URL).status_code == 403
    assert opened(reporting).opened_by.startswith("Nguyễn Thị Lan")
