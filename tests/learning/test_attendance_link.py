"""Who a typed name is in the register."""

import pytest
from django.test import Client

from hoctap.core.refusals import Refused
from hoctap.learning.attendance import actions
from hoctap.learning.attendance.counting import came
from hoctap.learning.models import Attendance
from tests.learning.roll_hands import heads_of, session_at, tick, write
from tests.world import World


def test_a_typed_name_becomes_the_persons_own_attendance(world: World, client: Client):
    (person,) = heads_of(world.hamlet, "Nguyễn Văn Sổ")
    session, other = session_at(world.hamlet), session_at(world.hamlet)
    row = write(world, session, "nguyen van so", world.hung)
    tick(world, other, [person], world.hung)
    assert came(Attendance.objects.standing()).people == 2
    client.force_login(world.hung)
    url = f"/learning/attendances/{row.pk}/link/"
    page = client.get(url).content.decode()
    assert "Nguyễn Văn Sổ, 1970" in page
    member = person.memberships.get()
    assert client.post(url, {"person": str(member.pk)})["Location"] == f"/learning/sessions/{session.pk}/"
    row.refresh_from_db()
    assert (row.person, row.full_name, row.birth_year, row.hamlet) == (
        person,
        "Nguyễn Văn Sổ",
        1970,
        world.hamlet,
    )
    assert came(Attendance.objects.standing()).people == 1


def test_it_is_found_by_a_part_of_the_name_and_only_here(world: World, client: Client):
    heads_of(world.hamlet, "Nguyễn Văn Sổ")
    heads_of(world.other_hamlet, "Nguyễn Văn Kín")
    row = write(world, session_at(world.hamlet), "Ông Sáu", world.hung)
    client.force_login(world.hung)
    url = f"/learning/attendances/{row.pk}/link/"
    assert "Không có ai trong sổ tên như vậy" in client.get(url).content.decode()
    page = client.get(f"{url}?q=van").content.decode()
    assert "Nguyễn Văn Sổ" in page
    assert "Nguyễn Văn Kín" not in page
    assert client.post(f"{url}?q=van", {}).status_code == 422


def test_who_stands_there_already_is_not_linked_again(world: World):
    (person, other) = heads_of(world.hamlet, "Nguyễn Văn Sổ", "Lê Thị Ánh")
    session = session_at(world.hamlet)
    tick(world, session, [person], world.hung)
    row = write(world, session, "Ông Sổ", world.hung)
    by = world.actor(world.hung)
    with pytest.raises(Refused, match="đã điểm danh trong buổi này theo sổ"):
        actions.link_attendance(row, person, by=by)
    actions.link_attendance(row, other, by=by)
    with pytest.raises(Refused, match="đã nối với sổ rồi"):
        actions.link_attendance(row, other, by=by)
    actions.remove_attendance(row, "ghi trùng", by=by)
    with pytest.raises(Refused, match="đã bỏ khỏi danh sách"):
        actions.link_attendance(row, other, by=by)


def test_nobody_of_the_next_commune_is_linked(world: World):
    (stranger,) = heads_of(world.other_hamlet, "Nguyễn Văn Kín")
    row = write(world, session_at(world.hamlet), "Nguyễn Văn Kín", world.hung)
    with pytest.raises(Refused, match="không có trong sổ mà ông/bà xem được"):
        actions.link_attendance(row, stranger, by=world.actor(world.lan))
