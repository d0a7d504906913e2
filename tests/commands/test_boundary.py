"""`hoctap boundary`: a change of boundaries recorded on the server itself."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hoctap.core.ids import uuid7
from hoctap.people.models import Residence
from hoctap.places.models import BoundaryChange, Place
from tests.boundaries import divide, make_thap_muoi
from tests.world import World


def boundary(*options: str) -> str:
    out = StringIO()
    call_command("boundary", *options, stdout=out)
    return out.getvalue()


def test_the_reform_of_a_commune_is_drafted_tried_applied_and_undone(db: None):
    made = make_thap_muoi(households=1)
    said = json.loads(
        boundary("draft", "--on", "2025-07-01", "--place", "30043", "--from-catalogue", "--json")
    )
    assert said["state"] == "draft"
    assert said["adds_up"]
    assert said["blockers"] == []
    assert said["before"]["total"] == said["after"]["total"]
    assert "Xã Phương Thịnh" in said["after"]["places"]
    assert {"name": "Ấp 1", "new_name": "Ấp 1 (xã Hưng Thạnh cũ)"}.items() <= next(
        row for row in said["hamlets"] if row["commune"] == "xã Hưng Thạnh"
    ).items()
    assert json.loads(boundary("dry-run", said["id"], "--json"))["hamlets"] == said["hamlets"]
    assert "Trước: " in boundary("dry-run", said["id"])
    assert json.loads(boundary("apply", said["id"], "--json"))["state"] == "applied"
    new = Place.objects.get(code="30043", valid_to=None)
    assert Residence.objects.within([new.pk]).counted_in(2026).count() > 0
    assert said["id"] in boundary("list")
    assert [row["state"] for row in json.loads(boundary("list", "--json"))] == ["applied"]
    assert "đã hoàn tác" in boundary("undo", said["id"])
    assert not Place.objects.filter(code="30043", valid_to=None).exists()
    assert made.old["30043"].children.count() == 2


def test_a_divided_commune_is_applied_once_each_hamlet_has_its_place(world: World):
    change = divide(world)
    first, second = change.places.all()
    change.places.filter(pk=first.pk).update(code="30101")
    change.places.filter(pk=second.pk).update(code="30102")
    assert "CHƯA CHỌN" in boundary("dry-run", str(change.pk))
    with pytest.raises(CommandError, match="chưa ghi nơi đến của 2 ấp, khóm"):
        boundary("apply", str(change.pk))
    with pytest.raises(CommandError, match="không có xã mới nào mang mã 30999"):
        boundary("assign", str(change.pk), f"{world.hamlet.pk}=30999")
    with pytest.raises(CommandError, match="không đúng dạng"):
        boundary("assign", str(change.pk), "1=30101")
    boundary("assign", str(change.pk), f"{world.hamlet.pk}=30101", f"{world.hamlet_2.pk}=30102")
    assert "đã thực hiện" in boundary("apply", str(change.pk))


def test_an_unknown_change_or_code_is_one_sentence(db: None):
    with pytest.raises(CommandError, match="Không có việc sắp xếp nào mang mã"):
        boundary("apply", str(uuid7()))
    with pytest.raises(CommandError, match="Chưa xã cũ nào của xã Phương Thịnh"):
        boundary("draft", "--on", "2025-07-01", "--place", "30043")
    with pytest.raises(CommandError, match="99999"):
        boundary("draft", "--on", "2025-07-01", "--place", "99999")
    assert not BoundaryChange.objects.exists()
