"""Walking through the register by key, while others change it; and what keeps its lines right."""

from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoctap.core.paging import Walk, read_walk
from hoctap.core.text import natural_sort_key, person_sort_key, without_accents
from hoctap.people import actions, register
from hoctap.people.models import Household, HouseholdMember, Person, Residence
from hoctap.people.register import HouseholdFilter, PersonFilter
from tests.world import World, make_household, make_place

NAMES = [
    "Nguyễn Văn Á",
    "Nguyễn Văn A",
    "Nguyễn Vân Ả",
    "Trần Văn An",
    "Lê Đô",
    "Lý Thị Ý",
    "Đỗ Văn Đạt",
    "Phạm Ân",
]
SEARCHES = ["", "nguyen", "van a", "Văn", "a", "Nguyễn Văn Á"]


def in_order(line: HouseholdMember | Residence) -> tuple[str, ...]:
    return (natural_sort_key(line.hamlet.name), str(line.hamlet_id), line.sort_key, str(line.pk))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    people=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 3)), min_size=1, max_size=14),
    arrivals=st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 3)), max_size=6),
    leaving=st.lists(st.integers(0, 13), max_size=4),
    search=st.sampled_from(SEARCHES),
    size=st.integers(1, 4),
    is_province=st.booleans(),
    near=st.sampled_from([1, 3, 100]),
    few=st.sampled_from([-1, 20_000]),
    back=st.booleans(),
)
def test_all_pages_are_the_list_each_once_whoever_comes_and_goes_meanwhile(
    world: World,
    people: list[tuple[str, int]],
    arrivals: list[tuple[str, int]],
    leaving: list[int],
    search: str,
    size: int,
    is_province: bool,
    near: int,
    few: int,
    back: bool,
):
    with pytest.MonkeyPatch.context() as patch, undone():
        patch.setattr(register, "PAGE", size)
        if is_province:
            patch.setattr(register, "WHOLE_SCOPE", -1)
            patch.setattr(register, "NEAR_HOUSEHOLDS", 1)
            patch.setattr(register, "NEAR_NAMES", near)
            patch.setattr(register, "FEW", few)
        hamlets = [world.hamlet, world.hamlet_2]
        hamlets += [make_place("hamlet", "ấp", name, world.commune) for name in ("Ấp 10", "Ấp 3")]
        homes = [make_household(hamlets[at], name) for name, at in people]
        chosen = PersonFilter(year=2024, search=search)
        actor = world.actor(world.lan)
        whole = walk_through(lambda walk: register.list_persons(actor, chosen, walk).page, back=False)
        if not search:
            assert whole == [str(line.pk) for line in sorted(HouseholdMember.objects.all(), key=in_order)]
        else:
            words = without_accents(search).split(" ")
            expected = {
                str(line.pk)
                for line in HouseholdMember.objects.select_related("person")
                if all(
                    any(part.startswith(word) for part in line.person.search_key.split(" ")) for word in words
                )
            }
            assert set(whole) == expected
            assert len(whole) == len(expected)

        coming, going = list(arrivals), [homes[number] for number in leaving if number < len(homes)]
        gone = {str(line.pk) for line in HouseholdMember.objects.filter(household__in=going)}

        def meanwhile() -> None:
            if coming:
                name, at = coming.pop()
                make_household(hamlets[at], name)
            if going:
                HouseholdMember.objects.filter(household=going.pop()).update(left_year=2024)

        seen = walk_through(
            lambda walk: register.list_persons(actor, chosen, walk).page, back=back, meanwhile=meanwhile
        )
        assert len(seen) == len(set(seen))
        stayed = [pk for pk in whole if pk not in gone]
        assert [pk for pk in seen if pk in set(stayed)] == (stayed[::-1] if back else stayed)


def walk_through(read, *, back, meanwhile=lambda: None):  # type: ignore[no-untyped-def]
    """Ids page by page; backwards from the last page on, each page reversed."""
    page = read(Walk())
    if back:
        while page.after:
            page = read(read_walk({"after": page.after}, lambda _: True))
    found = []
    while True:
        found += [str(line.pk) for line in (reversed(page.rows) if back else page.rows)]
        key = page.before if back else page.after
        if not key:
            return found
        meanwhile()
        following = read(read_walk({"before" if back else "after": key}, lambda _: True))
        if back and {str(line.pk) for line in following.rows} & set(found):
            return found  # nothing was left before: the list begins anew
        page = following


