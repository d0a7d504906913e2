"""Who counts in a place in a year: adults, workers and staff are persons, each once."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoctap.people import actions, counting
from hoctap.people.models import (
    DuplicateCandidate,
    Household,
    Person,
    PersonQuerySet,
    UnitMembership,
    WorkStatus,
    WorkUnit,
)
from tests.people.families import make_family
from tests.world import World, make_household


def unit(world: World, name: str) -> WorkUnit:
    by = world.actor(world.lan)
    return actions.add_unit(world.commune, name=name, kind="school", from_year=2020, by=by)


def names(persons: PersonQuerySet) -> list[str]:
    return sorted(persons.values_list("full_name", flat=True))


def works(world: World, person: Person, status: str, year: int) -> None:
    by = world.actor(world.lan)
    actions.set_work(person, status=status, from_year=year, source="danh sách của ấp", by=by)


def test_adults_are_those_old_enough_in_that_year_and_an_unknown_age_is_told_not_guessed(world: World):
    make_household(world.hamlet, "Lê Văn Tròn", listed_year=2020, birth_year=2006)
    make_household(world.hamlet, "Lê Văn Non", listed_year=2020, birth_year=2007)
    make_household(world.hamlet_2, "Lê Văn Già", listed_year=2020, birth_year=1940)
    make_household(world.hamlet, "Lê Văn Chưa Rõ", listed_year=2020, birth_year=None)
    assert names(counting.adults(world.commune, 2024)) == ["Lê Văn Già", "Lê Văn Tròn"]
    assert names(counting.adults(world.hamlet, 2025)) == ["Lê Văn Non", "Lê Văn Tròn"]
    assert names(counting.adults(world.commune, 2025, age=60)) == ["Lê Văn Già"]
    assert names(counting.of_unknown_age(world.commune, 2024)) == ["Lê Văn Chưa Rõ"]
    assert names(counting.adults(world.other_commune, 2024)) == []


def test_a_year_means_who_lived_there_at_its_end(world: World):
    by = world.actor(world.lan)
    left = make_household(world.hamlet, "Lê Văn Đi", listed_year=2022)
    actions.end_household(left, left_year=2024, kind="moved_away", by=by)
    moved = make_household(world.hamlet, "Lê Văn Dời", listed_year=2022)
    actions.move_household(moved, world.hamlet_2, year=2024, by=by)
    assert names(counting.adults(world.hamlet, 2021)) == []
    assert names(counting.adults(world.hamlet, 2023)) == ["Lê Văn Dời", "Lê Văn Đi"]
    assert names(counting.adults(world.hamlet, 2024)) == []
    assert names(counting.adults(world.commune, 2024)) == ["Lê Văn Dời"]


def test_workers_live_there_and_work_each_once_whatever_they_did_before(world: World):
    by = world.actor(world.lan)
    household, father, mother, son = make_family(world.hamlet, by)
    for person, status in [(father, "worker"), (mother, "home"), (son, "official")]:
        works(world, person, status, 2022)
    # Two rows of one year, as a merge of doubles may leave them, are one person.
    WorkStatus.objects.create(person=father, status="official", from_year=2021, to_year=2025, source="sổ")
    assert counting.workers(world.commune, 2024).count() == 2
    assert names(counting.workers(world.hamlet, 2024)) == sorted([father.full_name, son.full_name])
    assert not counting.workers(world.commune, 2020).exists()
    assert not counting.workers(world.other_commune, 2024).exists()
    other = make_household(world.hamlet_2, "Lê Văn Khác", listed_year=2022)
    actions.move_person(son, other, year=2024, relation="", by=by)
    assert [counting.workers(world.hamlet, year).count() for year in (2023, 2024)] == [2, 1]
    assert counting.workers(world.commune, 2024).count() == 2
    assert names(counting.workers(world.commune, 2024, [household.pk])) == [father.full_name]
    works(world, father, "retired", 2025)
    assert [counting.workers(world.hamlet, year).count() for year in (2024, 2025)] == [1, 0]
    assert names(counting.of_unknown_work(world.commune, 2025)) == ["Lê Văn Khác"]


def test_staff_are_those_named_each_once_in_how_many_units_ever_and_wherever_they_live(world: World):
    by = world.actor(world.lan)
    _, father, mother, _ = make_family(world.hamlet, by)
    first, second = unit(world, "Trường A"), unit(world, "Trường B")
    for place, person in [(first, father), (second, father), (second, mother)]:
        actions.add_unit_member(place, person, from_year=2022, by=by)
    stranger = Person.objects.create(full_name="Trần Thị Xa", birth_year=1990)
    UnitMembership.objects.create(unit=first, person=stranger, from_year=2023)
    everyone = sorted([father.full_name, mother.full_name, "Trần Thị Xa"])
    assert counting.staff(world.commune, 2024).count() == 3
    assert names(counting.staff(world.commune, 2024)) == everyone
    assert names(counting.staff(world.commune, 2024, [second.pk])) == sorted(everyone[:2])
    assert not counting.staff(world.commune, 2021).exists()
    assert not counting.staff(world.other_commune, 2024).exists()
    actions.end_unit_member(mother.unit_memberships.get(), to_year=2024, by=by)
    assert mother.full_name not in names(counting.staff(world.commune, 2024))
    actions.edit_unit(first, name="Trường A", kind="school", from_year=2020, to_year=2024, by=by)
    assert names(counting.staff(world.commune, 2024)) == [father.full_name], "a unit that ended has no staff"


def test_heads_are_taken_where_a_unit_gives_a_figure_of_the_year_else_names(world: World):
    by = world.actor(world.lan)
    _, father, mother, _ = make_family(world.hamlet, by)
    counted, named, second = unit(world, "Trường A"), unit(world, "Trường B"), unit(world, "Trường C")
    for place, person in [(counted, father), (named, father), (second, father), (named, mother)]:
        actions.add_unit_member(place, person, from_year=2022, by=by)
    actions.record_staff_count(counted, year=2024, count=32, source="báo cáo", by=by)
    heads = counting.heads_of_staff(world.commune, 2024)
    assert (heads.counted, heads.named, heads.total) == (32, 2, 34)
    assert counting.heads_of_staff(world.commune, 2023).total == 2, "the figure of another year says nothing"
    assert counting.heads_of_staff(world.commune, 2024, units=[second.pk]).total == 1
    assert counting.heads_of_staff(world.other_commune, 2024).total == 0


def test_a_double_that_was_merged_is_counted_with_the_one_kept_and_two_counts_can_meet(world: World):
    by = world.actor(world.lan)
    kept, double = (
        make_household(home, "Lê Văn Một", listed_year=2022).head for home in (world.hamlet, world.hamlet_2)
    )
    for person in (kept, double):
        works(world, person, "worker", 2022)
    actions.add_unit_member(unit(world, "Trường A"), double, from_year=2022, by=by)
    a, b = sorted([kept, double], key=lambda one: one.pk)
    pair = DuplicateCandidate.objects.create(
        place=world.commune, person_a=a, person_b=b, likeness=1, found_on=dt.date(2024, 1, 1)
    )
    assert counting.workers(world.commune, 2024).count() == 2
    actions.end_household(
        double.headed_households.get(), left_year=2024, kind="other", why="ghi hai lần", by=by
    )
    actions.merge_persons(pair, kept, by=by)
    both = counting.workers(world.commune, 2024) & counting.staff(world.commune, 2024)
    assert names(both) == ["Lê Văn Một"]
    assert counting.workers(world.commune, 2024).count() == counting.staff(world.commune, 2024).count() == 1


def test_each_count_is_one_query_however_many_people(world: World):
    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            for count in (counting.adults, counting.workers, counting.staff):
                count(world.commune, 2024).count()
        return len(done)

    few = queries()
    homes: list[Household] = [make_household(world.hamlet, f"Lê Văn {name}") for name in "ABCDEFGH"]
    for home in homes:
        works(world, home.head, "worker", 2024)
    assert queries() == few == 3
    assert counting.workers(world.commune, 2024).count() == 8
