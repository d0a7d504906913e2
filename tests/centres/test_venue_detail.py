"""One venue: who shares it, what is booked, its end."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from hoctap.accounts.models import User
from hoctap.centres.facilities.equipment.actions import add_equipment
from hoctap.centres.facilities.equipment.rules import EquipmentDetails
from hoctap.centres.models import Centre, Venue, VenueKind, VenueShare
from hoctap.core.dates import today
from tests.centres.facility_hands import booked, kind, venue_in
from tests.centres.hands import centre_at
from tests.world import World


@pytest.fixture
def house(world: World) -> Venue:
    return venue_in(world.hamlet, "Nhà văn hóa Ấp 1", kind=VenueKind.HAMLET_HOUSE)


def show(client: Client, venue: Venue) -> str:
    return client.get(reverse("venue_detail", args=[venue.pk])).content.decode()


def test_its_readers_see_it_and_only_keepers_may_change_it(
    world: World, house: Venue, director: User, client: Client
):
    client.force_login(world.hung)
    page = show(client, house)
    assert "07:00–21:00, mọi ngày" in page
    assert "Đặt nơi này" in page
    assert "/edit/" not in page
    assert client.post(reverse("venue_end", args=[house.pk]), {"why": "x"}).status_code == 403
    client.force_login(world.oanh)
    assert client.get(reverse("venue_detail", args=[house.pk])).status_code == 404
    client.force_login(director)
    booked(house, "Lớp đan lát", by=world.actor(director))
    page = show(client, house)
    assert "Lớp đan lát" in page
    assert "/edit/" in page


@pytest.mark.requirement("S4-15", "S4-22")
def test_a_centre_shares_it_by_an_agreement_and_has_one_seat(
    world: World, house: Venue, centre: Centre, director: User, client: Client
):
    client.force_login(director)
    url = reverse("venue_share", args=[house.pk])
    typed = {"centre": str(centre.pk), "agreement": "Biên bản số 1", "started_on": today().isoformat()}
    assert "Hãy ghi thỏa thuận" in client.post(url, typed | {"agreement": ""}).content.decode()
    assert "chưa tới" in client.post(url, typed | {"started_on": "2190-01-01"}).content.decode()
    assert client.post(url, typed | {"is_seat": "on"}).status_code == 302
    assert "đặt trụ sở ở đây" in show(client, house)
    assert "theo một thỏa thuận rồi" in client.post(url, typed).content.decode()
    second = venue_in(world.commune, "Hội trường")
    refused = client.post(reverse("venue_share", args=[second.pk]), typed | {"is_seat": "on"})
    assert refused.status_code == 422
    assert "đang đặt trụ sở ở Nhà văn hóa Ấp 1" in refused.content.decode()
    with pytest.raises(IntegrityError, match="centre_has_one_seat"), transaction.atomic():
        VenueShare.objects.create(
            venue=second, centre=centre, agreement="x", is_seat=True, started_on=today()
        )
    foreign = centre_at(world.other_commune)
    assert client.post(url, typed | {"centre": str(foreign.pk)}).status_code == 422
    share = VenueShare.objects.get()
    assert client.post(reverse("venueshare_end", args=[share.pk])).status_code == 302
    assert not VenueShare.objects.standing().exists()
    assert client.post(reverse("venueshare_end", args=[share.pk])).status_code == 422


def test_it_ends_with_a_reason_and_not_while_something_stands_there(
    world: World, house: Venue, director: User, client: Client
):
    client.force_login(director)
    by = world.actor(director)
    url = reverse("venue_end", args=[house.pk])
    typed = {"ended_on": today().isoformat(), "why": "Phá dỡ"}
    row = booked(house, "Lớp đan lát", by=by)
    add_equipment(EquipmentDetails(kind(), good=3), venue=house, by=by)
    answer = client.post(url, typed)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Còn 1 lượt đã đặt: Lớp đan lát" in page
    assert "Còn 1 dòng thiết bị" in page
    type(row).objects.all().delete()
    house.equipment.all().delete()
    assert "Hãy ghi lý do" in client.post(url, typed | {"why": " "}).content.decode()
    later = client.post(url, typed | {"ended_on": "2190-01-01"})
    assert "chưa tới" in later.content.decode()
    assert client.post(url, typed).status_code == 302
    house.refresh_from_db()
    assert (house.valid_to, house.ended_why) == (today(), "Phá dỡ")
    assert "đã thôi dùng" in client.post(url, typed).content.decode()


@pytest.mark.requirement("S0-09")
def test_a_hamlet_house_is_held_against_its_own_list(
    world: World, house: Venue, director: User, client: Client
):
    client.force_login(director)
    assert "Thiết bị cần có" not in show(client, house), "nobody recorded anything: not known, not missing"
    by = world.actor(director)
    for name, good in (("Tủ sách", 1), ("Bàn", 4), ("Ghế", 30)):
        add_equipment(EquipmentDetails(kind(name), good=good), venue=house, by=by)
    assert "còn thiếu Loa, âm ly (0/1)" in show(client, house)
    add_equipment(EquipmentDetails(kind("Loa, âm ly"), good=1), venue=house, by=by)
    page = show(client, house)
    assert "đủ theo danh mục" in page
    assert "mẫu" in page, "the list that comes with the program is a sample"


def test_the_database_refuses_hours_that_run_backwards(world: World):
    with pytest.raises(IntegrityError, match="venue_opens_before_it_closes"), transaction.atomic():
        venue_in(world.hamlet, "Ngược", opens_at=dt.time(9), closes_at=dt.time(8))