class undone:
    """What one example wrote is gone before the next."""

    def __enter__(self) -> None:
        self.point = connection.savepoint()

    def __exit__(self, *_: object) -> None:
        connection.savepoint_rollback(self.point)


FILTERS = [
    {},
    {"born_from": 1960},
    {"born_to": 1970, "sex": "m"},
    {"heads_only": True},
    {"heads_only": True, "sex": "f", "born_from": 1950},
]


@pytest.mark.parametrize("filters", FILTERS)
def test_names_walked_and_names_looked_up_are_the_same_lines_in_the_same_order(
    world: World, monkeypatch: pytest.MonkeyPatch, filters: dict[str, object]
):
    """Of a province, each way alone: by year, sex, head, place and right."""
    hamlets = [world.hamlet, world.hamlet_2, world.other_hamlet]
    for number, name in enumerate(NAMES * 3):
        home = make_household(hamlets[number % 3], name)
        Person.objects.filter(pk=home.head_id).update(birth_year=1950 + number, sex="mf"[number % 2])
        person = Person.objects.create(full_name=f"Nguyễn Thị {name.split()[-1]}", birth_year=1980, sex="f")
        HouseholdMember.objects.create(household=home, person=person, joined_year=2024)
    HouseholdMember.objects.filter(person__full_name="Lê Đô", birth_year__gte=1965).update(left_year=2024)
    monkeypatch.setattr(register, "PAGE", 4)
    for by in (world.lan, world.hung, world.oanh):
        for search in ("nguyen", "a", "nguyễn văn", "le do"):
            place = world.hamlet.pk if search == "a" else None
            persons = PersonFilter(year=2024, search=search, place=place, **filters)  # type: ignore[arg-type]
            homes = HouseholdFilter(year=2024, search=search, place=place)
            ways = []
            for whole_scope, few in ((15_000, 0), (-1, -1), (-1, 20_000)):
                monkeypatch.setattr(register, "WHOLE_SCOPE", whole_scope)
                monkeypatch.setattr(register, "FEW", few)
                list_persons = partial(register.list_persons, world.actor(by), persons)
                list_households = partial(register.list_households, world.actor(by), homes)
                ways.append(
                    (walk_through(lambda walk, read=list_persons: read(walk).page, back=False),
                     walk_through(lambda walk, read=list_households: read(walk).page, back=False))
                )  # fmt: skip
            assert ways[0] == ways[1] == ways[2]
            assert len(set(ways[0][0])) == len(ways[0][0])
            if search == "nguyen":
                assert ways[0][1]
                assert filters or len(ways[0][0]) > len(ways[0][1])


def test_many_names_are_not_walked_beyond_the_limit(world: World, monkeypatch: pytest.MonkeyPatch):
    """The limit stands inside the query: one name is read here, and the index of words gives the others."""
    monkeypatch.setattr(register, "WHOLE_SCOPE", -1)
    monkeypatch.setattr(register, "FEW", -1)
    monkeypatch.setattr(register, "NEAR_NAMES", 1)
    for name in NAMES:
        make_household(world.hamlet, name)
    with CaptureQueriesContext(connection) as captured:
        found = register.list_persons(
            world.actor(world.lan), PersonFilter(year=2024, search="nguyen"), Walk()
        ).page
    assert len(found) == 3
    walked = [query["sql"] for query in captured if ') AS "people_householdmember"' in query["sql"]]
    assert len(walked) == 1
    assert "LIMIT 1) AS" in walked[0]


@pytest.mark.parametrize(
    "name", ["Nguyễn " * 17, "ẵ" * 120, " ".join("ẵễỗữỵđẳẻỏủ"[n % 10] + str(n) for n in range(40))]
)
def test_the_longest_name_finds_room_in_the_order_of_names(world: World, name: str):
    name = name.strip()[:120]
    make_household(world.hamlet, name)
    chosen = PersonFilter(year=2024, search=name)
    assert len(register.list_persons(world.actor(world.lan), chosen, Walk()).page) == 1


