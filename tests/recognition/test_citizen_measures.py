"""Five measures of Công dân học tập: who is in which denominator, each person once, and what is not known."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoctap.measures import queries
from hoctap.measures.registry import measures
from hoctap.people import counting
from hoctap.people.models import (
    Clan,
    HouseholdMember,
    Person,
    Residence,
    UnitMembership,
    UnitStaffCount,
    Work,
    WorkUnit,
)
from hoctap.places.models import Place
from hoctap.plans import queries as plan_queries
from hoctap.plans.models import Plan, Target
from hoctap.recognition.citizen_measures import FIVE, people_behind
from hoctap.recognition.models import RecognitionRound
from tests.figures import (
    add_member,
    give_work,
    make_citizen,
    make_citizen_round,
    make_dossier,
    make_file,
    make_plan,
    make_round,
)
from tests.world import World, make_household, make_place

CODES = {name: f"learning_citizen.of_{name}" for name in ("workers", "staff", "citizens", "unit", "adults")}


def read(name: str, place: Place, year: int = 2024) -> tuple[int | None, int | None]:
    figure = queries.figure(measures[CODES[name]], place, year)
    return figure.numerator, figure.denominator


@pytest.fixture
def citizens(world: World) -> RecognitionRound:
    """Two families of Ấp 1, the first recognised: chủ and vợ work, con is 17. One family of Ấp 2, not recognised."""
    families = make_round(world.commune, world.edition)
    season = make_citizen_round(world.commune, world.edition, age=16)
    first = make_household(world.hamlet, "Lê Văn Một", birth_year=1970)
    second = make_household(world.hamlet, "Lê Văn Hai", birth_year=1971)
    third = make_household(world.hamlet_2, "Lê Văn Ba", birth_year=1972)
    make_dossier(families, first, "recognised")
    make_dossier(families, second, "registered")
    make_dossier(families, third, "registered")
    wife = add_member(first, "Trần Thị Vợ", 1974, works=Work.OFFICIAL)
    child = add_member(first, "Lê Thị Con", 2007, works=Work.PUPIL)
    add_member(first, "Lê Chưa Rõ Tuổi", None)
    for one in (first.head, second.head, third.head):
        give_work(one)
    make_citizen(season, first, first.head)
    make_citizen(season, first, wife, "registered")
    make_citizen(season, first, child)
    make_citizen(season, second, second.head, late=True)
    make_citizen(season, third, third.head, "listed")
    return season


@pytest.mark.requirement("S3-12", "S3-13")
def test_five_measures_have_five_denominators_and_are_never_mixed(world: World, citizens: RecognitionRound):
    assert read("workers", world.commune) == (1, 2)  # chủ and vợ of the one recognised family
    assert read("adults", world.commune) == (2, 4)  # the child of 17 is none, nor one of unknown age
    assert read("citizens", world.commune) == (3, 6)  # from 16 on, and whoever has no year written down
    assert read("staff", world.commune) == (None, None)
    assert read("unit", world.commune) == (None, None)
    assert read("workers", world.hamlet) == (1, 2)
    assert read("workers", world.hamlet_2) == (0, 0)
    assert read("adults", world.hamlet_2) == (0, 1)
    assert [measure.code for measure in FIVE] == list(CODES.values())


@pytest.mark.requirement("S3-12")
def test_thirty_percent_is_whole_until_a_clan_without_names_holds_the_title(
    world: World, citizens: RecognitionRound
):
    whole = queries.figure(measures[CODES["workers"]], world.commune, 2024)
    assert whole.incomplete == ""
    clan = Clan.objects.create(place=world.commune, name="Lê", from_year=2020)
    make_file("learning_clan", world.commune, world.edition, clan=clan)
    assert queries.figure(measures[CODES["workers"]], world.hamlet, 2024).incomplete == ""
    assert "1 dòng họ" in queries.figure(measures[CODES["workers"]], world.district, 2024).incomplete
    assert "chưa xác thực" in measures[CODES["citizens"]].incomplete
    assert not measures[CODES["adults"]].incomplete
    make_plan(world)
    plan = Plan.objects.get()
    for name in ("workers", "staff"):
        Target.objects.create(
            plan=plan, wording=f"Chỉ tiêu {name}", value=30, year=2024, measure=CODES[name], position=9
        )
    results = {result.target.measure: result for result in plan_queries.target_results(world.commune, 2024)}
    workers, staff = results[CODES["workers"]], results[CODES["staff"]]
    assert (workers.result, workers.met) == (50, True)
    assert workers.verdict == "tạm tính: đạt"
    assert "chưa đủ: chưa tính người lao động của 1 dòng họ" in workers.note
    assert (staff.result, staff.met) == (None, None)
    assert "chưa có đơn vị nào được công nhận" in staff.why_missing


@pytest.mark.requirement("S3-13")
def test_staff_on_the_register_do_not_make_a_figure_before_a_unit_has_a_title(
    world: World, citizens: RecognitionRound
):
    school = WorkUnit.objects.create(place=world.commune, name="Trường A", kind="school", from_year=2020)
    person = Person.objects.get(full_name="Lê Văn Một")
    UnitMembership.objects.create(person=person, unit=school, from_year=2020)
    figure = queries.figure(measures[CODES["staff"]], world.commune, 2024)
    assert (figure.numerator, figure.denominator, figure.percent) == (None, None, None)


def test_work_counts_by_its_years(world: World, citizens: RecognitionRound):
    child = Person.objects.get(full_name="Lê Thị Con")
    child.work_statuses.update(to_year=2024)  # no pupil any more by the end of 2024
    give_work(child, since=2024)
    assert read("workers", world.commune) == (2, 3)
    child.work_statuses.filter(status=Work.WORKER).update(from_year=2025)
    assert read("workers", world.commune) == (1, 2)


def test_one_person_in_two_households_and_two_rows_of_one_person_count_once(
    world: World, citizens: RecognitionRound
):
    person = Person.objects.get(full_name="Lê Văn Hai")
    other = Residence.objects.get(hamlet=world.hamlet_2).household
    # He left the one in 2025 and is written in the other since 2024: at the end of 2024 he is in both.
    person.memberships.update(left_year=2025, left_kind="other_household")
    HouseholdMember.objects.create(household=other, person=person, joined_year=2024)
    assert read("adults", world.commune) == (2, 4)
    # In the household he came to last: the hamlets add up to the commune.
    assert (read("adults", world.hamlet), read("adults", world.hamlet_2)) == ((1, 2), (1, 2))
    double = add_member(other, "Lê Văn Hai (trùng)", 1971)
    make_citizen(citizens, other, double)
    assert read("adults", world.commune) == (3, 5)
    double.merged_into = person
    double.save()
    assert read("adults", world.commune) == (2, 4)
    person.merged_into = kept = add_member(other, "Lê Văn Hai", 1971)
    person.save()
    assert read("adults", world.commune) == (2, 4)
    assert kept.pk in {
        one.person_id
        for one in people_behind(CODES["adults"], world.commune, [world.commune.pk], 2024, "numerator")
    }


def test_denominators_are_those_that_the_register_counts(world: World, citizens: RecognitionRound):
    for place in (world.commune, world.hamlet, world.hamlet_2):
        assert read("adults", place)[1] == counting.adults(place, 2024).count()
    recognised = citizens.dossiers.filter(household__head__full_name="Lê Văn Một").values("household")
    assert (
        read("workers", world.commune)[1]
        == counting.workers(world.commune, 2024, list(recognised.values_list("household", flat=True))).count()
    )


def test_a_figure_opens_to_the_very_persons_that_it_counted(world: World, citizens: RecognitionRound):
    for name in ("workers", "citizens", "adults"):
        for place in (world.district, world.commune, world.hamlet, world.hamlet_2):
            figure = queries.figure(measures[CODES[name]], place, 2024)
            communes = [world.commune.pk]
            for part, count in (
                ("numerator", figure.numerator),
                ("denominator", figure.denominator),
                ("late", figure.late),
            ):
                behind = people_behind(CODES[name], place, communes, 2024, part)
                assert len(behind) == (count or 0), (name, place, part)
                assert len({one.person_id for one in behind}) == len(behind)


def test_above_the_commune_it_is_sum_over_sum_and_a_commune_without_a_round_is_missing(
    world: World, citizens: RecognitionRound
):
    make_household(world.other_hamlet, "Phạm Văn Khác", birth_year=1960)
    figure = queries.figure(measures[CODES["adults"]], world.district, 2024)
    assert (figure.numerator, figure.denominator) == (2, 4)
    assert figure.missing == ("xã Hưng Thạnh",)
    season = make_citizen_round(world.other_commune, world.edition)
    household = Residence.objects.get(hamlet=world.other_hamlet).household
    make_citizen(season, household, household.head)
    assert read("adults", world.district) == (3, 5)
    assert read("adults", world.province) == (3, 5)
    # The other commune has no round of families: who is a worker of a recognised one cannot be said there.
    assert queries.figure(measures[CODES["workers"]], world.district, 2024).missing == ("xã Hưng Thạnh",)


def test_a_year_without_a_round_is_missing_not_zero(world: World, citizens: RecognitionRound):
    figure = queries.figure(measures[CODES["adults"]], world.commune, 2025)
    assert (figure.numerator, figure.percent, figure.is_missing) == (None, None, True)
    assert read("citizens", world.commune, 2025) == (None, None)


def test_all_five_cost_the_same_for_any_number_of_places(world: World, citizens: RecognitionRound):
    def cost(place: Place) -> int:
        scope = queries.read_scope(place, 2024)
        with CaptureQueriesContext(connection) as captured:
            queries.breakdowns(scope, FIVE)
        return len(captured)

    before = cost(world.commune)
    for number in range(5):
        make_household(
            Place.objects.create(level="hamlet", kind="ấp", name=f"Ấp 1{number}", parent=world.commune), "A"
        )
    assert cost(world.commune) == before <= 12


@pytest.mark.requirement("S3-12")
def test_workers_of_a_recognised_hamlet_count_and_those_of_a_family_there_once(
    world: World, citizens: RecognitionRound
):
    community = make_file("learning_community", world.hamlet, world.edition)
    # Ấp 1: chủ and vợ of the recognised family, and the head of the other one who holds the title.
    assert read("workers", world.commune) == read("workers", world.hamlet) == (2, 3)
    assert read("workers", world.hamlet_2) == (0, 0)
    community.state = "revoked"
    community.revoked_on, community.revoked_why = dt.date(2024, 12, 1), "Không còn giữ"
    community.save()
    assert read("workers", world.commune) == (1, 2)


def test_workers_of_a_recognised_circle_are_those_whose_household_names_it(
    world: World, citizens: RecognitionRound
):
    circle = make_place("group", "Tổ", "5", world.hamlet_2)
    make_file("learning_community", circle, world.edition)
    assert read("workers", world.commune) == (1, 2)
    household = Residence.objects.get(hamlet=world.hamlet_2).household
    for name, whole in (("Tổ 5", 3), ("5", 3), ("Tổ 6", 2)):
        household.group_name = name
        household.save()
        assert read("workers", world.commune)[1] == whole


@pytest.fixture
def school(world: World, citizens: RecognitionRound) -> WorkUnit:
    """Four heads given, two names: one of them holds the title."""
    unit = WorkUnit.objects.create(place=world.commune, name="Trường A", kind="school", from_year=2020)
    for name in ("Lê Văn Một", "Trần Thị Vợ"):
        UnitMembership.objects.create(person=Person.objects.get(full_name=name), unit=unit, from_year=2020)
    UnitStaffCount.objects.create(unit=unit, year=2024, count=4, source="Nhà trường báo")
    return unit


@pytest.mark.requirement("S3-13")
def test_staff_of_recognised_units_count_once_with_the_heads_beyond_their_names(
    world: World, school: WorkUnit
):
    assert read("staff", world.commune) == (None, None)
    make_file("learning_unit", world.commune, world.edition, unit=school)
    other = WorkUnit.objects.create(
        place=world.commune, name="Hợp tác xã B", kind="cooperative", from_year=2020
    )
    make_file("learning_unit_district", world.commune, world.edition, unit=other)
    UnitMembership.objects.create(
        person=Person.objects.get(full_name="Lê Văn Một"), unit=other, from_year=2022
    )
    figure = queries.figure(measures[CODES["staff"]], world.commune, 2024)
    assert (figure.numerator, figure.denominator) == (1, 4), "he works in both and counts once"
    assert "2 người của các đơn vị mới có số" in figure.incomplete
    assert read("staff", world.province) == (1, 4)
    behind = people_behind(CODES["staff"], world.commune, [world.commune.pk], 2024, "denominator")
    assert [one.unit_id for one in behind] == [other.pk, school.pk]
    assert len(people_behind(CODES["staff"], world.commune, [world.commune.pk], 2024, "numerator")) == 1
    UnitStaffCount.objects.all().delete()
    whole = queries.figure(measures[CODES["staff"]], world.commune, 2024)
    assert (whole.numerator, whole.denominator, whole.incomplete) == (1, 2, "")


def test_a_unit_that_only_keeps_a_file_is_measured_by_itself_and_not_among_the_recognised(
    world: World, school: WorkUnit
):
    make_file("learning_unit_district", world.commune, world.edition, unit=school, state="draft")
    assert read("unit", world.commune) == (1, 4)
    assert read("staff", world.commune)[0] is None


@pytest.mark.parametrize(("until", "staff"), [("2027-11-12", (0, 2)), ("2026-11-12", None)])
def test_what_holds_three_years_counts_in_each_and_not_after(
    world: World, school: WorkUnit, until: str, staff: tuple[int, int] | None
):
    """The heads were those of 2024."""
    make_citizen_round(world.commune, world.edition, 2026)
    make_file(
        "learning_unit_district",
        world.commune,
        world.edition,
        unit=school,
        valid_until=dt.date.fromisoformat(until),
    )
    read_off = read("staff", world.commune, 2026)
    assert (read_off if staff else read_off[0]) == staff
