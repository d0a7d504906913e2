import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoctap.measures import queries
from hoctap.measures.registry import measures
from tests.figures import fill_hamlet, make_round
from tests.world import World, make_place

RECOGNISED = "learning_family.recognised"


@pytest.mark.requirement("S3-07")
def test_a_hamlet_and_its_commune_read_their_own_counters(world: World):
    season = make_round(world.commune, world.edition)
    fill_hamlet(season, world.hamlet, households=5, registered=4, recognised=3, late=1)
    fill_hamlet(season, world.hamlet_2, households=3, registered=3, recognised=1)
    at_hamlet = queries.figure(measures[RECOGNISED], world.hamlet, 2024)
    at_commune = queries.figure(measures[RECOGNISED], world.commune, 2024)
    assert (at_hamlet.numerator, at_hamlet.denominator, at_hamlet.late) == (3, 5, 1)
    assert (at_commune.numerator, at_commune.denominator, at_commune.late) == (4, 8, 1)
    assert at_commune.percent == 50
    of_registered = queries.figure(measures["learning_family.recognised_of_registered"], world.commune, 2024)
    assert (of_registered.numerator, of_registered.denominator) == (4, 7)


def test_a_ratio_above_is_the_sum_of_numerators_over_the_sum_of_denominators(world: World):
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 10, 10, 9)
    fill_hamlet(make_round(world.other_commune, world.edition), world.other_hamlet, 2, 2, 0)
    figure = queries.figure(measures[RECOGNISED], world.district, 2024)
    assert (figure.numerator, figure.denominator) == (9, 12)
    assert figure.ratio == Decimal("0.75")  # the mean of 90 % and 0 % would be 45 %
    assert queries.figure(measures[RECOGNISED], world.province, 2024) == figure


def test_a_commune_without_a_round_is_missing_and_named_never_zero(world: World):
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 4, 4, 2)
    fill_hamlet(make_round(world.other_commune, world.edition, 2023), world.other_hamlet, 6, 6, 0)
    figure = queries.figure(measures[RECOGNISED], world.district, 2024)
    assert (figure.numerator, figure.denominator) == (2, 4)
    assert (figure.communes_in, figure.communes_all, figure.missing) == (1, 2, ("xã Hưng Thạnh",))
    assert figure.is_partial
    alone = queries.figure(measures[RECOGNISED], world.other_commune, 2024)
    assert alone.is_missing
    assert alone.numerator is None
    assert alone.late is None
    assert alone.ratio is None
    assert alone.denominator == 6  # the register's own count is known all the same


def test_a_round_without_households_has_zero_and_no_ratio(world: World):
    make_round(world.commune, world.edition)
    figure = queries.figure(measures[RECOGNISED], world.commune, 2024)
    assert (figure.numerator, figure.denominator, figure.ratio) == (0, 0, None)


def test_households_that_came_earlier_stay_in_the_denominator_until_they_leave(world: World):
    season = make_round(world.commune, world.edition, 2025)
    dossiers = fill_hamlet(season, world.hamlet, 3, 3, 1)  # listed since 2024
    leaver = dossiers[2].household
    leaver.residences.update(to_year=2025)
    assert queries.figure(measures[RECOGNISED], world.commune, 2025).denominator == 2
    assert queries.figure(measures[RECOGNISED], world.commune, 2024).denominator == 3


def test_a_year_of_mergers_counts_the_communes_that_stand_at_its_end(world: World):
    fill_hamlet(make_round(world.commune, world.edition, 2025), world.hamlet, 2, 2, 2)
    for place in (world.commune, world.other_commune, world.district):
        place.valid_to = dt.date(2025, 7, 1)
        place.save()
    successor = make_place("commune", "xã", "Phương Thịnh", world.province)
    successor.valid_from = dt.date(2025, 7, 1)
    successor.save()
    figure = queries.figure(measures[RECOGNISED], world.province, 2025)
    assert (figure.communes_all, figure.missing) == (1, ("xã Phương Thịnh",))
    assert figure.numerator is None
    # The ended district still answers for its own last day.
    assert queries.figure(measures[RECOGNISED], world.district, 2025).numerator == 2
    assert queries.figure(measures[RECOGNISED], world.district, 2026).communes_all == 0
    assert queries.figure(measures[RECOGNISED], successor, 2024).is_missing


def test_the_number_of_queries_does_not_grow_with_the_places(world: World):
    fill_hamlet(make_round(world.commune, world.edition), world.hamlet, 1, 1, 1)

    def cost(place_to_read: object) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            queries.figures_by_child(measures[RECOGNISED], place_to_read, 2024)  # type: ignore[arg-type]
        return len(captured)

    before = cost(world.district), cost(world.commune), cost(world.province)
    for number in range(12):
        commune = make_place("commune", "xã", f"Thử {number}", world.district)
        hamlet = make_place("hamlet", "ấp", f"Ấp {number}", commune)
        make_place("hamlet", "ấp", f"Ấp phụ {number}", world.commune)
        fill_hamlet(make_round(commune, world.edition), hamlet, 1, 1, 0)
    assert (cost(world.district), cost(world.commune), cost(world.province)) == before
    assert max(before) <= 4
    children = queries.figures_by_child(measures[RECOGNISED], world.district, 2024)
    assert len(children) == 14
    assert sum(child.figure.numerator or 0 for child in children) == 1