@pytest.mark.parametrize("near", [1, 1_500])
def test_households_are_walked_through_as_they_counted_in_the_year(
    world: World, monkeypatch: pytest.MonkeyPatch, near: int
):
    monkeypatch.setattr(register, "PAGE", 3)
    monkeypatch.setattr(register, "NEAR_HOUSEHOLDS", near)
    for number, name in enumerate(NAMES * 3):
        household = make_household(
            [world.hamlet, world.hamlet_2][number % 2], name, listed_year=2020 + number % 5
        )
        if number % 7 == 0:
            Residence.objects.filter(household=household).update(to_year=2024)
    actor = world.actor(world.lan)
    for year in (2019, 2022, 2024):
        counted = sorted(Residence.objects.counted_in(year), key=in_order)
        chosen = HouseholdFilter(year=year)
        assert walk_through(
            lambda walk, c=chosen: register.list_households(actor, c, walk).page, back=False
        ) == [str(line.pk) for line in counted]
        assert register.list_households(actor, chosen, Walk()).total == len(counted)


def test_a_total_is_exact_where_it_is_cheap_and_says_more_than_where_it_is_not(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    for name in NAMES:
        make_household(world.hamlet, name)
    actor = world.actor(world.lan)
    monkeypatch.setattr(register, "PAGE", 2)
    found = register.list_persons(actor, PersonFilter(year=2024), Walk())
    assert (found.total, len(found.page)) == (8, 2)
    monkeypatch.setattr(register, "COUNTED_UP_TO", 5)
    found = register.list_persons(actor, PersonFilter(year=2024), Walk())
    assert (found.total, found.more_than) == (None, 5)
    monkeypatch.setattr(register, "WHOLE_SCOPE", 0)
    found = register.list_persons(actor, PersonFilter(year=2024), Walk())
    assert (found.total, found.more_than) == (None, 2)
    assert register.list_persons(actor, PersonFilter(year=2024, search="ly thi y"), Walk()).total == 1


# ---------------------------------------------------------------- lines


def test_lines_follow_the_person_and_the_household(world: World):
    household = make_household(world.hamlet, "Nguyễn Văn Một", birth_year=1960)
    by = world.actor(world.lan)
    actions.edit_household(household, full_name="Trần Thị Hoà", birth_year=1971, sex="f", by=by)
    assert_lines_are_right()
    member = HouseholdMember.objects.get(household=household)
    assert (member.sort_key, member.birth_year, member.sex) == (person_sort_key("Trần Thị Hòa"), 1971, "f")
    Household.objects.filter(pk=household.pk).update(hamlet=world.hamlet_2)
    member.refresh_from_db()
    assert member.hamlet_id == world.hamlet_2.pk
    other = Person.objects.create(full_name="Lê Văn Ba", birth_year=1980)
    member.person = other
    member.save()
    assert_lines_are_right()
    HouseholdMember.objects.update(sort_key="x", birth_year=1)
    Residence.objects.update(sort_key="x")
    assert_lines_are_right()


def test_rows_that_come_by_copy_need_none_of_the_columns(world: World):
    person = Person.objects.create(full_name="Lê Văn Ẩn", birth_year=1980)
    household = Household(hamlet=world.hamlet, head=person, listed_year=2024)
    household.set_keys(person.full_name)
    household.save()
    with connection.cursor() as cursor:
        with cursor.copy(
            "COPY people_householdmember (id, household_id, person_id, is_head, relation, joined_year, left_kind, left_why) FROM STDIN"
        ) as copy:
            copy.write_row((household.pk, household.pk, person.pk, True, "head", 2024, "", ""))
        with cursor.copy("COPY people_residence (id, household_id, hamlet_id, from_year) FROM STDIN") as copy:
            copy.write_row((household.pk, household.pk, world.hamlet.pk, 2024))
    assert_lines_are_right()


def assert_lines_are_right() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FILTER (WHERE (member.hamlet_id, member.sort_key, member.birth_year, member.sex, member.search_words)
                IS DISTINCT FROM (household.hamlet_id, person.sort_key, person.birth_year, person.sex,
                                  people_search_words(person.search_key, person.sort_key))),
                   (SELECT count(*) FROM people_residence AS residence JOIN people_household AS own ON own.id = residence.household_id
                    WHERE (residence.sort_key, residence.search_words)
                        IS DISTINCT FROM (own.sort_key, people_search_words(own.search_key, own.sort_key))), count(*)
            FROM people_householdmember AS member
            JOIN people_household AS household ON household.id = member.household_id JOIN people_person AS person ON person.id = member.person_id
            """
        )
        wrong_members, wrong_residences, members = cursor.fetchone()
    assert (wrong_members, wrong_residences) == (0, 0)
    assert members
