"""What a place was, what it became, by which decision."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.core.actor import system_job
from hoctap.places import actions, catalogue, country, lookup
from hoctap.places.catalogue import NO_DECISION, PlaceRow
from hoctap.places.models import LineageEdge, Place
from tests.world import World

JOB = system_job("kiểm thử")
pytestmark = pytest.mark.django_db


def row(code: str, day: str = "2025-06-30") -> PlaceRow:
    return catalogue.load().resolve(code, dt.date.fromisoformat(day))


def page(client: Client, world: World, code: str, day: str = "2025-06-30") -> str:
    client.force_login(world.hung)
    return client.get(f"/places/{row(code, day).id}/").content.decode()


def test_phuong_thinh_tells_both_communes_it_came_from_and_who_bore_its_code(world: World, client: Client):
    body = page(client, world, "30043", "2026-01-01")
    assert "Trước đó là" in body
    for words in (
        "Xã Hưng Thạnh",
        "30082",
        "nhập toàn bộ",
        NO_DECISION,
        "Mã 30043 ở thời gian khác",
        "Đơn vị vẫn còn",
    ):
        assert words in body
    story = lookup.story(row("30043", "2026-01-01").id)
    assert story is not None
    assert [step.other.code for step in story.came_from] == ["30043", "30082"]
    assert [other.title for other in story.same_code] == ["Xã Hưng Thạnh"]
    assert [other.title for other in story.above] == ["Tỉnh Đồng Tháp"]


def test_a_divided_commune_says_so_and_that_nothing_is_guessed(world: World, client: Client):
    body = page(client, world, "30079")
    assert "bị chia cho nhiều đơn vị mới" in body
    assert "không suy đoán" in body
    assert "(chỉ một phần)" in body
    story = lookup.story(row("30079").id)
    assert story is not None
    assert story.divided
    assert len(story.became) == 2


def test_what_the_sources_say_differently_stands_at_the_place(world: World, client: Client):
    body = page(client, world, "00556")
    assert "Hai nguồn khác nhau" in body
    assert "chưa kiểm chứng" in body
    assert "Xã Thuận An" not in body.replace("xã Thuận An", "")  # told as a difference, not as a successor
    assert "Hai nguồn khác nhau" in page(client, world, "28333")
    assert "Hai nguồn khác nhau" not in page(client, world, "30055")


def test_a_province_lists_what_lies_in_it_and_a_district_has_no_successor(world: World, client: Client):
    assert "Gồm 102 đơn vị" in page(client, world, "82", "2026-01-01")
    body = page(client, world, "872")
    assert "Gồm 13 đơn vị" in body
    assert "Không có đơn vị kế tục trong danh mục" in body


def test_the_decision_recorded_here_counts_and_says_what_is_installed(world: World, client: Client):
    new, old = row("30502", "2026-01-01"), row("30511")
    country.load(["91"], by=JOB)
    LineageEdge.objects.filter(predecessor=old.id).update(decision="Số thử nghiệm 01")
    body = page(client, world, "30511")
    assert "Số thử nghiệm 01" in body
    assert NO_DECISION not in body
    assert "đã lập" in body
    story = lookup.story(old.id)
    assert story is not None
    assert [(step.other.id, step.other.installed) for step in story.became] == [(new.id, True)]


def test_a_place_typed_in_here_and_unknown_to_the_catalogue_is_told_too(world: World, client: Client):
    client.force_login(world.hung)
    body = client.get(f"/places/{world.commune.pk}/").content.decode()
    assert "Xã Tân Kiều" in body
    assert "Huyện" in body
    assert client.get(f"/places/{world.district.pk}/").status_code == 200
    assert client.get(f"/places/{world.hamlet.pk}/").status_code == 404
    assert client.get(f"/places/{uuid4()}/").status_code == 404


def test_the_number_of_queries_does_not_grow():
    def cost(row: PlaceRow) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert lookup.story(row.id) is not None
        return len(captured)

    bare = [cost(row("82", "2026-01-01")), cost(row("30043")), cost(row("82"))]
    actions.load_places(country.rows_of(catalogue.load(), ["82"]), catalogue.load().edges, by=JOB)
    full = [cost(row("82", "2026-01-01")), cost(row("30043")), cost(row("82"))]
    assert max(bare + full) <= 5


def test_a_rename_recorded_here_is_another_place_under_the_same_code():
    """The tables take what the files take: the code goes to the new row on the day the old one ends."""
    country.load(["82"], by=JOB)
    old = Place.objects.get(pk=row("30055", "2026-01-01").id)
    day = dt.date(2027, 1, 1)
    Place.objects.filter(pk=old.pk).update(valid_to=day)
    new = Place.objects.create(
        level=old.level, kind="phường", name="Mỹ Quý", code=old.code, parent=old.parent, valid_from=day
    )
    LineageEdge.objects.create(
        predecessor=old, successor=new, kind="rename", on=day, decision="Số thử nghiệm 02"
    )
    story = lookup.story(old.pk)
    assert story is not None
    assert [(step.other.title, step.words, step.decision) for step in story.became] == [
        ("Phường Mỹ Quý", "đổi tên", "Số thử nghiệm 02")
    ]
    assert {other.title for other in story.same_code} == {"Xã Mỹ Quý", "Phường Mỹ Quý"}
    assert story.place.period == "từ 01/7/2025 đến 31/12/2026"
    assert country.check().faults == []
