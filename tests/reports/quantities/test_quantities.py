import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoctap.core.dates import VIETNAM
from hoctap.core.ids import uuid7
from hoctap.people.models import Clan, Person, WorkUnit
from hoctap.places.models import LineageEdge, Place
from hoctap.recognition.models import Dossier, RecognitionRound
from hoctap.reports.quantities.parts import PARTS
from hoctap.reports.quantities.periods import ad_hoc, period_of
from hoctap.reports.quantities.queries import planned, read_many, read_quantities
from hoctap.reports.quantities.registry import Asked, Found, Quantity, quantities, readers
from hoctap.reports.queries import season_table
from tests.figures import (
    fill_hamlet,
    make_citizen,
    make_citizen_round,
    make_dossier,
    make_file,
    make_round,
    make_two_seasons,
)
from tests.world import World, make_household, make_place

YEAR = period_of("year", 2024)
FAMILY = [f"learning_family.{part.name}" for part in PARTS]
SOME = [
    *FAMILY,
    *(f"learning_citizen.{part.name}" for part in PARTS if part.name != "total"),
    *(
        f"{title}.{part.name}"
        for title in ("learning_clan", "learning_community", "learning_unit")
        for part in PARTS
    ),
    "learning_citizen.adults",
    "household.listed",
    "measure:learning_family.recognised:numerator",
    "measure:learning_family.recognised:denominator",
    "fund.closing",
]


def numbers(place: Place, codes: list[str] = FAMILY, period=YEAR, **more) -> dict[str, object]:
    total = read_quantities(place, period, codes, **more).total
    return {code.partition(".")[2]: value.number for code, value in total.items()}


# ---------------------------------------------------------------------------------------- families


def test_new_and_again_are_told_by_the_household_of_last_year(world: World):
    before, now = make_round(world.commune, world.edition, 2023), make_round(world.commune, world.edition)
    held, registered, neither, fresh = (
        make_household(world.hamlet, f"Nguyễn Văn {name}", listed_year=2023) for name in "ABCD"
    )
    make_dossier(before, held, "recognised")
    make_dossier(before, registered, "registered")
    make_dossier(before, neither, "listed")
    for household in (held, registered, neither):
        make_dossier(now, household, "recognised", late=household is neither)
    make_dossier(now, fresh, "registered")
    assert numbers(world.commune) == {
        "total": 4,
        "registered": 4,
        "registered_new": 2,
        "registered_again": 2,
        "recognised": 3,
        "recognised_new": 2,
        "recognised_kept": 1,
        "recognised_late": 1,
    }
    assert numbers(world.hamlet) == numbers(world.commune) == numbers(world.district)
    assert read_quantities(world.commune, YEAR, FAMILY).total["learning_family.recognised"].late == 1


def test_a_title_that_was_taken_back_is_not_kept(world: World):
    household = make_household(world.hamlet, "Nguyễn Văn A", listed_year=2023)
    make_dossier(make_round(world.commune, world.edition, 2023), household, "revoked")
    make_dossier(make_round(world.commune, world.edition), household, "recognised")
    found = numbers(world.commune)
    assert (found["registered_again"], found["recognised_new"], found["recognised_kept"]) == (1, 1, 0)


def test_a_household_of_a_commune_that_merged_registers_again(world: World):
    """Its dossier of last year stays with the old commune; it is the same household."""
    household = make_household(world.other_hamlet, "Nguyễn Văn A", listed_year=2023)
    make_dossier(make_round(world.other_commune, world.edition, 2023), household, "recognised")
    household.hamlet = world.hamlet
    household.save()
    make_dossier(make_round(world.commune, world.edition), household, "recognised")
    found = numbers(world.commune)
    assert (found["registered_again"], found["recognised_kept"]) == (1, 1)


