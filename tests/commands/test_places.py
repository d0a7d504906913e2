"""`hoctap places`: the country in the database, and whether it holds together."""

import json
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoctap.audit.models import Event
from hoctap.core.refusals import Forbidden
from hoctap.places import catalogue, country
from hoctap.places.models import LineageEdge, Place
from tests.world import World

pytestmark = pytest.mark.django_db
DONG_THAP = {"province": 3, "district": 23, "commune": 407}


def said(*words: str) -> dict[str, object]:
    out = StringIO()
    call_command("places", *words, "--json", stdout=out)
    return json.loads(out.getvalue())  # type: ignore[no-any-return]


def test_a_province_comes_with_all_it_was_made_from_and_again_changes_nothing():
    assert said("load", "--province", "82") == {
        "dry_run": False, "added": DONG_THAP, "already": 0, "edges": 310,
    }  # fmt: skip
    assert [event.count for event in Event.objects.filter(what="places.places.loaded").order_by("id")] == [
        3, 23, 407,
    ]  # fmt: skip
    ids = set(Place.objects.values_list("id", flat=True))
    again = said("load", "--province", "82")
    assert (again["added"], again["already"], again["edges"]) == (dict.fromkeys(DONG_THAP, 0), 433, 0)
    assert set(Place.objects.values_list("id", flat=True)) == ids
    assert Event.objects.filter(what="places.places.loaded").count() == 3


def test_a_code_nobody_bears_now_means_what_its_province_became():
    assert said("load", "--province", "87", "--dry-run")["added"] == DONG_THAP
    with pytest.raises(CommandError, match="Không có tỉnh, thành phố nào mang mã 99"):
        said("load", "--province", "99")


def test_a_dry_run_writes_nothing():
    assert said("load", "--province", "82", "--dry-run")["edges"] == 310
    assert not Place.objects.exists()
    assert not Event.objects.exists()


def test_the_whole_country_is_loaded_with_the_ids_of_the_files_in_a_fixed_number_of_queries():
    with CaptureQueriesContext(connection) as few:
        said("load", "--province", "82")
    with CaptureQueriesContext(connection) as many:
        done = said("load", "--all")
    assert done["added"] == {"province": 94, "district": 673, "commune": 12_949}
    assert done["already"] == 433
    assert LineageEdge.objects.count() == 10_631
    assert len(many) == len(few)
    known = catalogue.load()
    assert {(id_, parent) for id_, parent in Place.objects.values_list("id", "parent_id")} == {
        (row.id, row.parent_id) for row in known.places
    }
    commune = Place.objects.get(code="30043", valid_to=None)
    assert commune.path == [commune.parent_id, commune.pk]
    checked = said("check")
    assert checked["faults"] == []
    assert checked["installed"] == {"province": 97, "district": 696, "commune": 13_356}
    assert said("load", "--all")["edges"] == 0


def test_a_place_typed_in_here_under_a_code_of_the_catalogue_is_not_overrun(world: World):
    with pytest.raises(CommandError, match=r"xã Hưng Thạnh \(mã 30043.*trùng với xã Hưng Thạnh.*Chưa nạp gì"):
        said("load", "--province", "82")
    assert not Place.objects.filter(name="Tiền Giang").exists()


def test_only_the_server_loads_places(world: World):
    with pytest.raises(Forbidden):
        country.load(["82"], by=world.actor(world.lan))


def test_check_passes_on_an_empty_database_and_after_one_commune_alone():
    assert said("check")["faults"] == []
    call_command("init", "--place", "30043", "--year", "2024", "--admin", "Trần Thị Lan", stdout=StringIO())
    assert said("check")["faults"] == []


def test_check_names_what_is_wrong_and_fails():
    said("load", "--province", "82")
    LineageEdge.objects.filter(predecessor__code="30040").delete()
    mixed = Place.objects.get(code="30082")
    LineageEdge.objects.filter(predecessor=mixed).update(on="2025-07-02")
    district = Place.objects.get(code="872")
    Place.objects.filter(pk=district.pk).update(valid_to="2025-06-01")
    with pytest.raises(CommandError) as failure:
        call_command("places", "check", stdout=StringIO())
    text = str(failure.value)
    assert "thiếu mối nối 30040 xã Thạnh Lợi → 30046 xã Trường Xuân" in text
    assert "30082 xã Phương Thịnh → 30043 xã Phương Thịnh: ngày 02/7/2025 không phải ngày đơn vị cũ" in text
    assert "30046 xã Trường Xuân (đến 30/6/2025) còn khi cấp trên 872 huyện Tháp Mười" in text
    said("load", "--province", "82")  # puts the edge back, touches nothing else
    assert LineageEdge.objects.filter(predecessor__code="30040").count() == 1
    assert isinstance(district.pk, UUID)
