"""Clubs in a change of boundaries, on the centre's page, in the queue of work; the name of who leads one."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.centres.models import Centre
from hoctap.core.dates import today
from hoctap.core.refusals import Refused
from hoctap.learning.clubs import subjects
from hoctap.learning.clubs.boundaries import open_work
from hoctap.learning.clubs.work import work_items
from hoctap.learning.models import Club
from hoctap.people import erasing
from hoctap.people.subject_queries import everything_about
from hoctap.places.boundaries import actions
from hoctap.places.models import Place
from tests.boundaries import JOB, ON, divide, dump, merge
from tests.learning.club_hands import YESTERDAY, club_at, held_at, house_at, learner, meet, taught, worker
from tests.learning.outcome_examples import trained
from tests.world import World


def test_a_hamlets_club_goes_on_in_the_new_commune_and_comes_back(world: World):
    standing = club_at(world.hamlet, "Đội múa", leader_name="Bà Tư")
    ended = club_at(world.hamlet, "Đội cũ", ended_on=dt.date(2025, 1, 1), ended_why="ít người")
    met = meet(standing, dt.date(2025, 2, 1))
    change = merge(world)
    before = dump()
    actions.apply_change(change, by=JOB)
    successor = Place.objects.get(predecessor_edges__predecessor=world.hamlet)
    standing.refresh_from_db()
    ended.refresh_from_db()
    met.activity.refresh_from_db()
    assert (standing.place, ended.place, met.activity.place) == (successor, world.hamlet, world.hamlet)
    actions.undo_change(change, by=JOB)
    assert dump() == before


def test_a_change_is_not_taken_back_over_what_a_club_did_since(world: World):
    club = club_at(world.hamlet, "Đội múa")
    change = merge(world)
    actions.apply_change(change, by=JOB)
    club.refresh_from_db()
    meet(club, max(ON, YESTERDAY))
    with pytest.raises(Refused, match="1 buổi sinh hoạt câu lạc bộ"):
        actions.undo_change(change, by=JOB)


def test_a_communes_own_club_waits_for_a_person(world: World):
    club_at(world.commune, "Câu lạc bộ xã")
    club_at(world.hamlet, "Đội múa")
    assert [one.what for one in open_work([world.commune.pk, world.hamlet.pk])] == [
        "1 câu lạc bộ cấp xã còn hoạt động: lập ở xã mới hoặc ghi thôi"
    ]
    assert divide(world)


def test_silent_clubs_are_work_for_who_keeps_them(world: World, director: User):
    founded = today() - dt.timedelta(days=400)
    club_at(world.hamlet, "Im", founded_on=founded)
    meet(club_at(world.hamlet, "Sống", founded_on=founded))
    club_at(world.other_hamlet, "Xã bên", founded_on=founded)
    assert [one.title for one in work_items(world.actor(director))] == ["Im: lâu không sinh hoạt"]
    assert work_items(world.actor(world.hung)) == []
    for number in range(7):
        club_at(world.hamlet, f"Im {number}", founded_on=founded)
    assert work_items(world.actor(director))[-1].title == "3 câu lạc bộ khác lâu không sinh hoạt"


def test_the_centres_page_tells_of_clubs_and_training(
    world: World, director: User, centre: Centre, client: Client
):
    house_at(world.hamlet)
    meet(club_at(world.hamlet, "Đội múa"))
    held_at(world.hamlet)
    learner(trained(taught(world.hamlet)))
    client.force_login(director)
    page = client.get(f"/centres/{centre.pk}/?year={YESTERDAY.year}").text
    assert "1, 1 sinh hoạt thường xuyên" in page
    assert "Thiết chế có câu lạc bộ" in page
    assert "1 lớp nghề, 0 chuyển giao" in page
    assert "Người lao động đã học nghề nghiệp" in page
    assert f"/clubs/?centre={centre.pk}" in page


def test_the_name_of_who_leads_is_told_to_him_and_goes_with_him(world: World):
    person = worker(world.hamlet, "Lê Văn Bền")
    club = club_at(world.hamlet, "Đội múa", leader_name="Lê Văn Bền")
    away = club_at(world.other_hamlet, "Đội kèn", leader_name="Lê Văn Bền")
    parts = {one.title: one.rows for one in everything_about(person)}
    assert [row["Câu lạc bộ"] for row in parts["Câu lạc bộ có chủ nhiệm cùng họ tên"]] == ["Đội múa"]
    erasing.erase(person, today())
    club.refresh_from_db()
    away.refresh_from_db()
    assert "Bền" not in club.leader_name
    assert away.leader_name == "Lê Văn Bền"


def test_after_its_time_the_leader_of_an_ended_club_is_blanked(world: World):
    old = club_at(world.hamlet, "Cũ", leader_name="Bà Tư", ended_on=dt.date(2020, 1, 1), ended_why="ít người")
    club_at(world.hamlet, "Còn", leader_name="Bà Năm")
    rows = list(subjects.ended_with_leaders(world.commune.pk, dt.date(2022, 1, 1)))
    assert rows == [old]
    assert list(subjects.ended_with_leaders(world.commune.pk, dt.date(2019, 1, 1))) == []
    assert subjects.blank_leaders(rows, JOB) == 1
    assert sorted(Club.objects.values_list("leader_name", flat=True)) == ["", "Bà Năm"]
