"""A form from above brought in."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.reports.foreign.hands import bring, sent
from tests.world import World

pytestmark = pytest.mark.usefixtures("district_officer")


def test_a_file_that_is_no_form_is_refused_beside_its_field(world: World, client: Client):
    client.force_login(world.bich)
    answer = client.post(reverse("foreign_new"), {"place": world.district.pk, "file": sent(b"%PDF-1.7")})
    assert answer.status_code == 422
    assert "Loại tệp không nhận" in answer.text
    form = bring(world)
    answer = client.post(reverse("foreign_replace", args=[form.pk]), {"file": sent(b"%PDF-1.7")})
    assert answer.status_code == 422
    assert client.post(reverse("foreign_replace", args=[form.pk])).status_code == 422
