import pytest
from django.test import Client
from django.urls import reverse

from hoctap.plans.models import TaskInstance
from tests.world import World


@pytest.mark.requirement("S3-29")
def test_the_last_valid_day_stands_in_the_calendar(world: World, row: TaskInstance, client: Client):
    client.force_login(world.minh)
    body = client.get(reverse("plan_calendar"), {"month": "2024-11"}).text
    assert body.count("Gửi kết quả về huyện") == 1
    assert reverse("instance_detail", args=[row.pk]) in body
    assert "Gửi kết quả" not in client.get(reverse("plan_calendar"), {"month": "2024-12"}).text


def test_an_outsider_sees_his_own(world: World, row: TaskInstance, client: Client):
    client.force_login(world.oanh)
    body = client.get(reverse("plan_calendar"), {"month": "2024-11"}).text
    assert reverse("instance_detail", args=[row.pk]) not in body
