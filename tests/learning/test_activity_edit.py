"""An activity is corrected."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.core.refusals import Refused
from hoctap.learning.activities import actions
from hoctap.learning.activities.actions import ActivityDetails, Involved
from hoctap.learning.models import ActivityKind
from hoctap.places.models import OrganisationKind
from tests.centres.hands import topic
from tests.learning.hands import activity_at, held_at
from tests.learning.test_activity_new import typed
from tests.world import World, make_organisation


def test_bodies_are_found_by_name_and_what_differs_is_told(world: World, director: User, client: Client):
    farmers = make_organisation(OrganisationKind.OTHER, "Hội Nông dân xã", "HND", world.commune)
    activity = held_at(world.hamlet, world.actor(director), hosts=["Trạm Y tế xã"])
    url = reverse("activity_edit", args=[activity.pk])
    client.force_login(director)
    assert "Trạm Y tế xã" in client.get(url).content.decode()
    values = typed(
        world.hamlet_2,
        kind="talk",
        title="Lúa sạch",
        hosts="hội nông dân xã; Đoàn xã",
        centre=str(activity.centre_id),
    )
    assert client.post(url, values).status_code == 302
    activity.refresh_from_db()
    assert (activity.title, activity.place, activity.state) == ("Lúa sạch", world.hamlet_2, "held")
    roles = {one.name: (one.role, one.organisation) for one in activity.bodies.all()}
    assert roles["hội nông dân xã"] == ("host", farmers)
    assert roles["Đoàn xã"] == ("joint", None)
    assert "Trạm Y tế xã" not in roles
    told = Event.objects.get(what="learning.activity.changed").fields
    assert {"title", "place", "bodies"} <= set(told)


def test_a_held_class_keeps_its_teacher(world: World, director: User):
    activity = held_at(world.hamlet, world.actor(director), kind="class")
    details = ActivityDetails(ActivityKind.CLASS, topic(), world.hamlet, centre=activity.centre)
    with pytest.raises(Refused, match="phải có người dạy"):
        actions.change_activity(activity, details, Involved(), by=world.actor(director))


def test_a_cancelled_one_is_not_changed_and_a_strange_hamlet_is_refused(
    world: World, director: User, client: Client
):
    activity = activity_at(world.hamlet)
    url = reverse("activity_edit", args=[activity.pk])
    client.force_login(director)
    assert client.post(url, {**typed(world.hamlet), "place": str(world.other_hamlet.pk)}).status_code == 422
    actions.cancel_activity(activity, why="Mưa lớn", by=world.actor(director))
    page = client.post(url, typed(world.hamlet))
    assert page.status_code == 422
    assert "đã hủy, không sửa được" in page.content.decode()


def test_a_hamlet_head_corrects_what_was_held_there_and_nothing_else(
    world: World, director: User, client: Client
):
    planned = activity_at(world.hamlet)
    held = held_at(world.hamlet, world.actor(world.hung))
    client.force_login(world.hung)
    assert client.get(reverse("activity_edit", args=[planned.pk])).status_code == 404
    assert client.get(reverse("activity_edit", args=[held.pk])).status_code == 200
    away = typed(world.hamlet_2, kind="talk", centre=str(held.centre_id))
    assert client.post(reverse("activity_edit", args=[held.pk]), away).status_code == 422
