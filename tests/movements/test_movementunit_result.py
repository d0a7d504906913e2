"""What a unit did, shown by a file, an activity, a title."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.assessments.models import Assessment
from hoctap.core.actor import Actor
from hoctap.core.dates import today
from hoctap.core.refusals import Forbidden, Refused
from hoctap.movements.campaigns.actions import record_result, withdraw_unit
from hoctap.movements.campaigns.models import Movement, UnitResult
from tests.learning.hands import held_at
from tests.movements.hands import movement_at, result_typed, unit_in
from tests.recognition.hands import shown, sign_in
from tests.season import SCAN
from tests.world import World


@pytest.mark.requirement("S2-66")
def test_a_result_comes_with_a_file_and_an_activity(
    world: World, movement: Movement, lan: Actor, director: User
):
    activity = held_at(world.commune, world.actor(director), title="Lớp tự học")
    unit = unit_in(movement, world.commune, lan)
    here, client = reverse("movementunit_result", args=[unit.pk]), sign_in(world.lan)
    assert "Lớp tự học" in shown(client.get(here))
    typed = {
        "stage": "final",
        "reported_on": today().isoformat(),
        "text": "Đã mở lớp",
        "people": "27",
        "is_met": "yes",
        "activity": activity.pk,
        "file": SimpleUploadedFile("minh-chung.pdf", SCAN, "application/pdf"),
    }
    assert client.post(here, typed).status_code == 302
    row = UnitResult.objects.get()
    assert (row.people, row.is_met, row.activity) == (27, True, activity)
    page = shown(client.get(reverse("movementunit_detail", args=[unit.pk])))
    file = reverse("unitresult_file", args=[row.pk])
    assert file in page
    assert client.get(file).content == SCAN
    assert sign_in(world.oanh).get(file).status_code == 404


def test_a_file_that_is_none_is_refused_and_nothing_is_written(world: World, movement: Movement, lan: Actor):
    unit = unit_in(movement, world.commune, lan)
    here = reverse("movementunit_result", args=[unit.pk])
    page = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    typed = {
        "stage": "final",
        "reported_on": today().isoformat(),
        "text": "Xong",
        "file": SimpleUploadedFile("a.pdf", page, "application/pdf"),
    }
    assert sign_in(world.lan).post(here, typed).status_code == 422
    assert not UnitResult.objects.exists()


def test_an_empty_file_is_told_of_and_nothing_is_written(world: World, movement: Movement, lan: Actor):
    unit = unit_in(movement, world.commune, lan)
    typed = {
        "stage": "final",
        "reported_on": today().isoformat(),
        "text": "Xong",
        "file": SimpleUploadedFile("a.pdf", b"", "application/pdf"),
    }
    answer = sign_in(world.lan).post(reverse("movementunit_result", args=[unit.pk]), typed)
    assert answer.status_code == 422
    assert not UnitResult.objects.exists()


def test_an_activity_of_elsewhere_or_of_another_time_does_not_show_it(
    world: World, lan: Actor, director: User
):
    one = movement_at(world.commune, lan, first_on=today() - dt.timedelta(days=5))
    unit = unit_in(one, world.commune, lan)
    early = held_at(world.commune, world.actor(director), on=today() - dt.timedelta(days=30))
    theirs = held_at(world.other_commune, world.actor(world.oanh), of_centre=False, hosts=["Hội Nông dân"])
    for activity in (early, theirs):
        with pytest.raises(Refused, match="Hoạt động này không ở nơi"):
            record_result(unit, result_typed(), activity=activity, by=lan)


def test_only_a_title_of_the_movement_that_was_recognised_shows_it(
    world: World, movement: Movement, lan: Actor
):
    unit = unit_in(movement, world.commune, lan)
    draft = Assessment(place=world.commune, title="learning_clan", year=2024, state="draft")
    with pytest.raises(Refused, match="đã được công nhận"):
        record_result(unit, result_typed(), assessment=draft, by=lan)


def test_one_that_withdrew_tells_no_more(world: World, movement: Movement, lan: Actor):
    unit = unit_in(movement, world.commune, lan)
    withdraw_unit(unit, why="Bận", by=lan)
    with pytest.raises(Refused, match="đã rút"):
        record_result(unit, result_typed(), by=lan)


def test_only_by_who_may_at_the_place_of_the_unit(world: World, wide: Movement, lan: Actor, bich: Actor):
    unit = unit_in(wide, world.commune, lan)
    with pytest.raises(Forbidden):
        record_result(unit, result_typed(), by=bich)
    assert sign_in(world.oanh).get(reverse("movementunit_result", args=[unit.pk])).status_code == 404
    assert sign_in(world.bich).get(reverse("movementunit_result", args=[unit.pk])).status_code == 404
