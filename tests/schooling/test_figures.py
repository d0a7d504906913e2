"""What targets ask of schooling."""

import pytest

from hoctap.core.actor import system_job
from hoctap.plans.figures.queries import figures_at
from hoctap.schooling import actions
from hoctap.schooling.rules import TypedEnrolment, TypedLevel
from tests.schooling import hands
from tests.world import World

ENROLLED, RELAPSES, PRIMARY = "school.children_enrolled", "literacy.relapses", "universalisation.primary"


@pytest.mark.requirement("S2-17", "S2-40")
def test_children_at_school_are_summed_over_levels_and_communes(world: World):
    by = world.actor(world.admin)
    typed = hands.year_of(
        enrolments={"primary": TypedEnrolment("200", "199"), "lower_secondary": TypedEnrolment("100", "95")}
    )
    actions.record_year(world.commune, typed, by=by)
    found = figures_at([ENROLLED], world.commune, 2024)[ENROLLED]
    assert (found.numerator, found.denominator, found.value) == (294, 300, 98)
    assert found.source == "theo hệ thống PCGD–XMC ngày 05/10/2024"
    district = figures_at([ENROLLED], world.district, 2024)[ENROLLED]
    assert district.source.endswith("1/2 xã có số liệu")
    assert ENROLLED not in figures_at([ENROLLED], world.other_commune, 2024)
    # A correction of one level leaves the other as it was.
    again = hands.year_of(enrolments={"primary": TypedEnrolment("200", "200")}, why="Bổ sung")
    actions.record_year(world.commune, again, by=by)
    assert figures_at([ENROLLED], world.commune, 2024)[ENROLLED].numerator == 295


@pytest.mark.requirement("S2-30")
def test_no_relapse_is_a_finding_and_nobody_having_looked_is_none(world: World):
    assert RELAPSES not in figures_at([RELAPSES], world.commune, 2024)
    actions.record_year(world.commune, hands.year_of(relapsed="0"), by=world.actor(world.admin))
    assert figures_at([RELAPSES], world.commune, 2024)[RELAPSES].value == 0


@pytest.mark.requirement("S2-77", "S2-29")
def test_a_level_counts_once_a_decision_recognised_it_and_above_when_every_commune_has_it(world: World):
    by = world.actor(world.admin)
    actions.record_year(world.commune, hands.year_of(levels={"primary": TypedLevel("3")}), by=by)
    assert PRIMARY not in figures_at([PRIMARY], world.commune, 2024), "found by the commune itself"
    recognised = hands.year_of(levels={"primary": TypedLevel("3", "9/QĐ-UBND")}, why="Có quyết định")
    actions.record_year(world.commune, recognised, by=by)
    found = figures_at([PRIMARY], world.commune, 2024)[PRIMARY]
    assert found.value == 3
    assert "9/QĐ-UBND" in found.source
    assert PRIMARY not in figures_at([PRIMARY], world.district, 2024), "one of two communes"
    system = hands.year_of(levels={"primary": TypedLevel("2", "4/QĐ-UBND")})
    actions.record_year(world.other_commune, system, by=system_job("test"))
    assert figures_at([PRIMARY], world.district, 2024)[PRIMARY].value == 2
