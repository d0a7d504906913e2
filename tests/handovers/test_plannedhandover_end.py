"""Until its day a bàn giao that was set ahead can be called off, with a reason."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden, Refused
from hoctap.handovers import actions, tasks
from hoctap.handovers.models import Handover, PlannedHandover
from hoctap.notices.models import Notice
from tests.handovers.ahead import its_day_comes, plan
from tests.world import World, make_user


@pytest.fixture
def newcomer(world: World) -> User:
    return make_user("Phùng Hữu Nhận", "nhan", world.association, "Phó Chủ tịch Hội Khuyến học")


def test_it_is_called_off_with_a_reason_and_nothing_happens_on_the_day(
    world: World, newcomer: User, client: Client
):
    planned = plan(world, newcomer)
    client.force_login(world.admin)
    url = reverse("plannedhandover_end", args=[planned.pk])
    empty = client.post(url, {"why": ""})
    assert empty.status_code == 422
    assert "Hãy ghi vì sao hủy" in empty.text
    short = client.post(url, {"why": "hủy"})
    assert short.status_code == 422
    assert "ví dụ: quyết định đã được thay" in short.text
    body = client.post(url, {"why": "Quyết định đã được thay"}, follow=True).text
    assert "Quyết định đã được thay" in body
    assert "Đã hủy" in body
    assert "Hủy bàn giao này" not in body
    planned = its_day_comes(planned)
    assert (planned.state, Handover.objects.count()) == ("called_off", 0)
    assert Event.objects.filter(what="handovers.planned.called_off").count() == 1
    assert Notice.objects.filter(text__startswith="Đã hủy việc bàn giao").count() == 2
    assert plan(world, newcomer).state == "waiting", "another one may be set"


def test_what_was_done_or_called_off_already_is_refused(world: World, newcomer: User, client: Client):
    planned = its_day_comes(plan(world, newcomer))
    client.force_login(world.admin)
    answer = client.post(reverse("plannedhandover_end", args=[planned.pk]), {"why": "Nghĩ lại rồi"})
    assert answer.status_code == 422
    assert "Đã bàn giao" in answer.text
    assert Handover.objects.count() == 1


def test_a_job_that_looked_before_it_was_called_off_does_nothing(world: World, newcomer: User):
    planned = plan(world, newcomer)
    PlannedHandover.objects.update(handed_on=planned.planned_at.date())
    actions.call_off(planned, why="Quyết định đã được thay", by=world.actor(world.admin))
    assert planned.state == "waiting", "what the job holds in its hands"
    tasks.carry_out_due(0)
    assert actions.carry_out(planned, by=world.actor(world.admin)) is None
    assert not Handover.objects.exists()


def test_nobody_from_elsewhere_calls_it_off(world: World, newcomer: User, client: Client):
    planned = plan(world, newcomer)
    for user in (world.lan, world.minh, world.oanh):
        client.force_login(user)
        answer = client.post(reverse("plannedhandover_end", args=[planned.pk]), {"why": "Nghĩ lại rồi"})
        assert answer.status_code in (403, 404)
        with pytest.raises((Forbidden, Refused)):
            actions.call_off(planned, why="Nghĩ lại rồi", by=world.actor(user))
    planned.refresh_from_db()
    assert planned.state == "waiting"
