"""A class or talk is planned."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.learning.models import Activity, ProgrammeState
from hoctap.places.models import Place
from tests.centres.hands import centre_at, topic
from tests.learning.hands import line_of, programme_at
from tests.world import World

URL = "/centres/activities/new/"


def typed(place: Place, **values: object) -> dict[str, object]:
    usual = {
        "commune": str((place if place.level == "commune" else place.parent).pk),  # type: ignore[union-attr]
        "topic": str(topic().pk),
        "kind": "class",
        "place": str(place.pk),
        "target_group": "farmers",
        "form": "in_person",
        "starts_on": f"{today() + dt.timedelta(days=7):%d/%m/%Y}",
    }
    return {**usual, **values}


@pytest.mark.requirement("S2-71", "S2-54")
def test_a_class_of_three_evenings_has_three_sessions(
    world: World, director: User, centre: Centre, client: Client
):
    first = today() + dt.timedelta(days=7)
    later = "; ".join(f"{first + dt.timedelta(days=7 * week):%d/%m/%Y}" for week in (2, 1))
    client.force_login(director)
    assert "Xếp lịch" in client.get(URL).content.decode()
    response = client.post(
        URL, typed(world.hamlet, more_days=later, speakers="Thầy Tư; Cô Năm", centre=str(centre.pk))
    )
    activity = Activity.objects.get()
    assert response["Location"] == reverse("activity_detail", args=[activity.pk])
    assert [one.on for one in activity.sessions.all()] == [
        first + dt.timedelta(days=7 * week) for week in (0, 1, 2)
    ]
    assert (activity.state, activity.title) == ("planned", topic().name)
    assert set(activity.speakers.values_list("name", flat=True)) == {"Thầy Tư", "Cô Năm"}
    assert [one.name for one in activity.bodies.all()] == [centre.name]


def test_a_line_of_the_programme_fills_the_form_and_is_kept(world: World, director: User, client: Client):
    programme = programme_at(world.commune, state=ProgrammeState.APPROVED)
    line = line_of(programme, title="Kỹ thuật trồng sen", speaker_name="Thầy Tư")
    client.force_login(director)
    page = client.get(f"{URL}?line={line.pk}").content.decode()
    assert "Kỹ thuật trồng sen" in page
    assert "Thầy Tư" in page
    values = typed(world.commune, line=str(line.pk), centre=str(programme.centre.pk))
    assert client.post(f"{URL}?line={line.pk}", values).status_code == 302
    assert Activity.objects.get().line == line


def test_a_line_that_nobody_approved_or_of_another_centre_is_refused(
    world: World, director: User, client: Client
):
    draft = line_of(programme_at(world.commune))
    client.force_login(director)
    page = client.post(URL, typed(world.commune, line=str(draft.pk), centre=str(centre_at(world.commune).pk)))
    assert page.status_code == 422
    assert "chưa được phê duyệt" in page.content.decode()
    page = client.post(URL, typed(world.commune, line=str(draft.pk), centre=""))
    assert "không phải của trung tâm đã chọn" in page.content.decode()
    other = line_of(programme_at(world.other_commune))
    assert client.get(f"{URL}?line={other.pk}").status_code == 404


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"starts_on": "01/02/2020"}, "đã qua"),
        ({"starts_on": ""}, "Hãy ghi ngày tổ chức"),
        ({"more_days": "31/02/2030"}, "không phải là ngày"),
        ({"kind": "embedded"}, "Hãy ghi đơn vị chủ trì"),
        ({"speakers": "Thầy Tư; thầy tư"}, "được ghi hai lần"),
        ({"hosts": "Hội Nông dân xã", "partners": "Hội Nông dân xã"}, "được ghi hai lần"),
    ],
)
def test_what_cannot_be_is_refused_with_its_cure(
    world: World, director: User, client: Client, values: dict[str, object], says: str
):
    client.force_login(director)
    page = client.post(URL, typed(world.commune, **values))
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Activity.objects.exists()


def test_a_hamlet_of_another_commune_is_refused(world: World, director: User, client: Client):
    client.force_login(director)
    page = client.post(URL, {**typed(world.commune), "place": str(world.other_hamlet.pk)})
    assert page.status_code == 422
    assert client.post(URL, typed(world.other_hamlet)).status_code == 404
    assert not Activity.objects.exists()


def test_who_only_records_does_not_plan(world: World, client: Client):
    client.force_login(world.hung)
    assert client.get(URL).status_code == 403
