import pytest
from django.test import Client
from django.urls import reverse

from hoctap.notices.models import Notice
from hoctap.plans.models import Difficulty, Plan, Task
from tests.world import World


@pytest.mark.requirement("S3-65", "S0-51")
def test_within_competence_it_stays_beyond_it_goes_to_the_plans_focal_body(
    world: World, living: Plan, given: Task, client: Client
):
    client.force_login(world.minh)
    page = reverse("difficulty_new", args=[living.pk])
    body = client.get(page).text
    assert "Hội Khuyến học huyện Tháp Mười" in body
    sent = {"place": str(world.commune.pk), "task": str(given.pk), "text": "Chưa có phòng học"}
    solved = client.post(page, sent | {"beyond": "no", "solution": "Mượn nhà văn hóa"})
    assert solved.status_code == 302
    assert Difficulty.objects.get().state == "solved"
    assert not Notice.objects.exists()
    assert "ghi kiến nghị" in client.post(page, sent | {"beyond": "yes"}).text
    assert client.post(page, sent | {"beyond": "yes", "wish": "Bố trí kinh phí"}).status_code == 302
    row = Difficulty.objects.get(beyond=True)
    assert (row.state, row.focal_name) == ("sent", "Hội Khuyến học huyện Tháp Mười")
    assert Notice.objects.get().user == world.bich


def test_a_plan_without_a_focal_body_takes_none_beyond_competence(world: World, living: Plan, client: Client):
    Plan.objects.filter(pk=living.pk).update(focal_name="", focal_body=None)
    client.force_login(world.minh)
    sent = {"place": str(world.commune.pk), "text": "Khó", "beyond": "yes", "wish": "Giúp"}
    answer = client.post(reverse("difficulty_new", args=[living.pk]), sent)
    assert "chưa ghi đầu mối" in answer.text
    assert not Difficulty.objects.exists()


def test_nobody_raises_one_for_a_neighbour(world: World, living: Plan, client: Client):
    client.force_login(world.oanh)
    sent = {"place": str(world.commune.pk), "text": "Khó", "beyond": "no"}
    assert client.post(reverse("difficulty_new", args=[living.pk]), sent).status_code == 422
    assert not Difficulty.objects.exists()
