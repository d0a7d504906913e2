"""A line is changed while the programme is put together."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.centres.topics.actions import add_topic, drop_topic
from hoctap.core.refusals import Refused
from hoctap.learning.models import ProgrammeLine, ProgrammeState
from hoctap.learning.programmes.actions import drop_line
from tests.centres.hands import topic
from tests.learning.hands import activity_at, line_of, need_at, programme_at
from tests.learning.test_programmeline_new import typed
from tests.world import World


def test_what_differs_is_saved_and_told(world: World, director: User, client: Client):
    line = line_of(programme_at(world.commune), needs=[need_at(world.hamlet)])
    url = reverse("programmeline_edit", args=[line.pk])
    client.force_login(director)
    assert line.title in client.get(url).content.decode()
    assert client.post(url, typed(world.hamlet_2, title="Trồng ấu")).status_code == 302
    line.refresh_from_db()
    assert (line.title, line.place, line.needs.count()) == ("Trồng ấu", world.hamlet_2, 0)
    told = Event.objects.get(what="learning.programme.line_changed").fields
    assert {"title", "place", "needs"} <= set(told)


def test_a_topic_that_is_used_no_more_may_stay_where_it_is(world: World, director: User, client: Client):
    by = world.actor(director)
    own = add_topic(world.commune, topic(), "Trồng sen", by=by)
    line = line_of(programme_at(world.commune), topic=own)
    drop_topic(own, by=by)
    client.force_login(director)
    url = reverse("programmeline_edit", args=[line.pk])
    assert client.post(url, typed(world.commune, topic=str(own.pk), title="Sen 2")).status_code == 302
    other = line_of(line.programme)
    url = reverse("programmeline_edit", args=[other.pk])
    assert client.post(url, typed(world.commune, topic=str(own.pk))).status_code == 422


def test_an_approved_programme_is_not_changed(world: World, director: User, client: Client):
    line = line_of(programme_at(world.commune, state=ProgrammeState.APPROVED))
    client.force_login(director)
    page = client.post(reverse("programmeline_edit", args=[line.pk]), typed(world.commune))
    assert page.status_code == 422
    assert "mở lại" in page.content.decode()


def test_a_line_is_dropped_unless_something_was_arranged(world: World, director: User, client: Client):
    programme = programme_at(world.commune)
    free, used = line_of(programme), line_of(programme)
    activity = activity_at(world.commune)
    activity.line = used
    activity.save()
    client.force_login(director)
    assert client.post(reverse("programmeline_drop", args=[free.pk])).status_code == 302
    with pytest.raises(Refused, match="đã xếp ngày"):
        drop_line(used, by=world.actor(director))
    assert list(ProgrammeLine.objects.all()) == [used]
    client.force_login(world.oanh)
    assert client.post(reverse("programmeline_drop", args=[used.pk])).status_code == 403