def test_a_commune_without_a_round_is_missing_and_named(world: World):
    make_two_seasons(world)
    reading = read_quantities(world.district, YEAR, [*FAMILY, "household.listed"])
    value = reading.total["learning_family.registered"]
    assert (value.number, value.missing_communes, value.is_partial) == (6, ("xã Hưng Thạnh",), True)
    other = reading.by_child[world.other_commune.pk]["learning_family.registered_new"]
    assert (other.number, other.missing_communes) == (None, ("xã Hưng Thạnh",))
    assert [child.name for child in reading.children] == ["Hưng Thạnh", "Tân Kiều"]
    assert (reading.communes_in, reading.communes_all, reading.missing) == (1, 2, ("xã Hưng Thạnh",))


def test_a_hamlet_has_none_where_its_commune_has_records(world: World):
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 2, 2, 1)
    assert numbers(world.hamlet_2)["registered"] == 0
    by_child = read_quantities(world.commune, YEAR, FAMILY).by_child
    assert by_child[world.hamlet_2.pk]["learning_family.recognised"].number == 0
    assert numbers(world.other_hamlet)["registered"] is None


def test_quantities_are_the_figures_of_the_seasons_table(two_seasons: World):
    table = season_table(two_seasons.commune, 2024)
    reading = read_quantities(two_seasons.commune, YEAR, FAMILY)
    for row in table.rows:
        found = reading.by_child[row.place.pk]
        assert [
            found[f"learning_family.{part}"].number for part in ("total", "registered", "recognised")
        ] == [
            row.households,
            row.registered,
            row.recognised,
        ]


STATES = st.sampled_from(["", "listed", "registered", "recognised", "revoked"])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), STATES, STATES, st.booleans()), max_size=12))
def test_new_and_again_always_add_up(world: World, rows: list[tuple[int, str, str, bool]]):
    with transaction.atomic():
        _families_add_up(world, rows)
        transaction.set_rollback(True)


def _families_add_up(world: World, rows: list[tuple[int, str, str, bool]]) -> None:
    hamlets = [world.hamlet, world.hamlet_2, world.other_hamlet]
    communes = [world.commune, world.commune, world.other_commune]
    before = {one.pk: make_round(one, world.edition, 2023) for one in {*communes}}
    now = {one.pk: make_round(one, world.edition) for one in {*communes}}
    for index, was, is_now, late in rows:
        household = make_household(hamlets[index], "Nguyễn Văn A", listed_year=2023)
        if was:
            make_dossier(before[communes[index].pk], household, was)
        if is_now:
            make_dossier(now[communes[index].pk], household, is_now, late=late and is_now == "recognised")
    for place in (world.district, *{*communes}, *hamlets):
        found = numbers(place)
        assert found["registered_new"] + found["registered_again"] == found["registered"]
        assert found["recognised_new"] + found["recognised_kept"] == found["recognised"]
        assert found == recounted(place)


def recounted(place: Place) -> dict[str, int]:
    """The same without any of the code that is tried."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT count(*) FILTER (WHERE now.registered_on IS NOT NULL),
                   count(*) FILTER (WHERE now.registered_on IS NOT NULL AND was.registered_on IS NULL),
                   count(*) FILTER (WHERE now.registered_on IS NOT NULL AND was.registered_on IS NOT NULL),
                   count(*) FILTER (WHERE now.state = 'recognised'),
                   count(*) FILTER (WHERE now.state = 'recognised' AND coalesce(was.state, '') <> 'recognised'),
                   count(*) FILTER (WHERE now.state = 'recognised' AND was.state = 'recognised'),
                   count(*) FILTER (WHERE now.state = 'recognised' AND now.is_late)
            FROM recognition_dossier AS now
            LEFT JOIN recognition_dossier AS was ON was.household_id = now.household_id AND was.year = 2023
            WHERE now.year = 2024 AND now.hamlet_id IN (SELECT id FROM places_place WHERE path @> ARRAY[%s]::uuid[])
            """,
            [place.pk],
        )
        row = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM people_residence WHERE hamlet_id IN (SELECT id FROM places_place WHERE path @> ARRAY[%s]::uuid[])",
            [place.pk],
        )
        total = cursor.fetchone()[0]
    names = [part.name for part in PARTS if part.name != "total"]
    return {"total": total} | dict(zip(names, row, strict=True))


