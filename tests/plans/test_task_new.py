import pytest
from django.test import Client
from django.urls import reverse

from hoctap.plans.models import Plan
from tests.world import World


@pytest.mark.requirement("S1-43", "S3-38")
def test_the_district_types_in_a_task_and_known_bodies_are_recognised(
    world: World, living: Plan, client: Client
):
    client.force_login(world.bich)
    page = reverse("task_new", args=[living.pk])
    assert "Hội Khuyến học huyện Tháp Mười" in client.get(page).text
    sent = {
        "text": "Tổ chức đánh giá",
        "section": "II.5",
        "role": "lead",
        "leads": "hội khuyến học huyện tháp mười\nBan Tuyên giáo",
        "each": ["peoples_committee"],
        "recurrence": "once",
        "before": "trước 15/11/2024",
        "field": "giáo dục",
    }
    assert client.post(page, sent).status_code == 302
    task = living.tasks.get()
    assert (task.before_on.isoformat(), task.field) == ("2024-11-15", "giáo dục")
    assert task.instances.count() == 4
    assert task.bodies.filter(body__isnull=False).get().body.place == world.district


def test_a_yearly_task_keeps_its_day_and_a_strange_deadline_is_asked_again(
    world: World, living: Plan, client: Client
):
    client.force_login(world.bich)
    page = reverse("task_new", args=[living.pk])
    sent = {"text": "Báo cáo năm", "role": "lead", "recurrence": "year", "before": "trước 15/11"}
    assert client.post(page, sent).status_code == 302
    task = living.tasks.get()
    assert (task.due_day, task.due_month, task.before_on) == (15, 11, None)
    again = client.post(page, sent | {"recurrence": "once", "before": "khi rảnh"})
    assert again.status_code == 422
    assert "Chưa hiểu hạn này" in again.text
    assert "Ghi nội dung việc" in client.post(page, sent | {"text": ""}).text


def test_a_commune_adds_nothing_to_the_districts_plan(world: World, living: Plan, client: Client):
    client.force_login(world.lan)
    assert client.get(reverse("task_new", args=[living.pk])).status_code == 403
