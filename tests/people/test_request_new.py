"""A person asks something about his own data."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden
from hoctap.people import actions
from hoctap.people.models import SubjectRequest
from tests.world import World, make_household


def test_it_is_written_down_with_its_terms(world: World, client: Client):
    person = make_household(world.hamlet, "Nguyễn Văn Hỏi").head
    client.force_login(world.admin)
    assert "Ghi yêu cầu về dữ liệu" in client.get(reverse("person_detail", args=[person.pk])).content.decode()
    url = reverse("request_new", args=[person.pk])
    assert "xóa 20 ngày" in client.get(url).content.decode()
    typed = {"kind": "erase", "received_on": today().isoformat(), "channel": "phone", "text": "Xin xóa"}
    response = client.post(url, typed)
    asked = SubjectRequest.objects.get()
    assert response["Location"] == reverse("request_detail", args=[asked.pk])
    assert (asked.due_on - today()).days >= 26
    assert 2 <= (asked.acknowledge_by_on - today()).days <= 4


def test_nonsense_and_whoever_has_no_right_are_refused(world: World, client: Client):
    person = make_household(world.hamlet, "Nguyễn Văn Hỏi").head
    client.force_login(world.admin)
    url = reverse("request_new", args=[person.pk])
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()
    for typed, words in [
        ({}, "Hãy chọn yêu cầu."),
        ({"kind": "view", "channel": "paper", "received_on": tomorrow}, "sau ngày hôm nay"),
        ({"kind": "view", "received_on": today().isoformat()}, "Hãy chọn cách nhận"),
    ]:
        response = client.post(url, typed)
        assert response.status_code == 422
        assert words in response.content.decode()
    with pytest.raises(Forbidden):
        actions.register_request(
            person, kind="view", received_on=today(), channel="paper", by=world.actor(world.lan)
        )
    assert not SubjectRequest.objects.exists()