# ---------------------------------------------------------------------------------------- citizens


def test_a_citizen_under_a_merged_row_registers_again(world: World):
    household = make_household(world.hamlet, "Nguyễn Văn A", listed_year=2023)
    kept, dropped = household.head, Person.objects.create(full_name="Nguyễn Văn Á")
    middle = Person.objects.create(full_name="Nguyễn Văn À", merged_into=kept)
    dropped.merged_into = middle
    dropped.save()
    make_citizen(make_citizen_round(world.commune, world.edition, 2023), household, dropped)
    make_citizen(make_citizen_round(world.commune, world.edition), household, kept)
    codes = [f"learning_citizen.{part.name}" for part in PARTS if part.name != "total"]
    found = numbers(world.commune, codes)
    assert (found["registered"], found["registered_again"], found["recognised_kept"]) == (1, 1, 1)
    assert (found["registered_new"], found["recognised_new"]) == (0, 0)


def test_adults_who_hold_the_title(world: World):
    household = make_household(world.hamlet, "Nguyễn Văn A")
    make_citizen(make_citizen_round(world.commune, world.edition), household, household.head)
    make_household(world.hamlet_2, "Nguyễn Văn B")
    found = numbers(world.commune, ["learning_citizen.adults", "learning_citizen.adults_recognised"])
    assert found == {"adults": 2, "adults_recognised": 1}


# ------------------------------------------------------------------------------------------- files


def test_clans_and_units_count_once_where_they_are_registered(world: World):
    clans = [Clan.objects.create(place=world.hamlet, name=f"Lê {name}", from_year=2020) for name in "ABC"]
    make_file("learning_clan", world.hamlet, world.edition, 2023, clan=clans[0])
    make_file("learning_clan", world.hamlet, world.edition, clan=clans[0])
    make_file("learning_clan", world.hamlet, world.edition, clan=clans[1], state="draft")
    codes = [f"learning_clan.{part.name}" for part in PARTS]
    assert list(numbers(world.commune, codes).values()) == [3, 2, 1, 1, 1, 0, 1, 0]
    assert set(numbers(world.hamlet, codes).values()) == {None}
    unit = WorkUnit.objects.create(place=world.commune, name="Trường Tiểu học", kind="school", from_year=2020)
    make_file("learning_unit", world.commune, world.edition, unit=unit, valid_until=dt.date(2026, 12, 31))
    units = ["learning_unit.total", "learning_unit.registered", "learning_unit.recognised_kept"]
    assert list(numbers(world.commune, units).values()) == [1, 1, 0]
    assert list(numbers(world.commune, units, period_of("year", 2025)).values()) == [1, 1, 1]
    assert numbers(world.other_commune, units)["total"] is None


def test_a_community_that_became_another_keeps_its_title(world: World):
    merged = make_place("hamlet", "ấp", "Ấp Mới", world.commune)
    merged.valid_from = dt.date(2024, 3, 1)
    merged.save()
    for old in (world.hamlet, world.hamlet_2):
        old.valid_to = dt.date(2024, 3, 1)
        old.save()
        LineageEdge.objects.create(predecessor=old, successor=merged, kind="merge", on=merged.valid_from)
    make_file("learning_community", world.hamlet, world.edition, 2023)
    make_file("learning_community", merged, world.edition)
    codes = [f"learning_community.{part.name}" for part in PARTS]
    assert list(numbers(world.commune, codes).values()) == [1, 1, 0, 1, 1, 0, 1, 0]
    assert list(numbers(merged, codes).values()) == [1, 1, 0, 1, 1, 0, 1, 0]


def test_a_community_of_a_divided_one_is_new(world: World):
    half = make_place("hamlet", "ấp", "Ấp 1B", world.commune)
    half.valid_from = dt.date(2024, 3, 1)
    half.save()
    LineageEdge.objects.create(predecessor=world.hamlet, successor=half, kind="divide", on=half.valid_from)
    make_file("learning_community", world.hamlet, world.edition, 2023)
    make_file("learning_community", half, world.edition)
    found = numbers(half, ["learning_community.recognised_new", "learning_community.recognised_kept"])
    assert found == {"recognised_new": 1, "recognised_kept": 0}


