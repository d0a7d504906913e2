"""Books that people asked for, as the keeper sees them."""

import datetime as dt

import pytest
from django.test import Client

from hoctap.accounts.models import User
from hoctap.core.dates import today
from hoctap.portal.models import Door, HoldRequest
from hoctap.portal.work import work_items
from tests.portal import hands
from tests.season import make_director
from tests.world import World


@pytest.fixture
def keeper(world: World) -> User:
    return make_director("Đặng Thị Thu", "thu", world.commune)


@pytest.fixture
def hold(world: World, door: Door) -> HoldRequest:
    shelf = hands.library_at(world.hamlet)
    door.libraries.add(shelf)
    return hands.hold_of(door, hands.book_at(shelf), shelf)


def test_the_keeper_answers(world: World, hold: HoldRequest, keeper: User, client: Client):
    """'holdrequest_answer'."""
    assert [one.title for one in work_items(world.actor(keeper))] == [
        "1 yêu cầu đặt sách qua cổng chưa trả lời"
    ]
    client.force_login(keeper)
    page = client.get("/portal/holds/").content.decode()
    assert "Phạm Văn Đọc" in page
    assert "Dế mèn" in page
    url = f"/portal/holds/{hold.pk}/answer/"
    for wrong, told in (
        ({"state": "ready"}, "Hãy ghi ngày cuối cùng giữ sách"),
        ({"state": "ready", "kept_until": (today() - dt.timedelta(days=1)).isoformat()}, "từ hôm nay"),
        ({"state": "ready", "kept_until": "mai"}, "Ngày chưa đúng"),
        ({"state": "refused"}, "vì sao không giữ được"),
        ({"state": "asked"}, "Hãy chọn trả lời"),
        ({"state": "fetched"}, "không chuyển sang"),
    ):
        assert told in client.post(url, wrong, follow=True).content.decode()
    client.post(url, {"state": "ready", "kept_until": today().isoformat()})
    hold.refresh_from_db()
    assert (hold.state, hold.kept_until) == ("ready", today())
    client.post(url, {"state": "fetched"})
    assert "Không có yêu cầu nào" in client.get("/portal/holds/").content.decode()
    assert not work_items(world.actor(keeper))


def test_another_commune_s_keeper_sees_none(world: World, hold: HoldRequest, client: Client):
    other = make_director("Triệu Thị Vân", "van", world.other_commune)
    client.force_login(other)
    assert "Phạm Văn Đọc" not in client.get("/portal/holds/").content.decode()
    assert client.post(f"/portal/holds/{hold.pk}/answer/", {"state": "fetched"}).status_code == 404
    client.force_login(world.hung)
    assert client.get("/portal/holds/").status_code in (200, 403)


def test_the_list_takes_the_same_queries(
    world: World, door: Door, hold: HoldRequest, keeper: User, client: Client, django_assert_max_num_queries
):
    for number in range(10):
        hands.hold_of(door, hands.book_at(hold.library, f"Sách {number}"), hold.library)
    client.force_login(keeper)
    client.get("/portal/holds/")
    with django_assert_max_num_queries(8):
        client.get("/portal/holds/")
