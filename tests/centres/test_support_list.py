"""What was put into a centre in a year, by kind and source."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from hoctap.accounts.models import User
from hoctap.audit.models import Event
from hoctap.centres.facilities.equipment.actions import record_support
from hoctap.centres.facilities.equipment.queries import support_of, support_sums
from hoctap.centres.models import Centre, SupportLine
from hoctap.core.dates import today
from tests.centres.facility_hands import chairs
from tests.centres.hands import centre_at
from tests.world import World

URL = "/centres/support/"


def typed(of: Centre, **other: object) -> dict[str, object]:
    return {
        "centre": str(of.pk),
        "on": today().isoformat(),
        "kind": "equipment",
        "what": "Mua máy vi tính",
        "source": "budget",
        "amount": "30.000.000",
        **other,
    }


@pytest.mark.requirement("S0-18", "S4-16", "S4-23")
def test_sums_by_kind_and_source_leave_out_what_has_no_price(
    world: World, centre: Centre, director: User, client: Client
):
    client.force_login(director)
    row = chairs(centre, of="Máy vi tính", by=world.actor(director))
    assert client.post(URL, typed(centre, equipment=str(row.pk), document="HĐ 7")).status_code == 302
    client.post(URL, typed(centre, kind="materials", what="Sách", source="social", amount=""))
    client.post(URL, typed(centre, kind="materials", what="Sách mua", source="budget", amount="2.000.000"))
    rows = support_of(world.actor(director), centre=centre, year=today().year)
    sums = support_sums(rows)
    assert sums.total == 32_000_000
    by_kind = {one.label: (one.amount, one.count, one.in_kind) for one in sums.by_kind}
    assert by_kind == {"Trang thiết bị": (30_000_000, 1, 0), "Học liệu": (2_000_000, 2, 1)}
    by_source = {one.label: one.amount for one in sums.by_source}
    assert by_source == {"Ngân sách nhà nước": 32_000_000, "Xã hội hóa": None}, "no price is a dash, not 0"
    page = client.get(URL, {"centre": str(centre.pk)}).content.decode()
    assert "32.000.000" in page
    assert "Mua máy vi tính" not in client.get(URL, {"year": "2001"}).content.decode()
    assert Event.objects.filter(what="centres.supportline.recorded").count() == 3
    client.force_login(world.oanh)
    assert "Mua máy vi tính" not in client.get(URL).content.decode()


@pytest.mark.requirement("S0-18", "S2-44")
def test_things_have_a_worth_and_are_no_money(world: World, centre: Centre, director: User, client: Client):
    client.force_login(director)
    client.post(URL, typed(centre, source="social", amount="4.000.000"))
    things = typed(
        centre, kind="materials", what="Tủ sách", source="social", amount="6.000.000", is_in_kind="on"
    )
    assert client.post(URL, {**things, "funder": "Cửa hàng Hòa Bình"}).status_code == 302
    sums = support_sums(support_of(world.actor(director), centre=centre, year=today().year))
    assert (sums.total, sums.worth) == (4_000_000, 6_000_000)
    assert [(one.amount, one.worth, one.in_kind) for one in sums.by_source] == [(4_000_000, 6_000_000, 0)]
    row = SupportLine.objects.get(what="Tủ sách")
    assert "hiện vật ước tính" in client.get(f"{URL}{row.pk}/").content.decode()
    page = client.get(URL).content.decode()
    assert "Hiện vật ước tính 6.000.000 đồng" in page
    assert "Cửa hàng Hòa Bình" in page
    client.post(URL, typed(centre, kind="materials", what="Sách cũ", amount=""))
    assert SupportLine.objects.get(what="Sách cũ").is_in_kind, "what has no price is things"


def test_a_source_a_place_and_a_time_are_asked_for(
    world: World, centre: Centre, director: User, client: Client
):
    by = world.actor(director)
    year = today().year - 1
    for month, what, source in (
        (1, "Cấp quý I", "budget"),
        (5, "Cấp quý II", "budget"),
        (5, "Tặng", "social"),
    ):
        on = dt.date(year, month, 10)
        record_support(centre, on=on, kind="activities", what=what, source=source, amount=1000, by=by)

    def shown(**query: object) -> list[str]:
        page = client.get(URL, {"year": year, **query}).content.decode()
        return [what for what in ("Cấp quý I<", "Cấp quý II<", "Tặng<") if what in page]

    client.force_login(director)
    assert shown() == ["Cấp quý I<", "Cấp quý II<", "Tặng<"]
    assert shown(source="budget") == ["Cấp quý I<", "Cấp quý II<"]
    assert shown(source="nothing", **{"from": f"{year}-04-01", "until": f"{year}-06-30"}) == shown()[1:]
    assert shown(**{"from": "x", "until": f"{year}-06-30"}) == shown()
    assert shown(place=world.commune.pk) == shown()
    assert client.get(URL, {"place": world.other_commune.pk}).status_code == 404


def test_what_cannot_be_is_refused(world: World, centre: Centre, director: User, client: Client):
    client.force_login(director)
    for other, told in (
        ({"what": " "}, "Hãy ghi nội dung"),
        ({"on": "2190-01-01"}, "chưa tới"),
        ({"kind": "activities", "amount": ""}, "hãy ghi số tiền"),
        (
            {"kind": "activities", "is_in_kind": "on"},
            "Kinh phí hoạt động là tiền. Hãy bỏ dấu “Hiện vật”, hoặc chọn loại khác",
        ),
        ({"amount": "0"}, "lớn hơn 0"),
        ({"amount": "nhiều"}, "ghi bằng số"),
        ({"amount": "99999999999999999"}, "lớn quá"),
        ({"centre": str(centre_at(world.other_commune).pk)}, ""),
    ):
        answer = client.post(URL, typed(centre, **other))
        assert answer.status_code == 422, told
        assert told in answer.content.decode(), told
    assert not SupportLine.objects.exists()
    client.force_login(world.minh)
    assert client.post(URL, typed(centre)).status_code == 404


def test_more_lines_take_no_more_queries(
    world: World,
    centre: Centre,
    director: User,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    by = world.actor(director)
    for number in range(6):
        record_support(
            centre, on=today(), kind="aids", what=f"Bảng {number}", source="own", amount=1000, by=by
        )
    client.force_login(director)
    client.get(URL)
    with django_assert_max_num_queries(14):
        assert "Bảng 5" in client.get(URL).content.decode()
