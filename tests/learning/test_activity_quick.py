"""One evening put in in four fields, once, whoever of its bodies comes first."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.activities.actions import ActivityDetails, Involved, record_activity
from hoctap.learning.headcounts.rules import Heads
from hoctap.learning.models import Activity, ActivityFile, ActivityKind
from hoctap.places.models import Place
from tests.centres.hands import centre_at, topic
from tests.core.test_files import photo as picture
from tests.learning.hands import held_at
from tests.world import World

URL = "/centres/activities/quick/"


def typed(place: Place, **values: object) -> dict[str, object]:
    usual = {
        "topic": str(topic().pk),
        "on": str(today()),
        "male": "14",
        "female": "26",
        "kind": "talk",
        "place": str(place.pk),
        "target_group": "everybody",
        "form": "in_person",
    }
    return {**usual, **values}


@pytest.mark.requirement("S2-10", "S0-05")
def test_topic_day_heads_and_photo_make_a_held_activity(
    world: World, director: User, centre: Centre, client: Client
):
    client.force_login(world.hung)
    page = client.get(URL).content.decode()
    assert str(world.hamlet) in page or world.hamlet.title in page
    values = typed(world.hamlet, centre=str(centre.pk), file=SimpleUploadedFile("lop.jpg", picture()))
    response = client.post(URL, values)
    activity = Activity.objects.get()
    assert response["Location"] == reverse("activity_detail", args=[activity.pk])
    assert (activity.state, activity.title, activity.place) == ("held", topic().name, world.hamlet)
    session = activity.sessions.get()
    assert (session.on, session.counted_by) == (today(), "heads")
    assert sorted(session.headcounts.values_list("sex", "people")) == [("f", 26), ("m", 14)]
    assert ActivityFile.objects.get().media_type == "image/jpeg"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"on": str(today() + dt.timedelta(days=1))}, "chưa tới"),
        ({"male": "", "female": ""}, "ít nhất một người"),
        ({"kind": "class"}, "phải có người dạy"),
        ({"kind": "embedded", "hosts": ""}, "Hãy ghi đơn vị chủ trì"),
        ({"topic": ""}, "Hãy chọn chuyên đề"),
        ({"file": SimpleUploadedFile("lop.jpg", b"just words")}, "Loại tệp không nhận"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    world: World, client: Client, values: dict[str, object], says: str
):
    client.force_login(world.hung)
    page = client.post(URL, typed(world.hamlet, **values))
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Activity.objects.exists()


@pytest.mark.requirement("S2-39")
def test_the_second_body_is_told_that_the_evening_is_there(world: World, director: User, client: Client):
    first = held_at(world.commune, world.actor(director), on=today(), title="Lúa hữu cơ")
    client.force_login(world.lan)
    values = typed(world.hamlet)
    page = client.post(URL, values)
    text = page.content.decode()
    assert page.status_code == 422
    assert "Một buổi chỉ ghi một lần" in text
    assert reverse("activity_detail", args=[first.pk]) in text
    assert "27 người" in text
    assert client.post(URL, {**values, "is_another": "on"}).status_code == 302
    assert Activity.objects.count() == 2


def test_another_day_field_or_hamlet_is_another_evening(world: World, director: User):
    by = world.actor(director)
    held_at(world.hamlet, by, on=today())
    for place, on, code in (
        (world.hamlet, today() - dt.timedelta(days=1), "crops"),
        (world.hamlet, today(), "health-care"),
        (world.hamlet_2, today(), "crops"),
    ):
        held_at(place, by, on=on, code=code, is_another=False)
    with pytest.raises(Refused, match="Ngày ấy đã có"):
        held_at(world.hamlet, by, on=today(), code="livestock", is_another=False)


def test_a_form_that_is_sent_twice_is_done_once(world: World, client: Client):
    client.force_login(world.hung)
    values = typed(world.hamlet, form_key="k" * 20)
    first, second = client.post(URL, values), client.post(URL, values)
    assert first["Location"] == second["Location"]
    assert Activity.objects.count() == 1


def test_a_hamlet_head_records_for_his_hamlet_alone(world: World, client: Client):
    client.force_login(world.hung)
    for place in (world.hamlet_2, world.commune, world.other_hamlet):
        assert client.post(URL, typed(place)).status_code == 422
    assert not Activity.objects.exists()
    client.force_login(world.minh)
    assert client.get(URL).status_code == 403


def test_a_centre_or_hamlet_of_another_commune_is_refused(world: World, director: User):
    for details in (
        ActivityDetails(ActivityKind.TALK, topic(), world.commune, centre=centre_at(world.other_commune)),
        ActivityDetails(ActivityKind.TALK, topic(), world.hamlet, centre=centre_at(world.commune)),
    ):
        commune = world.commune if details.place == world.commune else world.other_commune
        with pytest.raises(Refused, match=r"không thuộc|không phải của xã"):
            record_activity(commune, details, Involved(), today(), [Heads(3)], by=world.actor(director))
    assert not Activity.objects.exists()
