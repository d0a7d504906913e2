"""A statistical code means a place only at a time."""

import datetime as dt

import pytest

from hoctap.core.actor import system_job
from hoctap.places import actions, catalogue
from hoctap.places.catalogue import AmbiguousCode, UnknownCode
from hoctap.places.models import LineageEdge, Place
from hoctap.places.queries import NotInstalled, communes_for, resolve_code
from tests.world import World

pytestmark = pytest.mark.django_db
JOB = system_job("kiểm thử")


def install(code: str, year: int) -> Place:
    return actions.install_commune(catalogue.load().resolve_year(code, year), by=JOB).commune


def test_one_code_is_two_places_in_two_years_both_here():
    old, new = install("30043", 2024), install("30043", 2026)
    assert old != new
    assert resolve_code("30043", 2024) == old
    assert resolve_code(" 30043 ", 2026) == new
    assert resolve_code("30043", 2025, dt.date(2025, 6, 30)) == old
    assert resolve_code("30043", on=dt.date(2025, 7, 1)) == new


def test_two_meanings_and_no_time_is_refused_with_both_names_even_if_only_one_is_here():
    install("30043", 2024)
    with pytest.raises(AmbiguousCode, match=r"xã Hưng Thạnh.*xã Phương Thịnh"):
        resolve_code("30043")
    with pytest.raises(AmbiguousCode, match=r"Năm 2025.*xã Hưng Thạnh.*xã Phương Thịnh"):
        resolve_code("30043", 2025)


def test_a_place_known_but_not_set_up_here_is_told_apart_from_an_unknown_code():
    install("30043", 2024)
    with pytest.raises(NotInstalled, match="chưa được lập trong hệ thống này"):
        resolve_code("30043", 2026)
    with pytest.raises(UnknownCode, match="Không có địa bàn nào mang mã 12345"):
        resolve_code("12345", 2024)


def test_a_place_typed_in_here_wins_over_the_catalogue(world: World):
    assert resolve_code("30043") == world.other_commune


def test_setting_up_twice_makes_nothing_twice_and_joins_what_exists():
    install("30043", 2024)
    assert not LineageEdge.objects.exists()
    row = catalogue.load().resolve_year("30043", 2024)
    for successor in catalogue.load().successors(row):
        install(successor.code, 2026)
    places, edges = Place.objects.count(), LineageEdge.objects.count()
    install("30043", 2024)
    assert (Place.objects.count(), LineageEdge.objects.count()) == (places, edges)
    assert LineageEdge.objects.filter(predecessor_id=row.id).exists()


def test_who_works_in_a_hamlet_works_in_its_commune(world: World):
    from hoctap.core.permissions import Permission

    assert communes_for(world.actor(world.hung), Permission.DOSSIER_ENTER) == [world.commune]
    assert communes_for(world.actor(world.bich), Permission.PLAN_READ) == [world.other_commune, world.commune]
    assert communes_for(world.actor(world.lan), Permission.ACCOUNT_MANAGE) == []
