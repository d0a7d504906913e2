"""A form begins with the questions of the program, or empty."""

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.surveys.models import SurveyForm
from tests.centres.hands import topic
from tests.world import World

URL = "/surveys/forms/new/"


@pytest.mark.requirement("S0-17", "S0-47")
def test_the_first_form_asks_for_all_topics_culture_and_sport_among_them(
    world: World, director: User, client: Client
):
    topic()
    client.force_login(director)
    typed = {"place": str(world.commune.pk), "title": "Phiếu đầu", "begin": "first"}
    response = client.post(URL, typed)
    form = SurveyForm.objects.get()
    assert response["Location"] == f"/surveys/forms/{form.pk}/"
    wanted = form.versions.get().design.named("chu_de")
    assert wanted is not None
    assert {"crops", "heritage", "mass-sport", "digital-skills", "khac"} <= set(wanted.labels)
    assert "đã có mẫu “Phiếu đầu”" in client.post(URL, typed).content.decode()
    client.post(URL, {**typed, "title": "Trắng", "begin": "empty"})
    assert SurveyForm.objects.get(title="Trắng").versions.get().design.items == ()


def test_a_form_needs_a_name_and_a_place_of_ones_own(world: World, director: User, client: Client):
    client.force_login(director)
    assert (
        "Hãy ghi tên mẫu phiếu."
        in client.post(URL, {"place": str(world.commune.pk), "begin": "first"}).content.decode()
    )
    strange = {"place": str(world.other_commune.pk), "title": "Của xã bên", "begin": "first"}
    assert client.post(URL, strange).status_code == 422
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403
    assert not SurveyForm.objects.exists()
