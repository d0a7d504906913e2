"""A position ends on a day."""

import datetime as dt

from django.test import Client
from django.urls import reverse

from tests.world import World


def test_it_ends_on_the_day_given_however_the_day_is_written(world: World, client: Client):
    client.force_login(world.admin)
    capacity = world.hung.capacities.get()
    url = reverse("capacity_end", args=[capacity.pk])
    assert "Kết thúc tư cách" in client.get(url).content.decode()
    assert client.post(url, {"ends_on": "01/02/2024"}).status_code == 302
    capacity.refresh_from_db()
    assert capacity.ends_on == dt.date(2024, 2, 1)


def test_a_day_before_it_began_or_no_day_at_all_is_refused_there(world: World, client: Client):
    client.force_login(world.admin)
    url = reverse("capacity_end", args=[world.hung.capacities.get().pk])
    before = client.post(url, {"ends_on": "2019-01-05"})
    assert before.status_code == 422
    assert "sau ngày bắt đầu" in before.content.decode()
    assert "Hãy ghi như 15/11/2024" in client.post(url, {"ends_on": "hôm qua"}).content.decode()


def test_the_last_admin_cannot_be_ended(world: World, client: Client):
    client.force_login(world.admin)
    response = client.post(reverse("capacity_end", args=[world.admin.capacities.get().pk]), {})
    assert response.status_code == 422
    assert "người quản trị cuối cùng" in response.content.decode()
