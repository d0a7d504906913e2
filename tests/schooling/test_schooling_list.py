"""Levels of communes in a year."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoctap.schooling import actions
from hoctap.schooling.rules import TypedEnrolment, TypedLevel
from tests.centres.hands import centre_at
from tests.schooling import hands
from tests.world import World, make_place

URL = "/schooling/?year=2024"


def test_each_sees_his_own_communes_and_what_is_not_known_is_a_dash(world: World, client: Client):
    typed = hands.year_of(
        levels={"primary": TypedLevel("3", "9/QĐ-UBND"), "literacy": TypedLevel("2")},
        enrolments={"primary": TypedEnrolment("200", "199")},
    )
    actions.record_year(world.commune, typed, by=world.actor(world.admin))
    for user, sees in (
        (world.admin, {"Xã Tân Kiều"}),
        (world.hung, {"Xã Tân Kiều"}),
        (world.oanh, {"Xã Hưng Thạnh"}),
        (world.bich, {"Xã Tân Kiều", "Xã Hưng Thạnh"}),
    ):
        client.force_login(user)
        body = client.get(URL).content.decode()
        page = body[body.index("<tbody") : body.index("</tbody")]
        assert {one for one in ("Xã Tân Kiều", "Xã Hưng Thạnh") if one in page} == sees
        assert ("mức độ 3" in page) == ("Xã Tân Kiều" in sees)
    client.force_login(world.admin)
    body = client.get(URL).content.decode()
    assert "199" in body
    assert "tự đánh giá" in body


def test_from_a_centre_one_comes_to_its_commune(world: World, client: Client):
    client.force_login(world.admin)
    centre, other = centre_at(world.commune), centre_at(world.other_commune)
    answer = client.get("/schooling/", {"centre": str(centre.pk)})
    assert answer["Location"] == f"/schooling/{world.commune.pk}/"
    assert client.get("/schooling/", {"centre": str(other.pk)}).status_code == 404
    assert client.get("/schooling/", {"centre": "khong-phai"}).status_code == 404
    assert "Phổ cập, xóa mù chữ" in client.get("/centres/").content.decode()


def test_more_communes_take_no_more_queries(world: World, client: Client):
    client.force_login(world.bich)
    client.get(URL)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for number in range(5):
        make_place("commune", "xã", f"Thêm {number}", world.district)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few)
