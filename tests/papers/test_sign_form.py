"""What a paper's page asks for after the signature, and how it says what is missing."""

from django.test import Client
from django.urls import reverse

from tests import season as seasons
from tests.world import World


def test_the_one_who_chaired_the_meeting_is_proposed_as_the_signer_of_its_minutes(
    world: World, client: Client
):
    season = seasons.walk(world, last=seasons.hold_meeting)
    client.force_login(season.head)
    minutes = season.meeting.minutes
    assert minutes is not None
    client.post(reverse("paper_print", args=[minutes.pk]))
    page = client.get(reverse("paper_detail", args=[minutes.pk]))
    assert page.context["form"].initial["signer"] == season.head.full_name
    assert "Họ tên người ký <span" not in page.text  # not said to be optional: without it nothing is recorded


def test_what_is_missing_after_the_signature_is_told_beside_its_field(world: World, client: Client):
    season = seasons.walk(world, last=seasons.prepare_decision)
    client.force_login(season.chair)
    paper = season.decision.paper
    client.post(reverse("paper_print", args=[paper.pk]))
    refused = client.post(
        reverse("paper_sign", args=[paper.pk]), {"dated_on": "2024-11-08", "signer": season.chair.full_name}
    )
    assert refused.status_code == 422
    errors = refused.context["form"].errors
    assert errors["number"] == ["Chưa có số. Ghi số mà văn thư đã cấp sau khi ký."]
    assert list(errors) == ["number", "file"]
    for field in errors:
        assert f'href="#id_{field}"' in refused.text
        assert refused.text.count(f'id="id_{field}"') == 1
