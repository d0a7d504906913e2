"""New faces at a roll-call."""

import pytest
from django.test import Client

from hoctap.core.refusals import Refused
from hoctap.learning.attendance.counting import came
from hoctap.learning.attendance.rules import Face, Present, face_blockers
from hoctap.learning.models import ActivityKind, Attendance, Session
from tests.learning.hands import activity_at, session_of
from tests.learning.roll_hands import heads_of, session_at, there, tick, write
from tests.world import World

TYPED = {
    "full_name": "Phan Thị Khách",
    "birth_year": "1988",
    "sex": "f",
    "from_where": "xã Mỹ Quý",
    "role": "learner",
}


def _url(session: Session) -> str:
    return f"/learning/sessions/{session.pk}/face/"


def test_somebody_from_another_commune_is_written_by_name_and_counted_once_here(world: World, client: Client):
    activity = activity_at(world.hamlet, kind=ActivityKind.CLASS)
    first, second = activity.sessions.get(), session_of(activity, activity.starts_on)
    client.force_login(world.hung)
    for session in (first, second):
        answer = client.post(_url(session), TYPED)
        assert answer["Location"] == _url(session)
    row = first.attendances.get()
    assert (row.full_name, row.birth_year, row.sex, row.from_where, row.via, row.person) == (
        "Phan Thị Khách", 1988, "f", "xã Mỹ Quý", "typed", None,
    )  # fmt: skip
    counted = came(Attendance.objects.standing().filter(session__activity=activity))
    assert (counted.times, counted.people, counted.female) == (2, 1, 2)


def test_one_name_with_and_without_accents_is_not_written_twice(world: World, client: Client):
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    client.post(_url(session), TYPED)
    answer = client.post(_url(session), {**TYPED, "full_name": "phan thi  khach"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Phan Thị Khách, sinh năm 1988, đã có trong danh sách" in page
    assert 'value="phan thi  khach"' in page
    assert there(session) == ["Phan Thị Khách"]


def test_two_people_of_one_name_are_told_apart_by_year_or_place(world: World):
    session = session_at(world.hamlet)
    write(world, session, "Phan Văn Hai", world.hung, birth_year=1970)
    write(world, session, "Phan Văn Hai", world.hung, birth_year=1990)
    with pytest.raises(Refused, match="để phân biệt"):
        write(world, session, "Phan Văn Hai", world.hung)
    write(world, session, "Lê Văn Ba", world.hung, from_where="xã Mỹ Quý")
    write(world, session, "Lê Văn Ba", world.hung, from_where="xã Trường Xuân")
    assert session.attendances.count() == 4


def test_somebody_of_the_register_is_offered_before_a_name_is_written_beside_it(world: World, client: Client):
    (person,) = heads_of(world.hamlet, "Nguyễn Văn Sổ")
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    typed = {"full_name": "nguyen van so", "role": "learner"}
    answer = client.post(_url(session), typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nguyễn Văn Sổ, 1970, ấp 1" in page.replace("Ấp", "ấp")
    client.post(_url(session), {**typed, "person": str(person.pk)})
    assert session.attendances.get().person == person


def test_somebody_else_of_that_name_is_written_when_a_person_says_so(world: World, client: Client):
    (person,) = heads_of(world.hamlet, "Nguyễn Văn Sổ")
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    typed = {"full_name": "Nguyễn Văn Sổ", "from_where": "xã Mỹ Quý", "role": "learner", "is_other": "on"}
    assert client.post(_url(session), typed).status_code == 302
    assert session.attendances.get().person is None
    assert tick(world, session, [person], world.hung) == 1


def test_the_register_next_door_is_not_told_of(world: World, client: Client):
    heads_of(world.other_hamlet, "Nguyễn Văn Kín")
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    assert client.post(_url(session), {"full_name": "Nguyen Van Kin", "role": "learner"}).status_code == 302


@pytest.mark.parametrize(
    ("face", "says"),
    [
        (Face("  "), "Hãy ghi họ và tên"),
        (Face("12345"), "phải có chữ"),
        (Face("A" * 121), "dài hơn 120"),
        (Face("Lê A", 1899), "Năm sinh 1899 không đúng"),
        (Face("Lê A", 2027), "Năm sinh 2027 không đúng"),
    ],
)
def test_what_cannot_be_is_refused_with_the_cure(face: Face, says: str):
    assert says in face_blockers(face, [], year=2026)[0].text


@pytest.mark.parametrize(
    ("there", "face", "refused"),
    [
        (Present("Lê A", 1970, ""), Face("Le A", 1970), True),
        (Present("Lê A", None, ""), Face("Lê A", 1970), True),
        (Present("Lê A", None, "xã B"), Face("Lê A", 1970, "", "xã C"), False),
        (Present("Lê A", 1970, "xã B"), Face("Lê A", 1970, "", "xã C"), False),
        (Present("Lê A", 1970, "", is_registered=True), Face("Lê A", 1970, "", "xã C"), False),
        (Present("Lê A", 1970, "", is_registered=True), Face("Lê A", 1970), True),
        (Present("Lê B", 1970, ""), Face("Lê A", 1970), False),
    ],
)
def test_a_double_is_one_name_that_nothing_tells_apart(there: Present, face: Face, refused: bool):
    assert bool(face_blockers(face, [there], year=2026)) is refused


def test_a_year_that_is_no_number_keeps_what_was_typed(world: World, client: Client):
    session = session_at(world.hamlet)
    client.force_login(world.hung)
    answer = client.post(_url(session), {**TYPED, "birth_year": "tám tám"})
    assert answer.status_code == 422
    assert "bốn chữ số" in answer.content.decode()
    assert "Phan Thị Khách" in answer.content.decode()
