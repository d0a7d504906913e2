"""A form from above brought in."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.reports.foreign import actions
from hoctap.reports.foreign.models import ForeignForm
from tests.reports.foreign.forms import province_form
from tests.reports.foreign.hands import bring, sent
from tests.world import World


def test_who_gathers_reports_brings_forms_of_his_own_place(reporting: World, client: Client):
    client.force_login(reporting.bich)
    page = client.get(reverse("foreign_new")).text
    assert "Huyện Tháp Mười" in page
    typed = {"place": reporting.district.pk, "file": sent(province_form())}
    assert client.post(reverse("foreign_new"), typed).status_code == 302
    form = ForeignForm.objects.get()
    assert form.name in client.get(reverse("foreign_list")).text
    assert client.get(reverse("foreign_detail", args=[form.pk])).status_code == 200
    # What a commune below brought is its own.
    mine = actions.add_foreign_form(
        reporting.commune, "Của xã", "x.xlsx", province_form(), by=reporting.actor(reporting.lan)
    )
    assert client.get(reverse("foreign_detail", args=[mine.pk])).status_code == 404


@pytest.mark.usefixtures("district_officer")
def test_a_file_that_is_no_form_is_refused_beside_its_field(world: World, client: Client):
    client.force_login(world.bich)
    answer = client.post(reverse("foreign_new"), {"place": world.district.pk, "file": sent(b"%PDF-1.7")})
    assert answer.status_code == 422
    assert "Loại tệp không nhận" in answer.text
    form = bring(world)
    answer = client.post(reverse("foreign_replace", args=[form.pk]), {"file": sent(b"%PDF-1.7")})
    assert answer.status_code == 422
    assert client.post(reverse("foreign_replace", args=[form.pk])).status_code == 422
