"""What a form cannot do without is not called optional: every form of the house is sent with nothing in it."""

import pytest
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from lxml import html

from scripts import house
from tests.examples import Visit, url_examples
from tests.season import Season

FORMS = sorted(screen.name for screen in house.screens() if {"GET", "POST"} <= set(screen.methods))


def _filled(name: str, season: Season) -> list[Visit]:
    example = url_examples[name](season)
    visits = example if isinstance(example, list) else [example]
    return [visit for visit in visits if visit.post is not None and visit.owner is not None]


def _bare(post: dict[str, object]) -> dict[str, object]:
    """What is chosen stays, so that the form is the same; what is typed or picked from the disk goes."""
    return {
        name: value
        for name, value in post.items()
        if not isinstance(value, UploadedFile) and name in ("do", "step", "place", "commune", "kind", "year")
    }


@pytest.mark.parametrize("name", FORMS)
def test_a_field_that_is_asked_for_is_not_called_optional(name: str, whole_season: Season):
    for visit in _filled(name, whole_season)[:1]:
        client = Client()
        assert visit.owner is not None
        client.force_login(visit.owner)
        address = reverse(name, kwargs=dict(visit.kwargs), query=visit.query or None)
        with transaction.atomic():
            answer = client.post(address, _bare(visit.post or {}))
            transaction.set_rollback(True)
        if answer.status_code != 422:
            continue
        page = html.fromstring(answer.content.decode())
        wrong = [
            field.text_content().split("(không bắt buộc)")[0].strip()
            for field in page.find_class("field-wrong")
            if field.find_class("optional")
        ]
        assert not wrong, f"{name} refuses without {wrong}, and calls them optional"
