"""The catalogue of courses."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.learning.models import TrainingCourse
from tests.world import World

URL = "/vocational/courses/"


@pytest.mark.requirement("S4-59")
def test_a_course_that_was_dropped_stays_readable_and_is_offered_no_more(
    world: World, director: User, client: Client
):
    course = TrainingCourse.objects.create(place=world.commune, trade="May", provider="GDNN", hours=300)
    TrainingCourse.objects.create(place=world.other_commune, trade="Hàn xì", provider="GDNN", hours=90)
    drop = reverse("course_drop", args=[course.pk])
    client.force_login(world.hung)
    page = client.get(URL).text
    assert "May" in page
    assert "Hàn xì" not in page
    assert drop not in page
    assert client.post(drop).status_code == 403
    client.force_login(director)
    assert drop in client.get(URL).text
    assert client.post(drop).status_code == 302
    assert "thôi dùng từ" in client.get(URL).text
    assert list(TrainingCourse.objects.offered_at(world.hamlet)) == []
    assert client.post(drop).status_code == 422
    away = TrainingCourse.objects.get(trade="Hàn xì")
    assert client.post(reverse("course_drop", args=[away.pk])).status_code == 404
