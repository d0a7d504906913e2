"""A line of a programme: from a need, from a task of a plan, or of one's own."""

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.models import ActivityKind, ProgrammeLine, TargetGroup
from hoctap.learning.programmes.actions import LineDetails, add_line
from hoctap.learning.programmes.rules import LineFacts, line_blockers
from hoctap.places.models import Place
from tests.centres.hands import topic
from tests.learning.hands import need_at, programme_at
from tests.world import World


def typed(place: Place, **values: object) -> dict[str, object]:
    usual = {
        "kind": "talk",
        "topic": str(topic().pk),
        "title": "Kỹ thuật trồng sen",
        "target_group": "farmers",
        "form": "in_person",
        "place": str(place.pk),
        "month_from": 12,
        "month_to": 12,
        "times": 2,
        "people": "",
    }
    return {**usual, **values}


@pytest.mark.requirement("S4-32", "S2-54", "S0-15")
def test_a_need_becomes_a_line_with_what_it_says(world: World, director: User, client: Client):
    programme, need = (
        programme_at(world.commune),
        need_at(world.hamlet, text="Nuôi lươn không bùn", people=31),
    )
    url = reverse("programmeline_new", args=[programme.pk])
    client.force_login(director)
    page = client.get(f"{url}?need={need.pk}").content.decode()
    assert "Nuôi lươn không bùn" in page
    assert 'value="31"' in page
    response = client.post(url, typed(world.hamlet, needs=[str(need.pk)], people=31))
    assert response.status_code == 302
    line = ProgrammeLine.objects.get()
    assert (list(line.needs.all()), line.place, line.people) == ([need], world.hamlet, 31)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"target_group": ""}, "Hãy chọn đối tượng"),
        ({"title": " "}, "Hãy ghi nội dung"),
        ({"month_from": 12, "month_to": 11}, "Tháng kết thúc không thể trước"),
        ({"times": 0}, ""),
        ({"topic": ""}, "Hãy chọn chuyên đề"),
    ],
)
@pytest.mark.requirement("S0-06")
def test_a_line_without_what_it_needs_is_refused(
    world: World, director: User, client: Client, values: dict[str, object], says: str
):
    url = reverse("programmeline_new", args=[programme_at(world.commune).pk])
    client.force_login(director)
    page = client.post(url, typed(world.commune, **values))
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not ProgrammeLine.objects.exists()


def test_a_hamlet_and_a_need_of_another_commune_are_refused(world: World, director: User, client: Client):
    programme = programme_at(world.commune)
    url = reverse("programmeline_new", args=[programme.pk])
    client.force_login(director)
    assert client.post(url, typed(world.other_hamlet)).status_code == 422
    other = need_at(world.other_hamlet)
    assert client.get(f"{url}?need={other.pk}").status_code == 404
    details = LineDetails(
        kind=ActivityKind.TALK,
        topic=topic(),
        title="Trồng sen",
        target_group=TargetGroup.FARMERS,
        place=world.other_hamlet,
        month_from=12,
        month_to=12,
    )
    with pytest.raises(Refused) as refused:
        add_line(programme, details, needs=[other], by=world.actor(director))
    assert {one.field for one in refused.value.reasons} == {"place", "needs"}


def test_a_month_that_is_over_is_not_planned_for():
    facts = LineFacts(
        title="Trồng sen",
        month_from=2,
        month_to=3,
        times=1,
        people=None,
        target_group="farmers",
        is_topic_offered=True,
        is_place_inside=True,
        is_task_in_force=True,
        are_needs_of_commune=True,
    )
    day = today().replace(month=4, day=1)
    (reason,) = line_blockers(facts, year=day.year, today=day)
    assert (reason.field, "đã qua" in reason.text) == ("month_to", True)
    assert not line_blockers(facts, year=day.year, today=day.replace(month=3, day=31))
    assert not line_blockers(facts, year=day.year + 1, today=day)


def test_others_do_not_come_here(world: World, director: User, client: Client):
    url = reverse("programmeline_new", args=[programme_at(world.commune).pk])
    client.force_login(world.hung)
    assert client.get(url).status_code == 403
