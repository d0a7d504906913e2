"""A year before on the boundary of now: the same households, citizens and units, whoever adds them up."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hoctap.measures.geometry import ground_then
from hoctap.people.models import WorkUnit
from hoctap.places import actions as place_actions
from hoctap.places.boundaries.actions import (
    Draft,
    NewPlace,
    OldPart,
    apply_change,
    assign_hamlets,
    draft_change,
)
from hoctap.places.lineage import Change
from hoctap.places.models import LineageEdge, Place
from hoctap.reports.quantities.earlier import read_before, read_many_before
from hoctap.reports.quantities.periods import period_of
from hoctap.reports.quantities.queries import read_quantities
from hoctap.reports.queries import season_table
from tests.boundaries import JOB, ON, divide, merge
from tests.figures import (
    add_member,
    fill_hamlet,
    make_citizen,
    make_citizen_round,
    make_dossier,
    make_file,
    make_round,
)
from tests.world import World, make_household, make_place

BEFORE, NOW = period_of("year", 2024), period_of("year", 2025)
FAMILIES = [f"learning_family.{part}" for part in ("total", "registered", "recognised", "recognised_late")]
CITIZENS = ["learning_citizen.registered", "learning_citizen.recognised"]
UNITS = ["learning_unit.total", "learning_unit.registered", "learning_unit.recognised"]
CODES = [*FAMILIES, *CITIZENS, *UNITS, "household.listed", "measure:learning_family.recognised:numerator"]

# Where each household of 2024 lives today, and what it was in 2024: nothing of counters, readers or lineage.
RECOUNT = """
    SELECT today.parent_id,
        count(*) FILTER (WHERE one.kind = 'listed') AS "household.listed",
        count(*) FILTER (WHERE one.kind = 'learning_family' AND registered_on IS NOT NULL) AS "learning_family.registered",
        count(*) FILTER (WHERE one.kind = 'learning_family' AND state = 'recognised') AS "learning_family.recognised",
        count(*) FILTER (WHERE one.kind = 'learning_family' AND state = 'recognised' AND is_late) AS "learning_family.recognised_late",
        count(*) FILTER (WHERE one.kind = 'learning_citizen' AND registered_on IS NOT NULL) AS "learning_citizen.registered",
        count(*) FILTER (WHERE one.kind = 'learning_citizen' AND state = 'recognised') AS "learning_citizen.recognised"
    FROM (
        SELECT household_id, 'listed' AS kind, NULL::date AS registered_on, '' AS state, false AS is_late
        FROM people_residence WHERE from_year <= 2024 AND (to_year IS NULL OR to_year > 2024)
        UNION ALL
        SELECT household_id, title, registered_on, state, is_late FROM recognition_dossier WHERE year = 2024
    ) AS one
    JOIN people_household AS household ON household.id = one.household_id
    JOIN places_place AS today ON today.id = household.hamlet_id
    GROUP BY 1"""


def recount() -> dict[UUID, dict[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        names = [column.name for column in cursor.description or ()][1:]
        return {row[0]: dict(zip(names, row[1:], strict=True)) for row in cursor.fetchall()}


def units_of(commune: Place) -> dict[str, int]:
    """By the papers of 2024: of the communes that went into it whole, or of itself where it lost and took nothing."""
    old = set(
        LineageEdge.objects.filter(successor=commune, kind="merge").values_list("predecessor", flat=True)
    )
    found = WorkUnit.objects.filter(place__in=old or {commune.pk})
    files = [one for unit in found for one in unit.assessments.filter(year=2024)]
    return {
        "learning_unit.total": len(found),
        "learning_unit.registered": len({one.unit_id for one in files}),
        "learning_unit.recognised": len({one.unit_id for one in files if one.state == "recognised"}),
    }


# ---------------------------------------------------------------- shapes of a reform


def merged(world: World) -> list[Place]:
    apply_change(merge(world), by=JOB)
    return list(Place.objects.filter(level="commune", valid_from=ON))


def divided(world: World) -> list[Place]:
    change = divide(world)
    first, second = change.places.all()
    assign_hamlets(change, {world.hamlet.pk: first.pk, world.hamlet_2.pk: second.pk}, by=JOB)
    apply_change(change, by=JOB)
    return list(Place.objects.filter(level="commune", valid_from=ON))


def moved(world: World) -> list[Place]:
    parts = (OldPart(world.commune, whole=False),)
    draft = Draft("Chuyển Ấp 2", ON, "", [NewPlace(existing=world.other_commune, parts=parts)])
    change = draft_change(draft, by=JOB)
    assign_hamlets(change, {world.hamlet_2.pk: change.places.get().pk}, by=JOB)
    apply_change(change, by=JOB)
    return [world.commune, world.other_commune]


def renamed(world: World) -> list[Place]:
    new = NewPlace("phường", "Tân Kiều", "30049", parent=world.district, parts=(OldPart(world.commune),))
    apply_change(draft_change(Draft("Lập phường Tân Kiều", ON, "", [new]), by=JOB), by=JOB)
    return [Place.objects.get(kind="phường", name="Tân Kiều"), world.other_commune]


SHAPES = [merged, divided, moved, renamed]
FAMILY = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["listed", "registered", "recognised", "revoked"]),
    st.booleans(),
    st.booleans(),
)
UNIT = st.tuples(st.booleans(), st.sampled_from(["", "draft", "recognised", "refused"]))


def of_2024(world: World, families: list[tuple[int, str, bool, bool]], units: list[tuple[bool, str]]) -> None:
    seasons, of_people = {}, {}
    for commune in (world.commune, world.other_commune):
        seasons[commune.pk] = make_round(commune, world.edition)
        of_people[commune.pk] = make_citizen_round(commune, world.edition)
    hamlets = (world.hamlet, world.hamlet_2, world.other_hamlet)
    # A commune without any household has no register, and is missing: each has one.
    seeds = [(at, "listed", False, False) for at in (0, 2)]
    for number, (at, state, late, with_person) in enumerate([*seeds, *families]):
        hamlet = hamlets[at]
        assert hamlet.parent_id
        household = make_household(hamlet, f"Nguyễn Văn {number:02d}", listed_year=2023)
        make_dossier(seasons[hamlet.parent_id], household, state, late=late and state == "recognised")
        if with_person:
            person = add_member(household, f"Lê Thị {number:02d}")
            make_citizen(
                of_people[hamlet.parent_id], household, person, state if state != "revoked" else "listed"
            )
    for number, (here, state) in enumerate([(True, ""), (False, ""), *units]):
        place = world.commune if here else world.other_commune
        unit = WorkUnit.objects.create(place=place, name=f"Trường {number}", kind="school", from_year=2020)
        if state:
            make_file("learning_unit", place, world.edition, unit=unit, state=state)


@pytest.mark.parametrize("shape", SHAPES)
@settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(FAMILY, min_size=1, max_size=9), st.lists(UNIT, max_size=4))
def test_one_year_on_both_boundaries_is_equal_to_the_unit(
    world: World,
    shape: Callable[[World], list[Place]],
    families: list[tuple[int, str, bool, bool]],
    units: list[tuple[bool, str]],
):
    with transaction.atomic():
        _both_boundaries(world, shape, families, units)
        transaction.set_rollback(True)


def _both_boundaries(
    world: World,
    shape: Callable[[World], list[Place]],
    families: list[tuple[int, str, bool, bool]],
    units: list[tuple[bool, str]],
) -> None:
    of_2024(world, families, units)
    old = [read_quantities(place, BEFORE, CODES).total for place in (world.commune, world.other_commune)]
    of_district = read_quantities(world.district, BEFORE, CODES).total
    new = shape(world)
    for number, place in enumerate((world.commune, world.other_commune)):
        # What a report of 2024 says of the old communes is what it said before the reform.
        again = read_quantities(place, BEFORE, CODES).total
        assert {code: value.number for code, value in again.items()} == {
            code: value.number for code, value in old[number].items()
        }
    counted = recount()
    then = {place.pk: read_before(place, NOW, CODES).total for place in new}
    assert {pk: one.total for pk, one in read_many_before(new, NOW, CODES).items()} == then
    for place in new:
        found = then[place.pk]
        expected = counted.get(place.pk, {})
        for code in (*FAMILIES[1:], *CITIZENS, "household.listed"):
            assert found[code].number == expected.get(code, 0), (place.title, code)
        assert found["learning_family.total"].number == expected.get("household.listed", 0)
        assert (
            found["measure:learning_family.recognised:numerator"].number
            == found["learning_family.recognised"].number
        )
        for code, number in units_of(place).items():
            if shape in (divided, moved) and found[code].number is None:
                continue  # which part of a divided commune a unit stands in is on no record
            assert (found[code].number or 0) == number, (place.title, code)
    for code in (*FAMILIES, *CITIZENS, "household.listed"):
        added = sum(one[code].number or 0 for one in then.values())
        assert added == sum(one[code].number or 0 for one in old) == of_district[code].number
    # The line of sums, as a report that gathers the new communes prints it.
    district = read_before(world.district, NOW, CODES).total
    assert {code: district[code].number for code in (*FAMILIES, *CITIZENS)} == {
        code: of_district[code].number for code in (*FAMILIES, *CITIZENS)
    }


# ---------------------------------------------------------------- what cannot be told, and what is said


@pytest.fixture
def two_communes(world: World) -> World:
    """2024: Tân Kiều 3 of 4 and 1 of 2 recognised, Hưng Thạnh 2 of 5."""
    season = make_round(world.commune, world.edition)
    fill_hamlet(season, world.hamlet, 4, 4, 3)
    fill_hamlet(season, world.hamlet_2, 2, 2, 1)
    fill_hamlet(make_round(world.other_commune, world.edition), world.other_hamlet, 5, 3, 2)
    return world


def recognised(place: Place, year: int = 2025) -> object:
    return read_before(place, period_of("year", year), FAMILIES).total["learning_family.recognised"].number


def test_a_commune_made_of_others_has_their_sum_and_says_so(two_communes: World):
    [commune] = merged(two_communes)
    earlier = read_before(commune, NOW, FAMILIES)
    assert earlier.total["learning_family.recognised"].number == 6
    assert earlier.note == (
        "Số năm 2024 của xã Phương Thịnh tính trên địa giới hiện nay: cộng các đơn vị cũ nằm trong đó."
    )
    assert read_before(two_communes.commune, BEFORE, FAMILIES).note == ""


def test_a_part_of_a_divided_commune_has_its_hamlets_and_no_units(two_communes: World):
    WorkUnit.objects.create(place=two_communes.commune, name="Trường", kind="school", from_year=2020)
    first, second = sorted(divided(two_communes), key=lambda one: one.name, reverse=True)
    assert (first.name, second.name) == ("Kênh Trên", "Kênh Dưới")
    assert (recognised(first), recognised(second)) == (3, 3)
    assert read_before(first, NOW, UNITS).total["learning_unit.total"].number is None


def test_a_hamlet_that_came_out_of_a_divided_one_makes_the_part_unknown_and_never_zero(two_communes: World):
    first, second = sorted(divided(two_communes), key=lambda one: one.name, reverse=True)
    [hamlet] = first.children.all()
    half = make_place("hamlet", "ấp", "Ấp Mới", first)
    Place.objects.filter(pk=half.pk).update(valid_from=dt.date(2025, 9, 1))
    LineageEdge.objects.create(predecessor=hamlet, successor=half, kind="divide", on=dt.date(2025, 9, 1))
    assert (recognised(first), recognised(second)) == (None, 3)
    earlier = read_before(two_communes.district, NOW, FAMILIES)
    value = earlier.total["learning_family.recognised"]
    assert (value.number, value.missing_communes) == (3, ("xã Kênh Trên",))
    assert "Xã Kênh Trên chưa tính được năm 2024 trên địa giới hiện nay." in earlier.note


def test_one_old_commune_without_records_leaves_the_sum_unknown(world: World):
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 4, 4, 3)
    make_household(world.other_hamlet, "Nguyễn Văn A", listed_year=2023)
    [commune] = merged(world)
    assert recognised(commune) is None
    assert read_before(commune, NOW, ["household.listed"]).total["household.listed"].number == 5


def test_what_becomes_of_a_place_later_does_not_touch_a_report_of_before(two_communes: World):
    """A report of 2024 that is read in 2026 stands on the boundary of 2024."""
    before = make_round(two_communes.commune, two_communes.edition, 2023)
    fill_hamlet(before, two_communes.hamlet, 1, 1, 1)
    moved(two_communes)
    assert recognised(two_communes.commune, 2024) == 1
    assert read_before(two_communes.commune, BEFORE, FAMILIES).note == ""


def test_the_table_of_results_holds_a_new_commune_against_what_lies_in_it(two_communes: World):
    [commune] = merged(two_communes)
    season = make_round(commune, two_communes.edition, 2025)
    for hamlet in commune.children.all():
        household = make_household(hamlet, "Nguyễn Thị Mới", listed_year=2025)
        make_dossier(season, household, "recognised")
    of_district = season_table(two_communes.district, 2025)
    assert [(row.name, row.recognised, row.change) for row in of_district.rows] == [
        ("Xã Phương Thịnh", 3, -3)
    ]
    assert of_district.total.change == -3
    assert "Số năm 2024 của xã Phương Thịnh tính trên địa giới hiện nay" in of_district.before_note
    own = season_table(commune, 2025)
    assert sorted(row.change for row in own.rows if row.change is not None) == [-2, -1, 0]
    assert own.total.change == -3


def test_hamlets_joined_within_the_year_are_counted_once(two_communes: World):
    world = two_communes
    place_actions.merge_hamlets(
        [world.hamlet_2], into=world.hamlet, change=Change(dt.date(2025, 3, 1)), by=world.actor(world.lan)
    )
    season = make_round(world.commune, world.edition, 2025)
    make_dossier(season, make_household(world.hamlet, "Nguyễn Thị Mới", listed_year=2025), "recognised")
    table = season_table(world.commune, 2025)
    assert {row.name: row.change for row in table.rows}["Ấp 1"] == 1 - 4
    assert table.total.change == 1 - 4


def test_where_a_joined_hamlet_holds_records_of_the_year_neither_has_a_year_before(two_communes: World):
    world = two_communes
    season = make_round(world.commune, world.edition, 2025)
    make_dossier(season, make_household(world.hamlet_2, "Trần Văn Cũ", listed_year=2024), "recognised")
    place_actions.merge_hamlets(
        [world.hamlet_2], into=world.hamlet, change=Change(dt.date(2025, 3, 1)), by=world.actor(world.lan)
    )
    make_dossier(season, make_household(world.hamlet, "Nguyễn Thị Mới", listed_year=2025), "recognised")
    table = season_table(world.commune, 2025)
    assert {row.name: row.change for row in table.rows} == {"Ấp 1": None, "Ấp 2": None}
    assert table.total.change == 2 - 4


def test_the_queries_do_not_grow_with_the_places(two_communes: World):
    def cost(place: Place) -> int:
        with CaptureQueriesContext(connection) as captured:
            read_before(place, NOW, FAMILIES, now=read_quantities(place, NOW, FAMILIES))
        return len(captured)

    places = (two_communes.district, two_communes.commune)
    before = [cost(place) for place in places]
    for number in range(6):
        commune = make_place("commune", "xã", f"Thử {number}", two_communes.district)
        fill_hamlet(
            make_round(commune, two_communes.edition), make_place("hamlet", "ấp", "Ấp 9", commune), 1, 1, 1
        )
        make_place("hamlet", "ấp", f"Ấp thêm {number}", two_communes.commune)
    assert [cost(place) for place in places] == before


def test_two_ways_back_to_one_place_count_it_once(two_communes: World):
    [commune] = merged(two_communes)
    LineageEdge.objects.create(
        predecessor=two_communes.commune, successor=two_communes.other_commune, kind="merge", on=ON
    )
    ground = ground_then([commune], 2025, 2024)
    assert {one.pk for one in ground.communes[commune.pk]} == {
        two_communes.commune.pk,
        two_communes.other_commune.pk,
    }
    assert recognised(commune) == 6
