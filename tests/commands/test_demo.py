import datetime as dt
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connections

from hoctap.accounts.models import User
from hoctap.assessments.models import Assessment
from hoctap.core.actor import system_job
from hoctap.criteria.models import CriteriaEdition, LearningTitle
from hoctap.home import demo
from hoctap.measures import queries
from hoctap.measures.models import Summary
from hoctap.measures.registry import measures
from hoctap.people.models import Residence
from hoctap.places import catalogue
from hoctap.places.models import LineageEdge, Place
from hoctap.plans.models import Target
from tests.journeys.demonstration import NAME as DEMONSTRATION
from tests.journeys.demonstration import demonstration
from tests.world import World


def test_the_demo_is_refused_where_people_work(world: World):
    with pytest.raises(CommandError, match="đã có người dùng khác"):
        call_command("demo")
    assert not User.objects.filter(login__startswith="demo-").exists()


def test_starting_up_with_the_demo_leaves_a_real_database_alone_and_says_nothing(world: World):
    out = StringIO()
    call_command("demo", "--if-empty", stdout=out)
    assert out.getvalue() == ""
    assert not User.objects.filter(login__startswith="demo-").exists()


def test_a_second_demo_only_prints_its_logins_again(db: None):
    User.objects.create(login="demo-hoi-2026", full_name="Trình Diễn", is_active=True)
    out = StringIO()
    call_command("demo", "--json", stdout=out)
    assert json.loads(out.getvalue())["logins"] == []
    assert User.objects.count() == 1


def test_both_worlds_are_places_with_their_lineage_and_plan_415_has_its_own_targets(db: None):
    by = system_job("kiểm thử")
    old, new, neighbours = demo._load_places(by)
    assert len(old) == 13
    assert {place.parent.name for place in neighbours if place.parent} == {"Cao Lãnh"}
    assert len(new) == 6
    assert {place.parent.code for place in old if place.parent} == {demo.DISTRICT_CODE}
    before, after = Place.objects.filter(code=demo.TWIN_CODE, level="commune").order_by("valid_from")
    assert (before.name, after.name) == ("Hưng Thạnh", "Phương Thịnh")
    assert LineageEdge.objects.filter(predecessor__in=old, successor__in=new).count() >= 13
    district = Place.objects.get(code=demo.DISTRICT_CODE)
    demo._plan_415(district, by)
    values = list(Target.objects.order_by("position").values_list("value", flat=True))
    assert [int(value) for value in values] == [85, 80, 90, 90, 75, 30, 40, 90, 100, 20, 3]
    assert catalogue.load().resolve(demo.TWIN_CODE, demo.DAY_2024).name == "Hưng Thạnh"


def _one_file_for_each_road() -> None:
    """Looked at here because the demonstration is made once."""
    files = {one.place.name: one for one in Assessment.objects.filter(unit=None).select_related("place")}
    district, so = files["Hưng Thạnh"], files["Cao Sơn"]
    assert (district.state, district.year, district.valid_until) == (
        "recognised",
        2024,
        dt.date(2028, 12, 31),
    )
    assert district.certificates.get().number_text == "0001/2025-HS"
    assert (so.state, so.year, so.decides) == ("sent", 2025, "Giám đốc Sở Giáo dục và Đào tạo tỉnh Phú Thọ")
    school = Assessment.objects.get(unit__isnull=False)
    assert (school.state, school.opinions.count()) == ("received", 3)
    assert school.evidence.filter(evidence__kind="file").exists()
    title = LearningTitle.objects.get()
    assert title.name == "Gia đình đọc sách"
    assert CriteriaEdition.objects.get(title=title.code).published_at is None


@pytest.fixture
def demonstrated(shared_folder: Path, migrated: str, django_db_blocker: Any) -> Iterator[None]:
    """In the demonstration that the journeys begin with: loaded once in a run, and only read here."""
    demonstration(shared_folder, migrated)
    tested = connections[DEFAULT_DB_ALIAS]
    there = tested.copy()
    there.settings_dict = {**tested.settings_dict, "NAME": DEMONSTRATION}
    connections[DEFAULT_DB_ALIAS] = there
    try:
        with django_db_blocker.unblock():
            yield
    finally:
        there.close()
        connections[DEFAULT_DB_ALIAS] = tested


def test_the_same_households_add_up_by_the_communes_of_2024_and_by_those_of_today(demonstrated: None):
    district = Place.objects.get(code=demo.DISTRICT_CODE, level="district")
    old = set(Place.objects.filter(parent=district))
    joined = {
        edge.predecessor
        for edge in LineageEdge.objects.filter(successor__level="commune").select_related("predecessor")
    }
    new = {
        edge.successor for edge in LineageEdge.objects.filter(predecessor__in=old).select_related("successor")
    }
    assert (len(old), len(joined - old), len(new)) == (13, 1, 6)

    def listed(communes: set[Place], year: int) -> set[UUID]:
        found = Residence.objects.counted_in(year).within([place.pk for place in communes])
        households = found.values_list("household_id", flat=True)
        assert len(households) == len(set(households)), "a household counts once"
        kept = Summary.objects.filter(counter="household.listed", place__in=communes, year__lte=year)
        assert len(households) == sum(kept.values_list("value", flat=True)), "the counters say the same"
        return set(households)

    _one_file_for_each_road()
    in_2024 = listed(old | joined, 2024)
    assert len(in_2024) > 500
    assert listed(new, 2026) == in_2024
    assert listed(old | joined, 2026) == set()
    assert listed(new, 2024) == set()
    of_district = queries.figure(measures[demo.MEASURE], district, 2024)
    without_round = {place for place in old if place.full_name in of_district.missing}
    assert len(without_round) == 1, "one commune had no round: missing, not zero"
    assert of_district.denominator == len(listed(old - without_round, 2024))
    assert of_district.numerator > 300
