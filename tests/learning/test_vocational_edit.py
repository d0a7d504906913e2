"""A class is said to be a vocational one."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.learning.models import Activity, LearnerOutcome, TrainingCourse, VocationalClass
from tests.learning.club_hands import YESTERDAY, held_at, learner, taught
from tests.learning.outcome_examples import trained
from tests.world import World


@pytest.mark.requirement("S0-32", "S4-59")
def test_what_is_left_empty_comes_from_the_course(world: World, director: User, client: Client):
    course = TrainingCourse.objects.create(
        place=world.commune, trade="May", provider="GDNN", hours=300, certificate="Sơ cấp", is_craft=True
    )
    away = TrainingCourse.objects.create(place=world.other_commune, trade="Hàn", provider="GDNN", hours=90)
    activity = taught(world.hamlet)
    url = reverse("vocational_edit", args=[activity.pk])
    client.force_login(director)
    page = client.get(url).text
    assert "May, 300 giờ" in page
    assert "Hàn" not in page
    assert client.post(url, {"course": away.pk}).status_code == 422
    assert client.post(url, {"course": course.pk, "hours": "320"}).status_code == 302
    row = VocationalClass.objects.get()
    assert (row.course, row.trade, row.provider, row.hours, row.certificate, row.is_craft) == (
        course, "May", "GDNN", 320, "Sơ cấp", True,
    )  # fmt: skip


@pytest.mark.requirement("S4-60")
def test_retraining_names_the_enterprise(world: World, director: User, client: Client):
    url = reverse("vocational_edit", args=[taught(world.hamlet).pk])
    client.force_login(director)
    typed = {"trade": "May", "provider": "Công ty May 1", "hours": "40", "is_retraining": "1"}
    assert "hãy ghi tên doanh nghiệp" in client.post(url, typed).text
    assert client.post(url, typed | {"enterprise": "Công ty May 1"}).status_code == 302
    assert VocationalClass.objects.get().is_retraining


def test_what_cannot_be_is_refused(world: World, director: User, client: Client):
    client.force_login(director)
    activity = taught(world.hamlet)
    typed = {"trade": "May", "provider": "GDNN", "hours": "300"}
    for values, says in (
        ({"trade": ""}, "Hãy ghi nghề"),
        ({"provider": " "}, "cơ sở đào tạo"),
        ({"hours": "0"}, "số giờ"),
        ({"hours": "9000"}, "quá dài"),
    ):
        answer = client.post(reverse("vocational_edit", args=[activity.pk]), typed | values)
        assert answer.status_code == 422
        assert says in answer.text
    sport = held_at(world.hamlet).activity
    assert "Chỉ lớp" in client.post(reverse("vocational_edit", args=[sport.pk]), typed).text
    Activity.objects.filter(pk=activity.pk).update(state="cancelled", cancelled_why="mưa")
    assert "đã hủy" in client.post(reverse("vocational_edit", args=[activity.pk]), typed).text
    assert not VocationalClass.objects.exists()


def test_it_is_taken_back_until_outcomes_stand(world: World, director: User, client: Client):
    activity = trained(taught(world.hamlet))
    client.force_login(director)
    drop = reverse("vocational_drop", args=[activity.pk])
    outcome = LearnerOutcome.objects.create(
        attendance=learner(activity), has_finished=True, as_of=YESTERDAY, recorded_by="x"
    )
    assert "không bỏ được" in client.post(drop).text
    outcome.delete()
    assert client.post(drop).status_code == 302
    assert not VocationalClass.objects.exists()
    assert "Không có gì để bỏ" in client.post(drop).text


def test_only_who_keeps_the_centre_says_so(world: World, client: Client):
    url = reverse("vocational_edit", args=[taught(world.hamlet).pk])
    for user, status in ((world.hung, 403), (world.lan, 403), (world.bich, 403)):
        client.force_login(user)
        assert client.post(url, {"trade": "May"}).status_code == status
