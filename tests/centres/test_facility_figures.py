"""What targets point at: centres with everything required, centres with a computer; and the section on a centre's page."""

from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.centres.facilities.equipment.actions import record_check, record_support
from hoctap.centres.facilities.equipment.queries import equipped, funded, with_computers
from hoctap.centres.facilities.equipment.rules import Counted
from hoctap.centres.models import Centre, CheckLine, EquipmentCheck
from hoctap.core.dates import today
from hoctap.plans.indicators import figure_providers
from tests.centres.facility_hands import chairs
from tests.centres.hands import centre_at
from tests.season import make_director
from tests.world import World

YEAR = today().year
ALL = ("Tủ sách", "Bàn", "Ghế", "Máy vi tính")


@pytest.mark.requirement("S4-09")
def test_centres_that_lack_nothing_over_centres(
    world: World, centre: Centre, director: User, django_assert_max_num_queries: DjangoAssertNumQueries
):
    by = world.actor(director)
    places = [world.commune.pk, world.district.pk, world.other_commune.pk]
    assert equipped(places, YEAR) == {}, "nobody recorded anything: missing, not zero"
    for name in ALL[:3]:
        chairs(centre, of=name, good=1, by=by)
    assert equipped(places, YEAR)[world.commune.pk].value == 0
    computer = chairs(centre, of="Máy vi tính", good=1, by=by)
    centre_at(world.other_commune)
    with django_assert_max_num_queries(5):
        told = equipped(places, YEAR)
    assert told[world.commune.pk].value == 100
    district = told[world.district.pk]
    assert (district.numerator, district.denominator, district.value) == (1, 2, Decimal(50))
    assert "1/2" in district.source
    assert world.other_commune.pk not in told
    assert with_computers(places, YEAR)[world.commune.pk].value == 100
    type(computer).objects.filter(pk=computer.pk).update(good=0, repair=1)
    assert equipped(places, YEAR)[world.commune.pk].value == 0, "what waits for repair is not there"
    assert with_computers(places, YEAR)[world.commune.pk].value == 0
    assert equipped(places, YEAR + 1) == {}
    assert figure_providers["centre.equipped"] is equipped


def test_a_year_gone_by_is_what_its_last_check_found(world: World, centre: Centre, director: User):
    by = world.actor(director)
    rows = [chairs(centre, of=name, good=1, by=by) for name in ALL]
    past = today().replace(year=YEAR - 1, month=6, day=1)
    assert equipped([world.commune.pk], YEAR - 1) == {}, "not checked that year"
    record_check(centre, [Counted(row.pk, 1, 0, 0) for row in rows], checked_on=past, taken_by="Tổ", by=by)
    assert equipped([world.commune.pk], YEAR - 1)[world.commune.pk].value == 100
    rows[0].refresh_from_db()
    type(rows[0]).objects.update(good=0, broken=1)
    assert equipped([world.commune.pk], YEAR - 1)[world.commune.pk].value == 100
    assert equipped([world.commune.pk], YEAR)[world.commune.pk].value == 0
    assert CheckLine.objects.filter(taken_at=EquipmentCheck.objects.get()).count() == 4


def test_the_page_of_a_centre_says_what_is_missing(
    world: World, centre: Centre, director: User, client: Client
):
    chairs(centre, by=world.actor(director))
    client.force_login(director)
    page = client.get(f"/centres/{centre.pk}/").content.decode()
    assert "còn thiếu Bàn (0/1), Máy vi tính (0/1), Tủ sách (0/1) (danh mục mẫu)" in page
    assert f"Kiểm kê năm {YEAR}" in page
    assert f"/centres/venues/?centre={centre.pk}" in page
    van = make_director("Triệu Thị Vân", "van", world.other_commune)
    client.force_login(van)
    assert client.get(f"/centres/{centre.pk}/").status_code == 404


@pytest.mark.requirement("S4-09")
def test_centres_that_were_given_money_over_centres(
    world: World, centre: Centre, director: User, django_assert_max_num_queries: DjangoAssertNumQueries
):
    by = world.actor(director)
    places = [world.commune.pk, world.district.pk, world.other_commune.pk]
    assert funded(places, YEAR) == {}, "nobody wrote anything: missing, not zero"

    def put_in(source: str, **values: object) -> None:
        told = {"kind": "equipment", "amount": 1000, "what": "Hỗ trợ", **values}
        record_support(centre, on=today(), source=source, by=by, **told)

    put_in("own")
    put_in("social", is_in_kind=True)
    assert funded(places, YEAR)[world.commune.pk].value == 0, (
        "what it earns itself and things are not given money"
    )
    put_in("above")
    centre_at(world.other_commune)
    with django_assert_max_num_queries(3):
        told = funded(places, YEAR)
    district = told[world.district.pk]
    assert (district.numerator, district.denominator, district.value) == (1, 2, Decimal(50))
    assert "sổ đầu tư, hỗ trợ của 1/2" in district.source
    assert world.other_commune.pk not in told
    assert funded(places, YEAR - 1) == funded(places, YEAR + 1) == {}
    assert figure_providers["centre.funded"] is funded
