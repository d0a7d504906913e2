"""Who does the association's work and takes part in the centre's activities; whether its leaders sit on the centre's board."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.accounts.models import User
from hoctap.associations.models import Member
from hoctap.centres.board.models import BoardSeat
from hoctap.centres.models import Centre
from hoctap.centres.training.models import Trainee, Training
from hoctap.learning.models import Activity, Attendance, Session
from hoctap.plans.figures.queries import figures_at
from hoctap.reports.quantities.association import CODES
from hoctap.reports.quantities.periods import period_of
from hoctap.reports.quantities.queries import read_quantities
from tests.associations import hands
from tests.centres.hands import centre_at, topic
from tests.world import World, make_household

LEADS, ACTIVE = "association.leads_centre", "association.active_members"


@pytest.fixture
def centre(world: World) -> Centre:
    return centre_at(world.commune)


def seat(
    centre: Centre, name: str, *, user: User | None = None, on: dt.date = dt.date(2023, 1, 1)
) -> BoardSeat:
    return BoardSeat.objects.create(
        centre=centre, role="member", full_name=name, user=user, starts_on=on, recorded_by="Thử"
    )


def session(centre: Centre, *, state: str = "held", on: dt.date = dt.date(2024, 4, 1)) -> Session:
    activity = Activity.objects.create(
        commune=centre.place,
        place=centre.place,
        centre=centre,
        kind="talk",
        topic=topic(),
        title="Kỹ thuật trồng sen",
        starts_on=on,
        ends_on=on,
        state=state,
        recorded_by="Thử",
    )
    return Session.objects.create(activity=activity, number=1, on=on, state=state)


def organised(
    session: Session, member: Member, *, role: str = "organiser", born: int | None = None
) -> Attendance:
    return Attendance.objects.create(
        session=session,
        person=member.person,
        full_name=member.full_name.upper(),
        birth_year=born if born is not None else member.birth_year,
        name_key="x",
        role=role,
        via="typed",
        taken_by="Thử",
    )


def trained(centre: Centre, *names: str, is_it: bool = True, finished: bool = True) -> None:
    day = dt.date(2024, 5, 1)
    course = Training.objects.create(
        centre=centre,
        kind="course",
        name="Ứng dụng CNTT",
        is_it=is_it,
        starts_on=day,
        ends_on=day,
        recorded_by="Thử",
    )
    for name in names:
        Trainee.objects.create(training=course, full_name=name, is_finished=finished)


@pytest.mark.requirement("S3-14")
def test_a_leader_on_the_board_is_found_by_account_or_by_name(world: World, centre: Centre, client: Client):
    by = world.actor(world.lan)
    assert LEADS not in figures_at([LEADS], world.commune, 2024), "nobody wrote down who leads"
    chair = hands.officer(world.association, "Nguyễn Thị Lan", "chair", by=by)
    assert LEADS not in figures_at([LEADS], world.commune, 2024), "nobody wrote down who sits"
    other = seat(centre, "Trần Văn Khác")
    found = figures_at([LEADS], world.commune, 2024)[LEADS]
    assert (found.numerator, found.denominator) == (0, 1)
    seat(centre, "nguyễn thị  lan")
    assert figures_at([LEADS], world.commune, 2024)[LEADS].numerator == 1
    client.force_login(world.minh)
    assert (
        "có: Chủ tịch Nguyễn Thị Lan"
        in client.get(f"/associations/{world.association.pk}/?year=2024").content.decode()
    )
    # By account, whatever the seat is called; and another account of the same name is somebody else.
    BoardSeat.objects.exclude(pk=other.pk).update(user=world.oanh)
    Member.objects.filter(pk=chair.member_id).update(user=world.lan)
    assert figures_at([LEADS], world.commune, 2024)[LEADS].numerator == 0
    BoardSeat.objects.filter(pk=other.pk).update(user=world.lan)
    assert figures_at([LEADS], world.commune, 2024)[LEADS].numerator == 1
    district = figures_at([LEADS], world.district, 2024)[LEADS]
    assert (district.numerator, district.denominator) == (1, 1)
    centre_at(world.other_commune)
    assert "1 xã chưa ghi" in figures_at([LEADS], world.district, 2024)[LEADS].source
    # A year before he led, and an ordinary member on the board, say nothing of leaders.
    assert LEADS not in figures_at([LEADS], world.commune, 2020)


@pytest.mark.requirement("S3-15", "S3-16")
def test_both_conditions_hold_of_one_person(world: World, centre: Centre, client: Client):
    by = world.actor(world.lan)
    both, only_organised, only_trained, ordinary = (
        hands.member(world.association, name, born=1970 + number, does_work=number < 3, by=by)
        for number, name in enumerate(("Lâm Văn Cả", "Lâm Văn Tổ", "Lâm Văn Tập", "Lâm Văn Thường"))
    )
    assert ACTIVE not in figures_at([ACTIVE], world.commune, 2024), "no list says who was there"
    held = session(centre)
    for one in (both, only_organised, ordinary):
        organised(held, one)
    trained(centre, both.full_name, only_trained.full_name, ordinary.full_name)
    for place in (world.commune, world.district):
        found = figures_at([ACTIVE], place, 2024)[ACTIVE]
        assert (found.numerator, found.denominator) == (1, 3)
    assert ACTIVE not in figures_at([ACTIVE], world.commune, 2023)
    client.force_login(world.lan)
    page = client.get(f"/associations/{world.association.pk}/active/?year=2024").content.decode()
    assert "Lâm Văn Thường" not in page
    assert page.count("Kỹ thuật trồng sen") == 2
    assert "1 đã tham gia" not in page
    detail = client.get(f"/associations/{world.association.pk}/?year=2024").content.decode()
    assert "2 đã tham gia tổ chức, 2 đã được tập huấn" in detail
    for user, status in ((world.minh, 403), (world.oanh, 404)):
        client.force_login(user)
        assert client.get(f"/associations/{world.association.pk}/active/").status_code == status


def test_a_learner_a_cancelled_session_a_namesake_and_an_unfinished_course_do_not_count(
    world: World, centre: Centre
):
    by = world.actor(world.lan)
    who = hands.member(world.association, "Lâm Văn Cả", born=1970, does_work=True, by=by)
    organised(session(centre), who, role="learner")
    organised(session(centre, state="planned"), who)
    organised(session(centre), who, born=1999)
    removed = organised(session(centre), who)
    Attendance.objects.filter(pk=removed.pk).update(
        removed_at=dt.datetime(2024, 5, 1, tzinfo=dt.UTC), removed_why="Nhầm"
    )
    trained(centre, who.full_name, finished=False)
    trained(centre, who.full_name, is_it=False)
    trained(centre, "Người Khác")
    found = figures_at([ACTIVE], world.commune, 2024)[ACTIVE]
    assert (found.numerator, found.denominator) == (0, 1)


def test_the_person_of_the_register_is_one_whatever_he_is_called(world: World, centre: Centre):
    by = world.actor(world.lan)
    person = make_household(world.hamlet, "Lâm Văn Cả").head
    who = hands.member(world.association, "Lâm Văn Cả", does_work=True, by=by)
    Member.objects.filter(pk=who.pk).update(person=person)
    who.refresh_from_db()
    Attendance.objects.filter(pk=organised(session(centre), who).pk).update(full_name="Tư Cả")
    trained(centre, who.full_name)
    assert figures_at([ACTIVE], world.commune, 2024)[ACTIVE].numerator == 1


def test_more_people_take_no_more_queries(world: World, centre: Centre, client: Client):
    by = world.actor(world.lan)
    hands.member(world.association, "Người 0", does_work=True, by=by)
    client.force_login(world.lan)
    url = f"/associations/{world.association.pk}/active/?year=2024"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    held = session(centre)
    for number in range(1, 5):
        organised(held, hands.member(world.association, f"Người {number}", does_work=True, by=by))
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


@pytest.mark.requirement("S0-38", "S2-42")
def test_reports_take_chapters_and_members_out_of_the_books(world: World):
    by, year = world.actor(world.lan), period_of("year", 2024)

    def numbers(place: object) -> dict[str, object]:
        return {
            code.removeprefix("association."): read_quantities(place, year, CODES).total[code].number  # type: ignore[arg-type]
            for code in CODES
        }

    nothing = {"chapters": None, "boards": None, "members": None, "population": None}
    assert numbers(world.commune) == {"bodies": 1, **nothing}
    one = hands.chapter_of(world.association, world.hamlet, "Chi hội Ấp 1", by=by)
    two = hands.chapter_of(world.association, world.commune, "Ban khuyến học họ Lê", kind="clan_board", by=by)
    hands.tally(one, 40, by=by)
    assert numbers(world.commune) == {"bodies": 1, **nothing, "chapters": 1, "boards": 1}
    hands.tally(two, 12, by=by)
    assert numbers(world.commune)["members"] == 52
    # Of the hamlets each has its own chapter's; the board is the commune's.
    assert (numbers(world.hamlet)["chapters"], numbers(world.hamlet)["members"]) == (1, 40)
    assert (numbers(world.hamlet_2)["chapters"], numbers(world.hamlet_2)["members"]) == (0, 0)
    assert numbers(world.hamlet)["bodies"] is None
    assert numbers(world.district)["members"] == 52
    assert read_quantities(world.district, year, CODES).total["association.members"].missing_communes
    half = read_quantities(world.commune, period_of("half_year", 2024, 1), CODES).total
    assert half["association.members"].number is not None
    early = read_quantities(world.commune, period_of("quarter", 2024, 1), CODES).total
    assert early["association.members"].number is None, "counted on 30 June"
