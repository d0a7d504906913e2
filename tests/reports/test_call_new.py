import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.notices.models import Notice
from hoctap.places.models import Organisation
from hoctap.reports.periodic.models import ReportCall
from tests.reports.periodic.steps import SetDay, asked, type_of
from tests.world import World

URL = reverse("call_new")


def typed(world: World, **more: str) -> dict[str, str]:
    body = Organisation.objects.get(place=world.district)
    return {
        "type": str(type_of("model_results").pk),
        "place": str(world.district.pk),
        "receiver": str(body.pk),
        "year": "2024",
        "before_on": "2024-11-15",
        **more,
    }


@pytest.mark.requirement("S3-64", "S0-31")
def test_the_district_asks_and_the_communes_are_told(reporting: World, client: Client, on: SetDay):
    on(2024, 10, 1)
    client.force_login(reporting.bich)
    assert client.get(URL).status_code == 200
    answer = client.post(URL, typed(reporting, note="Kèm danh sách"))
    call = ReportCall.objects.get()
    assert answer["Location"] == reverse("call_detail", args=[call.pk])
    assert call.last_day == dt.date(2024, 11, 14)
    assert Notice.objects.filter(user=reporting.minh, text__contains="Hạn cuối 14/11/2024").exists()


@pytest.mark.requirement("S0-31")
def test_an_ad_hoc_call_has_its_own_days(reporting: World, client: Client, on: SetDay):
    on(2024, 10, 1)
    client.force_login(reporting.bich)
    days = {"type": str(type_of("final_review").pk), "starts_on": "2023-01-01", "ends_on": "2024-09-30"}
    assert client.post(URL, typed(reporting) | days).status_code == 302
    assert ReportCall.objects.get().period.label == "từ 01/01/2023 đến 30/9/2024"


@pytest.mark.parametrize(
    ("more", "says"),
    [({"before_on": "2023-12-31"}, "sau ngày đầu của kỳ"), ({"before_on": ""}, "trước ngày")],
)
def test_a_wrong_day_is_refused(
    reporting: World, client: Client, on: SetDay, more: dict[str, str], says: str
):
    on(2024, 10, 1)
    client.force_login(reporting.bich)
    answer = client.post(URL, typed(reporting) | more)
    assert (answer.status_code, says in answer.text) == (422, True)


def test_the_same_is_asked_once(reporting: World, client: Client, on: SetDay):
    on(2024, 10, 1)
    asked(reporting)
    client.force_login(reporting.bich)
    assert "đã có yêu cầu" in client.post(URL, typed(reporting)).text


def test_a_commune_asks_nobody(reporting: World, client: Client, on: SetDay):
    client.force_login(reporting.lan)
    assert client.get(URL).status_code == 403
