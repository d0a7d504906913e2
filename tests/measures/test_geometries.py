"""One register, two geometries: Tháp Mười's thirteen communes of 2024 and the six of today, from the shipped catalogue."""

import datetime as dt

import pytest
from django.core.cache import cache

from hoctap.measures import recount
from hoctap.measures.geometry import figures_on_todays_boundary
from hoctap.measures.queries import figure, figures_by_child
from hoctap.people.models import Residence
from hoctap.places.boundaries import actions, queries
from hoctap.places.models import LineageEdge, Place
from hoctap.recognition.measures import RECOGNISED
from tests.boundaries import JOB, OLD_CODES, ON, ThapMuoi, make_thap_muoi
from tests.figures import make_dossier, make_round
from tests.world import make_edition


@pytest.fixture
def reform(db: None) -> ThapMuoi:
    """In 2024 every old commune held its round; all but one household of each was recognised. Then came 1/7/2025."""
    cache.clear()
    made = make_thap_muoi()
    edition = make_edition()
    for commune in made.old.values():
        season = make_round(commune, edition, 2024)
        for number, row in enumerate(Residence.objects.within([commune.pk]).select_related("household")):
            make_dossier(season, row.household, "recognised" if number else "listed")
    change = actions.draft_from_catalogue([row.code for row in made.new], ON, by=JOB)
    actions.apply_change(change, by=JOB)
    return made


def households(place: Place, year: int) -> int:
    return Residence.objects.within([place.pk]).counted_in(year).count()


def test_the_same_households_add_up_on_both_boundaries(reform: ThapMuoi):
    old, new = list(reform.old.values()), list(Place.objects.filter(pk__in=[row.id for row in reform.new]))
    assert len(set(OLD_CODES) & set(reform.old)) == 13
    assert len(new) == 6
    assert [households(commune, 2024) for commune in old] == [4] * len(old)
    assert [households(commune, 2026) for commune in old] == [0] * len(old)
    assert sum(households(commune, 2026) for commune in new) == 4 * len(old)
    assert sum(households(commune, 2024) for commune in new) == 0
    for commune in new:
        predecessors = LineageEdge.objects.filter(successor=commune, predecessor__level="commune").count()
        assert households(commune, 2026) == 4 * predecessors
        assert figure(RECOGNISED, commune, 2026).denominator == 4 * predecessors
    assert recount.recount() == []


def test_phuong_thinh_also_took_households_from_cao_lanh(reform: ThapMuoi):
    phuong_thinh = Place.objects.get(code="30043", valid_from=ON)
    came = {
        edge.predecessor.parent.name if edge.predecessor.parent else ""
        for edge in LineageEdge.objects.filter(
            successor=phuong_thinh, predecessor__level="commune"
        ).select_related("predecessor__parent")
    }
    assert {"Tháp Mười", "Cao Lãnh"} <= came
    told_apart = phuong_thinh.children.filter(name__startswith="Ấp 1 (").values_list("name", flat=True)
    assert "Ấp 1 (xã Hưng Thạnh cũ)" in told_apart
    assert len(set(told_apart)) == phuong_thinh.children.filter(name__contains="Ấp 1").count()


def test_the_district_of_2024_keeps_its_result(reform: ThapMuoi):
    district = reform.old["30043"].parent
    assert district is not None
    of_2024 = figure(RECOGNISED, district, 2024)
    assert (of_2024.numerator, of_2024.denominator, of_2024.communes_in) == (39, 52, 13)
    assert {child.place.code for child in figures_by_child(RECOGNISED, district, 2024)} == set(OLD_CODES)
    province = Place.objects.get(code="82", level="province", valid_from=ON)
    assert figure(RECOGNISED, province, 2024).is_missing


def test_last_year_is_put_together_on_todays_boundary_from_hamlets(reform: ThapMuoi):
    phuong_thinh = Place.objects.get(code="30043", valid_from=ON)
    then = figures_on_todays_boundary(phuong_thinh, 2024, RECOGNISED)
    communes = LineageEdge.objects.filter(successor=phuong_thinh, predecessor__level="commune").count()
    assert (then.numerator, then.denominator) == (3 * communes, 4 * communes)
    assert then.without == []
    new = Place.objects.create(
        level="hamlet", kind="ấp", name="Ấp Mới", parent=phuong_thinh, valid_from=dt.date(2026, 1, 1)
    )
    cut = Place.objects.create(
        level="hamlet", kind="ấp", name="Ấp 1 Đông", parent=phuong_thinh, valid_from=dt.date(2026, 1, 1)
    )
    half = phuong_thinh.children.exclude(pk__in=[new.pk, cut.pk]).first()
    assert half is not None
    LineageEdge.objects.create(predecessor=half, successor=cut, kind="divide", on=cut.valid_from)
    then = figures_on_todays_boundary(phuong_thinh, 2024, RECOGNISED)
    assert {place.name for place in then.without} == {"Ấp Mới", "Ấp 1 Đông"}
    assert then.denominator == 4 * communes


def test_the_draft_from_the_catalogue_leaves_out_what_was_carried_and_refuses_what_is_not_here(
    reform: ThapMuoi,
):
    with pytest.raises(actions.Refused, match="không có gì để chuyển"):
        actions.draft_from_catalogue(["30043"], ON, by=JOB)
    with pytest.raises(actions.Refused, match="không bắt đầu ngày 02/7/2025"):
        actions.draft_from_catalogue(["30043"], dt.date(2025, 7, 2), by=JOB)
    assert queries.BoundaryChange.objects.count() == 1
