"""A district that ends with nothing after it."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from hoctap.core.refusals import Forbidden, Refused
from hoctap.places.boundaries import actions
from hoctap.places.boundaries.actions import Draft
from hoctap.places.models import BoundaryChange, LineageEdge, Place
from tests.boundaries import JOB, dump, keeper_of
from tests.season import keeper_of_province
from tests.world import World, make_place

ON = dt.date(2025, 7, 1)


def end(district: Place, *, on: dt.date = ON, decision: str = "") -> BoundaryChange:
    return actions.draft_change(actions.Draft.of_an_end([district], on, decision), by=JOB)


def empty_district(world: World, name: str = "Cao Lãnh") -> Place:
    return make_place("district", "huyện", name, world.province)


def test_it_ends_with_its_paper_or_without_and_comes_back(world: World):
    district = empty_district(world)
    before = dump()
    change = end(district, decision="76/NQ-HĐND")
    actions.apply_change(change, by=JOB)
    district.refresh_from_db()
    assert (district.valid_to, district.ended_by, district.ended_why) == (
        ON,
        "76/NQ-HĐND",
        "Không có đơn vị kế tục",
    )
    actions.undo_change(change, by=JOB)
    assert dump() == before


def test_one_with_communes_that_stand_is_refused_until_these_are_dealt_with(world: World):
    with pytest.raises(Refused, match=r"còn 2 xã, phường, thị trấn .*Hãy ghi việc sắp xếp các nơi ấy trước"):
        actions.apply_change(end(world.district), by=JOB)
    world.district.refresh_from_db()
    assert world.district.valid_to is None
    Place.objects.filter(parent=world.district).update(valid_to=ON)
    actions.apply_change(BoundaryChange.objects.get(), by=JOB)


def test_one_that_something_follows_or_that_is_recorded_is_refused(world: World):
    district, other = empty_district(world), empty_district(world, "Lấp Vò")
    LineageEdge.objects.create(predecessor=district, successor=other, kind="merge", on=ON)
    with pytest.raises(Refused, match="có nơi kế tục: huyện Lấp Vò"):
        actions.apply_change(end(district), by=JOB)
    Place.objects.filter(pk=other.pk).update(valid_to=ON, ended_by="1/NQ")
    other.refresh_from_db()
    with pytest.raises(Refused, match=r"đã ghi kết thúc từ .* theo 1/NQ"):
        actions.apply_change(end(other), by=JOB)


def test_a_commune_s_keeper_and_an_outsider_may_not(world: World):
    district = empty_district(world)
    draft = Draft("Kết thúc", ON, ending=[district])
    for by in (
        world.actor(world.lan),
        keeper_of(district),
        keeper_of(make_place("province", "tỉnh", "Khác")),
    ):
        with pytest.raises(Forbidden):
            actions.draft_change(draft, by=by)


def test_on_screen_what_the_catalogue_ended_gets_its_paper(world: World, client: Client):
    keeper = keeper_of_province(world)
    before = make_place("province", "tỉnh", "Sen Cũ")
    district = make_place("district", "huyện", "Lai Vung", before)
    Place.objects.filter(pk__in=[before.pk, district.pk]).update(valid_to=ON)
    LineageEdge.objects.create(predecessor=before, successor=world.province, kind="merge", on=ON)
    elsewhere = make_place("district", "huyện", "Xa Lạ", make_place("province", "tỉnh", "Khác"))
    client.force_login(keeper)
    url = reverse("boundary_end")
    page = client.get(url).content.decode()
    assert "Huyện Lai Vung, tỉnh Sen Cũ (theo danh mục: kết thúc" in page
    assert "Xa Lạ" not in page
    assert client.post(url, {"places": [str(elsewhere.pk)], "on": "2025-07-01"}).status_code == 422
    empty = client.post(url, {"on": ""})
    assert "Hãy chọn ít nhất một đơn vị cấp huyện." in empty.content.decode()
    other_day = client.post(url, {"places": [str(district.pk)], "on": "2025-08-01"})
    assert "đã kết thúc từ" in other_day.content.decode()
    typed = {"places": [str(district.pk)], "on": "2025-07-01", "decision": ""}
    shown = client.post(url, typed, follow=True).content.decode()
    for words in (
        "Huyện Lai Vung kết thúc, không có nơi kế tục",
        "chưa có số quyết định",
        "các đơn vị này không còn",
    ):
        assert words in shown
    change = BoundaryChange.objects.get()
    assert client.post(reverse("boundary_apply", args=[change.pk])).status_code == 302
    actions.apply_change(change, by=JOB)
    assert "Lai Vung" not in client.get(url).content.decode(), "it is recorded"
    client.force_login(world.lan)
    shown = client.get(reverse("place_detail", args=[district.pk])).content.decode()
    assert "Không có đơn vị kế tục; chưa có số quyết định" in shown
    assert client.get(url).status_code == 403


def test_the_command_drafts_it_too(world: World, capsys: pytest.CaptureFixture[str]):
    district = empty_district(world)
    call_command("boundary", "draft", "--on", "2025-07-01", "--place", str(district.pk), "--end")
    assert "Huyện Cao Lãnh kết thúc, không có nơi kế tục" in capsys.readouterr().out
