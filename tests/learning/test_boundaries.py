"""A commune merges: what was held stays, what is to come and what is difficult go with the hamlets, and back again."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.hamlets import queries
from hoctap.learning.hamlets.actions import mark_difficult
from hoctap.learning.models import Activity, DifficultHamlet
from hoctap.places.boundaries import actions
from hoctap.places.models import Place
from tests.boundaries import JOB, ON, dump, merge
from tests.learning.hands import activity_at, held_at, line_of, programme_at
from tests.season import make_director
from tests.world import World, make_place


def test_planned_activities_and_marks_are_carried_and_taken_back_to_the_letter(world: World, director: User):
    by = world.actor(director)
    held = held_at(world.hamlet, by)
    planned = activity_at(world.hamlet, on=today() + dt.timedelta(days=7))
    mark_difficult(world.hamlet, since=ON - dt.timedelta(days=90), basis="12/QĐ-UBND", by=by)
    late = mark_difficult(world.hamlet_2, since=ON + dt.timedelta(days=5), basis="13/QĐ-UBND", by=by)
    before = dump()
    change = actions.apply_change(merge(world), by=JOB)
    new = Place.objects.get(name="Phương Thịnh", level="commune")
    for row in (held, planned, late):
        row.refresh_from_db()
    assert (held.place, held.commune) == (world.hamlet, world.commune)
    assert planned.commune == new
    assert planned.place.parent == new
    assert late.hamlet.parent == new
    assert {one.hamlet.parent for one in queries.difficult_in(new, today().year)} == {new}
    assert len(queries.difficult_in(new, today().year)) == 2
    old = DifficultHamlet.objects.get(hamlet=world.hamlet)
    assert old.until == ON
    actions.undo_change(change, by=JOB)
    after = dump()
    for table in ("learning_activity", "learning_difficulthamlet"):
        assert after[table] == before[table]


def test_what_was_recorded_since_keeps_a_change_from_being_undone(world: World, director: User):
    mark_difficult(
        world.hamlet, since=ON - dt.timedelta(days=90), basis="12/QĐ-UBND", by=world.actor(director)
    )
    change = actions.apply_change(merge(world), by=JOB)
    new = Place.objects.get(name="Phương Thịnh", level="commune")
    activity_at(Place.objects.filter(parent=new, level="hamlet")[0])
    with pytest.raises(Refused, match="1 hoạt động"):
        actions.undo_change(change, by=JOB)


def test_programmes_and_plans_of_places_that_end_are_told(world: World):
    from hoctap.learning.boundaries import open_work

    programme_at(world.commune)
    activity_at(world.hamlet)
    told = [one.what for one in open_work([world.commune.pk, world.hamlet.pk])]
    assert told == [
        "1 hoạt động đã xếp lịch, chưa tổ chức",
        "1 chương trình năm của trung tâm: sang cùng trung tâm khi sáp nhập, hoặc lập tiếp ở trung tâm mới",
    ]


def test_lines_still_to_be_held_are_carried_and_taken_back_to_the_letter(world: World, director: User):
    by = world.actor(director)
    programme = programme_at(world.commune, year=ON.year)
    of_hamlet = line_of(programme, place=world.hamlet)
    of_commune = line_of(programme, times=2)
    done = line_of(programme, place=world.hamlet)
    for line in (done, of_commune):
        Activity.objects.filter(pk=held_at(world.hamlet, by).pk).update(line=line)
    past = line_of(programme_at(world.commune, year=ON.year - 1), place=world.hamlet)
    before = dump()
    change = actions.apply_change(merge(world), by=JOB)
    new = Place.objects.get(name="Phương Thịnh", level="commune")
    for line in (of_hamlet, of_commune, done, past):
        line.refresh_from_db()
    assert (of_hamlet.place.parent, of_commune.place) == (new, new)
    assert (done.place, past.place) == (world.hamlet, world.hamlet)
    assert of_hamlet.programme == programme
    actions.undo_change(change, by=JOB)
    assert dump()["learning_programmeline"] == before["learning_programmeline"]


def test_a_line_written_since_keeps_a_change_from_being_undone(world: World):
    programme = programme_at(world.commune, year=ON.year)
    change = actions.apply_change(merge(world), by=JOB)
    line_of(programme, place=Place.objects.get(name="Phương Thịnh", level="commune"))
    with pytest.raises(Refused, match="1 dòng chương trình"):
        actions.undo_change(change, by=JOB)


def test_the_new_commune_reads_the_programme_of_the_old_one_and_changes_nothing(
    world: World, client: Client, django_assert_max_num_queries
):
    programme = programme_at(world.commune, year=ON.year)
    line = line_of(programme, title="Trồng sen lấy hạt")
    actions.apply_change(merge(world), by=JOB)
    new = Place.objects.get(name="Phương Thịnh", level="commune")
    client.force_login(make_director("Hồ Thị Mới", "moi", new))
    listed, page = f"/centres/programmes/?year={ON.year}", f"/centres/programmes/{programme.pk}/"
    shown = client.get(listed).content.decode()
    assert "Của các xã trước khi sắp xếp" in shown
    assert page in shown
    shown = client.get(page).content.decode()
    assert "chỉ để xem" in shown
    assert "Trồng sen lấy hạt" in shown
    for step in ("submit", "print", "lines/new"):
        assert client.post(f"{page}{step}/", {}).status_code == 404
    assert client.get(reverse("programmeline_edit", args=[line.pk])).status_code == 404
    with django_assert_max_num_queries(200) as asked:
        client.get(listed)
    line_of(programme_at(world.other_commune, year=ON.year))
    with django_assert_max_num_queries(len(asked)):
        client.get(listed)
    client.force_login(
        make_director("Người Ngoài", "ngoai", make_place("commune", "xã", "Bên Sông", world.province))
    )
    assert client.get(page).status_code == 404
    assert page not in client.get(listed).content.decode()
