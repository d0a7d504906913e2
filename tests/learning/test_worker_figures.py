"""Workers who learned: persons, each once, out of how many, and who says so."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.accounts.models import User
from hoctap.learning.models import Attendance, LearnerOutcome, Session
from hoctap.learning.workers.queries import WorkerLine, worker_table, workers_of
from hoctap.people.models import HouseholdMember
from hoctap.places.models import PopulationFigure
from hoctap.plans.indicators import figure_providers
from tests.learning.club_hands import YESTERDAY, counted, held_at, learner, taught, worker
from tests.learning.hands import session_of
from tests.learning.outcome_examples import shown, trained
from tests.world import World

YEAR = YESTERDAY.year
URL = "/vocational/workers/"


def _line(world: World, first: int = YEAR, last: int = YEAR) -> WorkerLine:
    return worker_table([world.commune], first, last).lines[0]


def _figure(place, value: int, day: dt.date = dt.date(YEAR, 1, 1), what: str = "working_age") -> None:
    PopulationFigure.objects.create(
        place=place, what=what, value=value, as_of=day, source="Chi cục Thống kê", recorded_by="x"
    )


@pytest.mark.requirement("S4-12", "S4-13", "S4-14")
def test_a_person_of_many_classes_is_one_person(world: World):
    bền, nở = worker(world.hamlet, "Lê Văn Bền"), worker(world.hamlet_2, "Trần Thị Nở")
    sewing = trained(taught(world.hamlet, title="May"))
    rice = shown(taught(world.hamlet, code="crops", title="Lúa"))
    session = session_of(sewing, YESTERDAY)
    Session.objects.filter(pk=session.pk).update(state="held", counted_by="names")
    for row in (
        learner(sewing, bền),
        learner(sewing, bền, session=session),
        learner(rice, bền),
        learner(rice, nở),
    ):
        assert row.pk
    line = _line(world)
    assert (line.learning, line.trained, line.technology) == (2, 1, 2)
    _figure(world.commune, 200)
    found = figure_providers["workers.learning"]([world.commune.pk, world.district.pk], YEAR)
    assert (found[world.commune.pk].numerator, found[world.commune.pk].denominator) == (2, 200)
    assert found[world.commune.pk].value == Decimal("1.00")
    assert "Chi cục Thống kê" in found[world.commune.pk].source
    assert found[world.district.pk].numerator == 2
    assert figure_providers["workers.trained"]([world.commune.pk], YEAR)[world.commune.pk].numerator == 1
    assert figure_providers["workers.technology"]([world.commune.pk], YEAR)[world.commune.pk].numerator == 2


def test_who_counts_as_no_worker_is_told_beside(world: World):
    activity = taught(world.hamlet, code="crops")
    learner(activity, full_name="Già", birth_year=YEAR - 61)
    learner(activity, full_name="Trẻ", birth_year=YEAR - 14)
    learner(activity, full_name="Vừa", birth_year=YEAR - 60)
    learner(activity, full_name="Lớn", birth_year=YEAR - 15)
    learner(activity, full_name="Không rõ", birth_year=None)
    learner(activity, full_name="Khách", from_where="tỉnh khác")
    learner(activity, full_name="Tổ chức", role="organiser")
    gone = learner(activity, full_name="Nhầm")
    Attendance.objects.filter(pk=gone.pk).update(removed_at=dt.datetime.now(dt.UTC), removed_why="nhầm")
    line = _line(world)
    assert (line.learning, line.out_of_age, line.of_unknown_age, line.named) == (2, 2, 1, 5)


def test_other_fields_and_sessions_that_were_not_held_teach_nobody_for_work(world: World):
    learner(taught(world.hamlet, code="law-dissemination"), full_name="Một")
    planned = taught(world.hamlet, code="crops", title="Chưa học")
    name = learner(planned, full_name="Hai")
    Session.objects.filter(activity=planned).update(state="planned", counted_by="")
    assert name.pk
    learner(held_at(world.hamlet).activity, full_name="Ba")
    assert _line(world).named == 0
    learner(shown(taught(world.hamlet, code="environment-protection")), full_name="Bốn")
    assert (_line(world).learning, _line(world).technology) == (1, 1)


def test_who_did_not_finish_was_not_trained(world: World):
    activity = trained(taught(world.hamlet))
    one, two = learner(activity, full_name="Bỏ"), learner(activity, full_name="Xong")
    LearnerOutcome.objects.create(attendance=one, has_finished=False, as_of=YESTERDAY, recorded_by="x")
    LearnerOutcome.objects.create(attendance=two, has_finished=True, as_of=YESTERDAY, recorded_by="x")
    assert (_line(world).learning, _line(world).trained) == (2, 1)


def test_heads_are_told_and_never_added(world: World):
    counted(taught(world.hamlet, code="crops").sessions.get(), 40, world.hung)
    line = _line(world)
    assert (line.learning, line.heads) == (0, 40)
    _figure(world.commune, 100)
    assert figure_providers["workers.learning"]([world.commune.pk], YEAR) == {}


def test_who_learns_next_door_is_a_worker_of_his_own_commune(world: World):
    learner(taught(world.other_hamlet, code="crops"), full_name="Xa nhà", hamlet=world.hamlet)
    assert _line(world).learning == 1
    assert worker_table([world.other_commune], YEAR, YEAR).lines[0].learning == 0


def test_years_added_up_count_a_person_once(world: World):
    bền = worker(world.hamlet, "Lê Văn Bền")
    for year in (YEAR - 1, YEAR):
        learner(taught(world.hamlet, code="crops", on=dt.date(year, 1, 1), title=str(year)), bền)
    learner(taught(world.hamlet, code="crops", on=dt.date(YEAR - 1, 2, 1), title="Khác"), full_name="Nở")
    assert (_line(world).learning, _line(world, YEAR - 1).learning) == (1, 2)


def test_the_denominator_is_the_communes_figure_else_its_hamlets_else_the_register(world: World):
    for number in range(3):
        worker(world.hamlet, f"Người {number}", birth_year=YEAR - 40)
    worker(world.hamlet, "Cụ", birth_year=YEAR - 70)
    HouseholdMember.objects.update(joined_year=2000)

    def told() -> tuple[int, str]:
        found = workers_of([world.commune], YEAR)[world.commune.pk]
        return found.number, found.source

    assert told() == (3, "người 15–60 tuổi trong sổ hộ, theo năm sinh")
    _figure(world.hamlet, 50)
    assert told()[0] == 3  # the other hamlet has none
    _figure(world.hamlet_2, 60)
    assert told() == (110, "cộng số liệu của 2 ấp, khóm")
    _figure(world.commune, 300, dt.date(YEAR - 1, 6, 1))
    _figure(world.commune, 320)
    _figure(world.commune, 999, dt.date(YEAR + 1, 1, 1))
    _figure(world.commune, 5000, what="persons")
    assert told()[0] == 320
    assert workers_of([world.other_commune], YEAR) == {}


def test_the_page_says_how_it_is_counted_and_offers_names_only_to_who_takes_them(
    world: World, director: User, client: Client
):
    learner(trained(taught(world.hamlet)))
    _figure(world.commune, 200)
    names = f"{URL}{world.commune.pk}/"
    for user, offered in ((director, True), (world.minh, False), (world.bich, False)):
        client.force_login(user)
        page = client.get(URL).text
        assert "Chi cục Thống kê" in page
        assert (names in page) == offered
    client.force_login(world.oanh)
    assert world.commune.title not in client.get(URL).text


def test_more_communes_take_no_more_queries(world: World, client: Client):
    learner(taught(world.hamlet, code="crops"))
    client.force_login(world.bich)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(4):
        learner(trained(taught(world.other_hamlet, title=f"Lớp {number}")), full_name=f"Người {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) <= len(few)