def test_what_a_community_takes_in_later_had_nothing_to_do_with_the_year_before(world: World):
    make_file("learning_community", world.hamlet_2, world.edition, 2023)
    make_file("learning_community", world.hamlet, world.edition)
    codes = ["learning_community.recognised_new", "learning_community.recognised_kept"]
    found = numbers(world.hamlet, codes)
    assert found == {"recognised_new": 1, "recognised_kept": 0}
    Place.objects.filter(pk=world.hamlet_2.pk).update(valid_to=dt.date(2025, 3, 1))
    LineageEdge.objects.create(
        predecessor=world.hamlet_2, successor=world.hamlet, kind="merge", on=dt.date(2025, 3, 1)
    )
    assert numbers(world.hamlet, codes) == found


def test_communes_by_level(world: World):
    make_file("learning_community_commune", world.commune, world.edition, level="2")
    make_file("learning_community_commune", world.other_commune, world.edition, level="1")
    codes = [f"learning_community_commune.{part}" for part in ("total", "recognised", "level_1", "level_2")]
    assert list(numbers(world.district, codes).values()) == [2, 2, 1, 1]
    assert set(numbers(world.hamlet, codes).values()) == {None}


FILE_STATES = st.sampled_from(["", "draft", "recognised", "refused", "withdrawn"])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), FILE_STATES, FILE_STATES, st.booleans()), max_size=8))
def test_files_always_add_up(world: World, rows: list[tuple[bool, str, str, bool]]):
    with transaction.atomic():
        _files_add_up(world, rows)
        transaction.set_rollback(True)


def _files_add_up(world: World, rows: list[tuple[bool, str, str, bool]]) -> None:
    for number, (here, was, is_now, lasting) in enumerate(rows):
        place = world.commune if here else world.other_commune
        clan = Clan.objects.create(place=place, name=f"Lê {number}", from_year=2020)
        if was:
            until = dt.date(2024, 12, 31) if lasting and was == "recognised" else None
            make_file("learning_clan", place, world.edition, 2023, clan=clan, state=was, valid_until=until)
        if is_now:
            make_file("learning_clan", place, world.edition, clan=clan, state=is_now)
    codes = [f"learning_clan.{part.name}" for part in PARTS]
    for place in (world.district, world.commune, world.other_commune):
        found = numbers(place, codes)
        if found["total"] is None:
            continue
        assert found["registered_new"] + found["registered_again"] == found["registered"] <= found["total"]
        assert (
            found["recognised_new"] + found["recognised_kept"] == found["recognised"] <= found["registered"]
        )


# ------------------------------------------------------------------------------------ days, costs


def test_a_half_year_is_read_as_of_its_last_day(decided_2024: World):
    """Nothing was told to the system by June 2024, so nobody had registered then; the year has it."""
    half = period_of("half_year", 2024)
    reading = read_quantities(decided_2024.commune, half, FAMILY)
    assert reading.as_of == dt.date(2024, 6, 30)
    assert reading.total["learning_family.registered"].number is None
    assert read_quantities(decided_2024.commune, YEAR, FAMILY).as_of is None
    cut = read_quantities(decided_2024.commune, YEAR, FAMILY, as_of=dt.date(2024, 6, 30))
    assert cut.as_of == dt.date(2024, 6, 30)


@pytest.fixture
def decided_2024(two_seasons: World) -> World:
    return two_seasons


