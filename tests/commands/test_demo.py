import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hoctap.accounts.models import User
from hoctap.core.actor import system_job
from hoctap.home import demo
from hoctap.places import catalogue
from hoctap.places.models import LineageEdge, Place
from hoctap.plans.models import Target
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
    old, new = demo._load_places(by)
    assert len(old) == 13
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