def test_as_of_a_past_day_counts_the_states_of_then(world: World):
    now = make_round(world.commune, world.edition)
    before = make_round(world.commune, world.edition, 2023)
    RecognitionRound.objects.update(opened_at=dt.datetime(2023, 1, 1, tzinfo=dt.UTC))
    a, b = (make_household(world.hamlet, f"Nguyễn Văn {name}", listed_year=2023) for name in "AB")
    make_dossier(before, a, "recognised")
    for household, days in ((a, (dt.date(2024, 2, 1), dt.date(2024, 5, 1))), (b, (dt.date(2024, 7, 1),))):
        dossier = make_dossier(now, household, "recognised")
        for day, state in zip(days, ("registered", "recognised"), strict=False):
            move(dossier, state, day)
    found = numbers(world.commune, FAMILY, period_of("quarter", 2024, 1))
    assert (found["registered"], found["registered_again"], found["recognised"]) == (1, 1, 0)
    found = numbers(world.commune, FAMILY, period_of("half_year", 2024, 1))
    assert (found["registered"], found["recognised"], found["recognised_kept"]) == (1, 1, 1)
    found = numbers(world.commune, FAMILY, ad_hoc(dt.date(2024, 5, 15), dt.date(2024, 7, 15)))
    assert (found["registered"], found["registered_new"], found["recognised"]) == (2, 1, 1)


def move(dossier: Dossier, state: str, day: dt.date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO recognition_state_change (id, dossier_id, from_state, to_state, at, by, why)"
            " VALUES (%s, %s, '', %s, %s, 'Kiểm thử', '')",
            [uuid7(), dossier.pk, state, dt.datetime.combine(day, dt.time(9), VIETNAM)],
        )


def test_what_no_record_gives_is_not_known_until_an_app_gives_it(world: World):
    assert quantities["fund.closing"].is_written
    assert numbers(world.district, ["fund.closing"]) == {"closing": None}
    assert read_quantities(world.district, YEAR, ["fund.closing"]).missing == ()

    def read(asked: Asked) -> dict[str, dict[UUID, Found]]:
        return {code: {pk: Found(Decimal(5)) for pk in asked.communes} for code in asked.codes}

    readers.register("fund.closing", read)
    try:
        assert not quantities["fund.closing"].is_written
        assert numbers(world.district, ["fund.closing"]) == {"closing": 10}
    finally:
        readers._entries.pop("fund.closing")


def test_a_code_that_nobody_knows_is_not_known(world: World):
    assert numbers(world.commune, ["gone.away", "measure:gone:numerator"]) == {"away": None, "": None}
    with pytest.raises(KeyError):
        quantities["gone.away"]


def test_many_places_read_as_each_by_itself(two_seasons: World):
    world = two_seasons
    places = [world.commune, world.other_commune, world.hamlet, world.hamlet_2, world.district]
    found = read_many(places, YEAR, SOME)
    for place in places:
        assert found[place.pk] == read_quantities(place, YEAR, SOME).total


def cost(place: Place) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        read_quantities(place, YEAR, SOME)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_places(two_seasons: World):
    world = two_seasons
    few = cost(world.district), cost(world.commune)
    for number in range(5):
        commune = make_place("commune", "xã", f"Xã {number}", world.district)
        fill_hamlet(make_round(commune, world.edition), make_place("hamlet", "ấp", "Ấp 1", commune), 2, 2, 1)
        make_place("hamlet", "ấp", f"Ấp {number + 3}", world.commune)
    assert (cost(world.district), cost(world.commune)) == few
    assert max(few) <= 32


def test_targets_stand_beside_their_results(two_seasons: World):
    [row] = planned(two_seasons.district, YEAR)
    assert (row.numerator, row.denominator, row.missing) == (4, 10, ("xã Hưng Thạnh",))
    assert (row.value, row.result, row.met, row.measure) == (85, 40, False, "learning_family.recognised")
    assert "415/KH-UBND" in row.plan_label


def shipped() -> Iterator[Quantity]:
    return iter(quantities)


def test_every_quantity_has_words_and_opens_somewhere(world: World):
    for quantity in shipped():
        assert all([quantity.label, quantity.unit, quantity.group])
        assert quantity.is_written or quantity.drill_url or quantity.code == "household.listed"
        if quantity.drill_url:
            assert str(world.commune.pk) in quantity.drill_url(world.commune, YEAR)
